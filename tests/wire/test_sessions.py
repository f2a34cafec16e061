"""Sessions as plain rows keep them: they come back as they were, and what cannot be read is no session."""

from datetime import UTC, datetime

import pytest
from arende.domain.actor import Choice, Purpose, RepresentativeActor, StaffActor
from arende.domain.ids import AssignmentId, PersonId, UnitId
from arende.wire.sessions import (
    SessionBody,
    kept_bytes,
    kept_from,
    moment_bytes,
    moment_from,
    session_bytes,
    session_from,
)
from hypothesis import given
from hypothesis import strategies as st

NURSE = StaffActor(AssignmentId("SE1.sara-ssk-eken"))
CHOSE = StaffActor(NURSE.assignment, Choice(UnitId("SE1.barn"), Purpose.QUALITY))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ANTON = RepresentativeActor(PersonId("SE1.anton"))


@given(
    who=TEXTS,
    actor=st.none() | st.sampled_from([NURSE, CHOSE, ANTON]),
    assurance=TEXTS,
    begun=st.datetimes(timezones=st.just(UTC)),
)
def test_bodies_come_back_as_they_were(
    who: str, actor: StaffActor | RepresentativeActor | None, assurance: str, begun: datetime
) -> None:
    body = SessionBody(who=who, actor=actor, assurance=assurance, begun=begun)
    assert session_from(session_bytes(body)) == body


@given(st.datetimes(timezones=st.just(UTC)))
def test_moments_come_back_as_they_were(at: datetime) -> None:
    assert moment_from(moment_bytes(at)) == at


@given(st.dictionaries(TEXTS, TEXTS))
def test_what_was_kept_comes_back(kept: dict[str, str]) -> None:
    assert kept_from(kept_bytes(kept)) == kept


@pytest.mark.parametrize("data", [None, b"", b"{", b"5", b"[]", b"{}", b'{"who": 5}'])
def test_what_cannot_be_read(data: bytes | None) -> None:
    assert session_from(data) is None
    assert moment_from(data) is None
    assert kept_from(data) == {}


def test_of_what_was_kept_only_texts_are_read() -> None:
    assert kept_from(b'{"a": 5, "b": "x"}') == {"b": "x"}
