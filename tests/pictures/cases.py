"""The states of a case, from the table of transitions: as a picture, and each command in each state as a table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from arende.domain.case.transitions import BY_CLOCK, OF_A_TICKET, TABLE, Cell, Stage

from .shapes import Arrow, Box, Frame, Picture, Point, Tone

CLOCK: Final = "the clock"
TICKET: Final = "TurnIntoCase"

TEXTS: Final[Mapping[Stage, Sequence[str]]] = {
    Stage.NONE: ("not created",),
    Stage.EMPTY: ("no message yet", "«Saknar meddelande»"),
    Stage.STAFF: ("waits for staff", "«Väntar på svar»"),
    Stage.PATIENT_SIDE: ("nothing unanswered",),
    Stage.NOBODY: ("no representative", "«Ombud saknas»"),
    Stage.EXPIRED: ("unanswered", "«Perioden har gått ut»"),
    Stage.ENDED: ("ended", "by the calendar"),
    Stage.CLOSED_UNANSWERED: ("unanswered", "closed early"),
    Stage.CLOSED: ("closed early", "by staff"),
}
PLACES: Final[Mapping[Stage, tuple[Point, Tone]]] = {
    Stage.NONE: ((95, 145), "grey"),
    Stage.EMPTY: ((350, 115), "amber"),
    Stage.STAFF: ((680, 115), "amber"),
    Stage.PATIENT_SIDE: ((515, 240), "green"),
    Stage.NOBODY: ((900, 240), "red"),
    Stage.EXPIRED: ((300, 508), "amber"),
    Stage.ENDED: ((510, 508), "grey"),
    Stage.CLOSED_UNANSWERED: ((720, 508), "amber"),
    Stage.CLOSED: ((930, 508), "grey"),
}

Group: TypeAlias = str
OPEN: Final = "open"
BY_DAY, BY_STAFF = "over by the calendar", "closed early"
WITH: Final = "with a representative"
OUTER: Final[Mapping[Group, frozenset[Stage]]] = {
    "none": frozenset({Stage.NONE}),
    OPEN: frozenset({Stage.EMPTY, Stage.STAFF, Stage.PATIENT_SIDE, Stage.NOBODY}),
    BY_DAY: frozenset({Stage.EXPIRED, Stage.ENDED}),
    BY_STAFF: frozenset({Stage.CLOSED_UNANSWERED, Stage.CLOSED}),
}
INNER: Final[Mapping[Group, frozenset[Stage]]] = {
    WITH: frozenset({Stage.EMPTY, Stage.STAFF, Stage.PATIENT_SIDE}),
    "nobody": frozenset({Stage.NOBODY}),
}
FRAMES: Final = (
    Frame(corner=(225, 30), width=775, height=280, title="open: both sides can write"),
    Frame(corner=(250, 60), width=530, height=220, title="with a representative"),
    Frame(corner=(205, 440), width=400, height=125, title=f"{BY_DAY}: read only"),
    Frame(corner=(625, 440), width=400, height=125, title=f"{BY_STAFF}: read only"),
)
ROUTES: Final[Mapping[tuple[str, str], tuple[Point, Point, float]]] = {
    ("none", OPEN): ((170, 145), (225, 145), 0),
    (OPEN, BY_DAY): ((360, 310), (360, 440), 0),
    (BY_DAY, OPEN): ((480, 440), (480, 310), 0),
    (OPEN, BY_STAFF): ((760, 310), (760, 440), 0),
    (BY_STAFF, OPEN): ((880, 440), (880, 310), 0),
    (WITH, "nobody"): ((780, 160), (880, 218), -30),
    ("nobody", WITH): ((825, 262), (780, 262), 0),
    (Stage.EMPTY, Stage.STAFF): ((425, 105), (605, 105), 0),
    (Stage.EMPTY, Stage.PATIENT_SIDE): ((370, 137), (440, 232), 0),
    (Stage.STAFF, Stage.PATIENT_SIDE): ((690, 137), (590, 250), -25),
    (Stage.PATIENT_SIDE, Stage.STAFF): ((520, 218), (620, 137), -10),
    (Stage.EXPIRED, Stage.ENDED): ((375, 500), (435, 500), 0),
    (Stage.ENDED, Stage.EXPIRED): ((435, 518), (375, 518), 0),
    (Stage.CLOSED_UNANSWERED, Stage.CLOSED): ((795, 500), (855, 500), 0),
    (Stage.CLOSED, Stage.CLOSED_UNANSWERED): ((855, 518), (795, 518), 0),
}
"""Where an arrow begins and ends, and how it bends."""
WORDS: Final[Mapping[tuple[str, str], Point]] = {
    ("none", OPEN): (150, 190),
    (WITH, "nobody"): (885, 140),
    ("nobody", WITH): (855, 297),
    (Stage.EMPTY, Stage.PATIENT_SIDE): (360, 195),
    (Stage.STAFF, Stage.PATIENT_SIDE): (712, 190),
    (Stage.PATIENT_SIDE, Stage.STAFF): (545, 165),
    (Stage.EXPIRED, Stage.ENDED): (405, 478),
    (Stage.ENDED, Stage.EXPIRED): (405, 547),
    (Stage.CLOSED_UNANSWERED, Stage.CLOSED): (825, 478),
    (Stage.CLOSED, Stage.CLOSED_UNANSWERED): (825, 547),
}
"""Where an arrow's words stand, if not on it."""


