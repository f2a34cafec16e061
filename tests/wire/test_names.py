"""Stored names, ids and times."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from arende.domain.commands import Command
from arende.domain.events import Event
from arende.domain.ids import Kind, Ref, within
from arende.domain.needs import identifier_ref
from arende.domain.person import Identifier, IdSystem
from arende.domain.text import LOCAL
from arende.wire import ids, names
from arende.wire.times import from_micros, to_micros
from hypothesis import given
from hypothesis import strategies as st

from .sample_ids import PROVIDER


def test_every_event_and_command_has_one_name() -> None:
    assert set(names.EVENTS) == set(get_args(Event))
    assert len(names.BY_NAME) == len(names.EVENTS)
    assert set(names.COMMANDS) == set(get_args(Command))
    assert len(names.COMMANDS_BY_NAME) == len(names.COMMANDS)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.IDENTIFIER])
def test_streams_lead_back_to_what_they_are_about(kind: Kind) -> None:
    ref = Ref(kind, PROVIDER if kind is Kind.PROVIDER else within(PROVIDER, "x-1"))
    stream = names.stream_name(ref)
    assert PROVIDER not in stream
    assert names.ref_of(PROVIDER, stream) == ref
    assert names.kind_of(stream) is kind


def test_an_identifier_does_not_stand_in_a_stream() -> None:
    ref = identifier_ref(PROVIDER, Identifier(IdSystem.PERSONNUMMER, "198001072381"))
    stream = names.stream_name(ref)
    assert stream == "identifier/16d261908eb28a80576aadbb148d113b16e2aad5"
    assert names.ref_of(PROVIDER, stream).kind is Kind.IDENTIFIER
    other = identifier_ref(PROVIDER, Identifier(IdSystem.LOCAL_RESERVE, "198001072381"))
    assert names.stream_name(other) != stream


@pytest.mark.parametrize("stream", ["", "dream/1", "CASE/1"])
def test_no_other_stream_is_known(stream: str) -> None:
    with pytest.raises(ValueError, match="arende doctor"):
        names.ref_of(PROVIDER, stream)


def test_fresh_ids_are_new_and_of_version_7() -> None:
    made = [ids.fresh() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert {UUID(id).version for id in made} == {7}


@given(st.one_of(st.uuids().map(str), st.text(), st.builds(ids.fresh)))
def test_derived_ids_are_ids_and_always_the_same(command_id: str) -> None:
    made = ids.derive(command_id)
    assert made == ids.derive(command_id)
    assert UUID(made).version == 8
    assert str(UUID(made)) == made
    assert UUID(made).variant == "specified in RFC 4122"
    assert LOCAL.fullmatch(made)


def test_derived_ids_keep_the_time_and_nothing_else() -> None:
    first, second = ids.fresh(), ids.fresh()
    assert ids.derive(first)[:13] == first[:13]
    assert ids.derive(first)[14:] != ids.derive(second)[14:]
    assert ids.derive("2026-03-01 lördag")[:8] != "2026-03-"


def test_derived_ids_never_change() -> None:
    assert ids.derive("0195a1b2-c3d4-7abc-9def-0123456789ab") == "0195a1b2-c3d4-882c-ad55-6005c1d737a8"
    assert ids.derive("a") == "31b39a23-dc4d-8ca9-b811-2ca1bbdcafac"


def test_a_stream_stays_in_its_part() -> None:
    assert [ids.part_of(f"case/{n}") for n in range(4)] == [2, 4, 14, 8]
    assert {ids.part_of(f"case/{n}") for n in range(1000)} == set(range(16))
    assert {ids.part_of(f"case/{n}", 64) for n in range(1000)} == set(range(64))


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_are_exact(at: datetime) -> None:
    assert from_micros(to_micros(at)) == at


@given(st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999))
def test_microseconds_are_exact(us: int) -> None:
    assert to_micros(from_micros(us)) == us
    assert from_micros(us).tzinfo is UTC


def test_a_zone_is_needed() -> None:
    assert to_micros(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=1)) == 1
    with pytest.raises(TypeError):
        to_micros(datetime(2026, 3, 1))  # noqa: DTZ001
