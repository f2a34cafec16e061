"""However a register's changes are parted into pulls and pushes, with whatever breaks on the way, the directory becomes
the same; and whose identity is said to be protected is never open again before the register says so (B16, B30).
"""

from collections.abc import Iterator, Sequence
from typing import Final

import pytest
from arende.domain.directory.events import PersonRegistered
from arende.domain.directory.model import IdentifierClaim, Person
from arende.domain.ids import Kind, Ref
from arende.domain.needs import identifier_ref
from arende.domain.person import Identifier, parse
from arende.engine.directory import Feeds
from arende.engine.verifying import verify
from arende.ports.records import Shard
from arende.ports.storage import StorageUnavailable
from arende.wire.heads import decode_state
from arende.wire.names import stream_name
from arende.wire.records import decode_event
from attrs import define, evolve, field, frozen
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.depth import examples

from .clinic import HERE, NOW
from .conftest import Opener
from .registers import (
    ANTON,
    BROKEN,
    CLINIC,
    ELSA,
    ERIK,
    FEED,
    KARIN,
    Fed,
    Line,
    assignment,
    back,
    custody,
    custody_end,
    cut_off,
    fed,
    person,
    raw,
)
from .vendor import Cut

WHO: Final = (ANTON, ELSA, KARIN, ERIK)
NEW: Final = "19710204-9280"
"""Someone whom the register begins without."""
BASE: Final[tuple[Line, ...]] = (*CLINIC, *(person(one) for one in WHO))

words = st.sampled_from([None, True, False])
names = st.sampled_from(["Ett", "Två", ""])
"""An empty one is a fault."""


def said(identifier: str, name: str, word: bool | None, phone: str | None) -> Line:
    more: Line = {} if word is None else {"protected": word}
    return person(identifier, name, **more, **({} if phone is None else {"phone": phone}))


PERSON: Final = st.builds(said, st.sampled_from(WHO), names, words, st.sampled_from([None, "070-174 06 05", "070"]))
NEWCOMER: Final = st.builds(said, st.just(NEW), names, words, st.sampled_from([None, "070"]))
STAFF: Final = st.builds(lambda n, sees: assignment(n, sees_unit=sees), st.integers(1, 3), st.booleans())
GONE: Final = st.builds(lambda n: {"type": "assignment_end", "id": f"SE1.a{n}"}, st.integers(1, 3))
ELSEWHERE: Final = st.builds(lambda n: assignment(n, unit="SE1.borta"), st.integers(1, 3))
CUSTODY: Final = st.builds(lambda g, s: custody(guardian=g, source=s), st.sampled_from([KARIN, ERIK]), names)
CUSTODY_END: Final = st.builds(lambda g: custody_end(guardian=g), st.sampled_from([KARIN, ERIK]))
LOG: Final = st.lists(
    st.one_of(PERSON, PERSON, NEWCOMER, STAFF, GONE, ELSEWHERE, CUSTODY, CUSTODY_END, st.just(b"fel")), max_size=14
)


@frozen
class Step:
    """What comes next: how many more lines there are, and what goes wrong."""

    more: int
    breaks: int | None
    commits: int | None
    again: bool
    """Whether what was pushed is pushed once more."""


STEPS: Final = st.lists(
    st.builds(
        Step,
        st.integers(0, 6),
        st.none() | st.integers(0, 6),
        st.none() | st.integers(0, 6),
        st.booleans(),
    ),
    max_size=6,
)


def identifier(text: str) -> Identifier:
    found = parse(text, NOW.date())
    assert isinstance(found, Identifier)
    return found


@define
class Watched:
    """A clinic on a storage that can be cut off, with what has been given to it so far."""

    host: Fed
    cut: Cut
    feeds: Feeds
    log: Sequence[Line | bytes]
    given: int = 0
    looked: dict[str, int] = field(factory=dict)
    """Records of each person that have been looked at."""

    def pull(self, step: Step) -> None:
        there = min(len(self.log), len(self.host.register.lines) + step.more)
        self.host.register.lines = list(self.log[:there])
        if step.breaks is not None:
            self.host.register.breaks[step.breaks] = BROKEN
        kept = int(self.host.feeds.status()[0].state.cursor or 0)
        self.host.register.meanwhile = lambda before: self.gave(kept + before + 1)
        self.under_watch(step)
        self.feeds.pull(FEED)
        self.host.register.breaks.clear()

    def push(self, step: Step) -> None:
        """The next lines, after what the engine says that it has kept; perhaps the same once more."""
        kept = int(self.host.feeds.status()[0].state.cursor or 0)
        upto = min(len(self.log), kept + step.more)
        self.under_watch(step)
        for _ in range(1 + step.again):
            lines = self.handed(kept, raw(self.log[kept:upto]))
            answer = self.feeds.push(FEED, lines, after=None if kept == 0 else str(kept), cursor=str(upto))
            assert answer.value_or(None) is not None or answer.failure().code in ("unavailable", "feed.gap")

    def handed(self, kept: int, lines: Sequence[bytes]) -> Iterator[bytes]:
        for count, line in enumerate(lines, start=1):
            self.gave(kept + count)
            yield line

    def gave(self, upto: int) -> None:
        self.given = max(self.given, upto)

    def under_watch(self, step: Step) -> None:
        """Whatever is made durable is looked at, until the storage is gone."""
        left = [1 << 30 if step.commits is None else step.commits]

        def watch(call: str) -> None:
            if left[0] <= 0:
                raise StorageUnavailable("Databasen svarar inte.")
            if call == "after commit":
                left[0] -= 1
                nobody_was_opened(self)

        self.cut.watch = watch


