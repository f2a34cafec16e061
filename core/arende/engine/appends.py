"""From a decision to what storage writes: records, heads with their columns, search tokens, outbox, in one append."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from ..domain.access import purpose_of_command
from ..domain.actor import Actor, StaffActor, name_of
from ..domain.case.model import Case
from ..domain.commands import Command
from ..domain.decision import Decision
from ..domain.effects import Effect
from ..domain.events import CaseHandedOver, CaseTaken, Event
from ..domain.evolve import evolve
from ..domain.ids import Kind, Ref
from ..domain.model import State
from ..ports.records import (
    NEW,
    AccessEntry,
    Append,
    CommandMark,
    Exactly,
    Head,
    OutboxItem,
    Record,
    Shard,
    StreamWrite,
    TokenSet,
)
from ..views.columns import columns
from ..views.fold import tokens
from ..wire.commands import digest
from ..wire.drafts import draft_rows
from ..wire.heads import encode_state
from ..wire.ids import fresh, part_of
from ..wire.marks import mark_rows
from ..wire.names import kind_of, stream_name
from ..wire.outbox import encode_effect
from ..wire.records import encode_event
from .load import Overlay

MARKED: Final = "marked_seen"
UNCHANGED: Final = "unchanged"
SEARCHED: Final = (Kind.PERSON, Kind.NOTICE)
"""What has search tokens."""
DRAFT_SAVED: Final = "draft.saved"
DRAFT_DISCARDED: Final = "draft.discarded"
RELIED: tuple[Kind, ...] = (Kind.PERSON, Kind.VISIT, Kind.ASSIGNMENT)
"""Neighbours whose change in between makes a decision about something new void: custody, protection, the end of a visit
or of an assignment."""


@frozen(kw_only=True)
class Asked:
    """A command as the shell carries it."""

    command: Command
    actor: Actor
    command_id: str
    new_id: str
    callers_id: bool
    """Whether the caller chose the id, so that the command may have been here before."""
    digest: bytes = field(repr=False)


def asked(command: Command, actor: Actor, command_id: str | None, new_id: str) -> Asked:
    return Asked(
        command=command,
        actor=actor,
        command_id=command_id or new_id,
        new_id=new_id,
        callers_id=command_id is not None,
        digest=digest(command),
    )


@frozen(kw_only=True)
class Decided:
    """What was decided about a command, over the streams as they stood for it."""

    ref: Ref
    decision: Decision
    before: Mapping[Ref, int]
    """The version that each stream of the decision stood at."""
    after: Mapping[Ref, State]
    relied: tuple[tuple[str, int], ...]

    def version(self) -> int:
        """Where the command's own stream stands by it; 0 where it changed nothing."""
        return self.before[self.ref] + len(self.decision.events) if self.decision.events else 0


def advance(ref: Ref, decision: Decision, seen: Overlay, read: Iterable[Ref]) -> Decided:
    """Put the decision into the overlay. `read` is what it read; one about something new relies on some of that,
    while a change of what exists is guarded by its own version.
    """
    groups = [(ref, decision.events), *((also.ref, also.events) for also in decision.also)]
    before = {ref: seen.versions[ref] for ref, _ in groups}
    # A case that is given to an assignment is something new there: the sweep after its end must not miss it.
    new = before[ref] == 0 or any(isinstance(event, CaseHandedOver | CaseTaken) for event in decision.events)
    relied_on = [r for r in read if r.kind in RELIED and r not in before] if new else []
    relied = tuple((stream_name(r), seen.versions[r]) for r in relied_on)
    after: dict[Ref, State] = {}
    for one, events in groups:
        state = seen.states[one]
        for event in events:
            state = evolve(state, event)
        after[one] = state
        seen.put(one, state, before[one] + len(events))
        seen.fresh.setdefault(one, []).extend(events)
    return Decided(ref=ref, decision=decision, before=before, after=after, relied=relied)


