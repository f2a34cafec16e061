"""What a feed has said of assignments and guardianships: a plain row for each, so that a feed ends only its own.

A row says in which whole taking it was last said, by a good line or by one at fault. What the register as a whole no
longer says ends; persons never do by not being there. A guardianship that has been recorded anew by others since is no
longer the feed's to end.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, TypeAlias

import orjson
from attrs import evolve, field, frozen

from ...domain.commands import (
    Command,
    EndAssignment,
    EndGuardianship,
    RecordGuardianship,
    RegisterAssignment,
)
from ...domain.directory.model import Assignment, Guardianship, Person
from ...domain.feed.model import Feed
from ...domain.feed.rules import ended_by_others
from ...domain.ids import AssignmentId, Kind, PersonId, Ref
from ...ports.records import PlainRow, Shard
from ...ports.storage import Storage
from ..load import Overlay
from .applying import Todo

STATED: Final = "feed_stated"  # key: the feed's name; sub: what it said something of
ASSIGNMENT: Final = "assignment"
GUARDIANSHIP: Final = "guardianship"
SORTS: Final = (ASSIGNMENT, GUARDIANSHIP)
UNTOLD: Final = "untold"
"""Where a line of a sort was that nobody can read: `untold/SORT`."""
UNNAMED: Final = "unnamed"
"""Who is protected and has no name yet: `unnamed/HASH`."""
SEPARATOR: Final = "/"
StatedCommand: TypeAlias = RegisterAssignment | EndAssignment | RecordGuardianship | EndGuardianship


@frozen(kw_only=True)
class Stated:
    """One thing that a feed has said."""

    sub: str
    whole: int
    source: str = field(default="", repr=False)
    """Of a guardianship: as the feed told it."""
    verified: str = ""
    until: str | None = None

    @property
    def sort(self) -> str:
        return self.sub.partition(SEPARATOR)[0]

    def custody(self, guardian: PersonId) -> Guardianship | None:
        """As the feed told it; None: that cannot be read."""
        try:
            until = None if self.until is None else date.fromisoformat(self.until)
            verified = date.fromisoformat(self.verified)
        except ValueError:
            return None
        return Guardianship(guardian=guardian, source=self.source, verified=verified, until=until)


def rows_of(feed: str, whole: int, at: int, command: Command | None) -> tuple[PlainRow, ...]:
    """What the feed has said by the command; that something ended is no longer its to say."""
    body: bytes | None
    match command:
        case RegisterAssignment():
            body = orjson.dumps({"whole": whole})
        case EndAssignment() | EndGuardianship():
            body = None
        case RecordGuardianship(source=source, verified=verified, until=until):
            body = orjson.dumps({"whole": whole, "source": source, "verified": verified, "until": until})
        case _:
            return ()
    return (PlainRow(kind=STATED, key=feed, sub=sub_of(command), body=body, at=at),)


def sub_of(command: StatedCommand) -> str:
    """What it says something of."""
    match command:
        case RegisterAssignment(assignment=id) | EndAssignment(assignment=id):
            return SEPARATOR.join((ASSIGNMENT, id))
        case RecordGuardianship(child=child, guardian=guardian) | EndGuardianship(child=child, guardian=guardian):
            return SEPARATOR.join((GUARDIANSHIP, child, guardian))


def closed(command: StatedCommand, seen: Overlay) -> Assignment | Guardianship | None:
    """What the command tells of, where that has an end; None: there is nothing to look up."""
    match command:
        case RegisterAssignment(assignment=id):
            state = seen.states.get(Ref(Kind.ASSIGNMENT, id))
            return state if isinstance(state, Assignment) and state.ended else None
        case RecordGuardianship(child=child, guardian=guardian):
            person = seen.states.get(Ref(Kind.PERSON, child))
            known = person.guardians if isinstance(person, Person) else ()
            return next((one for one in known if one.guardian == guardian and one.until is not None), None)
        case _:
            return None


def over(command: StatedCommand, known: Assignment | Guardianship, one: Stated, today: date) -> bool:
    """Whether what has an end, and is of what the feed has said and says again, has been ended by others."""
    if isinstance(known, Assignment) or not isinstance(command, RecordGuardianship):
        return True
    told = one.custody(command.guardian)
    return told is not None and ended_by_others(told, known, command.until, today)


def read(row: PlainRow) -> Stated:
    """What a row says; of one that cannot be read, that it has just been said, so that nothing ends by it."""
    try:
        plain = orjson.loads(row.body or b"")
        return Stated(
            sub=row.sub,
            whole=int(plain["whole"]),
            source=str(plain.get("source", "")),
            verified=str(plain.get("verified", "")),
            until=None if plain.get("until") is None else str(plain["until"]),
        )
    except (ValueError, TypeError, KeyError):
        return Stated(sub=row.sub, whole=1 << 62)


def of_guardianships(storage: Storage, shard: Shard, feed: str) -> bool:
    """Whether the feed has said anything of guardianships that stands. Raises StorageError."""
    first = storage.rows(shard, STATED, feed, GUARDIANSHIP, 1)
    return any(read(row).sort == GUARDIANSHIP for row in first)


def again(row: PlainRow, whole: int, at: int) -> PlainRow | None:
    """The row where the whole taking says again, in whatever way, what it is about; None: as it is."""
    if row.body is None or read(row).whole >= whole:
        return None
    return evolve(row, body=orjson.dumps({**orjson.loads(row.body), "whole": whole}), at=at)


def missing(some: Iterator[Stated], feed: Feed) -> Iterator[Stated]:
    """What the whole taking that is under way has not said."""
    return (one for one in some if one.sort in SORTS and one.whole < feed.whole)


def ended(key: int, one: Stated, feed: str, at: int, today: date) -> Todo:
    """What ends it: the row goes with it."""
    gone = PlainRow(kind=STATED, key=feed, sub=one.sub, body=None, at=at)
    if one.sort == ASSIGNMENT:
        _, id = one.sub.split(SEPARATOR)
        end: Command = EndAssignment(assignment=AssignmentId(id))
        return Todo(key=key, command=lambda _seen: end, rows=lambda _: (gone,))
    _, child, guardian = one.sub.split(SEPARATOR)
    ref = Ref(Kind.PERSON, child)

    def command(seen: Overlay) -> Command | None:
        person = seen.states.get(ref)
        known = person.guardians if isinstance(person, Person) else ()
        stands = any(
            (str(g.guardian), g.source, g.verified.isoformat()) == (guardian, one.source, one.verified) for g in known
        )
        if not stands:
            return None
        return EndGuardianship(child=PersonId(child), guardian=PersonId(guardian), ended=today)

    return Todo(key=key, reads=(ref,), command=command, rows=lambda _: (gone,))
