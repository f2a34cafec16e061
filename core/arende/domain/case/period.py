"""Moving the end of the phase (B13): extend, shorten, close, reopen. Which stage allows which is in `transitions`."""

from datetime import date, timedelta

from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Decision
from ..effects import SetTimer
from ..facts import Facts
from ..ids import AssignmentId, CaseId
from ..phase import Phase, begin, cut, end_of, ending, local_date
from ..policy import DAYS_MAX, REASON_MAX
from ..refusals import (
    AssignmentNeeded,
    PhaseBeforeToday,
    PhaseNotEarlier,
    PhaseNotLater,
    PhaseTooLong,
    Refusal,
    ReopenTooLate,
)
from ..text import faulty, faulty_day
from .events import CaseClosed, CaseReopened, PhaseExtended, PhaseShortened
from .evolve import evolve
from .model import Case
from .opening import checked_length
from .period_commands import CloseCase, ExtendPhase, NotePhaseEnd, ReopenCase, ShortenPhase
from .representative import representative_lost, right_timer

Move = ExtendPhase | ShortenPhase | CloseCase | ReopenCase


def move(case: Case, command: Move, facts: Facts) -> Result[Decision, Refusal]:
    """The end of the phase moves, by the assignment that answers for the case, for a reason that is kept."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    day = command.last_day if isinstance(command, ExtendPhase | ShortenPhase) else None
    fault = faulty("reason", command.reason, REASON_MAX) or faulty_day("last_day", day)
    if fault is not None:
        return Failure(fault)
    by = facts.actor.assignment
    match command:
        case ExtendPhase():
            return extend(case, command, by, facts)
        case ShortenPhase():
            return shorten(case, command, by, facts)
        case CloseCase(reason=reason):
            closed = CaseClosed(at=facts.now, assignment=by, phase=cut(case.phase, facts.now), reason=reason)
            return Success(Decision((closed,)))
        case ReopenCase():
            return reopen(case, command, by, facts)


def extend(case: Case, command: ExtendPhase, by: AssignmentId, facts: Facts) -> Result[Decision, Refusal]:
    """Only to a later day, and never so long that the case is open for more than 3650 days in all."""
    if command.last_day <= case.phase.last_day:
        return Failure(PhaseNotLater(case.phase.last_day))
    if command.last_day > latest(case):
        return Failure(PhaseTooLong(latest(case), "last_day"))
    phase = ending(case.phase, command.last_day)
    event = PhaseExtended(at=facts.now, assignment=by, phase=phase, reason=command.reason)
    # The representative's right may end on a day that was beyond the phase until now.
    return Success(Decision((event,), (end_timer(case.id, phase), *right_timer(case.id, case.representative, phase))))


def shorten(case: Case, command: ShortenPhase, by: AssignmentId, facts: Facts) -> Result[Decision, Refusal]:
    """Only to an earlier day, today at the earliest: what ends at once is closed."""
    if command.last_day >= case.phase.last_day:
        return Failure(PhaseNotEarlier(case.phase.last_day))
    if command.last_day < local_date(facts.now, case.phase.zone):
        return Failure(PhaseBeforeToday())
    phase = ending(case.phase, command.last_day)
    event = PhaseShortened(at=facts.now, assignment=by, phase=phase, reason=command.reason)
    return Success(Decision((event,), (end_timer(case.id, phase),)))


def reopen(case: Case, command: ReopenCase, by: AssignmentId, facts: Facts) -> Result[Decision, Refusal]:
    """A new phase from now, within the unit's window after the end; later, a new case follows this one.

    While a case is over nobody watches the representative's right: whether it still stands is seen to here.
    """
    unit = facts.unit(case.unit)
    window = facts.policy.reopen_days if unit is None or unit.reopen_days is None else unit.reopen_days
    through = case.phase.last_day + timedelta(days=window)
    if facts.now >= end_of(through, case.phase.zone):
        return Failure(ReopenTooLate(through))
    length = checked_length(command.days)
    if length.value_or(None) is None:
        return Failure(length.failure())
    phase = begin(facts.now, command.days, case.phase.zone)
    if phase.last_day > latest(case):
        return Failure(PhaseTooLong(latest(case), "days"))
    event = CaseReopened(at=facts.now, assignment=by, phase=phase, reason=command.reason)
    lost = representative_lost(evolve(case, event), facts)
    timers = (end_timer(case.id, phase), *right_timer(case.id, case.representative, phase))
    return Success(Decision((event, *lost.events), timers))


def latest(case: Case) -> date:
    """The last day that the case can have: 3650 days from when it was first opened (S8)."""
    return local_date(case.opened, case.phase.zone) + timedelta(days=DAYS_MAX)


def end_timer(case: CaseId, phase: Phase) -> SetTimer:
    """The one that was set for another end comes too, and finds nothing to note."""
    return SetTimer(at=phase.until, command=NotePhaseEnd(case=case))
