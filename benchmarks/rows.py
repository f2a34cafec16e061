"""A row of the report: a figure with its spread, the bound it is held to, and what explains a miss. Nothing is run."""

import platform
import sqlite3
from collections.abc import Callable, Sequence
from os import cpu_count, getloadavg
from statistics import median
from typing import Final, Literal

from attrs import asdict, frozen

Sense = Literal[">=", "<="]

UNMEASURED: Final = 0.0
"""The figure of a row that could not be measured; its note says why."""


@frozen(kw_only=True)
class Row:
    """One figure. `ratio` is the median of the rounds; for P5 milliseconds, for P9 MB."""

    target: str
    name: str
    ratio: float
    min: float
    max: float
    bound: float
    sense: Sense
    unit: str
    met: bool
    note: str

    def line(self) -> str:
        """For people."""
        word = "met   " if self.met else "MISSED"
        spread = f"{self.min:.2f}–{self.max:.2f}"
        text = (
            f"{word} {self.target} {self.name}: {self.ratio:.2f} {self.unit} ({spread}), "
            f"wanted {self.sense} {self.bound:g}"
        )
        return f"{text}\n          {self.note}" if self.note else text


def row(
    target: str,
    name: str,
    figures: Sequence[float],
    bound: float,
    *,
    sense: Sense = ">=",
    unit: str = "×",
    note: str = "",
    why: Callable[[], str] | None = None,
) -> Row:
    """The row of these figures, one a round. `why` is asked only where the bound is missed."""
    middle = median(figures)
    met = middle >= bound if sense == ">=" else middle <= bound
    notes = [note] if note else []
    if not met:
        notes.append(why() if why is not None else "Missed in this run.")
    return Row(
        target=target,
        name=name,
        ratio=round(middle, 4),
        min=round(min(figures), 4),
        max=round(max(figures), 4),
        bound=bound,
        sense=sense,
        unit=unit,
        met=met,
        note=" ".join(notes),
    )


def unmeasured(target: str, name: str, bound: float, why: str, *, sense: Sense = ">=", unit: str = "×") -> Row:
    """What could not be measured counts as missed."""
    return Row(
        target=target,
        name=name,
        ratio=UNMEASURED,
        min=UNMEASURED,
        max=UNMEASURED,
        bound=bound,
        sense=sense,
        unit=unit,
        met=False,
        note=f"Not measured: {why}",
    )


def over(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """The ratios, round by round: what disturbed a round disturbed both of its figures."""
    return [a / b for a, b in zip(ours, theirs, strict=True)]


def beside(ours: Sequence[float], theirs: Sequence[float], unit: str = "/s") -> str:
    """The two figures themselves: for orientation, since only their ratio holds."""
    return f"{median(ours):,.0f}{unit} against {median(theirs):,.0f}{unit}."


def machine() -> str:
    """What the figures were taken on; no name of a machine or a person."""
    load = getloadavg()[0]
    return (
        f"{platform.system()} {platform.machine()}, {cpu_count()} cores, load {load:.1f}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def document(rows: Sequence[Row], *, quick: bool) -> dict[str, object]:
    """The report as one JSON object."""
    return {"machine": machine(), "quick": quick, "rows": [asdict(one) for one in rows]}
