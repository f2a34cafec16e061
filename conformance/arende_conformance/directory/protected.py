"""Directory clauses DIR-30 to DIR-35: whose identity is protected is known before anything else of them is shown."""

from typing import Final

from arende.testing.register import RegisterLine, Thing

from ..claims import Capability
from ..clauses import check, clause, fail, same
from .bench import DirectoryBench, answer, read, wanted
from .samples import ANTON, ERIK, PELLE, Plain, person

FIRST: Final = "ports.directory.Directory: protected identity comes first"
NEVER: Final = "ports.directory.Directory: no line shows such a person without it"
PEOPLED: Final = (Capability.PEOPLED,)
CHANGING: Final = (Capability.PEOPLED, Capability.HELD)


class ProtectedClauses:
    """Protected identity."""

    @clause("DIR-30", "Every line of a person states whether they are protected.", source=NEVER, needs=PEOPLED)
    def test_states(self, bench: DirectoryBench) -> None:
        found = people(read(answer(bench.filled())))
        check(found != [], "the register holds no person: nothing was tried")
        same(sum("protected" not in line.stated for line in found), 0, "the lines that do not")

    @clause("DIR-31", "In a full answer those who are protected come before anybody else.", source=FIRST, needs=PEOPLED)
    def test_first(self, bench: DirectoryBench) -> None:
        found = [line.content["protected"] is True for line in people(read(answer(bench.filled())))]
        if set(found) != {True, False}:
            fail("the register holds nobody who is protected, or nobody who is not: nothing was tried")
        check(found == sorted(found, reverse=True), "somebody else comes before them")

    @clause("DIR-32", "Who becomes protected comes with the next changes, as protected.", source=NEVER, needs=CHANGING)
    def test_becomes(self, bench: DirectoryBench) -> None:
        found = after(bench, person(ANTON, "Anton Testberg", protected=True))
        same(found[-1:], [True], "what is told of them last")

    @clause(
        "DIR-33",
        "A full answer never shows as unprotected who is protected now, whatever they were before.",
        source=NEVER,
        needs=CHANGING,
    )
    def test_protected_whole(self, bench: DirectoryBench) -> None:
        bench.filled()
        bench.change(person(ANTON, "Anton Testberg", protected=True))
        found = about(read(answer(bench.reader())), thing(person(ANTON, "")))
        same(found.count(False), 0, "the lines that do")

    @clause(
        "DIR-34",
        "Nor do changes: what was told of somebody before they became protected is not told any more.",
        source=NEVER,
        needs=CHANGING,
    )
    def test_protected_changes(self, bench: DirectoryBench) -> None:
        reader = bench.filled()
        whole = answer(reader)
        for one in (person(ANTON, "Anton Berg"), person(ERIK, "Erik Exempelsson")):
            bench.change(one)
            bench.change({**one, "protected": True})
        for since in (whole.last, whole.lines[0].cursor):
            found = read(answer(reader, since))
            shown = [about(found, thing(person(one, ""))).count(False) for one in (ANTON, ERIK)]
            same(shown, [0, 0], "the lines that show them")

    @clause(
        "DIR-35",
        "Who is protected no longer comes with the next changes, too.",
        source="ports.directory.Directory.changes: what came after the line",
        needs=CHANGING,
    )
    def test_no_longer(self, bench: DirectoryBench) -> None:
        found = after(bench, person(PELLE, "Pelle Undangömd"), of=PELLE)
        same(found[-1:], [False], "what is told of them last")


def people(lines: list[RegisterLine]) -> list[RegisterLine]:
    """The lines of persons."""
    return [line for line in lines if line.kind == "person"]


def thing(one: Plain) -> Thing:
    """What such a line is about."""
    (line,) = wanted([{**one, "name": "Någon"}])
    return line.thing


def about(lines: list[RegisterLine], one: Thing) -> list[bool]:
    """What is told of a person's protection, in order; that it is stated is a clause of its own."""
    return [line.content["protected"] is True for line in lines if line.thing == one]


def after(bench: DirectoryBench, change: Plain, *, of: str = ANTON) -> list[bool]:
    """What is told of somebody's protection after the last cursor, when this has changed."""
    reader = bench.filled()
    last = answer(reader).last
    bench.change(change)
    return about(read(answer(reader, last)), thing(person(of, "")))
