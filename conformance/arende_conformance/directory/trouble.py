"""Directory clauses DIR-40 to DIR-49: what is said of a register in trouble, for an early end would mean: all."""

from typing import Final

from arende.ports.directory import UnknownCursor

from ..abilities import mend, sever, strayed
from ..claims import Capability
from ..clauses import check, clause, fail, same
from ..watching import Ear, seen
from .bench import Answer, DirectoryBench, answer, answer_in_time, read
from .cursors import texts
from .harness import Trouble, break_off, make_trouble
from .samples import PERSONAL

RAISES: Final = "ports.directory.Directory.changes: DirectoryError where the register cannot be reached or breaks off"
NOT_UNKNOWN: Final = "ports.directory.UnknownCursor: the register cannot go on from there"
SEVERABLE: Final = (Capability.SEVERABLE,)
BROKEN_OFF: Final = (Capability.BROKEN_OFF,)
TROUBLED: Final = (Capability.TROUBLED,)
WEB: Final = (Capability.WEB,)


class TroubleClauses:
    """The register in trouble."""

    @clause(
        "DIR-40", "A register out of reach is DirectoryError, never an empty answer.", source=RAISES, needs=SEVERABLE
    )
    def test_unreachable(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        since = answer(reader).last
        sever(bench.harness)
        for cursor in (None, since):
            raised(answer_in_time(bench, reader, cursor))

    @clause(
        "DIR-41",
        "A register out of reach is not UnknownCursor: nobody is to ask for everything again.",
        source=NOT_UNKNOWN,
        needs=SEVERABLE,
    )
    def test_not_unknown(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        since = answer(reader).last
        sever(bench.harness)
        check(not isinstance(answer_in_time(bench, reader, since).error, UnknownCursor), "it was UnknownCursor")

    @clause(
        "DIR-42",
        "When the register is back, the same reader goes on from the same cursor.",
        source=RAISES,
        needs=SEVERABLE,
    )
    def test_back(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        since = answer(reader).lines[0].cursor
        rest = texts(answer(reader, since))
        sever(bench.harness)
        answer_in_time(bench, reader, since)
        mend(bench.harness)
        check(texts(answer(reader, since)) == rest, "the answer is another than before")

    @clause(
        "DIR-43",
        "An answer that breaks off midway is DirectoryError, never an early end.",
        source=RAISES,
        needs=BROKEN_OFF,
    )
    def test_breaks_off(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        break_off(bench.harness, len(answer(reader).lines) // 2)
        raised(answer_in_time(bench, reader, None))

    @clause(
        "DIR-44",
        "What came before an answer broke off stands: from its last line one goes on, and misses nothing.",
        source="ports.directory.DirectoryError: what was given before it stands",
        needs=BROKEN_OFF,
    )
    def test_goes_on(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        whole = answer(reader)
        break_off(bench.harness, len(whole.lines) // 2)
        came = answer_in_time(bench, reader, None).lines
        mend(bench.harness)
        rest = answer(reader, came[-1].cursor if came else None)
        things = {line.thing for line in read(whole)}
        found = {line.thing for line in [*read(Answer(lines=came)), *read(rest)]}
        same(len(things - found), 0, "the number of things that never came")

    @clause("DIR-45", "Refused credentials are DirectoryError, and no UnknownCursor.", source=RAISES, needs=TROUBLED)
    def test_locked(self, bench: DirectoryBench) -> None:
        plainly(troubled(bench, Trouble.LOCKED))

    @clause("DIR-46", "A register that never answers is DirectoryError, in time.", source=RAISES, needs=TROUBLED)
    def test_silent(self, bench: DirectoryBench) -> None:
        plainly(troubled(bench, Trouble.SILENT))

    @clause("DIR-47", "An answer that cannot be read is DirectoryError.", source=RAISES, needs=WEB)
    def test_garbled_answer(self, bench: DirectoryBench) -> None:
        plainly(troubled(bench, Trouble.GARBLED))

    @clause(
        "DIR-48",
        "A redirect is not followed: secrets go nowhere but to the address that was set.",
        source="architecture.md: adapters follow no redirect",
        needs=WEB,
    )
    def test_redirect(self, bench: DirectoryBench) -> None:
        troubled(bench, Trouble.ELSEWHERE)
        same(strayed(bench.harness), 0, "the requests that went elsewhere")

    @clause(
        "DIR-49",
        "What the register quotes of persons is neither logged nor shown.",
        source="ports.directory.DirectoryError: `code` holds no personal data",
        needs=WEB,
    )
    def test_quotes(self, bench: DirectoryBench) -> None:
        with Ear() as ear:
            error = troubled(bench, Trouble.QUOTING).error
        code = "" if error is None else error.code
        same(seen(PERSONAL, f"{error!r} {error} {code} {ear.text}"), 0, "what leaked")


def raised(found: Answer) -> None:
    """It came to no end."""
    if found.error is None:
        fail(f"it was said, after {len(found.lines)} lines, that this was all")


def plainly(found: Answer) -> None:
    """The same, and nothing was said of the cursor."""
    raised(found)
    check(not isinstance(found.error, UnknownCursor), "it was UnknownCursor")


def troubled(bench: DirectoryBench, trouble: Trouble) -> Answer:
    """What is said to whoever goes on while the register behaves so."""
    reader = bench.filled()
    since = answer(reader).lines[0].cursor
    make_trouble(bench.harness, trouble)
    return answer_in_time(bench, reader, since)
