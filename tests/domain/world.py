"""The pure rules played in memory: streams, and the shell's steps over them (needs, target, decide, evolve)."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce

from arende.domain.actor import Actor
from arende.domain.case.message import messages_among
from arende.domain.commands import Command
from arende.domain.decide import decide
from arende.domain.decision import Decision
from arende.domain.effects import Effect
from arende.domain.events import Event
from arende.domain.evolve import evolve
from arende.domain.facts import Facts
from arende.domain.ids import Ref, shard_of
from arende.domain.messages_needed import messages_needed
from arende.domain.model import State, initial
from arende.domain.needs import needs, shard_for, target
from arende.domain.policy import Policy
from arende.domain.refusals import Refusal
from attrs import define, field
from returns.result import Result


def gather(command: Command, actor: Actor, streams: Mapping[Ref, State]) -> Mapping[Ref, State]:
    """The neighbours that `needs` asks for, round by round, within the command's own provider."""
    shard = shard_for(command, actor)
    found: dict[Ref, State] = {}
    while new := {target(command, "unused", found), *needs(command, actor, found)} - found.keys():
        for ref in new:
            found[ref] = streams.get(ref, initial()) if shard_of(ref.id) == shard else initial()
    return found


@define
class World:
    """Streams by name. `handle` changes them as a store would, and keeps the effects in order."""

    streams: dict[Ref, State]
    policy: Policy = field(factory=Policy)
    effects: list[Effect] = field(factory=list)
    made: int = 0
    events: dict[Ref, list[Event]] = field(factory=dict)
    """What each stream went through here; what it began with is not there."""

    def handle(self, command: Command, actor: Actor, now: datetime) -> Result[Decision, Refusal]:
        """Decide one command; where it is accepted, all its events come to pass."""
        self.made += 1
        new_id = f"n{self.made}"
        found = gather(command, actor, self.streams)
        own = target(command, new_id, found)
        state = self.streams.get(own, initial())
        numbers = messages_needed(command, state)
        facts = Facts(
            now=now,
            shard=shard_for(command, actor),
            actor=actor,
            policy=self.policy,
            new_id=new_id,
            found=found,
            messages=messages_among(self.events.get(own, ()), numbers),
        )
        result = decide(state, command, facts)
        decision = result.value_or(None)
        if decision is not None:
            for ref, events in ((own, decision.events), *((a.ref, a.events) for a in decision.also)):
                if events:
                    self.events.setdefault(ref, []).extend(events)
                    self.streams[ref] = reduce(evolve, events, self.streams.get(ref, initial()))
            self.effects += decision.effects
        return result
