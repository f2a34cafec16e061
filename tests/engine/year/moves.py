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
from .cast import OPERATOR, PROVIDER, REASONS, Patient
from .world import Year, told

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


def deal_with(year: Year, actor: StaffActor, row: CaseRow) -> None:
    told(year.engine.queries.thread(actor, row.id))
    if Attention.REPRESENTATIVE in row.attention and row.open:
        choose_anew(year, actor, row)
    elif isinstance(row.can_reply, MayReply) and year.random.random() < 0.8:
        laws.send(year, row.id, "Tack för ditt meddelande.", actor)
    else:
        year.give(c.MarkHandled(case=row.id), actor)


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


MOVES: Final[Mapping[Callable[[Year], None], int]] = {
    open_case: 12,
    staff_turn: 40,
    patient_turn: 40,
    register_turn: 1,
}
"""How often each, relative to the others."""
