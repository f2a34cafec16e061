"""Draws `docs/case-states.md` from the table of transitions: `python -m tests.domain.case.drawing` writes it anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from arende.domain.case.transitions import BY_CLOCK, OF_A_TICKET, TABLE, Cell, Stage

FILE: Final = Path(__file__).parents[3] / "docs" / "case-states.md"

TEXTS: Final = {
    Stage.NONE: "not created",
    Stage.EMPTY: "open, no message yet",
    Stage.STAFF: "open, waits for staff",
    Stage.PATIENT_SIDE: "open, nothing unanswered",
    Stage.NOBODY: "open, no representative",
    Stage.EXPIRED: "ended, unanswered («Perioden har gått ut»)",
    Stage.ENDED: "ended",
    Stage.CLOSED_UNANSWERED: "closed early, unanswered",
    Stage.CLOSED: "closed early",
}
CLOCK: Final = "the clock"
TICKET: Final = "TurnIntoCase"

HEAD: Final = """# The states of a case

Drawn from `arende.domain.case.transitions`, the table that `decide` asks; never edited by hand. `python -m
tests.domain.case.drawing` draws it anew, and a test fails while it is stale. A state is derived from the case and the
clock, and stored nowhere. What is wrong with a command's own input (a text, a day, a person) is not in the table.
A case that comes of a ticket (`TurnIntoCase`) is in the picture only: that command is the ticket's.
"""


def arrows() -> dict[tuple[Stage, Stage], list[str]]:
    """What leads from one stage to another, in the table's order. Loops are in the table below, not in the picture."""
    found: dict[tuple[Stage, Stage], list[str]] = {}
    named = [(command.__name__, row) for command, row in TABLE.items()]
    for name, row in [*named, (TICKET, OF_A_TICKET), (CLOCK, BY_CLOCK)]:
        for stage in Stage:
            for to in sorted(row[stage].to if stage in row else (), key=list(Stage).index):
                if to is not stage:
                    found.setdefault((stage, to), []).append(name)
    return found


def cell(stage: Stage, what: Cell) -> str:
    """A cell in words: where it leads, or the code of what bars it."""
    ways = sorted(what.to, key=list(Stage).index)
    said = " or ".join("stays" if to is stage else f"→ {to}" for to in ways)
    bars = ", ".join(f"`{bar}`" for bar in what.unless)
    return " or ".join(part for part in (said, bars) if part)


def lines() -> Iterator[str]:
    yield HEAD
    yield "```mermaid\nstateDiagram-v2"
    yield from (f"  {stage}: {TEXTS[stage]}" for stage in Stage)
    yield from (f"  {begin} --> {end}: {', '.join(names)}" for (begin, end), names in arrows().items())
    yield "```\n"
    yield "Each command in each state: where it leads, and the code of the refusal that can bar it there.\n"
    yield f"| command | {' | '.join(Stage)} |"
    yield f"|---|{'---|' * len(Stage)}"
    for command, row in TABLE.items():
        yield f"| `{command.__name__}` | {' | '.join(cell(stage, row[stage]) for stage in Stage)} |"


def drawn() -> str:
    """The whole document."""
    return "\n".join(lines()) + "\n"


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8")
