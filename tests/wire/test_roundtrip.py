"""Whatever the domain can say survives the way to bytes and back, hand-made codecs agree with the converter."""

import orjson
import pytest
from arende.domain.commands import Command, SendMessage
from arende.domain.directory.model import Person
from arende.domain.effects import Effect
from arende.domain.events import CaseOpened, Event, MessageSent, MessagesRead
from arende.domain.ids import CaseId
from arende.domain.model import Nothing, State
from arende.ports.records import Head, Record, Shard
from arende.wire import commands, heads, hot, hot_people, outbox, records
from arende.wire.converter import structure, unstructure
from hypothesis import given

from . import sample_states, samples
from .sample_effects import EFFECTS
from .strategies import commands as any_command
from .strategies import effects as any_effect
from .strategies import events as any_event
from .strategies import of, states


def stored(event: Event, **changed: object) -> Record:
    made = records.encode_event(event)
    return Record(
        shard=Shard("SE1"),
        stream="case/1",
        seq=1,
        name=str(changed.get("name", made.name)),
        schema=int(str(changed.get("schema", made.schema))),
        body=bytes(orjson.dumps(changed["body"])) if "body" in changed else made.body,
        at=made.at,
        first=None,
    )


def head_of(state: State) -> Head:
    kind = heads.kind_of_state(state)
    return Head(shard=Shard("SE1"), stream="x/1", kind=kind, version=1, body=heads.encode_state(state), columns={})


@given(any_event())
def test_every_event_comes_back(event: Event) -> None:
    assert records.decode_event(stored(event)) == event


@given(states())
def test_every_state_comes_back(state: State) -> None:
    assert heads.decode_state(head_of(state)) == state


@given(any_command())
def test_every_command_comes_back(command: Command) -> None:
    assert commands.decode_command(commands.encode_command(command)) == command


@given(any_effect())
def test_every_effect_comes_back(effect: Effect) -> None:
    made = outbox.encode_effect(effect)
    assert outbox.decode_effect(made.kind, made.body) == effect


@given(of(CaseOpened))
def test_opened_by_hand_is_as_by_converter(event: CaseOpened) -> None:
    plain = unstructure(event)
    del plain["at"]
    assert hot.opened_bytes(event) == orjson.dumps(plain)


@given(of(MessageSent))
def test_sent_by_hand_is_as_by_converter(event: MessageSent) -> None:
    plain = unstructure(event)
    del plain["at"]
    assert hot.sent_bytes(event) == orjson.dumps(plain)


@given(of(Person))
def test_a_person_is_read_by_hand_as_by_converter(person: Person) -> None:
    body = heads.encode_state(person)
    assert hot_people.person_from(body) == structure(orjson.loads(body), Person) == person


@given(of(MessagesRead))
def test_read_by_hand_is_as_by_converter(event: MessagesRead) -> None:
    assert orjson.loads(hot.read_bytes(event)) == {"up_to": event.up_to}


@given(states())
def test_state_by_hand_is_as_by_converter(state: State) -> None:
    assert heads.encode_state(state) == orjson.dumps(unstructure(state))


@given(of(SendMessage))
def test_canonical_by_hand_is_as_by_converter(command: SendMessage) -> None:
    plain = commands.command_plain(command)
    assert commands.canonical(command) == orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)


@given(any_command(), any_command())
def test_digests_tell_commands_apart(one: Command, other: Command) -> None:
    assert len(commands.digest(one)) == 32
    assert (commands.digest(one) == commands.digest(other)) == (one == other and type(one) is type(other))


def test_a_digest_can_be_taken_of_text_that_will_be_refused() -> None:
    taken = commands.digest(SendMessage(case=CaseId("SE1.1"), text="\ud800"))
    assert taken != commands.digest(SendMessage(case=CaseId("SE1.1"), text="\ud801"))


def test_what_does_not_exist_has_no_head() -> None:
    with pytest.raises(ValueError, match="no head"):
        heads.encode_state(Nothing())
    with pytest.raises(ValueError, match="no head"):
        heads.kind_of_state(Nothing())


@pytest.mark.parametrize(("name", "schema"), [("case.dreamt", 1), ("case.message_sent", 3), ("visit.ended", 99)])
def test_what_a_newer_version_wrote_is_named(name: str, schema: int) -> None:
    record = stored(samples.EVENTS[1], name=name, schema=schema)
    with pytest.raises(records.UnknownRecord, match=rf"{name}/{schema}.*install"):
        records.decode_event(record)


@pytest.mark.parametrize("event", samples.EVENTS, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("body", [[], {"hemlig": "text"}, None, 5])
def test_a_damaged_record_is_named_without_its_content(event: Event, body: object) -> None:
    with pytest.raises(records.BrokenRecord, match="arende verify") as found:
        records.decode_event(stored(event, body=body))
    assert "hemlig" not in str(found.value)
    assert found.value.__cause__ is None


@pytest.mark.parametrize("state", sample_states.STATES.values(), ids=lambda s: type(s).__name__)
@pytest.mark.parametrize("body", [b"[]", b"{}", b"{", b'{"x": 1}'])
def test_a_damaged_head_is_named(state: State, body: bytes) -> None:
    head = head_of(state)
    damaged = Head(shard=head.shard, stream=head.stream, kind=head.kind, version=1, body=body, columns={})
    with pytest.raises(heads.BrokenHead, match="arende rebuild"):
        heads.decode_state(damaged)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("pigeon", b"{}"), ("sms", b"{}"), ("sms", b"["), ("timer", b'{"at": 1.5, "command": {}}'), ("export", b"[]")],
)
def test_a_damaged_effect_is_named(kind: str, body: bytes) -> None:
    with pytest.raises(outbox.UnknownEffect, match="cannot be read"):
        outbox.decode_effect(kind, body)


def test_a_timer_comes_back_at_its_time_only() -> None:
    made = outbox.encode_effect(EFFECTS["timer"])
    assert made.not_before == 1_772_665_200_000_000  # 2026-03-05 00:00 in Stockholm
    assert outbox.encode_effect(EFFECTS["sms"]).not_before is None