def append(shard: Shard, asked: Asked, decided: Decided, at: int) -> Append:
    """All that the command writes. Without events it is one entry in the access log, which carries the command."""
    decision = decided.decision
    mark = mark_of(asked, len(decision.events))
    rows = (
        *(row for change in decision.drafts for row in draft_rows(change, at)),
        *(row for change in decision.marks for row in mark_rows(change, at)),
    )
    effects = outbox(shard, asked, stream_name(decided.ref), decision.effects, at)
    if not decision.events:
        return Append(shard=shard, outbox=effects, rows=rows, access=(access_entry(decided, at, mark),), mark=mark)
    groups = [(decided.ref, decision.events), *((also.ref, also.events) for also in decision.also)]
    return Append(
        shard=shard,
        writes=tuple(
            stream_write(shard, ref, events, decided, mark if place == 0 else None)
            for place, (ref, events) in enumerate(groups)
        ),
        relies_on=decided.relied,
        outbox=effects,
        tokens=token_sets(decided.after),
        rows=rows,
        mark=mark,
    )


def stream_write(
    shard: Shard, ref: Ref, events: Sequence[Event], decided: Decided, mark: CommandMark | None
) -> StreamWrite:
    stream, before = stream_name(ref), decided.before[ref]
    return StreamWrite(
        stream=stream,
        expected=NEW if before == 0 else Exactly(before),
        records=tuple(
            record(shard, stream, before + 1 + place, event, mark if place == 0 else None)
            for place, event in enumerate(events)
        ),
        head=head(shard, stream, decided.after[ref], before + len(events)),
    )


def record(shard: Shard, stream: str, seq: int, event: Event, mark: CommandMark | None) -> Record:
    encoded = encode_event(event)
    return Record(
        shard=shard,
        stream=stream,
        seq=seq,
        name=encoded.name,
        schema=encoded.schema,
        body=encoded.body,
        at=encoded.at,
        first=mark,
    )


def head(shard: Shard, stream: str, state: State, version: int) -> Head:
    """The head row of a state: body and indexed columns. ValueError where there is no state, or no such kind."""
    return Head(
        shard=shard,
        stream=stream,
        kind=kind_of(stream),
        version=version,
        body=encode_state(state),
        columns=columns(state),
    )


def token_sets(after: Mapping[Ref, State]) -> tuple[TokenSet, ...]:
    found = ((ref, tokens(state)) for ref, state in after.items() if ref.kind in SEARCHED)
    return tuple(TokenSet(stream=stream_name(ref), tokens=words) for ref, words in found if words is not None)


def outbox(shard: Shard, asked: Asked, stream: str, effects: Sequence[Effect], at: int) -> tuple[OutboxItem, ...]:
    items = []
    for place, effect in enumerate(effects):
        encoded = encode_effect(effect)
        items.append(
            OutboxItem(
                shard=shard,
                part=part_of(stream),
                id=f"{asked.new_id}-{place}",
                stream=stream,
                not_before=at if encoded.not_before is None else encoded.not_before,
                attempt=0,
                kind=encoded.kind,
                body=encoded.body,
                order=place,
                created=at,
            )
        )
    return tuple(items)


def mark_of(asked: Asked, events: int) -> CommandMark:
    return CommandMark(
        command_id=asked.command_id,
        digest=asked.digest,
        actor=name_of(asked.actor),
        assignment=asked.actor.assignment if isinstance(asked.actor, StaffActor) else None,
        purpose=purpose_of_command(asked.command, asked.actor),
        events=events,
    )


def did(decision: Decision) -> str:
    """What the log calls it."""
    if decision.marks:
        return MARKED
    if not decision.drafts:
        return UNCHANGED
    return DRAFT_DISCARDED if decision.drafts[0].text is None else DRAFT_SAVED


def access_entry(decided: Decided, at: int, mark: CommandMark) -> AccessEntry:
    """What stands for a command that made no event: heard, by whom, about what; with a draft, about which patient."""
    state, decision = decided.after[decided.ref], decided.decision
    return AccessEntry(
        id=fresh(),
        who=mark.actor,
        assignment=mark.assignment,
        unit=None,
        purpose=mark.purpose,
        action=did(decision),
        subjects=(state.patient,) if (decision.drafts or decision.marks) and isinstance(state, Case) else (),
        at=at,
        ref=stream_name(decided.ref),
        command=mark,
    )
