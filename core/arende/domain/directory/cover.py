"""Who stands in for an assignment that is away, until when; and when one that has ended is empty (B19)."""

from datetime import date, timedelta
from typing import TypeAlias

from returns.result import Failure, Result, Success

from ..decision import Decision
from ..facts import Facts
from ..ids import Kind
from ..model import State
from ..phase import end_of, local_date
from ..policy import COVER_DAYS_MAX
from ..refusals import (
    AssignmentElsewhere,
    AssignmentOver,
    CoverDayInvalid,
    CoverMutual,
    CoverSelf,
    NotFound,
    Refusal,
)
from ..text import faulty_day
from .commands import CoverAssignment, EndCover, NoteAssignmentEmpty
from .events import AssignmentCovered, AssignmentEmptied, CoverEnded
from .model import Assignment, Cover, Unit

CoverCommand: TypeAlias = CoverAssignment | EndCover | NoteAssignmentEmpty


def decide_cover(state: State, command: CoverCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Events of a command about an assignment's absence, or why not."""
    if not isinstance(state, Assignment):
        return Failure(NotFound(Kind.ASSIGNMENT, "assignment"))
    match command:
        case NoteAssignmentEmpty(ended=ended):
            # Registered anew and ended again meanwhile: that end has a sweep of its own.
            emptied = AssignmentEmptied(at=facts.now, assignment=state.id)
            return Success(Decision((emptied,)) if state.leaving_since == ended else Decision())
        case EndCover():
            back = CoverEnded(at=facts.now, assignment=state.id)
            return Success(Decision() if state.covered_by(facts.now) is None else Decision((back,)))
        case CoverAssignment():
            unit = facts.unit(state.unit)
            if unit is None:
                return Failure(NotFound(Kind.UNIT, "assignment"))
            fault = cover_fault(state, command, unit, facts)
            return Failure(fault) if fault is not None else Success(covered(state, command, unit, facts))


def cover_fault(absent: Assignment, command: CoverAssignment, unit: Unit, facts: Facts) -> Refusal | None:
    """Who stands in is another, at the same unit, there, and not itself covered by the one that is away."""
    if command.by == absent.id:
        return CoverSelf()
    by = facts.assignment(command.by)
    if by is None:
        return NotFound(Kind.ASSIGNMENT, "by")
    if absent.ended or by.ended:
        return AssignmentOver("assignment" if absent.ended else "by")
    if by.unit != absent.unit:
        return AssignmentElsewhere("by")
    if by.covered_by(facts.now) == absent.id:
        return CoverMutual()
    return faulty_day("last_day", command.last_day) or day_fault(command.last_day, local_date(facts.now, unit.zone))


def day_fault(last_day: date, today: date) -> CoverDayInvalid | None:
    furthest = today + timedelta(days=COVER_DAYS_MAX)
    return None if today <= last_day <= furthest else CoverDayInvalid(low=today, high=furthest)


def covered(absent: Assignment, command: CoverAssignment, unit: Unit, facts: Facts) -> Decision:
    """Agreed anew, the later word holds; the same again is no event."""
    until = end_of(command.last_day, unit.zone)
    if absent.cover == Cover(by=command.by, last_day=command.last_day, until=until):
        return Decision()
    told = AssignmentCovered(at=facts.now, assignment=absent.id, by=command.by, last_day=command.last_day, until=until)
    return Decision((told,))
