"""The rules of a feed: what comes first, what a delivery must follow, and how much may end by not being there. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from ..commands import RegisterPerson, RegisterProvider
from ..directory.model import Guardianship, Person
from ..ids import ProviderId
from ..person import Identifier
from ..policy import NAME_MAX
from ..refusals import FeedGap, NotAGuardian, NotFound, Refusal
from ..text import faulty
from .model import Feed, OpenFault

FAULTS_KEPT: Final = 100
"""How many faults of a feed are kept; others are counted."""
HANDFUL: Final = 5
"""So many may always end by no longer being in the register,"""
SHARE: Final = 10
"""and of more than that no more than one in so many of what the feed has stated."""
LONG: Final = timedelta(days=7)
AT_LEAST: Final = timedelta(hours=1)
MANY_ENDED: Final = "feed.many_ended"
UNTOLD: Final = "feed.untold"
FAULTY: Final = "directory.faulty"
"""What the trouble is called where the register's plugin does not say it in a way that can be kept."""
CODE: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}", re.ASCII)


def left_open(faults: Sequence[OpenFault], good: Mapping[str, int]) -> tuple[OpenFault, ...]:
    """Faults of lines that no later good line of the same window mends. `good`: the last good line about each thing."""
    return tuple(fault for fault in faults if fault.number > good.get(fault.about, 0))


def nothing_to_end(refusal: Refusal) -> bool:
    """Why the end of something is no fault: a register tells of every end, also of what has never been told of here."""
    return isinstance(refusal, NotFound | NotAGuardian)


def too_many(ending: int, standing: int) -> bool:
    """Whether so much would end that it is more likely the register that is not whole."""
    return ending > HANDFUL and ending * SHARE > standing


def held_back(ending: int, standing: int, *, empty: bool, untold: bool) -> str | None:
    """Why nothing ends by not being there: the register said nothing at all, a line that nobody can read may be about
    what would end, or it would be too much.
    """
    if ending and untold:
        return UNTOLD
    return MANY_ENDED if too_many(ending, standing) or (ending and empty) else None


def ended_by_others(told: Guardianship, known: Guardianship, until: date | None, today: date) -> bool:
    """Whether a guardianship has been ended by others since a register told of it. `until`: as the register says now.

    What others have ended begins anew by them, or by a register that has ended it too: whoever ended it may know what
    the register has yet to be told.
    """
    if known.until is None or not earlier(known.until, told.until) or not earlier(known.until, until):
        return False
    return (known.source, known.verified) == (told.source, told.verified) or not known.holds(today)


def earlier(day: date, other: date | None) -> bool:
    return other is None or day < other


@frozen(kw_only=True)
class Protect:
    """All that is left of a line at fault that says that someone's identity is protected."""

    provider: ProviderId
    identifier: Identifier = field(repr=False)
    name: str = field(default="", repr=False)
    """As the line has it, usable or not."""


class Turn(StrEnum):
    """What is taken before what, of lines that are taken together, in this order."""

    PROVIDER = "provider"
    PROTECTED = "protected"
    OTHER = "other"


def turn(said: object) -> Turn:
    """Protected identity first; but a person can only be registered at a care provider that is there."""
    match said:
        case RegisterProvider():
            return Turn.PROVIDER
        case RegisterPerson(protected=True) | Protect():
            return Turn.PROTECTED
        case _:
            return Turn.OTHER


def protecting(person: Person, provider: ProviderId) -> RegisterPerson:
    """The person as known, protected."""
    return RegisterPerson(
        provider=provider,
        identifier=person.identifier,
        name=person.name,
        phone=person.phone,
        language=person.language,
        born=person.born,
        protected=True,
        deceased=person.deceased,
        phone_source=person.phone_source,
    )


def protecting_new(said: Protect) -> RegisterPerson | None:
    """Who is not known yet, protected: all that there is of a line at fault but the fault. None: it has no name."""
    if faulty("name", said.name, NAME_MAX) is not None:
        return None
    return RegisterPerson(provider=said.provider, identifier=said.identifier, name=said.name, protected=True)


def already(feed: Feed, cursor: str | None, *, whole: bool) -> bool:
    """Whether a delivery that ends there has been received. A whole one that has yet to come to its end has not."""
    return cursor is not None and cursor == feed.cursor and not (whole and feed.whole_open)


def gap(feed: Feed, after: str | None, *, whole: bool) -> FeedGap | None:
    """A delivery of changes that does not follow on what has been taken. One that does not say is not asked, nor is
    one of everything, which follows on nothing.
    """
    return None if whole or after is None or after == feed.cursor else FeedGap(feed.cursor)


def kept_on(feed: Feed, after: str | None, cursor: str | None, *, whole: bool, pulled: bool) -> str | None:
    """The cursor that is kept of a delivery; None: the one that is. While everything is being pulled, only one that
    follows on what has been pulled moves it: the pull would else leave out what is between, and end all of that.
    """
    return None if pulled and feed.whole_open and not whole and after is None else cursor


def overdue(last: datetime | None, every_minutes: int | None, now: datetime) -> bool:
    """Whether a feed should have come to its end since: within three of its own periods, or within a week where it
    has none.
    """
    patience = LONG if every_minutes is None else max(3 * timedelta(minutes=every_minutes), AT_LEAST)
    return last is None or now - last > patience


def trouble_code(code: str) -> str:
    """The code as a plugin gave it, if it is one: a sentence might hold anything."""
    return code if CODE.fullmatch(code) else FAULTY
