"""Redaction takes what people wrote and nothing else, and old schemas are led to the current one."""

import orjson
import pytest
from arende.domain.events import (
    CaseClosed,
    CaseHandedOver,
    CaseReopened,
    MessageRetracted,
    MessageSent,
    NoteAdded,
    PersonRegistered,
    PhaseExtended,
    PhaseShortened,
    TicketAsked,
    TicketCancelled,
)
from arende.ports.records import Record, Shard
from arende.wire.names import EVENTS
from arende.wire.records import BLANKS, BrokenRecord, decode_event, encode_event, redacted, tombstone
from arende.wire.upcast import STEPS, Body, chain_faults, upcast
from attrs import evolve

from . import samples
from .sample_ids import GUARDIAN


def stored(place: int) -> Record:
    made = encode_event(samples.EVENTS[place])
    return Record(
        shard=Shard("SE1"),
        stream="case/1",
        seq=1,
        name=made.name,
        schema=made.schema,
        body=made.body,
        at=made.at,
        first=None,
    )


MESSAGE = next(n for n, event in enumerate(samples.EVENTS) if isinstance(event, MessageSent))
HANDOVER = next(n for n, event in enumerate(samples.EVENTS) if isinstance(event, CaseHandedOver))
WRITTEN = {n for n, event in enumerate(samples.EVENTS) if isinstance(event, MessageSent | MessageRetracted | NoteAdded)}
PERSON = next(n for n, event in enumerate(samples.EVENTS) if isinstance(event, PersonRegistered))


def test_a_redacted_message_keeps_its_place_and_loses_its_text() -> None:
    record = stored(MESSAGE)
    body = tombstone(record)
    assert b"hostar" in record.body
    assert b"hostar" not in body
    assert redacted(body)
    assert not redacted(record.body)
    event, was = decode_event(evolve(record, body=body)), samples.EVENTS[MESSAGE]
    assert isinstance(was, MessageSent)
    assert event == evolve(was, text="")
    assert tombstone(evolve(record, body=body)) == body


def test_the_note_of_a_hand_over_can_be_redacted() -> None:
    record = stored(HANDOVER)
    body = tombstone(record)
    assert b"morgon" in record.body
    assert b"morgon" not in body
    was = samples.EVENTS[HANDOVER]
    assert isinstance(was, CaseHandedOver)
    assert decode_event(evolve(record, body=body)) == evolve(was, note="")


def test_a_redacted_note_or_reason_keeps_its_place_and_loses_its_text() -> None:
    for place in WRITTEN - {MESSAGE}:
        record = stored(place)
        body = tombstone(record)
        assert b"patient" in record.body or b"apoteket" in record.body
        assert b"patient" not in body
        assert b"apoteket" not in body
        event, was = decode_event(evolve(record, body=body)), samples.EVENTS[place]
        assert (type(event), event.at) == (type(was), was.at)


def test_a_redacted_message_of_the_first_schema_stays_so() -> None:
    record = evolve(stored(MESSAGE), schema=1)
    old: Body = orjson.loads(record.body)
    del old["corrects"]
    body = tombstone(evolve(record, body=orjson.dumps(old)))
    event = decode_event(evolve(record, body=body))
    assert isinstance(event, MessageSent)
    assert (event.text, event.corrects) == ("", None)


def test_a_redacted_person_has_neither_name_nor_number() -> None:
    record = stored(PERSON)
    body = tombstone(record)
    assert b"Testberg" not in body
    assert b"+46" not in body
    was = samples.EVENTS[PERSON]
    assert isinstance(was, PersonRegistered)
    assert decode_event(evolve(record, body=body)) == evolve(was, name="", phone=None)


def test_a_text_that_is_merely_gone_is_damage() -> None:
    for place in (MESSAGE, PERSON):
        record = stored(place)
        body: Body = orjson.loads(tombstone(record))
        del body["redacted"]
        with pytest.raises(BrokenRecord):
            decode_event(evolve(record, body=orjson.dumps(body)))


@pytest.mark.parametrize("name", ["phase_extended", "phase_shortened", "closed", "reopened"])
def test_a_reason_that_staff_wrote_can_be_redacted(name: str) -> None:
    place = next(n for n, event in enumerate(samples.EVENTS) if EVENTS[type(event)][0] == f"case.{name}")
    record, event = stored(place), samples.EVENTS[place]
    assert isinstance(event, PhaseExtended | PhaseShortened | CaseClosed | CaseReopened)
    assert decode_event(evolve(record, body=tombstone(record))) == evolve(event, reason="")


def test_nothing_else_can_be_redacted() -> None:
    assert set(BLANKS) <= {name for name, _ in EVENTS.values()}
    for place in range(len(samples.EVENTS)):
        if EVENTS[type(samples.EVENTS[place])][0] not in BLANKS:
            with pytest.raises(ValueError, match="no text"):
                tombstone(stored(place))


def renamed(body: Body) -> Body:
    """What schema 0 might have called it."""
    return {("text" if key == "words" else key): value for key, value in body.items()}


def numbered(body: Body) -> Body:
    return {"number": 7, **body}


def test_old_bodies_are_led_step_by_step() -> None:
    steps = {**STEPS, ("case.message_sent", -1): renamed, ("case.message_sent", 0): numbered}
    record = stored(MESSAGE)
    old = orjson.dumps({"staff": None, "representative": GUARDIAN, "words": "Hej!\nHon hostar ännu 😷"})
    assert decode_event(evolve(record, schema=-1, body=old), steps) == samples.EVENTS[MESSAGE]
    with pytest.raises(BrokenRecord):
        decode_event(evolve(record, schema=-1, body=old), {("case.message_sent", -1): renamed})


def test_a_body_of_the_current_schema_is_left_alone() -> None:
    assert upcast("x", 3, {"a": 1}, 3, {("x", 3): renamed}) == {"a": 1}


def test_the_chain_is_whole() -> None:
    assert list(chain_faults(STEPS)) == []


def test_a_broken_chain_is_seen() -> None:
    steps = {("a", 1): renamed, ("a", 3): renamed, ("b", 1): renamed}
    assert list(chain_faults(steps, {"a": 3})) == [
        "a: no step from schema 2 to 3",
        "a: the step from schema 3 leads nowhere",
        "b: the step from schema 1 leads nowhere",
    ]


def test_a_redacted_ticket_loses_what_was_asked_and_why_it_was_ended() -> None:
    for cls, text in ((TicketAsked, b"hostat"), (TicketCancelled, "på annat".encode())):
        place = next(n for n, event in enumerate(samples.EVENTS) if isinstance(event, cls))
        record = stored(place)
        assert text in record.body
        body = tombstone(record)
        assert text not in body
        event = decode_event(evolve(record, body=body))
        assert isinstance(event, cls)
        assert (event.message if isinstance(event, TicketAsked) else event.reason) == ""
