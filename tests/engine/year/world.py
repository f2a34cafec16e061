"""The simulated year itself: the engine, its clock, chance, and what is believed of it. No move, no promise is here."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from itertools import count
from random import Random
from typing import Concatenate, Final, ParamSpec, TypeVar

from arende.domain import commands as c
from arende.domain.actor import Actor, RepresentativeActor, StaffActor, name_of
from arende.domain.case.model import Case
from arende.domain.ids import CaseId, Kind, Ref, TemplateId, TicketId, UnitId, VisitId
from arende.domain.phase import local_date
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.engine.queries import Queries
from arende.ports.records import AccessEntry, Shard
from arende.ports.sms import Accepted, Rejected, Rejection, Uncertain
from arende.testing.clock import FakeClock
from arende.wire.heads import decode_state
from arende.wire.names import stream_name
from attrs import define, evolve, field
from returns.pipeline import is_successful
from returns.result import Result

from ..vendor import Answer
from .belief import Belief
from .cast import PROVIDER, Cast, Patient
from .promises import Promise, hold
from .watch import Watching

Confirmed = c.SendMessage | c.CorrectMessage | c.CreateCase | c.ChangeRepresentative | c.TurnIntoCase
T = TypeVar("T")
P = ParamSpec("P")

ZONE: Final = "Europe/Stockholm"
NOTE: Final = "hemligt-bland-personal"
"""Stands in every internal note, reason and draft of staff's: the patient's side must never be shown it."""
ASKED: Final = "sms.hindered"
"""No refusal: staff are asked whether to go on without an SMS (B4)."""
ANSWERS: Final[tuple[Answer, ...]] = (
    *([Accepted(provider_id="p")] * 12),
    Rejected(kind=Rejection.BUSY, code="busy"),
    Rejected(kind=Rejection.RECIPIENT, code="unknown"),
    Uncertain(code="timeout"),
)
"""What the SMS provider answers: mostly that it takes it."""


@define
class Year:
    """A clinic on its way through the year."""

    engine: Engine
    clock: FakeClock
    random: Random
    cast: Cast
    plugin: Watching
    staff: list[StaffActor]
    """Whose assignment has not ended."""
    after: "Callable[[Year], None]"
    """Looked at after everything that is done."""
    worked: "Callable[[Year], None]"
    """Looked at when the worker has done what was due."""
    shown: "Callable[[Year, Actor, object, list[AccessEntry]], None]"
    """Looked at with every answer, and what the access log got with it."""
    closely: float
    """How large a share of what is touched is looked at where that is dear."""
    belief: Belief = field(factory=Belief)
    owners: tuple[int, frozenset[str]] = (-1, frozenset())
    """Whose cases stand in someone's list, and by which state of the directory."""
    cases: list[CaseId] = field(factory=list)
    tickets: list[TicketId] = field(factory=list)
    visits: list[VisitId] = field(factory=list)
    templates: list[TemplateId] = field(factory=list)
    gone: list[StaffActor] = field(factory=list)
    """Whose assignment has ended."""
    numbers: "count[int]" = field(factory=count)
    done: "Counter[str]" = field(factory=Counter)
    """How often each command was accepted, and refused with which code, and what was told: to see that it was tried."""

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def today(self) -> date:
        return local_date(self.now, ZONE)

    @property
    def queries(self) -> Queries:
        return self.engine.queries

    def give(self, command: c.Command, actor: Actor) -> Receipt | str:
        """The receipt, or the code of the refusal. Ids are the seed's, so that the same year can be lived again."""
        answer = self.engine.handle(command, actor=actor, command_id=f"{next(self.numbers)}")
        if not is_successful(answer) and answer.failure().code == ASKED and self.chance(0.8):
            return self.go_on(command, actor)
        what = type(command).__name__
        self.done[what if is_successful(answer) else f"{what} {answer.failure().code}"] += 1
        if is_successful(answer):
            self.remember_draft(command, actor)
        self.after(self)
        return answer.unwrap() if is_successful(answer) else answer.failure().code

    def go_on(self, command: c.Command, actor: Actor) -> Receipt | str:
        """Without an SMS, as staff were asked."""
        assert isinstance(command, Confirmed), type(command).__name__
        hold(Promise.ASKED, not command.despite_no_sms, f"{actor}: {type(command).__name__}")
        return self.give(evolve(command, despite_no_sms=True), actor)

    def remember_draft(self, command: c.Command, actor: Actor) -> None:
        match command:
            case c.SaveDraft(case=case, text=text):
                self.belief.drafts[(name_of(actor), case)] = text
            case c.SendMessage(case=case) | c.DiscardDraft(case=case):
                self.belief.drafts.pop((name_of(actor), case), None)
            case _:
                pass

    def ask(
        self,
        query: Callable[Concatenate[Actor, P], Result[T, Refusal]],
        actor: Actor,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Result[T, Refusal]:
        """An answer, looked at before it is used."""
        self.plugin.watch.entries.clear()
        answer = query(actor, *args, **kwargs)
        self.shown(self, actor, answer, list(self.plugin.watch.entries))
        return answer

    def told(
        self,
        query: Callable[Concatenate[Actor, P], Result[T, Refusal]],
        actor: Actor,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """An answer that must be given."""
        answer = self.ask(query, actor, *args, **kwargs)
        assert is_successful(answer), answer.failure().code
        return answer.unwrap()

    def work(self) -> None:
        """The worker, until nothing more is due. What the provider will answer is drawn beforehand."""
        self.plugin.line.answers[:] = [*self.random.choices(ANSWERS, k=5), Accepted(provider_id="p")]
        while self.engine.worker.run_once():
            pass
        self.after(self)
        self.worked(self)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def number(self) -> int:
        return self.random.randrange(10**9)

    def someone(self) -> StaffActor:
        return self.random.choice(self.staff)

    def patient(self) -> Patient:
        return self.random.choice(self.cast.patients)

    def unit_of(self, actor: StaffActor) -> UnitId:
        unit = self.queries.unit_of(actor.assignment)
        assert unit is not None
        return unit

    def colleague(self, actor: StaffActor) -> StaffActor:
        """Someone else at the unit; whoever asks, where there is nobody else."""
        unit = self.unit_of(actor)
        others = [one for one in self.staff if one != actor and self.unit_of(one) == unit]
        return self.random.choice(others or [actor])

    def case(self, id: CaseId) -> Case:
        """The case as it is stored."""
        head = self.engine.storage.heads(Shard(PROVIDER), [stream_name(Ref(Kind.CASE, id))])[0]
        assert head is not None
        state = decode_state(head)
        assert isinstance(state, Case)
        return state

    def representative(self, case: CaseId) -> RepresentativeActor:
        return RepresentativeActor(self.belief.cases[case].representative.person)
