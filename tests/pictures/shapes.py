"""Boxes, frames and arrows as SVG, readable in light and dark. Nothing here knows what is drawn."""

from collections.abc import Iterator, Sequence
from html import escape
from math import hypot
from typing import Final, Literal, TypeAlias

from attrs import frozen

Point: TypeAlias = tuple[float, float]
Tone: TypeAlias = Literal["plain", "green", "amber", "red", "blue", "grey"]

STYLE: Final = """
text{font:13px sans-serif;fill:#1d2733}.small{font-size:11.5px;fill:#4a5563}.title{font-weight:bold}
.sheet{fill:#fff}.box{stroke:#5b6b7c;stroke-width:1.2}.frame{fill:none;stroke:#8a97a5;stroke-dasharray:2 4}
.arrow{fill:none;stroke:#34495e;stroke-width:1.4}.clock{stroke-dasharray:6 4}.tip{fill:#34495e}
.halo{stroke:#fff;stroke-width:5;paint-order:stroke;stroke-linejoin:round}
.plain{fill:#f4f6f8}.green{fill:#e0f3e6}.amber{fill:#fdf1cf}.red{fill:#fbe0de}.blue{fill:#e1edf9}.grey{fill:#e6e8eb}
@media (prefers-color-scheme:dark){text{fill:#e6ebf0}.small{fill:#b4bfca}.sheet{fill:#161c22}.box{stroke:#8fa0b1}
.halo{stroke:#161c22}.arrow{stroke:#a9bccf}.tip{fill:#a9bccf}.plain{fill:#222b34}.green{fill:#1d4030}
.amber{fill:#4a3d12}.red{fill:#4f2523}.blue{fill:#1d364e}.grey{fill:#323a42}}
"""
LINE: Final = 16
"""Pixels from one line of text to the next."""


@frozen(kw_only=True)
class Box:
    """`at` is its middle. The first line is plain, the rest small."""

    at: Point
    lines: Sequence[str]
    tone: Tone = "plain"
    width: float = 150
    height: float = 44

    @property
    def corner(self) -> Point:
        return self.at[0] - self.width / 2, self.at[1] - self.height / 2


@frozen(kw_only=True)
class Frame:
    """Around what belongs together; its title stands in its upper left corner."""

    corner: Point
    width: float
    height: float
    title: str


@frozen(kw_only=True)
class Arrow:
    """From point to point, bent to one side by so many pixels; its words on the middle, or at `words`."""

    begin: Point
    end: Point
    lines: Sequence[str] = ()
    bend: float = 0
    clock: bool = False
    """Dashed: time alone does it."""
    words: Point | None = None
    anchor: Literal["start", "middle", "end"] = "middle"


@frozen(kw_only=True)
class Picture:
    title: str
    told: str
    """The same in words, for who does not see it."""
    width: int
    height: int
    frames: Sequence[Frame] = ()
    boxes: Sequence[Box] = ()
    arrows: Sequence[Arrow] = ()
    notes: Sequence[tuple[Point, str]] = ()


def svg(picture: Picture) -> str:
    """One line of markup a shape, so that a difference can be read."""
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Picture) -> Iterator[str]:
    size = f'viewBox="0 0 {picture.width} {picture.height}" width="{picture.width}" height="{picture.height}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    yield f"<title>{escape(picture.title)}</title><desc>{escape(picture.told)}</desc>"
    yield f"<style>{STYLE.strip()}</style>"
    yield f'<rect class="sheet" width="{picture.width}" height="{picture.height}" rx="8"/>'
    for frame in picture.frames:
        x, y = frame.corner
        yield f'<rect class="frame" x="{x:g}" y="{y:g}" width="{frame.width:g}" height="{frame.height:g}" rx="10"/>'
        yield _text((x + 10, y + 18), [frame.title], "small title", "start")
    for arrow in picture.arrows:
        yield from _arrow(arrow)
    for box in picture.boxes:
        yield from _box(box)
    for arrow in picture.arrows:
        if arrow.lines:
            yield _words(arrow)
    for at, note in picture.notes:
        yield _text(at, [note], "small", "start")
    yield "</svg>"


def _box(box: Box) -> Iterator[str]:
    x, y = box.corner
    place = f'x="{x:g}" y="{y:g}" width="{box.width:g}" height="{box.height:g}"'
    yield f'<rect class="box {box.tone}" {place} rx="6"/>'
    top = box.at[1] - (len(box.lines) - 1) * LINE / 2 + 4.5
    for index, line in enumerate(box.lines):
        yield _text((box.at[0], top + index * LINE), [line], "small" if index else "", "middle")


def _text(at: Point, lines: Sequence[str], kind: str, anchor: str) -> str:
    named = f' class="{kind}"' if kind else ""
    rows = "".join(
        f'<tspan x="{at[0]:g}" y="{at[1] + index * (LINE - 1):g}">{escape(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    return f'<text{named} text-anchor="{anchor}">{rows}</text>'


def _control(arrow: Arrow) -> Point:
    (x, y), (to_x, to_y) = arrow.begin, arrow.end
    far = hypot(to_x - x, to_y - y) or 1
    return (x + to_x) / 2 - (to_y - y) / far * arrow.bend, (y + to_y) / 2 + (to_x - x) / far * arrow.bend


def _arrow(arrow: Arrow) -> Iterator[str]:
    (x, y), (to_x, to_y), (mid_x, mid_y) = arrow.begin, arrow.end, _control(arrow)
    kind = "arrow clock" if arrow.clock else "arrow"
    yield f'<path class="{kind}" d="M{x:.1f} {y:.1f}Q{mid_x:.1f} {mid_y:.1f} {to_x:.1f} {to_y:.1f}"/>'
    far = hypot(to_x - mid_x, to_y - mid_y) or 1
    along_x, along_y = (to_x - mid_x) / far, (to_y - mid_y) / far
    back_x, back_y = to_x - 9 * along_x, to_y - 9 * along_y
    side_x, side_y = -4.5 * along_y, 4.5 * along_x
    corners = ((to_x, to_y), (back_x + side_x, back_y + side_y), (back_x - side_x, back_y - side_y))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    yield f'<polygon class="tip" points="{points}"/>'


def _words(arrow: Arrow) -> str:
    mid_x, mid_y = _control(arrow)
    x = (arrow.begin[0] + arrow.end[0] + 2 * mid_x) / 4
    y = (arrow.begin[1] + arrow.end[1] + 2 * mid_y) / 4 - (len(arrow.lines) - 1) * LINE / 2 + 4
    return _text(arrow.words or (x, y), arrow.lines, "small halo", arrow.anchor)
