"""given/when/then over the pure rules: `given(events).when(command, actor=…, now=…).then(events)`. No engine, no store.

Each check raises AssertionError with what was expected and what came, and returns the outcome, so that checks chain.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce

from attrs import field, frozen

from arende.domain.actor import Actor
from arende.domain.case.message import messages_among
from arende.domain.commands import Command
from arende.domain.decide import decide
from arende.domain.decision import Also, Decision, DraftChange, MarkChange
from arende.domain.effects import Effect
from arende.domain.events import Event
from arende.domain.evolve import evolve
from arende.domain.facts import Facts
from arende.domain.ids import Ref
from arende.domain.messages_needed import messages_needed
from arende.domain.model import State, initial
from arende.domain.needs import shard_for
from arende.domain.policy import Policy
from arende.domain.refusals import Refusal


@frozen(kw_only=True)
class Outcome:
    """What came of a command: a decision or a refusal, and the state after it."""

    decision: Decision | None
    refusal: Refusal | None
    state: State

    def then(self, *events: Event) -> "Outcome":
        """Exactly these events, in this order, in the command's own stream."""
        return self._same("events", events, self._decided().events)

    def effects(self, *effects: Effect) -> "Outcome":
        """Exactly these effects, in this order."""
        return self._same("effects", effects, self._decided().effects)

    def also(self, *also: Also) -> "Outcome":
        """Exactly these events in other streams."""
        return self._same("events elsewhere", also, self._decided().also)

    def nothing(self) -> "Outcome":
        """Heard, and nothing to do: no events, no effects, nothing elsewhere, no draft touched."""
        return self.then().effects().also().drafts().marks()

    def marks(self, *marks: MarkChange) -> "Outcome":
        """Exactly these marks of what staff have read."""
        return self._same("marks", marks, self._decided().marks)

    def drafts(self, *drafts: DraftChange) -> "Outcome":
        """Exactly these drafts saved or gone."""
        return self._same("drafts", drafts, self._decided().drafts)

    def refused(self, code: str) -> "Outcome":
        """Refused with this code."""
        came = "a decision" if self.refusal is None else self.refusal.code
        return self._same("refusal", code, came)

    def _decided(self) -> Decision:
        if self.decision is None:
            raise AssertionError(f"a decision was expected, and the command was refused: {self.refusal}")
        return self.decision

    def _same(self, what: str, expected: object, came: object) -> "Outcome":
        if expected != came:
            raise AssertionError(f"{what}\n  expected: {expected}\n  came:     {came}")
        return self


@frozen(kw_only=True)
class Given:
    """A state, with its neighbours, that a command can be put to."""

    state: State
    found: Mapping[Ref, State] = field(factory=dict, repr=False)
    policy: Policy = field(factory=Policy)
    events: tuple[Event, ...] = field(default=(), repr=False)
    """What led to the state: where the message that a command refers to is found."""

    def when(self, command: Command, *, actor: Actor, now: datetime, new_id: str = "new-1") -> Outcome:
        """Decide the command. `new_id` is the local part of the id of what it makes."""
        shard = shard_for(command, actor)
        numbers = messages_needed(command, self.state)
        facts = Facts(
            now=now,
            shard=shard,
            actor=actor,
            policy=self.policy,
            new_id=new_id,
            found=self.found,
            messages=messages_among(self.events, numbers),
        )
        result = decide(self.state, command, facts)
        decision = result.value_or(None)
        refusal = result.swap().value_or(None)
        events = () if decision is None else decision.events
        return Outcome(decision=decision, refusal=refusal, state=reduce(evolve, events, self.state))


def given(
    *events: Event,
    found: Mapping[Ref, State] | None = None,
    policy: Policy | None = None,
    since: "State | None" = None,
) -> Given:
    """The state after these events, from the beginning or from the state `since`; `found` are its neighbours."""
    begin = initial() if since is None else since
    return Given(state=reduce(evolve, events, begin), found=found or {}, policy=policy or Policy(), events=events)
