"""What was stored once can be read for ever: a golden file for each (name, schema), kind of head and kind of effect."""

import json
from pathlib import Path
from typing import TypedDict, get_args

import orjson
import pytest
from arende.domain.effects import Effect
from arende.domain.events import CaseOpened, Event, ReasonRegistered
from arende.domain.model import State
from arende.ports.records import Head, Record, Shard
from arende.wire import heads, names, outbox, records
from attrs import evolve

from . import sample_states, samples
from .sample_effects import EFFECTS

GOLDEN = Path(__file__).parent / "golden"


class Golden(TypedDict):
    name: str
    schema: int
    at: int
    kind: str
    not_before: int | None
    body: object


def golden(name: str) -> Golden:
    found: Golden = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return found


def record(kept: Golden) -> Record:
    return Record(
        shard=Shard("SE1"),
        stream="x/1",
        seq=1,
        name=kept["name"],
        schema=kept["schema"],
        body=orjson.dumps(kept["body"]),
        at=kept["at"],
        first=None,
    )


def lacking(wanted: set[str], there: set[str]) -> set[str]:
    return wanted - there


def test_every_name_and_schema_has_its_golden_file() -> None:
    wanted = {f"{name}.{n}" for name, schema in names.EVENTS.values() for n in range(1, schema + 1)}
    wanted |= {f"head.{kind}" for kind in (*heads.STATES, *sample_states.STATES_NOW)}
    wanted |= {f"outbox.{kind}" for kind in EFFECTS}
    there = {path.stem for path in GOLDEN.glob("*.json")}
    assert there == wanted
    assert lacking(wanted | {"case.dreamt.1"}, there) == {"case.dreamt.1"}


def test_the_samples_cover_every_event_and_state() -> None:
    assert [type(event) for event in samples.EVENTS] == list(names.EVENTS)
    assert {kind: type(state) for kind, state in sample_states.STATES.items()} == heads.STATES
    kinds = {kind.partition("-")[0] for kind in EFFECTS}
    assert kinds == {outbox.SMS, outbox.TIMER, outbox.EXPORT, outbox.RECHECK, outbox.RETURN, outbox.ERASE}
    assert {type(effect) for effect in EFFECTS.values()} == set(get_args(Effect))


@pytest.mark.parametrize("event", samples.EVENTS, ids=lambda e: type(e).__name__)
def test_golden_events_decode(event: Event) -> None:
    name, schema = names.EVENTS[type(event)]
    kept = golden(f"{name}.{schema}")
    assert (kept["name"], kept["schema"]) == (name, schema)
    assert records.decode_event(record(kept)) == event
    assert orjson.loads(records.encode_event(event).body) == kept["body"]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.[0-9].json")), ids=lambda path: path.stem)
def test_what_older_versions_wrote_decodes_and_keeps_every_field(path: Path) -> None:
    kept = golden(path.stem)
    now: object = orjson.loads(records.encode_event(records.decode_event(record(kept))).body)
    assert isinstance(now, dict)
    assert isinstance(kept["body"], dict)
    assert {**now, **kept["body"]} == now


def test_what_an_older_version_wrote_decodes() -> None:
    """A case opened before one could follow another."""
    opened = samples.EVENTS[0]
    assert isinstance(opened, CaseOpened)
    assert records.decode_event(record(golden("case.opened.1"))) == evolve(opened, follows=None)


@pytest.mark.parametrize(("kind", "state"), sample_states.STATES.items(), ids=lambda x: x if isinstance(x, str) else "")
def test_golden_heads_decode(kind: str, state: State) -> None:
    body = orjson.dumps(golden(f"head.{kind}")["body"])
    head = Head(shard=Shard("SE1"), stream="x/1", kind=kind, version=1, body=body, columns={})
    assert heads.decode_state(head) == state


@pytest.mark.parametrize(
    ("kind", "state"), sample_states.STATES_NOW.items(), ids=lambda x: x if isinstance(x, str) else ""
)
def test_golden_heads_of_a_later_form_decode_and_are_written_so(kind: str, state: State) -> None:
    kept, plain = golden(f"head.{kind}"), kind.partition("-")[0]
    body = orjson.dumps(kept["body"])
    head = Head(shard=Shard("SE1"), stream="x/1", kind=plain, version=1, body=body, columns={})
    assert heads.decode_state(head) == state
    assert orjson.loads(heads.encode_state(state)) == kept["body"]


@pytest.mark.parametrize(("kind", "effect"), EFFECTS.items(), ids=lambda x: x if isinstance(x, str) else "")
def test_golden_effects_decode(kind: str, effect: Effect) -> None:
    kept = golden(f"outbox.{kind}")
    kind = kind.partition("-")[0]
    assert outbox.decode_effect(kind, orjson.dumps(kept["body"])) == effect
    made = outbox.encode_effect(effect)
    assert (made.kind, made.not_before) == (kind, kept["not_before"])


def test_a_reason_of_the_first_schema_is_offered_to_no_patient() -> None:
    event = records.decode_event(record(golden("reason.registered.1")))
    assert isinstance(event, ReasonRegistered)
    assert (event.title, event.for_patients) == ("Hosta", False)
