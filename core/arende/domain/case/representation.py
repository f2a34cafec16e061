"""Who may stand on the patient's side of a case, chosen at creation and checked at each access (S4, S5, B16)."""

from datetime import date

from attrs import frozen
from returns.result import Failure, Result, Success

from ..directory.model import Person
from ..ids import PersonId
from ..person import birthday
from ..policy import Choice, Policy, choice
from ..refusals import (
    AgeUnknown,
    GuardianRequired,
    MaturityRequired,
    NotAGuardian,
    NotMature,
    PatientDeceased,
    Refusal,
    RepresentativeDeceased,
    RepresentativeNotOffered,
    RepresentativeProtected,
    RepresentativeRequired,
)
from .commands import Maturity
from .model import Representation, Representative


@frozen(kw_only=True)
class Asked:
    """What staff chose: the representative, if one was chosen, and the assessment of maturity."""

    representative: PersonId | None
    guardian: Person | None
    """The chosen person, where it is not the patient."""
    maturity: Maturity | None


def choose(patient: Person, asked: Asked, day: date, policy: Policy) -> Result[Representative, Refusal]:
    """The representative of a new case on that local day, or why the choice will not do."""
    if patient.deceased is not None:
        return Failure(PatientDeceased())
    age = patient.age(day)
    if age is None:
        return Failure(AgeUnknown())
    chosen = asked.representative
    match choice(age, policy):
        case Choice.SELF:
            if chosen not in (None, patient.id):
                return Failure(RepresentativeNotOffered())
            return Success(own(patient))
        case Choice.EITHER:
            if chosen is None:
                return Failure(RepresentativeRequired())
            if asked.maturity is None:
                return Failure(MaturityRequired())
            if chosen == patient.id:
                return Success(own(patient)) if asked.maturity is Maturity.MATURE else Failure(NotMature())
            return guardian(patient, asked, day, policy.child_below)
        case Choice.GUARDIAN:
            if chosen is None:
                return Failure(RepresentativeRequired())
            if chosen == patient.id:
                return Failure(GuardianRequired(policy.guardian_below))
            return guardian(patient, asked, day, policy.guardian_below)


def own(patient: Person) -> Representative:
    """The patient stands for themself, without end."""
    return Representative(person=patient.id, by=Representation.SELF, until=None)


def guardian(patient: Person, asked: Asked, day: date, ends_at: int) -> Result[Representative, Refusal]:
    """A guardian, until the birthday at which the right ends by itself, or sooner where custody is known to end."""
    chosen = asked.guardian
    custody = None if chosen is None else patient.guardian(chosen.id, day)
    if chosen is None or custody is None or patient.born is None:
        return Failure(NotAGuardian())
    if chosen.deceased is not None:
        return Failure(RepresentativeDeceased())
    if chosen.protected or patient.protected:
        return Failure(RepresentativeProtected())
    of_age = birthday(patient.born, ends_at)
    until = of_age if custody.until is None else min(of_age, custody.until)
    return Success(Representative(person=chosen.id, by=Representation.GUARDIAN, until=until))


def stands(representative: Representative, patient: Person | None, person: Person | None, day: date) -> bool:
    """Whether the right still stands on that local day; `person` is the representative as the directory has them."""
    if patient is None or person is None or person.deceased is not None or patient.deceased is not None:
        return False
    match representative.by:
        case Representation.SELF:
            return person.id == patient.id
        case Representation.GUARDIAN:
            return (
                not lapsed(representative, day)
                and patient.guardian(person.id, day) is not None
                and not patient.protected
                and not person.protected
            )


def lapsed(representative: Representative, day: date) -> bool:
    """Whether the right has ended by its date alone, which is known without the directory."""
    return representative.until is not None and day >= representative.until


def first_day_without(representative: Representative, patient: Person | None) -> date | None:
    """The first day without the right, so far as it is known beforehand: its own, and where the patient is given, that
    of custody too. None: no day is known.
    """
    guardians = () if patient is None else patient.guardians
    custody = [one.until for one in guardians if one.guardian == representative.person]
    return min((day for day in (representative.until, *custody) if day is not None), default=None)
