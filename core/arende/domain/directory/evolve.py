"""What a directory entry becomes by an event. No rule is checked: an event has happened."""

from datetime import datetime

from attrs import evolve as changed

from ..model import Nothing
from ..phone import NumberSource
from .contact_events import PhoneRecorded, SmsConsentRecorded, SmsConsentWithdrawn
from .events import (
    AssignmentCovered,
    AssignmentEmptied,
    AssignmentEnded,
    AssignmentRegistered,
    BlockLifted,
    CoverEnded,
    DirectoryEvent,
    GuardianshipEnded,
    GuardianshipRecorded,
    IdentifierClaimed,
    PersonRegistered,
    ProviderRegistered,
    ReasonRegistered,
    RoleRegistered,
    StaffRegistered,
    UnitBlocked,
    UnitRegistered,
)
from .model import (
    Assignment,
    Cover,
    DirectoryState,
    Guardianship,
    IdentifierClaim,
    Person,
    Provider,
    Reason,
    Role,
    SmsConsent,
    Staff,
    Unit,
)


def evolve(state: DirectoryState | Nothing, event: DirectoryEvent) -> DirectoryState:
    """The entry after the event. An event that does not fit its stream is a broken store: ValueError."""
    match event:
        case ProviderRegistered(provider=provider, name=name, sender=sender):
            return Provider(id=provider, name=name, sender=sender)
        case UnitRegistered():
            return Unit(
                id=event.unit,
                name=event.name,
                zone=event.zone,
                days=event.days,
                notices=event.notices,
                answer_hours=event.answer_hours,
                opening_hours=event.opening_hours,
                reopen_days=event.reopen_days,
            )
        case RoleRegistered(role=role, name=name):
            return Role(id=role, name=name)
        case StaffRegistered(staff=staff, name=name, display_name=display_name):
            return Staff(id=staff, name=name, display_name=display_name)
        case AssignmentRegistered(assignment=assignment, staff=staff, role=role, unit=unit, sees_unit=sees_unit):
            # A register that tells again how things are does not end an absence. A unit that changes is of old records.
            stays = isinstance(state, Assignment) and state.unit == unit
            cover = state.cover if isinstance(state, Assignment) and stays else None
            return Assignment(
                id=assignment, staff=staff, role=role, unit=unit, sees_unit=sees_unit, ended=False, cover=cover
            )
        case ReasonRegistered():
            return Reason(
                id=event.reason,
                title=event.title,
                unit=event.unit,
                days=event.days,
                preset=event.preset,
                for_patients=event.for_patients,
                template=event.template,
                answer_hours=event.answer_hours,
            )
        case IdentifierClaimed(person=person):
            return IdentifierClaim(person=person)
        case PersonRegistered():
            return person_registered(state, event)
        case AssignmentEnded(at=at) if isinstance(state, Assignment):
            return changed(state, ended=True, cover=None, leaving_since=at)
        case AssignmentCovered(by=by, last_day=last_day, until=until) if isinstance(state, Assignment):
            return changed(state, cover=Cover(by=by, last_day=last_day, until=until))
        case CoverEnded() if isinstance(state, Assignment):
            return changed(state, cover=None)
        case AssignmentEmptied() if isinstance(state, Assignment):
            return changed(state, leaving_since=None)
        case GuardianshipRecorded(guardian=guardian) if isinstance(state, Person):
            kept = Guardianship(guardian=guardian, source=event.source, verified=event.verified, until=event.until)
            return changed(state, guardians=(*others(state, guardian), kept))
        case GuardianshipEnded(guardian=guardian, ended=ended) if isinstance(state, Person):
            return changed(
                state,
                guardians=tuple(
                    changed(g, until=ended) if g.guardian == guardian and g.holds(ended) else g for g in state.guardians
                ),
            )
        case UnitBlocked(unit=unit) if isinstance(state, Person):
            return changed(state, blocked=(*state.blocked, unit))
        case BlockLifted(unit=unit) if isinstance(state, Person):
            return changed(state, blocked=tuple(kept for kept in state.blocked if kept != unit))
        case PhoneRecorded(at=at, phone=phone, source=source) if isinstance(state, Person):
            return with_number(state, phone, source, at)
        case SmsConsentRecorded(source=how, day=day) if isinstance(state, Person):
            return changed(state, sms_consent=SmsConsent(given=True, source=how, day=day))
        case SmsConsentWithdrawn(source=how, day=day) if isinstance(state, Person):
            return changed(state, sms_consent=SmsConsent(given=False, source=how, day=day))
        case AssignmentEnded() | AssignmentCovered() | CoverEnded() | AssignmentEmptied():
            raise ValueError(f"{type(event).__name__} does not fit {type(state).__name__}")
        case GuardianshipRecorded() | GuardianshipEnded() | UnitBlocked() | BlockLifted():
            raise ValueError(f"{type(event).__name__} does not fit {type(state).__name__}")
        case PhoneRecorded() | SmsConsentRecorded() | SmsConsentWithdrawn():
            raise ValueError(f"{type(event).__name__} does not fit {type(state).__name__}")


def person_registered(state: DirectoryState | Nothing, event: PersonRegistered) -> Person:
    """What a register tells of the person; the number only where the patient has not said one, or said that there is
    none. What else is known stays.
    """
    known = state if isinstance(state, Person) else None
    told = Person(
        id=event.person,
        identifier=event.identifier,
        name=event.name,
        phone=None if known is None else known.phone,
        language=event.language,
        born=event.born,
        protected=event.protected,
        deceased=event.deceased,
        guardians=() if known is None else known.guardians,
        blocked=() if known is None else known.blocked,
        phone_source=None if known is None else known.phone_source,
        phone_since=None if known is None else known.phone_since,
        sms_consent=None if known is None else known.sms_consent,
    )
    if told.phone_source is NumberSource.PATIENT and event.phone_source is not NumberSource.PATIENT:
        return told
    return with_number(told, event.phone, event.phone_source, event.at)


def with_number(person: Person, phone: str | None, source: NumberSource | None, at: datetime) -> Person:
    """The same number from the same side is known since it was first told."""
    if (person.phone, person.phone_source) == (phone, source):
        return person
    return changed(person, phone=phone, phone_source=source, phone_since=None if source is None else at)


def others(child: Person, guardian: object) -> tuple[Guardianship, ...]:
    """The custodies of everyone else: what is known of a guardian is replaced, never doubled."""
    return tuple(g for g in child.guardians if g.guardian != guardian)