def directory(host: Fed) -> dict[str, object]:
    """All that the register speaks of, by what it calls it."""
    found: dict[str, object] = {}
    queries = host.clinic.engine.queries
    names: dict[str, str] = {}
    people: dict[str, Person] = {}
    for text in (*WHO, NEW):
        claim = queries.state(identifier_ref(HERE, identifier(text)))
        if isinstance(claim, IdentifierClaim):
            names[claim.person] = text
            state = queries.state(Ref(Kind.PERSON, claim.person))
            assert isinstance(state, Person)
            people[text] = state
    for text, state in people.items():
        custodies = sorted((names[one.guardian], one.source, str(one.until)) for one in state.guardians)
        found[text] = (state.name, state.protected, state.phone, custodies)
    for number in range(1, 4):
        known = host.assignment(number)
        found[f"a{number}"] = (getattr(known, "ended", None), getattr(known, "sees_unit", None))
    return found


def at_fault(host: Fed) -> list[str]:
    return sorted(one.about for one in host.feeds.status()[0].state.faults)


def whole(opener: Opener, log: Sequence[Line | bytes]) -> Fed:
    """What it should become: everything in one delivery."""
    host = fed(opener, provider="push")
    host.push(*log, full=True)
    return host


def word(line: Line | bytes, who: str) -> bool | None:
    """What a line says of someone's protection: a good one whatever it says, one at fault only that it stands."""
    if isinstance(line, bytes) or line.get("type") != "person" or line.get("identifier") != who:
        return None
    protected, good = line.get("protected"), line.get("name") != "" and line.get("phone") != "070"
    return protected if isinstance(protected, bool) and (good or protected) else None


def last_word(lines: Sequence[Line | bytes], who: str) -> bool | None:
    said = [one for line in lines if (one := word(line, who)) is not None]
    return said[-1] if said else None


def lifted(watched: Watched, who: str) -> Iterator[bool]:
    """For what has been recorded of a person since the last look: whether it lifts the protection."""
    storage, shard = watched.cut.inner, Shard(HERE)
    claim = storage.heads(shard, [stream_name(identifier_ref(HERE, identifier(who)))])[0]
    known = None if claim is None else decode_state(claim)
    if not isinstance(known, IdentifierClaim):
        return
    records = storage.records(shard, stream_name(Ref(Kind.PERSON, known.person)), 0, 500)
    was = False
    for record in records:
        event = decode_event(record)
        if isinstance(event, PersonRegistered):
            if record.seq > watched.looked.get(who, 0):
                yield was and not event.protected
            was = event.protected
    watched.looked[who] = records[-1].seq


def nobody_was_opened(watched: Watched) -> None:
    """Nothing lifts a protection unless the last that the register has said of it, in all that was read, is that."""
    for who in (*WHO, NEW):
        if any(list(lifted(watched, who))):
            assert last_word(watched.log[: watched.given], who) is False, who


@pytest.mark.spec("B30")
@pytest.mark.spec("B16")
@pytest.mark.deep
@pytest.mark.parametrize("pushed", [False, True])
def test_any_parting_comes_to_the_same(opener: Opener, pushed: bool) -> None:
    @settings(max_examples=examples(120), deadline=None, suppress_health_check=list(HealthCheck))
    @given(LOG, STEPS, st.integers(1, 5))
    @example([b"fel"], [Step(99, None, 12, True)], 1)
    @example([said(ANTON, "Ett", word, None) for word in (True, False, True)], [Step(0, 2, 1, False)], 1)
    @example([said(NEW, "Ett", word, None) for word in (True, False, True)], [], 3)
    def check(changes: list[Line | bytes], steps: list[Step], window: int) -> None:
        log = [*BASE, *changes]
        host, cut = cut_off(opener)
        watched = Watched(host, cut, evolve(host.feeds, window=window), log)
        for step in [*steps, *[Step(len(log), None, None, False)] * 3]:
            (watched.push if pushed else watched.pull)(step)
            back(cut)
        wanted = whole(opener, log)
        assert directory(host) == directory(wanted)
        assert at_fault(host) == at_fault(wanted)
        assert verify(host.clinic.engine.storage).faults == ()
        host.clinic.engine.close()
        wanted.clinic.engine.close()

    check()
