"""Tickets and visits: no table says where each command leads, so every command is put to every state."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeAlias

from arende.domain import commands as c
from arende.domain.actor import Actor, StaffActor
from arende.domain.directory.model import Reason
from arende.domain.ids import Kind, Ref, TicketId, VisitId
from arende.domain.model import Nothing, State
from arende.domain.ticket.model import HOLD, Ticket, TicketStatus
from arende.domain.visit.model import Visit, VisitStatus
from arende.testing import build as b
from arende.testing.given import given
from attrs import evolve, frozen

from .shapes import Arrow, Box, Frame, Picture, Point

NEW: Final = "not there"
MINE, OTHERS = "taken by oneself", "taken by a colleague"
HOURS: Final = f"{HOLD.total_seconds() / 3600:.0f} h"
LATE: Final = f"taken by a colleague {HOURS} ago"
ID: Final = "t1"
LATER: Final = datetime(2026, 11, 22, 13, 35, tzinfo=UTC)
OFFERED: Final = Reason(
    id=b.RENEWAL, title="Förnyelse av recept", unit=None, days=None, preset=False, for_patients=True
)
Cells: TypeAlias = Mapping[str, Mapping[str, str]]


@frozen
class Tried:
    """A command as whoever gives it gives it."""

    name: str
    command: c.Command
    actor: Actor


def tickets() -> Mapping[str, State]:
    taken = b.ticket(ID, b.ANTON, taken_by=b.NURSE)
    return {
        NEW: Nothing(),
        TicketStatus.WAITING: b.ticket(ID, b.ANTON),
        MINE: taken,
        OTHERS: b.ticket(ID, b.ANTON, taken_by=b.COLLEAGUE),
        LATE: evolve(taken, assignment=b.COLLEAGUE, taken=LATER - HOLD),
        TicketStatus.TURNED: evolve(taken, status=TicketStatus.TURNED),
        TicketStatus.CANCELLED: evolve(taken, status=TicketStatus.CANCELLED),
    }


def visits() -> Mapping[str, State]:
    stand = {status.value: b.visit(ID, b.ANTON, status) for status in VisitStatus}
    others = b.visit(ID, b.ANTON, VisitStatus.ONGOING, taken_by=b.COLLEAGUE)
    return {NEW: Nothing(), **stand, "ongoing, with a colleague": others}


def of_tickets() -> Sequence[Tried]:
    ticket, at = TicketId(b.local(ID)), datetime(2026, 11, 23, 9, tzinfo=UTC)
    asked = c.AskForContact(patient=b.ANTON, unit=b.OAK, reason=b.RENEWAL, message="Hej")
    noted = c.CreateTicket(patient=b.ANTON, reason=b.RENEWAL, message="Hej")
    cancelled = c.CancelTicket(ticket=ticket, reason="Löst")
    return (
        Tried("`AskForContact`", asked, b.AS_ANTON),
        Tried("`CreateTicket`", noted, b.AS_NURSE),
        Tried("`TakeTicket`", c.TakeTicket(ticket=ticket), b.AS_NURSE),
        Tried("`ReturnTicket`", c.ReturnTicket(ticket=ticket), b.AS_NURSE),
        Tried("`TurnIntoCase`", c.TurnIntoCase(ticket=ticket), b.AS_NURSE),
        Tried("`TurnIntoVisit`", c.TurnIntoVisit(ticket=ticket, scheduled=at), b.AS_NURSE),
        Tried("`CancelTicket` by staff", cancelled, b.AS_NURSE),
        Tried("`CancelTicket` by whoever asked", evolve(cancelled, reason=None), b.AS_ANTON),
    )


def of_visits() -> Sequence[Tried]:
    visit = VisitId(b.local(ID))
    return (
        Tried("`CreateVisit`", c.CreateVisit(patient=b.ANTON, reason=b.RENEWAL), b.AS_NURSE),
        Tried("`StartVisit`", c.StartVisit(visit=visit), b.AS_NURSE),
        Tried("`EndVisit`", c.EndVisit(visit=visit), b.AS_NURSE),
    )


def outcome(tried: Tried, state: State) -> str:
    """Where the command leads from that state, or the code of the refusal."""
    kind = Kind.TICKET if isinstance(state, Ticket) else Kind.VISIT
    found = {**b.clinic(OFFERED), **({} if isinstance(state, Nothing) else {Ref(kind, b.local(ID)): state})}
    turning = isinstance(tried.command, c.TurnIntoCase | c.TurnIntoVisit)
    came = given(since=Nothing() if turning else state, found=found).when(tried.command, actor=tried.actor, now=LATER)
    if came.refusal is not None:
        return f"`{came.refusal.code}`"
    if turning:
        return f"→ {TicketStatus.TURNED}"
    after = came.state
    if isinstance(after, Ticket | Visit) and after != state:
        taken = after.status is TicketStatus.TAKEN and isinstance(tried.actor, StaffActor)
        return f"→ {MINE if taken else after.status}"
    return "stays"


def cells(tried: Sequence[Tried], states: Mapping[str, State]) -> Cells:
    return {one.name: {name: outcome(one, state) for name, state in states.items()} for one in tried}


def table(tried: Sequence[Tried], states: Mapping[str, State]) -> Iterator[str]:
    yield f"| | {' | '.join(states)} |"
    yield f"|---|{'---|' * len(states)}"
    for name, row in cells(tried, states).items():
        yield f"| {name} | {' | '.join(row.values())} |"


LEDGER: Final = (TicketStatus.WAITING, MINE, OTHERS, LATE)
"""From all of these a ticket can be cancelled, which is one arrow."""
ROUTES: Final[Mapping[tuple[str, str], tuple[Point, Point, float]]] = {
    (NEW, TicketStatus.WAITING): ((150, 100), (270, 100), 0),
    (TicketStatus.WAITING, MINE): ((380, 88), (520, 88), 0),
    (MINE, TicketStatus.WAITING): ((520, 112), (380, 112), 0),
    (LATE, MINE): ((595, 190), (595, 122), 0),
    (MINE, TicketStatus.TURNED): ((670, 90), (790, 90), 0),
    **dict.fromkeys(((state, TicketStatus.CANCELLED) for state in LEDGER), ((685, 230), (790, 230), 0)),
}
SPOTS: Final[Mapping[str, Box]] = {
    NEW: Box(at=(95, 100), lines=("not there",), tone="grey", width=110),
    TicketStatus.WAITING: Box(at=(325, 100), lines=("waiting", "in the ledger"), tone="amber", width=110),
    MINE: Box(at=(595, 100), lines=("taken by oneself", "still in the ledger"), tone="blue"),
    OTHERS: Box(at=(595, 212), lines=("taken by a colleague", "still in the ledger"), tone="blue"),
    TicketStatus.TURNED: Box(at=(850, 90), lines=("turned", "a case or a visit"), tone="green", width=120),
    TicketStatus.CANCELLED: Box(at=(850, 230), lines=("cancelled",), tone="grey", width=120),
}
WORDS: Final[Mapping[tuple[str, str], Point]] = {
    (NEW, TicketStatus.WAITING): (198, 62),
    (TicketStatus.WAITING, MINE): (450, 80),
    (MINE, TicketStatus.WAITING): (450, 132),
    (LATE, MINE): (585, 160),
    (MINE, TicketStatus.TURNED): (730, 55),
    (TicketStatus.WAITING, TicketStatus.CANCELLED): (738, 262),
}


def picture() -> Picture:
    """Of a ticket. Raises KeyError for an arrow that has no place yet."""
    found: dict[tuple[str, str], list[str]] = {}
    for name, row in cells(of_tickets(), tickets()).items():
        for begin, came in row.items():
            if came.startswith("→ "):
                found.setdefault((begin, came.removeprefix("→ ")), []).append(name.split("`")[1])
    over = {begin for begin, end in found if end == TicketStatus.CANCELLED}
    if over != set(LEDGER):
        raise ValueError(f"a ticket is no longer cancelled from all of the ledger, and nowhere else: {over}")
    arrows: dict[tuple[Point, Point], Arrow] = {}
    for pair, names in found.items():
        start, stop, bend = ROUTES[pair]
        lines = list(dict.fromkeys(names))
        late = pair == (LATE, MINE)
        lines = [f"{lines[0]}, after {HOURS} or", "when the taker has left"] if late else lines
        arrows.setdefault(
            (start, stop),
            Arrow(
                begin=start,
                end=stop,
                bend=bend,
                lines=() if pair not in WORDS else lines,
                words=WORDS.get(pair),
                anchor="end" if late else "middle",
            ),
        )
    return Picture(
        title="The states of a ticket",
        told="; ".join(f"{begin} to {end}: {', '.join(dict.fromkeys(names))}" for (begin, end), names in found.items()),
        width=940,
        height=290,
        frames=[Frame(corner=(250, 20), width=435, height=255, title="in the ledger (patientliggaren)")],
        boxes=list(SPOTS.values()),
        arrows=list(arrows.values()),
    )
