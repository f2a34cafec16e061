"""Who plays in the story: chosen from the register by age on the day on which it begins. Nothing is looked up."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from arende.domain.person import age_on
from arende.domain.policy import Policy

from .clinic import ANTON, Register, Someone

CHILD: Final = 8
YOUTH: Final = 15
AHEAD: Final = 30
"""Days: nobody in the story may reach the next limit of age soon after it, for then the case would change hands."""


@frozen(kw_only=True)
class Cast:
    """Persons of the register by part. Where the test numbers have no child of an age any more, the part is open."""

    anton: Someone
    caller: Someone
    """Waits in the patient ledger when the story begins."""
    next_caller: Someone
    """Waits there when it ends."""
    asker: Someone
    """Asks for contact in the patient app."""
    visitor: Someone
    """Calls, and gets a visit the same evening."""
    unwritten: Someone
    """Whose case is opened, and not written yet."""
    brief: Someone
    """Whose case is over in two days, at a unit that does not reopen."""
    child: Someone | None
    youth: Someone | None
    newcomers: Sequence[Someone]
    """Persons to add: the first one that the register does not have yet."""


def cast(register: Register, first: date, policy: Policy) -> Cast:
    """The same cast whenever the story begins on that day."""
    adults = [s for s in register.persons.values() if 1956 <= s.born.year <= 1975 and s.phone is not None]
    children = [s for s in register.persons.values() if len(s.guardians) > 1]
    youths = [s for s in register.persons.values() if s.guardians and s.phone is not None]
    return Cast(
        anton=register.persons[ANTON],
        caller=adults[3],
        next_caller=adults[11],
        asker=adults[7],
        visitor=adults[13],
        unwritten=adults[17],
        brief=adults[19],
        child=nearest(children, CHILD, first, range(policy.guardian_below)),
        youth=nearest(youths, YOUTH, first, range(policy.guardian_below, policy.child_below)),
        newcomers=register.newcomers,
    )


def nearest(people: Iterable[Someone], age: int, day: date, ages: range) -> Someone | None:
    """Who is nearest to that age, stays within these ages for a while, and among them who was born first."""
    later = date.fromordinal(day.toordinal() + AHEAD)
    fit = [s for s in people if age_on(s.born, day) in ages and age_on(s.born, later) in ages]
    return min(fit, key=lambda s: (abs(age_on(s.born, day) - age), s.number), default=None)
