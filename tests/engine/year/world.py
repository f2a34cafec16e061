"""The simulated year itself: the engine, its clock, chance, and what is believed of it. No move stands here."""

from collections import Counter
from datetime import date, datetime
from itertools import count
from random import Random
from typing import Final, TypeVar

from arende.domain import commands as c
from arende.domain.actor import Actor, RepresentativeActor, StaffActor
from arende.domain.case.model import Case
from arende.domain.ids import AssignmentId, CaseId, Kind, Ref, UnitId
from arende.domain.phase import local_date
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.ports.records import Shard
from arende.testing.clock import FakeClock
from arende.wire.heads import decode_state
from arende.wire.names import stream_name
from attrs import define, field
from returns.pipeline import is_successful
from returns.result import Result

from ..vendor import Line
from .cast import PROVIDER, Cast, Patient

T = TypeVar("T")

ZONE: Final = "Europe/Stockholm"
NOTE: Final = "hemligt-bland-personal"
"""Stands in every internal note and reason: the patient's side must never be shown it."""


@define
class Year:
    """A clinic on its way through the year."""

    engine: Engine
    clock: FakeClock
    random: Random
    cast: Cast
    line: Line
    staff: list[StaffActor]
    """Whose assignment has not ended."""
    cases: list[CaseId] = field(factory=list)
    drafts: dict[tuple[AssignmentId, CaseId], str] = field(factory=dict)
    """What staff began to write and have not sent."""
    numbers: "count[int]" = field(factory=count)
    done: "Counter[str]" = field(factory=Counter)
    """How often each move was accepted, and refused with which code: so that a run can be seen to have tried it all."""

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def today(self) -> date:
        return local_date(self.now, ZONE)

    def give(self, command: c.Command, actor: Actor) -> Receipt | str:
        """The receipt, or the code of the refusal."""
        answer = self.engine.handle(command, actor=actor)
        what = type(command).__name__
        if is_successful(answer):
            self.done[what] += 1
            return answer.unwrap()
        code = answer.failure().code
        self.done[f"{what} {code}"] += 1
        return code

    def unit_of(self, actor: StaffActor) -> UnitId | None:
        return self.engine.queries.unit_of(actor.assignment)

    def someone(self) -> StaffActor:
        return self.random.choice(self.staff)

    def patient(self) -> Patient:
        return self.random.choice(self.cast.patients)

    def case(self, id: CaseId) -> Case:
        """The case as it is stored: what the laws hold the answers against."""
        head = self.engine.storage.heads(Shard(PROVIDER), [stream_name(Ref(Kind.CASE, id))])[0]
        assert head is not None
        state = decode_state(head)
        assert isinstance(state, Case)
        return state

    def representative(self, case: Case) -> RepresentativeActor:
        return RepresentativeActor(case.representative.person)


def told(answer: Result[T, Refusal]) -> T:
    """An answer that must be given."""
    assert is_successful(answer), answer.failure().code
    return answer.unwrap()
