"""What hinders that someone is told by SMS (B4), as a pure function of who they are and the provider's policy.

Asked before staff send, when it is decided whether an SMS is made, and once more as it leaves: so the three agree.
"""

from datetime import date

from ..case.model import Representative
from ..case.representation import stands
from ..directory.model import Person
from ..phone import mobile
from ..policy import Policy
from .model import Hindrance


def of_person(person: Person, policy: Policy) -> tuple[Hindrance, ...]:
    """What hinders with the person themself, whatever the case. Of a protected one nothing further is told (B25)."""
    if person.protected and not policy.sms_to_protected:
        return (Hindrance.PROTECTED,)
    found: list[Hindrance] = []
    if person.phone is None:
        found.append(Hindrance.NO_NUMBER)
    elif not mobile(person.phone):
        found.append(Hindrance.NOT_MOBILE)
    if person.sms_consent is None:
        found += [Hindrance.NO_CONSENT] if policy.sms_consent_required else []
    elif not person.sms_consent.given:
        found.append(Hindrance.OPTED_OUT)
    return tuple(found)


def hindrances(
    to: Representative, patient: Person | None, person: Person | None, day: date, policy: Policy
) -> tuple[Hindrance, ...]:
    """Everything that hinders, on that local day; empty: the SMS can be made. `person` is who represents in the case.

    Whoever has no right in the case any more is told nothing of it, so nothing further is said of them.
    """
    if person is None or not stands(to, patient, person, day):
        return (Hindrance.NO_RIGHT,)
    return of_person(person, policy)
