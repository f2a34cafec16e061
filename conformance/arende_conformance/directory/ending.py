"""Directory clauses DIR-29 and DIR-36 to DIR-39: what ends is told, for nothing ends by being told no more."""

from typing import Final

from arende.testing.register import RegisterLine

from ..claims import Capability
from ..clauses import check, clause, same
from .bench import DirectoryBench, answer, read, wanted
from .samples import ANTON, CUSTODY, ENDED_ASSIGNMENT, ENDED_CUSTODY, OF_VERA, Plain, person

ENDS: Final = "ports.directory.Directory: what ends comes as a line"
DIED: Final = "2026-11-20"


class EndingClauses:
    """Ends."""

    @clause(
        "DIR-36",
        "An assignment that ends comes as a line that ends it.",
        source=ENDS,
        needs=(Capability.HELD, Capability.STAFFED),
    )
    def test_assignment(self, bench: DirectoryBench) -> None:
        same([line.ends for line in told(bench, ENDED_ASSIGNMENT)][-1:], [True], "whether it ends at last")

    @clause(
        "DIR-37",
        "A guardianship that ends comes as a line that ends it.",
        source=ENDS,
        needs=(Capability.HELD, Capability.GUARDED),
    )
    def test_guardianship(self, bench: DirectoryBench) -> None:
        same([line.ends for line in told(bench, ENDED_CUSTODY)][-1:], [True], "whether it ends at last")

    @clause(
        "DIR-38",
        "Who has died comes with the day.",
        source=ENDS,
        needs=(Capability.HELD, Capability.PEOPLED),
    )
    def test_deceased(self, bench: DirectoryBench) -> None:
        found = told(bench, person(ANTON, "Anton Testberg", deceased=DIED))
        same([line.content.get("deceased") for line in found][-1:], [DIED], "the day")

    @clause(
        "DIR-39",
        "In a full answer what has ended stands by its end alone, or not at all.",
        source="ports.directory.Directory: everything, as it is now",
        needs=(Capability.HELD,),
    )
    def test_ended_whole(self, bench: DirectoryBench) -> None:
        bench.filled()
        ended = [end for end, of in ENDED if of in bench.held()]
        bench.change(*ended)
        of = {line.thing for line in wanted(ended)}
        shown = [line.kind for line in read(answer(bench.reader())) if line.thing in of and not line.ends]
        check(shown == [], f"these stand there as if they had not ended: {shown}")

    @clause(
        "DIR-29",
        "What has ended and begins again is there again, in what has changed and in a full answer.",
        source="ports.directory.Directory: everything, as it is now",
        needs=(Capability.HELD, Capability.STAFFED),
    )
    def test_again(self, bench: DirectoryBench) -> None:
        bench.filled()
        bench.change(ENDED_ASSIGNMENT)
        reader = bench.reader()
        since = answer(reader).last
        bench.change(OF_VERA)
        (wants,) = wanted([OF_VERA])
        for found in (answer(reader, since), answer(bench.reader())):
            same([line.ends for line in read(found) if line.thing == wants.thing][-1:], [False], "whether it has ended")


ENDED: Final = ((ENDED_ASSIGNMENT, OF_VERA), (ENDED_CUSTODY, CUSTODY))
"""An end, and of what."""


def told(bench: DirectoryBench, change: Plain) -> list[RegisterLine]:
    """What is told of what this line is about after the last cursor, when it has come to be so."""
    reader = bench.filled()
    last = answer(reader).last
    bench.change(change)
    (wants,) = wanted([change])
    return [line for line in read(answer(reader, last)) if line.thing == wants.thing]
