"""What people do in the simulated year, each as one function, and how often. What must hold stands in `laws`."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import StaffActor
from arende.domain.case.attention import Attention
from arende.domain.case.reply import MayReply
from arende.domain.ids import CaseId, PersonId
from arende.views.rows import CaseRow

from . import laws
from .cast import OPERATOR, PROVIDER, REASONS, Patient, hired
from .world import NOTE, Year, told

LENGTHS: Final = (1, 3, 3, 7, 14, 30)


def open_case(year: Year) -> None:
    """Someone on the staff opens a case with a patient, or with a guardian."""
    patient = year.patient()
    age = (year.today - patient.born).days / 365.2425
    chosen = choice(year, patient, age)
    receipt = year.give(
        c.CreateCase(
            patient=patient.id,
            reason=year.random.choice(REASONS),
            representative=chosen,
            maturity=c.Maturity.MATURE if 12.9 < age < 18.1 else None,
            days=year.random.choice(LENGTHS),
            message="Hej, hur mår du?" if year.random.random() < 0.3 else None,
        ),
        year.someone(),
    )
    if not isinstance(receipt, str):
        year.cases.append(CaseId(receipt.ids["case"]))


def choice(year: Year, patient: Patient, age: float) -> PersonId | None:
    if age >= 18 or not patient.guardians:
        return None
    if age >= 13 and year.random.random() < 0.5:
        return patient.id
    return year.random.choice(patient.guardians)


def staff_turn(year: Year) -> None:
    """Someone on the staff looks into the inbox and deals with what has waited longest."""
    actor = year.someone()
    page = told(year.engine.queries.inbox(actor, limit=10))
    if page.items:
        deal_with(year, actor, page.items[0])
        return
    pool = told(year.engine.queries.pool(actor, limit=10))
    if pool.items:
        year.give(c.TakeCase(case=pool.items[0].id), actor)
        deal_with(year, actor, pool.items[0])


def deal_with(year: Year, actor: StaffActor, row: CaseRow) -> None:
    told(year.engine.queries.thread(actor, row.id))
    year.give(c.MarkSeen(case=row.id, up_to=row.messages), actor)
    if year.random.random() < 0.15:
        beside(year, actor, row)
    elif Attention.REPRESENTATIVE in row.attention and row.open:
        choose_anew(year, actor, row)
    elif isinstance(row.can_reply, MayReply) and year.random.random() < 0.8:
        laws.send(year, row.id, "Tack för ditt meddelande.", actor)
    else:
        year.give(c.MarkHandled(case=row.id, seen=row.messages), actor)


def beside(year: Year, actor: StaffActor, row: CaseRow) -> None:
    """What else staff do with a case: each kind about as often as the others."""
    last = row.last_day
    draft = f"Utkast {year.random.randrange(10**6)}"
    some: tuple[c.Command, ...] = (
        c.AddNote(case=row.id, text=NOTE),
        c.HandOver(case=row.id, to=None, note=NOTE),
        c.HandOver(case=row.id, to=year.someone().assignment, note=NOTE),
        c.ExtendPhase(case=row.id, last_day=last + timedelta(days=7), reason=NOTE),
        c.CloseCase(case=row.id, reason=NOTE),
        c.ReopenCase(case=row.id, days=3, reason=NOTE),
        c.MarkDocumented(case=row.id, up_to=row.messages),
        c.RetractMessage(case=row.id, number=1, reason=NOTE),
        c.SaveDraft(case=row.id, text=draft),
    )
    command = year.random.choice(some)
    if not isinstance(year.give(command, actor), str) and isinstance(command, c.SaveDraft):
        year.drafts[(actor.assignment, row.id)] = draft


def absence(year: Year) -> None:
    """Someone is away for some days, and a colleague at the unit stands in."""
    away, by = year.someone(), year.someone()
    year.give(
        c.CoverAssignment(
            assignment=away.assignment,
            by=by.assignment,
            last_day=year.today + timedelta(days=year.random.randrange(1, 21)),
        ),
        away,
    )


def leave(year: Year) -> None:
    """An assignment ends, and someone new comes to the unit."""
    gone = year.someone()
    year.give(c.EndAssignment(assignment=gone.assignment), OPERATOR)
    year.staff.remove(gone)
    year.staff.append(hired(year.engine, 1000 + next(year.numbers)))


def choose_anew(year: Year, actor: StaffActor, row: CaseRow) -> None:
    patient = next(one for one in year.cast.patients if one.id == row.patient.id)
    age = (year.today - patient.born).days / 365.2425
    year.give(
        c.ChangeRepresentative(
            case=row.id,
            representative=choice(year, patient, age) or patient.id,
            maturity=c.Maturity.MATURE if 12.9 < age < 18.1 else None,
        ),
        actor,
    )


def patient_turn(year: Year) -> None:
    """Someone on the patient's side signs in, reads what is new, and sometimes answers."""
    if not year.cases:
        return
    id = year.random.choice(year.cases[-400:])
    actor = year.representative(year.case(id))
    laws.patient_side(year, actor, id)
    case = year.case(id)
    if case.messages > case.read_by_patient_side:
        year.give(c.MarkRead(case=id, up_to=case.messages), actor)
    if year.random.random() < 0.6:
        laws.send(year, id, "Jag undrar en sak till.", actor)


def register_turn(year: Year) -> None:
    """The register tells of a change: custody that ends, protected identity, a death, a new number."""
    patient = year.patient()
    draw = year.random.random()
    if draw < 0.4 and patient.guardians:
        guardian = year.random.choice(patient.guardians)
        year.give(c.EndGuardianship(child=patient.id, guardian=guardian, ended=year.today), OPERATOR)
        return
    year.give(
        c.RegisterPerson(
            provider=PROVIDER,
            identifier=patient.identifier,
            name=patient.name,
            phone=None if draw > 0.9 else "+46701740606",
            born=patient.born,
            protected=0.4 < draw < 0.5,
            deceased=year.today - timedelta(days=1) if 0.5 < draw < 0.55 else None,
        ),
        OPERATOR,
    )


MOVES: Final[Mapping[Callable[[Year], None], float]] = {
    open_case: 12,
    staff_turn: 40,
    patient_turn: 40,
    register_turn: 1,
    absence: 1,
    leave: 0.3,
}
"""How often each, relative to the others."""
