"""One pull or push from its beginning to its end: windows, what they changed, what was at fault, what ended."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from attrs import define, field

from ...domain.commands import Command, EndAssignment, EndGuardianship, RegisterPerson
from ...domain.directory.model import IdentifierClaim
from ...domain.feed.commands import BeginWhole, EndWhole, NoteTrouble, TakeWindow
from ...domain.feed.model import OpenFault
from ...domain.feed.rules import (
    FAULTS_KEPT,
    FAULTY,
    Protect,
    Turn,
    held_back,
    left_open,
    nothing_to_end,
    trouble_code,
    turn,
)
from ...domain.ids import Kind, PersonId, ProviderId
from ...domain.needs import identifier_ref
from ...domain.person import ZONE, Identifier
from ...domain.phase import local_date
from ...domain.refusal_texts import sentence
from ...domain.refusals import EndedByOthers, NotFound, ProtectionUnstated, Refusal
from ...ports.directory import DirectoryError, DirectoryLine, UnknownCursor
from ...ports.records import PlainRow
from ...ports.times import to_micros
from ...wire.about import persons_of
from ...wire.imports import Content, ends, path_of
from ..importing import Unknown, command_of
from ..load import Overlay
from . import stated
from .applying import BATCH, Todo
from .keeping import Keeping
from .lines import WEIGHT, Bad, Line, Said, in_turn, numbered, read
from .persons import left_of, lifting, nameless, protected_as_known, settled, silent
from .standing import stand
from .unnamed import Unnamed

AT_A_TIME = 500


@define(kw_only=True)
class Taking:
    """What has been done so far."""

    keeping: Keeping = field(repr=False)
    go_on: Callable[[], bool] = field(repr=False)
    """Asked between windows: whether another may be begun."""
    most: int
    """Lines that are taken together."""
    lines: int = 0
    changed: int = 0
    faulty: int = 0
    ended: int = 0
    faults: list[OpenFault] = field(factory=list)
    """The first of them."""
    stopped: bool = False
    ending: dict[str, int] = field(factory=dict, repr=False)
    """What is ended by the lines that are being done, and by which: after that it may begin anew."""
    unnamed: Unnamed = field(init=False, repr=False)
    said: bool = False
    """Whether anything has been read."""
    anew: bool = False
    """Whether all of it is read by this taking, and none of it was before."""

    def __attrs_post_init__(self) -> None:
        self.unnamed = Unnamed(keeping=self.keeping)

    def from_lines(self, lines: Iterable[DirectoryLine | bytes]) -> str | None:
        """Take them window by window; the code of what broke them off. Raises UnknownCursor before the first line, and
        whatever the lines themselves raise where they are no register's.
        """
        source = numbered(lines)
        while True:
            window: list[Line] = []
            trouble, over, weight = None, True, 0
            try:
                for line in islice(source, self.most):
                    window.append(line)
                    weight += len(line.text)
                    if weight >= WEIGHT:
                        over = False
                        break
                over = over and len(window) < self.most
            except UnknownCursor as error:
                if not self.lines and not window:
                    raise
                trouble = trouble_code(error.code)
            except DirectoryError as error:
                trouble = trouble_code(error.code)
            except Exception:  # noqa: BLE001 - a vendor's fault: what it gave stands
                trouble = FAULTY
            if window:
                self.window(window, broken_off=trouble is not None)
            if trouble or over:
                return trouble
            if not self.go_on():
                self.stopped = True
                return None

    def window(self, window: Sequence[Line], *, broken_off: bool) -> None:
        """All that these lines say is durable, protected identity first; then how far the feed has been taken.

        Where they were broken off, nobody's protection is lifted: a line that was read before, and is not now, may have
        said that it stands. That waits until the lines after it are there too, so the feed goes on from before it.
        """
        self.lines += len(window)
        self.said = self.said or any(line.text.strip() for line in window)
        provider = self.keeping.feed.provider
        said, bad = read(window, provider, self.today())
        # Words about one person in the order in which they came; only then by turn.
        refused = self.applied(in_turn(said)[Turn.PROVIDER])
        words = settled([one for one in said if turn(one.content) is not Turn.PROVIDER], self.keeping.applying)
        waits = lifting(words.said, self.keeping.applying) if broken_off else ()
        turns = in_turn(one for one in words.said if one not in waits)
        open_ = self.applied(turns[Turn.PROTECTED])
        self.applied(left_of(open_))
        refused += [*words.refused, *open_, *self.applied(turns[Turn.OTHER])]
        if self.keeping.state.whole_open:
            lines = (*(one.line for one in bad), *(one.line for one, _ in refused))
            stand([line.text for line in lines], self.keeping, self.today())
        faults = [*map(self.bad, bad), *(self.no(one, why) for one, why in refused)]
        faults.sort(key=lambda fault: fault.number)
        numbers = {fault.number for fault in faults}
        good = {one.about: one.line.number for one in said if one.line.number not in numbers}
        self.faulty += len(faults)
        self.faults += faults[: FAULTS_KEPT - len(self.faults)]
        cursor = before([one.line for one in said if one.about in {wait.about for wait in waits}], window)
        left = left_open(faults, good)
        self.keeping.note(TakeWindow(feed=self.keeping.feed.id, cursor=cursor, faults=left, good=frozenset(good)))

    def applied(self, some: Sequence[Said]) -> list[tuple[Said, Refusal]]:
        self.ending.clear()
        todo = [self.todo(key, one.content) for key, one in enumerate(some)]
        changed, refused = self.keeping.applying.apply(todo)
        self.changed += changed
        named = ((some[key], why) for key, why in refused.items())
        return [(one, why) for one, why in named if not (ends(one.content) and nothing_to_end(why))]

    def todo(self, key: int, content: Content | Protect) -> Todo:
        """What a line comes to: who is meant is found when it is its turn."""
        feed, whole, at = self.keeping.feed, self.keeping.state.whole, self.now()
        applying = self.keeping.applying

        def command(seen: Overlay) -> Command | Refusal | None:
            if isinstance(content, Protect):
                return protected_as_known(content, applying, seen)
            if isinstance(content, RegisterPerson) and silent(content) and self.unnamed.stand(content, seen):
                return ProtectionUnstated()

            def person(provider: ProviderId, identifier: Identifier) -> PersonId | None:
                claim = seen.states.get(identifier_ref(provider, identifier))
                return claim.person if isinstance(claim, IdentifierClaim) else None

            found = command_of(content, person)
            if isinstance(found, Unknown):
                return NotFound(Kind.PERSON, found.field)
            return EndedByOthers() if self.ended_by_others(key, found, seen) else found

        def rows(given: Command | None) -> tuple[PlainRow, ...]:
            if given is None and isinstance(content, Protect) and nameless(content, applying, Overlay()):
                return (self.unnamed.row(content),)
            return stated.rows_of(feed.name, whole, at, given)

        reads = tuple(identifier_ref(feed.provider, identifier) for identifier in persons_of(content))
        return Todo(key=key, reads=reads, command=command, rows=rows)

    def ended_by_others(self, key: int, command: Command, seen: Overlay) -> bool:
        """Whether it would begin anew what the feed has said before, and others have ended. Raises StorageError."""
        if not isinstance(command, stated.StatedCommand):
            return False
        sub, feed = stated.sub_of(command), self.keeping.feed
        if isinstance(command, EndAssignment | EndGuardianship):
            self.ending.setdefault(sub, key)
        known = stated.closed(command, seen)
        if known is None or self.ending.get(sub, key) < key:
            return False
        row = self.keeping.handler.storage.rows_at(feed.shard, stated.STATED, [feed.name], sub)[0]
        return row is not None and stated.over(command, known, stated.read(row), self.today())

    def end_whole(self, *, confirmed: bool) -> NoteTrouble | None:
        """End what the whole register no longer has; instead the trouble, where that is more than can be believed."""
        id, whole = self.keeping.feed.id, self.keeping.state.whole
        counted = {sort: [0, 0] for sort in stated.SORTS}
        untold = set[str]()
        for one in self.stated():
            if one.sort == stated.UNTOLD:
                untold |= {sort for sort in stated.SORTS if one.sub.endswith(sort) and one.whole >= whole}
            if one.sort not in counted:
                continue
            counts = counted[one.sort]
            counts[0] += one.whole < whole
            counts[1] += 1
        empty = not self.said and (self.anew or self.keeping.state.cursor is None)
        for sort, (ending, standing) in () if confirmed else counted.items():
            why = held_back(ending, standing, empty=empty, untold=sort in untold)
            if why is not None:
                return NoteTrouble(feed=id, code=why, ending=ending, standing=standing)
        gone = stated.missing(self.stated(), self.keeping.state)
        while some := list(islice(gone, BATCH)):
            name, at, today = self.keeping.feed.name, self.now(), self.today()
            ended, _ = self.keeping.applying.apply(
                [stated.ended(key, one, name, at, today) for key, one in enumerate(some)]
            )
            self.ended += ended
        self.keeping.note(EndWhole(feed=id))
        return None

    def stated(self) -> Iterator[stated.Stated]:
        feed, after = self.keeping.feed, None
        while rows := self.keeping.handler.storage.rows(feed.shard, stated.STATED, feed.name, after, AT_A_TIME):
            yield from map(stated.read, rows)
            after = rows[-1].sub

    def received(self, cursor: str | None) -> None:
        """A delivery has been taken to its end, and says where the register goes on."""
        self.keeping.note(TakeWindow(feed=self.keeping.feed.id, cursor=cursor))

    def begin_whole(self) -> None:
        self.anew = True
        self.keeping.note(BeginWhole(feed=self.keeping.feed.id))

    def over(self, trouble: NoteTrouble | str | None) -> None:
        """It has come to its end, or to what hinders it."""
        if not isinstance(trouble, NoteTrouble):
            trouble = NoteTrouble(feed=self.keeping.feed.id, code=trouble)
        self.keeping.note(trouble)

    def bad(self, one: Bad) -> OpenFault:
        (path, (sv, en)), *_ = one.problems
        return self.fault(one.line, one.about, path, sv, en)

    def no(self, one: Said, why: Refusal) -> OpenFault:
        path = why.field or ("" if isinstance(one.content, Protect) else path_of(one.content))
        return self.fault(one.line, one.about, path, sentence(why, "sv"), sentence(why, "en"))

    def fault(self, line: Line, about: str, path: str, sv: str, en: str) -> OpenFault:
        return OpenFault(
            about=about,
            number=line.number,
            cursor=line.cursor,
            path=path,
            problem_sv=sv,
            problem_en=en,
            at=self.keeping.handler.clock.now(),
            whole=self.keeping.state.whole,
        )

    def now(self) -> int:
        return to_micros(self.keeping.handler.clock.now())

    def today(self) -> date:
        return local_date(self.keeping.handler.clock.now(), ZONE)


def before(waiting: Sequence[Line], window: Sequence[Line]) -> str | None:
    """The cursor of the last line before the first of those that wait; None: the feed stands as it did."""
    end = min((window.index(line) for line in waiting), default=len(window))
    return window[end - 1].cursor if end else None
