"""Random days at a clinic: what someone does, as data, and how it is done. Nothing is asserted here."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, RepresentativeActor, System
from arende.domain.ids import AssignmentId, CaseId, PersonId, VisitId
from arende.domain.person import Identifier
from arende.engine.verifying import rebuild
from attrs import define, field, frozen
from hypothesis import strategies as st

from .clinic import (
    AS_DOCTOR,
    AT_CHILDREN,
    COLLEAGUE,
    ECZEMA,
    EVERY_STAFF,
    FOLLOW_UP,
    HEAD,
    HERE,
    NURSE,
    OPERATOR,
    PEOPLE,
    STRANGER,
    Clinic,
    identifier,
)

STAFF: Final = (NURSE, NURSE, NURSE, AS_DOCTOR, COLLEAGUE, HEAD, AT_CHILDREN, STRANGER)
NAMES: Final = tuple(PEOPLE)
NOTE: Final = "Internt: ringde apoteket"
"""What stands in every internal note and in every reason of a retraction."""


@frozen(kw_only=True)
class Move:
    """Something done: which thing, by whom, and numbers that choose what it is done to."""

    kind: str
    who: int
    a: int
    b: int


@define
class Day:
    """A clinic through a day: the cases and visits that came of it, and who was chosen for each case."""

    clinic: Clinic
    cases: list[CaseId] = field(factory=list)
    visits: list[VisitId] = field(factory=list)
    given: int = 0

    def person(self, n: int) -> PersonId:
        return self.clinic.persons[NAMES[n % len(NAMES)]]

    def case(self, n: int) -> CaseId:
        return self.cases[n % len(self.cases)] if self.cases else CaseId("SE1.finns-inte")

    def visit(self, n: int) -> VisitId:
        return self.visits[n % len(self.visits)] if self.visits else VisitId("SE1.finns-inte")

    def actor(self, n: int) -> Actor:
        """Staff, everyone on the patient's side, the operator and the worker."""
        everyone: list[Actor] = [*STAFF, *(RepresentativeActor(self.person(i)) for i in range(len(NAMES)))]
        everyone += [OPERATOR, System()]
        return everyone[n % len(everyone)]


def create(day: Day, m: Move) -> c.Command:
    """For a child mostly with one of the guardians, sometimes with someone who is none."""
    patient = m.a % 3 if m.a % 5 else m.a % len(NAMES)
    chosen = (None, patient, 3, 4, 3)[m.b % 5]
    return c.CreateCase(
        patient=day.person(patient),
        reason=ECZEMA if m.b % 7 == 6 else FOLLOW_UP,
        representative=None if chosen is None or patient == 0 else day.person(chosen),
        maturity=(c.Maturity.MATURE, c.Maturity.NOT_MATURE, None)[m.b % 3],
        days=(1, 2, 3, 0)[m.a % 4],
        message="Hej" if m.b % 2 else None,
    )


def create_visit(day: Day, m: Move) -> c.Command:
    return c.CreateVisit(patient=day.person(m.a % 2 * 5), reason=FOLLOW_UP)


def person(day: Day, m: Move) -> c.Command:
    """The register tells of someone anew: protected or not, dead or not, with a number or without."""
    name = NAMES[m.a % len(NAMES)]
    found: Identifier = identifier(name)
    return c.RegisterPerson(
        provider=HERE,
        identifier=found,
        name=PEOPLE[name][1],
        phone=None if m.b % 5 == 1 else PEOPLE[name][2],
        language="en" if m.b % 5 == 2 else "sv",
        protected=m.b % 5 == 3,
        deceased=date(2026, 11, 1) if m.b % 11 == 4 else None,
    )


def custody(day: Day, m: Move) -> c.Command:
    child, guardian = day.person(1 + m.a % 2), day.person(3 + m.b % 2)
    if m.b % 3:
        return c.EndGuardianship(child=child, guardian=guardian, ended=day.clinic.clock.now().date())
    return c.RecordGuardianship(child=child, guardian=guardian, source="uppgift", verified=date(2026, 11, 1))


COMMANDS: Final[Mapping[str, Callable[[Day, Move], c.Command]]] = {
    "create": create,
    "send": lambda day, m: c.SendMessage(case=day.case(m.a), text=("Hej", "Tack", "  ", "Hej\0")[m.b % 4]),
    "say": lambda day, m: c.SendMessage(case=day.case(m.a), text=f"Rad {m.b}"),
    "correct": lambda day, m: c.CorrectMessage(case=day.case(m.a), number=1 + m.b % 3, text="Rättat"),
    "retract": lambda day, m: c.RetractMessage(case=day.case(m.a), number=1 + m.b % 3, reason=NOTE),
    "note": lambda day, m: c.AddNote(case=day.case(m.a), text=NOTE),
    "sign": lambda day, m: c.SignJournalNote(case=day.case(m.a), title="Uppföljning", text="Mår bättre."),
    "document": lambda day, m: c.MarkDocumented(case=day.case(m.a), up_to=1 + m.b % 4),
    "seen": lambda day, m: c.MarkSeen(case=day.case(m.a), up_to=m.b % 4),
    "read": lambda day, m: c.MarkRead(case=day.case(m.a), up_to=m.b % 4),
    "handled": lambda day, m: c.MarkHandled(case=day.case(m.a)),
    "export": lambda day, m: c.ExportCase(case=day.case(m.a), exporter=("spool", "annan")[m.b % 2]),
    "phase end": lambda day, m: c.NotePhaseEnd(case=day.case(m.a)),
    "visit": create_visit,
    "start": lambda day, m: c.StartVisit(visit=day.visit(m.a)),
    "end": lambda day, m: c.EndVisit(visit=day.visit(m.a)),
    "person": person,
    "custody": custody,
    "assignment": lambda day, m: c.EndAssignment(assignment=AssignmentId(EVERY_STAFF[m.a % 6].assignment)),
}
"""By kind of move: the command."""

ELSE: Final[Mapping[str, Callable[[Day, Move], object]]] = {
    "time": lambda day, m: day.clinic.clock.advance(timedelta(hours=(1, 20, 80)[m.a % 3], seconds=m.b)),
    "work": lambda day, _: day.clinic.work(),
    "rebuild": lambda day, _: rebuild(day.clinic.engine.storage),
}
"""What happens beside commands."""

KINDS: Final = ("create", "create", "say", "say", "say", "note", "retract", *COMMANDS, *ELSE, "work")

MOVES: Final = st.lists(
    st.builds(
        Move,
        kind=st.sampled_from(KINDS),
        # Staff who own cases, and representatives, act more than others.
        who=st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 12, 13, 14, 14, 15]),
        a=st.integers(0, 59),
        b=st.integers(0, 59),
    ),
    min_size=1,
    max_size=14,
)
"""A day."""
