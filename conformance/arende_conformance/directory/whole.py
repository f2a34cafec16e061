"""Directory clauses DIR-01 to DIR-09: what stands in an answer to whoever asks for everything."""

from functools import partial
from itertools import islice, zip_longest
from typing import Final

from arende.testing.register import RegisterLine, Thing, Unreadable, read_line

from ..bench import together
from ..claims import Capability
from ..clauses import check, clause, same
from .bench import Answer, DirectoryBench, answer, read, wanted
from .samples import TODAY

EVERYTHING: Final = "ports.directory.Directory: `changes(None)` gives everything"
AS_IMPORT: Final = "ports.directory: each line is the same JSON object as a line of `arende import`"
HELD: Final = (Capability.HELD,)
NAMES: Final = ("name",)
STATED: Final = ("staff", "role", "unit", "protected")
"""What a register has in any form; the rest may be told by each in a way of its own."""


class WholeClauses:
    """Everything."""

    @clause("DIR-01", "Every line of a full answer is one that `arende import` reads.", source=AS_IMPORT)
    def test_readable(self, bench: DirectoryBench) -> None:
        for number, line in enumerate(answer(bench.filled()).lines, start=1):
            found = read_line(line.line, TODAY)
            if isinstance(found, Unreadable):
                check(False, f"line {number}: {found.path or 'the line'} {found.problem}")

    @clause(
        "DIR-02",
        "A line comes after what it refers to, where that comes too, also when that has changed since.",
        source="ports.directory.Directory: a line comes after what it refers to",
    )
    def test_references_first(self, bench: DirectoryBench) -> None:
        what = "the lines that come before what they refer to"
        same(out_of_order(read(answer(bench.filled()))), [], what)
        if bench.claimed(Capability.HELD):
            bench.change(*({**one, "name": f"{one['name']} B"} for one in bench.held()[1:] if "name" in one))
            same(out_of_order(read(answer(bench.reader()))), [], what)

    @clause(
        "DIR-03",
        "A full answer asked twice says the same of the same things: an id stays as it is.",
        source="domain.md B30",
    )
    def test_same_ids(self, bench: DirectoryBench) -> None:
        bench.filled()
        first, second = (said(answer(bench.reader())) for _ in range(2))
        same(len(set(first) ^ set(second)), 0, "the number of things that only one of them names")
        same([thing[0] for thing in first if first[thing] != second[thing]], [], "the kinds of what they tell apart")

    @clause("DIR-04", "A full answer holds everything that the register does.", source=EVERYTHING, needs=HELD)
    def test_everything(self, bench: DirectoryBench) -> None:
        found = {line.thing for line in read(answer(bench.filled()))}
        lacking = [line.kind for line in wanted(bench.held()) if line.kind != "provider" and line.thing not in found]
        same(lacking, [], "the kinds of what is missing")

    @clause(
        "DIR-05",
        "A full answer holds no person, staff, assignment or guardianship that the register does not.",
        source=EVERYTHING,
        needs=HELD,
    )
    def test_nothing_else(self, bench: DirectoryBench) -> None:
        held = {line.thing for line in wanted(bench.held())}
        of = ("person", "staff", "assignment", "guardianship")
        found = [line.kind for line in read(answer(bench.filled())) if line.kind in of and line.thing not in held]
        same(found, [], "the kinds of what is there beside")

    @clause(
        "DIR-06",
        "A name comes exactly as it is: å ä ö, emoji, signs of markup, and as long as it is.",
        source=AS_IMPORT,
        needs=HELD,
    )
    def test_names(self, bench: DirectoryBench) -> None:
        same(differing(bench, NAMES), [], "the kinds of what has another name")

    @clause(
        "DIR-07",
        "An assignment is of its own staff, role and unit, and only who is protected is said to be.",
        source=EVERYTHING,
        needs=HELD,
    )
    def test_stated(self, bench: DirectoryBench) -> None:
        same(differing(bench, STATED), [], "what is told otherwise")

    @clause(
        "DIR-08",
        "An answer that is left midway is harmless: the next is whole.",
        source="ports.directory.Directory.changes: an iteration may be left",
    )
    def test_left_midway(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        whole = said(answer(reader))
        for taken in (0, 1):
            left = reader.changes(None)
            list(islice(left, taken))
            check(said(answer(reader)) == whole, f"after {taken} lines the next answer is another")
            del left
            check(said(answer(reader)) == whole, f"after {taken} lines the next answer but one is another")

    @clause(
        "DIR-09",
        "Two readers at once, and two answers of one reader in turn, are each whole.",
        source="domain.md B30",
        chance=True,
    )
    def test_two_at_once(self, bench: DirectoryBench) -> None:
        one, other = bench.filled(), bench.reader()
        whole = [line.line for line in answer(one).lines]
        found = together(*[partial(answer, reader) for reader in (one, other)])
        check([[line.line for line in a.lines] for a in found] == [whole, whole], "two at once do not each read all")
        in_turn = zip_longest(one.changes(None), one.changes(None))
        lines = [[line.line for line in several if line is not None] for several in zip(*in_turn, strict=True)]
        check(lines == [whole, whole], "two answers of one reader in turn are not each whole")


def said(answer: Answer) -> dict[Thing, object]:
    """What an answer comes to say of each thing."""
    return {line.thing: (line.ends, line.content) for line in read(answer)}


def out_of_order(lines: list[RegisterLine]) -> list[str]:
    """What comes before something that it refers to, as kinds."""
    place: dict[Thing, int] = {}
    for number, line in enumerate(lines):
        if not line.ends:
            place.setdefault(line.thing, number)
    return [
        f"{line.kind} before {thing[0]}"
        for number, line in enumerate(lines)
        for thing in line.refers
        if place.get(thing, -1) > number
    ]


def differing(bench: DirectoryBench, fields: tuple[str, ...]) -> list[str]:
    """Of what is there: the kinds, and fields among these, that are not as they are held."""
    found = {line.thing: line.content for line in read(answer(bench.filled())) if not line.ends}
    return [
        f"{line.kind}.{name}"
        for line in wanted(bench.held())
        if line.thing in found and line.kind != "provider"
        for name in fields
        if name in line.content and name != line.kind and (found[line.thing].get(name) or False) != line.content[name]
    ]
