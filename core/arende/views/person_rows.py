"""A person as search and profile show them: what is shown, computed from state and time."""

from datetime import date, datetime

from attrs import field, frozen

from ..domain.directory.model import Person, SmsConsent
from ..domain.ids import Kind, PersonId, Ref, UnitId
from ..domain.notice.hindrances import of_person
from ..domain.notice.model import Hindrance
from ..domain.phone import NumberSource
from ..domain.policy import Policy
from .names import Found, PersonName, person_name


@frozen(kw_only=True)
class PersonRow:
    """A person as search and profile show them. Guardians are named by id; each is a person of their own."""

    id: PersonId
    name: str = field(repr=False)
    identifier: str = field(repr=False)
    age: int | None
    phone: str | None = field(repr=False)
    phone_source: NumberSource | None
    phone_since: datetime | None
    sms_consent: SmsConsent | None
    """The last word about SMS; None: there is none."""
    hindrances: tuple[Hindrance, ...]
    """Why they would not be told by SMS, in whatever case: what staff see before Slutför (B4)."""
    protected: bool
    guardians: tuple[PersonName, ...]
    blocked: tuple[UnitId, ...]
    """Units whose data the person keeps from the provider's other units (spärr, B24)."""


def person_row(person: Person, found: Found, today: date, policy: Policy) -> PersonRow:
    """The person to whom someone was led by full identifier or name.

    Of a protected one neither name, identifier, number nor guardian is shown (B25).
    """
    shown = person_name(person.id, {**found, person_ref(person): person})
    guardians = () if person.protected else person.guardians
    return PersonRow(
        id=person.id,
        name=shown.name,
        identifier=shown.identifier or "",
        age=person.age(today),
        phone=None if person.protected else person.phone,
        phone_source=person.phone_source,
        phone_since=person.phone_since,
        sms_consent=person.sms_consent,
        hindrances=of_person(person, policy),
        protected=person.protected,
        guardians=tuple(person_name(g.guardian, found) for g in guardians if g.holds(today)),
        blocked=person.blocked,
    )


def person_ref(person: Person) -> Ref:
    return Ref(Kind.PERSON, person.id)