def arrows() -> dict[tuple[Stage, Stage], list[str]]:
    """What leads from one stage to another, in the table's order, but for what leads to the same stage."""
    found: dict[tuple[Stage, Stage], list[str]] = {}
    named = [(command.__name__, row) for command, row in TABLE.items()]
    for name, row in [*named, (TICKET, OF_A_TICKET), (CLOCK, BY_CLOCK)]:
        for stage in Stage:
            for to in sorted(row[stage].to if stage in row else (), key=list(Stage).index):
                if to is not stage:
                    found.setdefault((stage, to), []).append(name)
    return found


def bundled(found: Mapping[tuple[Stage, Stage], Sequence[str]]) -> dict[tuple[str, str], list[str]]:
    """One arrow from frame to frame for what leads from every stage of the one into the other; the rest as they are."""
    left = {pair: list(names) for pair, names in found.items()}
    made: dict[tuple[str, str], list[str]] = {}
    for groups in (OUTER, INNER):
        for begin, stages in groups.items():
            for end, targets in groups.items():
                if begin == end:
                    continue
                between = {pair: names for pair, names in left.items() if pair[0] in stages and pair[1] in targets}
                for name in dict.fromkeys(name for names in between.values() for name in names):
                    if {pair[0] for pair, names in between.items() if name in names} == stages:
                        made.setdefault((begin, end), []).append(name)
                        for names in between.values():
                            if name in names:
                                names.remove(name)
    return made | {(begin, end): names for (begin, end), names in left.items() if names}


def picture() -> Picture:
    """Raises KeyError for an arrow that has no place yet."""
    found = bundled(arrows())
    drawn = [
        Arrow(
            begin=ROUTES[pair][0],
            end=ROUTES[pair][1],
            bend=ROUTES[pair][2],
            lines=names,
            clock=names == [CLOCK],
            words=WORDS.get(pair),
        )
        for pair, names in found.items()
    ]
    return Picture(
        title="The states of a case",
        told="; ".join(f"{begin} to {end}: {', '.join(names)}" for (begin, end), names in found.items()),
        width=1045,
        height=585,
        frames=FRAMES,
        boxes=[Box(at=at, lines=TEXTS[stage], tone=tone) for stage, (at, tone) in PLACES.items()],
        arrows=drawn,
    )


def cell(stage: Stage, what: Cell) -> str:
    """A cell in words: where it leads, or the code of what bars it."""
    ways = sorted(what.to, key=list(Stage).index)
    said = " or ".join("stays" if to is stage else f"→ {to}" for to in ways)
    bars = ", ".join(f"`{bar}`" for bar in what.unless)
    return " or ".join(part for part in (said, bars) if part)


def table() -> Iterator[str]:
    yield f"| command | {' | '.join(f'`{stage}`' for stage in Stage)} |"
    yield f"|---|{'---|' * len(Stage)}"
    for command, row in TABLE.items():
        yield f"| `{command.__name__}` | {' | '.join(cell(stage, row[stage]) for stage in Stage)} |"
