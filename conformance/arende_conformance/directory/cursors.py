"""Directory clauses DIR-10 to DIR-18: a cursor, from which one goes on, and when it is said that one cannot."""

from typing import Final

from arende.ports.directory import Directory, UnknownCursor

from ..claims import Capability
from ..clauses import check, clause, fail, same
from .bench import Answer, DirectoryBench, answer, asked, unknown
from .harness import replace
from .whole import said

GO_ON: Final = "ports.directory.DirectoryLine.cursor: where to go on from after it"
UNKNOWN: Final = "ports.directory.UnknownCursor"
REPLACED: Final = (Capability.REPLACED,)
LONGEST: Final = 2_000
"""Characters of a cursor."""
MOST: Final = 25
"""From so many lines at most a clause goes on: the first, the last, and others with the same distance between."""


class CursorClauses:
    """Going on."""

    @clause("DIR-10", "After each line of a full answer one can go on from it, and misses nothing.", source=GO_ON)
    def test_misses_nothing(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        whole = answer(reader)
        for k in places(whole):
            rest = texts(answer(reader, whole.lines[k].cursor))
            lacking = [line.line for line in whole.lines[k + 1 :] if line.line not in rest]
            same(len(lacking), 0, f"the lines that are missing after line {k + 1} of {len(whole.lines)}")

    @clause("DIR-11", "Whoever goes on is told nothing of what came before again.", source=GO_ON)
    def test_nothing_again(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        whole = answer(reader)
        for k in places(whole):
            before = texts(whole)[: k + 1]
            again = [line for line in texts(answer(reader, whole.lines[k].cursor)) if line in before]
            same(len(again), 0, f"the lines told again after line {k + 1} of {len(whole.lines)}")

    @clause(
        "DIR-12",
        "The same cursor asked twice answers the same, in the same order.",
        source="ports.directory.Directory.changes: what came after the line, in order",
    )
    def test_twice(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        for since in (None, answer(reader).lines[0].cursor):
            check(texts(answer(reader, since)) == texts(answer(reader, since)), "the second answer is another")

    @clause("DIR-13", "A cursor holds when the reader is closed and another opened.", source=GO_ON)
    def test_reopened(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        since = answer(reader).lines[0].cursor
        rest = texts(answer(reader, since))
        bench.shut(reader)
        check(texts(answer(bench.reader(), since)) == rest, "the answer is another")

    @clause("DIR-14", "A cursor that was never given is UnknownCursor.", source=UNKNOWN)
    def test_garbled(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        for since in garbled(reader):
            unknown(reader, since)

    @clause(
        "DIR-15",
        "UnknownCursor comes before any line.",
        source="ports.directory.Directory.changes: raises UnknownCursor before the first line",
    )
    def test_before_any_line(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        for since in garbled(reader):
            found = asked(reader, since)
            check(not isinstance(found.error, UnknownCursor) or not found.lines, "lines came before it")

    @clause(
        "DIR-16",
        "A cursor of a register that another has replaced is UnknownCursor, before any line.",
        source=UNKNOWN,
        needs=REPLACED,
    )
    def test_replaced(self, bench: DirectoryBench) -> None:
        whole = answer(bench.filled())
        replace(bench.harness)
        for k in places(whole):
            found = unknown(bench.reader(), whole.lines[k].cursor)
            same(len(found.lines), 0, "the lines that came before")

    @clause(
        "DIR-17",
        "After UnknownCursor everything can be asked for anew, and what is given then holds.",
        source=UNKNOWN,
        needs=REPLACED,
    )
    def test_anew(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        first = answer(reader)
        replace(bench.harness)
        reader = bench.reader()
        asked(reader, first.last)
        whole = answer(reader)
        check(said(whole) == said(first), "the register is another, and holds the same")
        same(len(answer(reader, whole.last).lines), 0, "the lines after the last")

    @clause(
        "DIR-18",
        "A cursor is a text that can be kept: 2,000 characters of UTF-8 at most, not blank, without NUL.",
        source="ports.directory.DirectoryLine",
    )
    def test_kept(self, bench: DirectoryBench) -> None:
        for line in answer(bench.filled()).lines:
            try:
                kept = line.cursor.encode().decode()
            except UnicodeEncodeError:
                fail("a cursor cannot be written in UTF-8")
            check(0 < len(kept) <= LONGEST and bool(kept.strip()), f"a cursor has {len(kept)} characters, or is blank")
            check("\0" not in kept, "a cursor holds NUL")


def places(answer: Answer) -> list[int]:
    """The lines from which a clause goes on, by index."""
    count = len(answer.lines)
    step = max(1, -(-count // MOST))
    return sorted({*range(0, count, step), count - 1})


def texts(answer: Answer) -> list[bytes]:
    """The lines themselves."""
    return [line.line for line in answer.lines]


def garbled(reader: Directory) -> list[str]:
    """Cursors that nobody gave: nothing, a sentence, the last one with something behind it."""
    return ["", "no cursor of yours: å 🙂", f"{answer(reader).last}~"]
