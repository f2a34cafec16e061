"""A case's way into the health record: when it goes, and how it then stands at each exporter."""

from collections.abc import Mapping
from typing import Final

from arende.domain.case.export_state import KEPT, ExportState
from arende.domain.policy import ExportWhen

from .shapes import Arrow, Box, Frame, Picture, Tone

WHEN: Final[Mapping[ExportWhen, str]] = {
    ExportWhen.ENDED: "the case is over, or what it holds changes after that",
    ExportWhen.SIGNED: "a journal note is signed",
}
STANDS: Final[Mapping[ExportState, tuple[str, Tone]]] = {
    ExportState.CONFIRMED: ("it has it, and was read back", "green"),
    ExportState.EXPORTED: ("the receiver took it", "blue"),
    ExportState.UNCERTAIN: ("it may have it: nobody can tell", "amber"),
    ExportState.FAILED: ("it certainly has it not", "red"),
}


def picture() -> Picture:
    """Raises KeyError for an occasion or a state that has no words yet."""
    causes = [
        *(((f"export_when has «{when.value}»:", WHEN[when])) for when in ExportWhen),
        ("«Överför till journal»", "staff ask for it"),
    ]
    boxes = [Box(at=(200, 60 + 70 * row), lines=lines, width=340) for row, lines in enumerate(causes)]
    boxes.append(Box(at=(510, 130), lines=("SendExport", "in the outbox"), tone="amber", width=120))
    boxes.append(Box(at=(700, 130), lines=("exporter", "one try"), width=120))
    arrows = [Arrow(begin=(370, 60 + 70 * row), end=(450, 118 + 12 * row)) for row in range(len(causes))]
    arrows.append(Arrow(begin=(570, 124), end=(640, 124), lines=("the entry",), words=(605, 112)))
    arrows.append(
        Arrow(
            begin=(690, 152),
            end=(520, 152),
            bend=-60,
            lines=("not now, or no sign:", "the same again, later"),
            words=(605, 232),
        )
    )
    for row, state in enumerate(sorted(ExportState, key=list(STANDS).index)):
        text, tone = STANDS[state]
        boxes.append(Box(at=(930, 45 + 60 * row), lines=(state.value, text), tone=tone, width=210))
        arrows.append(Arrow(begin=(760, 118 + 8 * row), end=(825, 45 + 60 * row)))
    kept = " or ".join(state.value for state in KEPT)
    return Picture(
        title="A case's way into the health record",
        told=f"Causes lead to SendExport in the outbox, tried until it is {', '.join(STANDS)}. Kept: {kept}.",
        width=1050,
        height=280,
        frames=[Frame(corner=(815, 12), width=228, height=258, title="")],
        boxes=boxes,
        arrows=arrows,
    )
