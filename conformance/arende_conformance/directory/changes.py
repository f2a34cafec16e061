"""Directory clauses DIR-20 to DIR-28: what changes in a register comes to whoever goes on, once and in order."""

from typing import Final

from arende.ports.directory import DirectoryLine
from arende.testing.register import RegisterLine, Thing

from ..claims import Capability
from ..clauses import check, clause, same
from .bench import DirectoryBench, answer, read, readable, wanted
from .samples import HARIS, PELLE, person
from .whole import out_of_order

CHANGES: Final = "ports.directory.Directory.changes: what came after the line with this cursor, in order"
HELD: Final = (Capability.HELD,)


class ChangeClauses:
    """Changes."""

    @clause("DIR-20", "What has changed comes after the last cursor, as it is now.", source=CHANGES, needs=HELD)
    def test_changes(self, bench: DirectoryBench) -> None:
        found = {line.thing: line for line in changes(bench)}
        lacking = [line.kind for line in wanted(bench.changed()) if not told(found, line)]
        same(lacking, [], "the kinds of what is missing, or has an older name")

    @clause("DIR-21", "Only what has changed comes after the last cursor.", source=CHANGES, needs=HELD)
    def test_only_changes(self, bench: DirectoryBench) -> None:
        changed = {line.thing for line in wanted(bench.changed())}
        same([line.kind for line in changes(bench) if line.thing not in changed], [], "the kinds of what came beside")

    @clause("DIR-22", "What changed later comes later.", source=CHANGES, needs=HELD)
    def test_in_order(self, bench: DirectoryBench) -> None:
        order = [line.thing for line in wanted(bench.changed())]
        found = [line.thing for line in changes(bench) if line.thing in order]
        same([order.index(thing) for thing in dict.fromkeys(found)], sorted(map(order.index, set(found))), "the order")

    @clause(
        "DIR-23",
        "From midway in a full answer both its rest and what has changed since come.",
        source="ports.directory.DirectoryLine.cursor: where to go on from after it",
        needs=HELD,
    )
    def test_midway(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        whole = answer(reader)
        k = len(whole.lines) // 2
        rest = {line.thing for line in readable(whole.lines[k:])}
        bench.change(*bench.changed())
        found = {line.thing: line for line in read(answer(reader, whole.lines[k - 1].cursor))}
        same(len(rest - set(found)), 0, "the lines of the rest that are missing")
        same([line.kind for line in wanted(bench.changed()) if not told(found, line)], [], "the changes missing")

    @clause(
        "DIR-24",
        "One can go on from each line of what has changed, misses nothing, and is told nothing again.",
        source="ports.directory.DirectoryLine.cursor: where to go on from after it",
        needs=HELD,
    )
    def test_goes_on_midway(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        last = answer(reader).last
        bench.change(*bench.changed())
        found = answer(reader, last)
        for k, line in enumerate(found.lines):
            rest = [one.line for one in answer(reader, line.cursor).lines]
            check(rest == [one.line for one in found.lines[k + 1 :]], f"after change {k + 1} the rest is another")

    @clause(
        "DIR-25",
        "What has changed, too, comes after what it refers to.",
        source="ports.directory.Directory: a line comes after what it refers to",
        needs=HELD,
    )
    def test_changes_refer(self, bench: DirectoryBench) -> None:
        same(out_of_order(changes(bench)), [], "the lines that come before what they refer to")

    @clause(
        "DIR-26",
        "Who has another name has the same id.",
        source="domain.md B30",
        needs=(Capability.HELD, Capability.STAFFED),
    )
    def test_keeps_its_id(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        before = answer(reader)
        bench.change({**HARIS, "name": "Haris Omdöpt"})
        known = {line.thing for line in read(before)}
        strange = [line.kind for line in read(answer(reader, before.last)) if line.thing not in known]
        same(strange, [], "the kinds of what has become another")

    @clause("DIR-27", "What changes while an answer is read is not lost.", source=CHANGES, needs=HELD)
    def test_meanwhile(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        came: list[DirectoryLine] = []
        for line in reader.changes(None):
            if not came:
                bench.change(*bench.changed())
            came.append(line)
        since = came[-1].cursor if came else None
        later = read(answer(reader, since))
        found = {line.thing: line for line in [*readable(came), *later]}
        same([line.kind for line in wanted(bench.changed()) if not told(found, line)], [], "the changes missing")

    @clause(
        "DIR-28",
        "Nobody is missed where who is protected changes before all have come.",
        source="ports.directory.DirectoryLine.cursor: where to go on from after it",
        needs=(Capability.HELD, Capability.PEOPLED),
    )
    def test_nobody_is_missed(self, bench: DirectoryBench) -> None:
        for k in range(len(answer(bench.filled()).lines)):
            reader = bench.filled()
            whole = answer(reader)
            bench.change(person(PELLE, "Pelle Undangömd"))
            found = read(answer(reader, whole.lines[k].cursor))
            rest = {line.thing for line in readable(whole.lines[k + 1 :])}
            same(len(rest - {line.thing for line in found}), 0, f"the lines missing after line {k + 1}")


def changes(bench: DirectoryBench) -> list[RegisterLine]:
    """What comes after the last cursor when all has changed that does."""
    reader = bench.filled()
    last = answer(reader).last
    bench.change(*bench.changed())
    return read(answer(reader, last))


def told(found: dict[Thing, RegisterLine], line: RegisterLine) -> bool:
    """Whether the thing is there with its name of now."""
    there = found.get(line.thing)
    return there is not None and not there.ends and there.content.get("name") == line.content.get("name")
