"""SMS notices: the states of one try, what a case shows of it, and when it is tried again."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from math import log
from typing import Final

from arende.domain.notice.model import Answered, NoticeState, Reported, TryState
from arende.domain.notice.moves import MOVES
from arende.domain.notice.next_step import ASK_FOR, LOOK_AFTER
from arende.domain.notice.shown import GOOD, SHOWN
from arende.domain.policy import OUTAGE_FOR, RETRY_AFTER, SPREAD

from .shapes import Arrow, Box, Frame, Picture, Tone

TONES: Final[Mapping[NoticeState, Tone]] = {
    NoticeState.QUEUED: "grey",
    NoticeState.UNCERTAIN: "amber",
    NoticeState.FAILED: "red",
    NoticeState.SENT: "blue",
    NoticeState.DELIVERED: "green",
}
MEANS: Final[Mapping[TryState, str]] = {
    TryState.SENDING: "the call is under way, or was cut short",
    TryState.UNCERTAIN: "the provider may have taken it, or not",
    TryState.REJECTED: "the provider did not take it",
    TryState.ACCEPTED: "the provider answers for it",
    TryState.SENT: "reported: on its way",
    TryState.EXPIRED: "reported: not delivered in time",
    TryState.FAILED: "reported: will not be delivered",
    TryState.DELIVERED: "reported: arrived",
}


def order() -> list[TryState]:
    """The states as they follow on one another. ValueError where the moves are no longer a single order."""
    ranked = sorted(TryState, key=lambda state: -len(MOVES[state]))
    for index, state in enumerate(ranked):
        if {TryState(sign.value) for sign in MOVES[state]} != set(ranked[index + 1 :]):
            raise ValueError(f"the moves of a try are no longer one order: {state}")
    return ranked


def states() -> Picture:
    """Down the page: every sign leads further down or nowhere."""
    ranked = order()
    boxes = [
        Box(
            at=(130, 74 + 62 * index), lines=(state.value, MEANS[state]), tone=TONES[SHOWN[state]], width=230, height=42
        )
        for index, state in enumerate(ranked)
    ]
    arrows = [
        Arrow(begin=(130, 74 + 62 * index + 21), end=(130, 74 + 62 * (index + 1) - 21))
        for index in range(len(ranked) - 1)
    ]
    signs = {
        **{sign.value: "the call's answer" for sign in Answered},
        **{sign.value: "a delivery report" for sign in Reported},
    }
    notes = [
        (
            (262.0, 78.0 + 62 * index),
            f"{signs.get(state, 'a try is begun')}; the case shows «{SHOWN[state]}»"
            + (", nothing more is sent" if state in GOOD else ""),
        )
        for index, state in enumerate(ranked)
    ]
    return Picture(
        title="The states of one try to send an SMS",
        told="In this order: " + ", ".join(ranked) + ". A sign moves a try further on or tells nothing new.",
        width=740,
        height=60 + 62 * len(ranked),
        boxes=boxes,
        arrows=arrows,
        notes=[
            ((15, 30), "A sign that names a state further down moves the try there; any other tells nothing new."),
            *notes,
        ],
    )


def said(span: timedelta) -> str:
    """As a person says it: in the largest unit of which there are two, or exactly one."""
    seconds = span.total_seconds()
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= 2 * size or seconds == size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def schedule() -> Picture:
    """A line of time, in which each step is as long as its logarithm."""
    left, right = 70, 960
    whole = sum(RETRY_AFTER, timedelta())

    def at(when: timedelta) -> float:
        seconds = max(when.total_seconds(), 5)
        return left + (right - left) * log(seconds / 5) / log(max(whole, OUTAGE_FOR).total_seconds() / 5)

    when = timedelta()
    boxes, notes = (
        [Box(at=(left, 70), lines=("1",), width=26, height=26, tone="blue")],
        [((left - 14.0, 106.0), "at once")],
    )
    for number, wait in enumerate(RETRY_AFTER, start=2):
        when += wait
        told = number <= 7 or number == len(RETRY_AFTER) + 1
        size = 26 if told else 8
        words = (str(number),) if told else ()
        boxes.append(Box(at=(at(when), 70), lines=words, width=size, height=size, tone="blue"))
        if told:
            notes.append(((at(when) - 14, 106), said(when)))
    spans = (
        ("doubt rests, then the provider is asked", LOOK_AFTER, LOOK_AFTER + ASK_FOR),
        ("no provider may be called: waits untried", timedelta(), OUTAGE_FOR),
    )
    frames = [
        Frame(corner=(at(begin), 130 + 44 * index), width=at(end) - at(begin), height=34, title=text)
        for index, (text, begin, end) in enumerate(spans)
    ]
    return Picture(
        title="When an SMS is tried again",
        told="Tries after " + ", ".join(said(wait) for wait in RETRY_AFTER) + f"; each wait up to {SPREAD:.0%} off.",
        width=1030,
        height=235,
        boxes=boxes,
        frames=frames,
        arrows=[Arrow(begin=(left, 70), end=(right + 35, 70))],
        notes=[
            *notes,
            ((15, 24), "Time since the first try (not to scale), where no provider took it; the last try ends it."),
        ],
    )


def waits() -> Iterator[str]:
    """The schedule as a table."""
    yield "| try | waits after the one before | since the first, about |"
    yield "|---|---|---|"
    yield "| 1 | | at once |"
    when = timedelta()
    for number, wait in enumerate(RETRY_AFTER, start=2):
        when += wait
        same = number > 3 and RETRY_AFTER[number - 3] == wait and number <= len(RETRY_AFTER)
        if not same:
            yield f"| {number} | {said(wait)} | {said(when)} |"
        elif number == len(RETRY_AFTER):
            yield "| … | the same | |"
    last = len(RETRY_AFTER) + 1
    spread = f"{SPREAD:.0%}"
    yield f"\nEach wait is longer or shorter by chance, by {spread} at most. After try {last} it is given up, visibly."
