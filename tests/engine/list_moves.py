"""Random weeks at a clinic, for what changes lists: cases, who answers for them, and time. Nothing is asserted here."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, RepresentativeActor
from arende.domain.ids import CaseId, TicketId
from attrs import define, field
from hypothesis import strategies as st
from returns.pipeline import is_successful

from .clinic import AS_DOCTOR, CENTRE, COLLEAGUE, FOLLOW_UP, HEAD, NURSE, OPERATOR, Clinic
from .moves import Move

STAFF: Final = (NURSE, NURSE, COLLEAGUE, AS_DOCTOR, HEAD)
PATIENTS: Final = ("anton", "stina")
WHY: Final = "Så blev det"


@define
class Weeks:
    """A clinic and what came of it."""

    clinic: Clinic
    cases: list[CaseId] = field(factory=list)
    tickets: list[TicketId] = field(factory=list)

    def case(self, n: int) -> CaseId:
        return self.cases[n % len(self.cases)] if self.cases else CaseId("SE1.finns-inte")

    def ticket(self, n: int) -> TicketId:
        return self.tickets[n % len(self.tickets)] if self.tickets else TicketId("SE1.finns-inte")

    def patient(self, n: int) -> RepresentativeActor:
        return self.clinic.rep(PATIENTS[n % len(PATIENTS)])


def opened(weeks: Weeks, m: Move) -> c.Command:
    return c.CreateCase(
        patient=weeks.patient(m.a).person,
        reason=FOLLOW_UP,
        days=(1, 2, 9)[m.b % 3],
        message="Hej" if m.b % 2 else None,
    )


def handed(weeks: Weeks, m: Move) -> c.Command:
    to = None if m.b % 4 == 0 else STAFF[m.b % len(STAFF)].assignment
    return c.HandOver(case=weeks.case(m.a), to=to)


def covered(weeks: Weeks, m: Move) -> c.Command:
    away, by = STAFF[m.a % len(STAFF)].assignment, STAFF[m.b % len(STAFF)].assignment
    today = weeks.clinic.clock.now().date()
    return c.CoverAssignment(assignment=away, by=by, last_day=today + timedelta(days=m.b % 4))


def blocked(weeks: Weeks, m: Move) -> c.Command:
    person = weeks.patient(m.a).person
    return c.LiftBlock(person=person, unit=CENTRE) if m.b % 2 else c.BlockUnit(person=person, unit=CENTRE)


def extended(weeks: Weeks, m: Move) -> c.Command:
    day = weeks.clinic.clock.now().date() + timedelta(days=m.b % 12)
    return c.ExtendPhase(case=weeks.case(m.a), last_day=day, reason=WHY)


BY_STAFF: Final[Mapping[str, Callable[[Weeks, Move], c.Command]]] = {
    "open": opened,
    "answer": lambda w, m: c.SendMessage(case=w.case(m.a), text="Svar"),
    "seen": lambda w, m: c.MarkSeen(case=w.case(m.a), up_to=m.b % 4),
    "handled": lambda w, m: c.MarkHandled(case=w.case(m.a)),
    "document": lambda w, m: c.MarkDocumented(case=w.case(m.a), up_to=1 + m.b % 4),
    "retract": lambda w, m: c.RetractMessage(case=w.case(m.a), number=1 + m.b % 3, reason=WHY),
    "hand over": handed,
    "take": lambda w, m: c.TakeCase(case=w.case(m.a)),
    "close": lambda w, m: c.CloseCase(case=w.case(m.a), reason=WHY),
    "extend": extended,
    "reopen": lambda w, m: c.ReopenCase(case=w.case(m.a), days=1 + m.b % 3, reason=WHY),
    "ticket": lambda w, m: c.CreateTicket(patient=w.patient(m.a).person, reason=FOLLOW_UP, message="Ring"),
    "take ticket": lambda w, m: c.TakeTicket(ticket=w.ticket(m.a)),
    "cancel ticket": lambda w, m: c.CancelTicket(ticket=w.ticket(m.a), reason=WHY),
    "visit": lambda w, m: c.CreateVisit(patient=w.patient(m.a).person, reason=FOLLOW_UP),
}
BY_OPERATOR: Final[Mapping[str, Callable[[Weeks, Move], c.Command]]] = {
    "cover": covered,
    "uncover": lambda _, m: c.EndCover(assignment=STAFF[m.a % len(STAFF)].assignment),
    "end": lambda _, m: c.EndAssignment(assignment=STAFF[m.a % len(STAFF)].assignment),
    "block": blocked,
}
KINDS: Final = (
    *("open",) * 5,
    *("ask",) * 6,
    *("hand over",) * 2,
    *("seen",) * 3,
    *("cover",) * 2,
    *("time",) * 3,
    *BY_STAFF,
    *BY_OPERATOR,
    "work",
)
HOURS: Final = (0, 1, 30, 80)

MOVES: Final = st.lists(
    st.builds(Move, kind=st.sampled_from(KINDS), who=st.integers(0, 9), a=st.integers(0, 11), b=st.integers(0, 11)),
    min_size=5,
    max_size=40,
)


def play(weeks: Weeks, moves: list[Move]) -> None:
    """Each move, accepted or refused. Half of what is about a case is done by who may, so that it is accepted."""
    for m in moves:
        clinic = weeks.clinic
        if m.kind == "time":
            clinic.clock.advance(timedelta(hours=HOURS[m.a % len(HOURS)], seconds=m.b % 2))
        elif m.kind == "work":
            clinic.work()
        elif m.kind == "ask":
            give(weeks, c.SendMessage(case=weeks.case(m.a), text="En fråga"), representative(weeks, m.a))
        elif m.kind in BY_OPERATOR:
            give(weeks, BY_OPERATOR[m.kind](weeks, m), OPERATOR)
        else:
            give(weeks, BY_STAFF[m.kind](weeks, m), STAFF[m.who % len(STAFF)])


def representative(weeks: Weeks, n: int) -> RepresentativeActor:
    """Whoever represents in that case; any patient where there is none."""
    for name in PATIENTS:
        if weeks.cases and is_successful(weeks.clinic.engine.queries.case(weeks.clinic.rep(name), weeks.case(n))):
            return weeks.clinic.rep(name)
    return weeks.patient(n)


def give(weeks: Weeks, command: c.Command, actor: Actor) -> None:
    answer = weeks.clinic.engine.handle(command, actor=actor)
    if not is_successful(answer):
        return
    made = answer.unwrap().ids
    if isinstance(command, c.CreateCase):
        weeks.cases.append(CaseId(made["case"]))
    if isinstance(command, c.CreateTicket):
        weeks.tickets.append(TicketId(made["ticket"]))
