"""The form that opens a case: who may be chosen as representative, and what is filled in before anyone types. Pure.

What may be done is decided by the domain when the form is given; here it is shown beforehand.
"""

from datetime import date, datetime

from attrs import frozen

from ..domain.case.commands import Maturity
from ..domain.case.model import Representative
from ..domain.case.representation import Asked, choose
from ..domain.directory.model import Person, Unit
from ..domain.ids import Kind, PersonId, Ref, UnitId
from ..domain.notice.hindrances import hindrances
from ..domain.notice.model import Hindrance
from ..domain.phase import begin, days_left, local_date
from ..domain.policy import Choice, Policy, choice
from ..domain.refusals import Refusal
from .names import Found, PersonName, person_name


@frozen(kw_only=True)
class Shown:
    """What a phase of some days would be shown as, were it to begin now (S14)."""

    last_day: date
    days_left: int


@frozen(kw_only=True)
class OpeningForm:
    """What the form that opens a case offers, for one patient and the unit that staff are signed in to."""

    patient: PersonName
    """Masked, where the patient is protected."""
    born: date | None
    age: int | None
    choice: Choice | None
    """Who may be the representative (S4); None where the age is not known, and then no case can be opened."""
    guardians: tuple[PersonName, ...]
    """Those with custody today. Empty where the choice is not shown."""
    unit: UnitId
    zone: str
    days: int
    """Prefilled length, where the reason has none of its own (S8)."""
    compose_first: bool
    """Whether the first message is part of the form (B1)."""
    refusal: Refusal | None
    """What is wrong with the representative and assessment that were asked about; None: nothing."""
    hindrances: tuple[Hindrance, ...]
    """Why whoever would represent would not be told by SMS, which staff see before Slutför (B4); empty: they would."""

    def shown(self, days: int, now: datetime) -> Shown:
        """Where a phase of that many days would end."""
        phase = begin(now, days, self.zone)
        return Shown(last_day=phase.last_day, days_left=days_left(phase, now))


@frozen(kw_only=True)
class Chosen:
    """What has been chosen on the form so far."""

    representative: PersonId | None = None
    maturity: Maturity | None = None


def opening_form(
    patient: Person, unit: Unit, chosen: Chosen, found: Found, policy: Policy, now: datetime
) -> OpeningForm:
    """The form on that local day."""
    today = local_date(now, unit.zone)
    age = patient.age(today)
    offered = None if age is None else choice(age, policy)
    some = () if offered in (None, Choice.SELF) or patient.protected else patient.guardians
    person = found.get(Ref(Kind.PERSON, chosen.representative)) if chosen.representative else None
    guardian = person if isinstance(person, Person) else None
    asked = Asked(representative=chosen.representative, guardian=guardian, maturity=chosen.maturity)
    answer = choose(patient, asked, today, policy)

    def told_of(one: Representative) -> Person | None:
        return patient if one.person == patient.id else guardian

    return OpeningForm(
        patient=person_name(patient.id, {Ref(Kind.PERSON, patient.id): patient}),
        born=None if patient.protected else patient.born,
        age=None if patient.protected else age,
        choice=offered,
        guardians=tuple(person_name(one.guardian, found) for one in some if one.holds(today)),
        unit=unit.id,
        zone=unit.zone,
        days=policy.days if unit.days is None else unit.days,
        compose_first=policy.compose_first,
        refusal=answer.swap().value_or(None),
        hindrances=answer.map(lambda one: hindrances(one, patient, told_of(one), today, policy)).value_or(()),
    )
