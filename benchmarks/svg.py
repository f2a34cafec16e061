"""A line chart as SVG text: a few lines over one logarithmic axis, readable on light and dark pages. Nothing is run."""

from collections.abc import Mapping, Sequence
from html import escape
from math import floor, log10
from typing import Final

from attrs import frozen

WIDTH: Final = 720
HEIGHT: Final = 360
LEFT: Final = 70
RIGHT: Final = 150
TOP: Final = 48
BOTTOM: Final = 52
COLOURS: Final = ("#1f6feb", "#d2691e", "#2e8b57", "#8a5cc2", "#777777")
STYLE: Final = (
    "text{font:13px sans-serif;fill:#555}.title{font-size:15px;font-weight:bold}"
    ".grid{stroke:#8885;stroke-width:1}.line{fill:none;stroke-width:2.5}"
    "@media (prefers-color-scheme:dark){text{fill:#ccc}}"
)

Points = Sequence[tuple[float, float]]


@frozen(kw_only=True)
class Chart:
    """Lines by name; x is drawn by its logarithm, y from 0."""

    title: str
    x: str
    y: str
    lines: Mapping[str, Points]


def svg(chart: Chart) -> str:
    """The chart as a document of its own, with its figures in a description for who cannot see it."""
    xs = [x for points in chart.lines.values() for x, _ in points]
    top = ceiling(max(y for points in chart.lines.values() for _, y in points))
    low, high = log10(min(xs)), log10(max(xs))

    def across(x: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(x) - low) / ((high - low) or 1)

    def down(y: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * y / top

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(chart.title)}</title><desc>{escape(spoken(chart))}</desc><style>{STYLE}</style>",
        f'<text class="title" x="{LEFT}" y="24">{escape(chart.title)}</text>',
        f'<text x="{LEFT}" y="{HEIGHT - 10}">{escape(chart.x)}</text>',
        f'<text x="8" y="{TOP - 8}">{escape(chart.y)}</text>',
    ]
    for step in range(5):
        y = top * step / 4
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down(y):.1f}" y2="{down(y):.1f}"/>')
        parts.append(f'<text text-anchor="end" x="{LEFT - 8}" y="{down(y) + 4:.1f}">{y:,.4g}</text>')
    for x in sorted(set(xs)):
        parts.append(f'<text text-anchor="middle" x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 20}">{x:,.0f}</text>')
    taken: list[float] = []
    for (name, points), colour in zip(chart.lines.items(), COLOURS, strict=False):
        path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in points)
        parts.append(f'<polyline class="line" stroke="{colour}" points="{path}"/>')
        parts += [f'<circle cx="{across(x):.1f}" cy="{down(y):.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        place = beside(down(points[-1][1]) + 4, taken)
        parts.append(f'<text style="fill:{colour}" x="{WIDTH - RIGHT + 12}" y="{place:.1f}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def beside(place: float, taken: list[float]) -> float:
    """Where a line's name can stand without lying over another's."""
    while any(abs(place - other) < 16 for other in taken):
        place += 4
    taken.append(place)
    return place


def ceiling(value: float) -> float:
    """The next round number: 1, 2 or 5 and noughts."""
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)


def spoken(chart: Chart) -> str:
    """The figures in words."""
    lines = (f"{name}: " + ", ".join(f"{y:.3g} at {x:,.0f}" for x, y in points) for name, points in chart.lines.items())
    return f"{chart.y} by {chart.x}. " + "; ".join(lines) + "."
