"""Opening a case: everything that Slutför checks (S1, S4, S6–S8, B1), in the order of the form."""

from attrs import field, frozen
from returns.result import Failure, Result, Success

from ..access import View, may_read
from ..actor import StaffActor
from ..directory.model import Assignment, Person, Reason, Unit
from ..facts import Facts
from ..ids import CaseId, Kind, shard_of, within
from ..phase import begin, is_open, local_date
from ..policy import DAYS_MAX, DAYS_MIN, MESSAGE_MAX
from ..refusals import (
    AssignmentNeeded,
    FollowsOpen,
    FollowsOther,
    MessageRequired,
    NotFound,
    PhaseLengthInvalid,
    ReasonElsewhere,
    Refusal,
    TicketNotTaken,
    VisitNeeded,
    VisitNotEnded,
    VisitNotStarted,
    VisitOfAnother,
)
from ..template.filling import unfilled
from ..text import faulty
from ..visit.model import VisitStatus
from .commands import CreateCase, Entry
from .events import CaseOpened
from .model import Case
from .representation import Asked, choose


@frozen
class Opening:
    """A case that may open: its first event, and the first message where there is one."""

    event: CaseOpened
    message: str | None = field(repr=False)
    asked: str | None = field(default=None, repr=False)
    """What the patient's side wrote when they asked for contact, where it comes of a ticket (B17)."""


def check(command: CreateCase, facts: Facts, asked: str | None = None) -> Result[Opening, Refusal]:
    """The opening, or the first thing that is wrong with it."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    assignment = facts.assignment(facts.actor.assignment)
    unit = None if assignment is None else facts.unit(assignment.unit)
    patient = facts.person(command.patient)
    reason = facts.reason(command.reason)
    if assignment is None or unit is None:
        return Failure(NotFound(Kind.ASSIGNMENT, "assignment"))
    if patient is None:
        return Failure(NotFound(Kind.PERSON, "patient"))
    if reason is None:
        return Failure(NotFound(Kind.REASON, "reason"))
    fault = (
        entry_fault(command, facts)
        or reason_fault(reason, unit)
        or message_fault(command, reason, asked, facts)
        or follows_fault(command, facts)
    )
    if fault is not None:
        return Failure(fault)
    return length(command, reason, unit, facts).bind(
        lambda days: open_with(command, days, patient, reason, assignment, unit, facts)
    )


def open_with(
    command: CreateCase,
    days: int,
    patient: Person,
    reason: Reason,
    assignment: Assignment,
    unit: Unit,
    facts: Facts,
) -> Result[Opening, Refusal]:
    asked = Asked(
        representative=command.representative,
        guardian=None if command.representative is None else facts.person(command.representative),
        maturity=command.maturity,
    )
    today = local_date(facts.now, unit.zone)
    return choose(patient, asked, today, facts.policy).map(
        lambda representative: Opening(
            CaseOpened(
                at=facts.now,
                case=CaseId(within(shard_of(unit.id), facts.new_id)),
                patient=patient.id,
                representative=representative,
                maturity=command.maturity,
                assignment=assignment.id,
                unit=unit.id,
                reason=reason.id,
                title=reason.title,
                phase=begin(facts.now, days, unit.zone),
                entry=command.entry,
                visit=command.visit,
                follows=command.follows,
            ),
            command.message,
        )
    )


def length(command: CreateCase, reason: Reason, unit: Unit, facts: Facts) -> Result[int, Refusal]:
    """What staff wrote, else the reason's, the unit's, the provider's prefilled length (S8, B2)."""
    if command.days is not None:
        return checked_length(command.days)
    prefilled = (reason.days, unit.days, facts.policy.days)
    return checked_length(next(days for days in prefilled if days is not None))


def checked_length(days: object) -> Result[int, Refusal]:
    """A whole number from 1 to 3650. Whatever is handed in: a truth value or a fraction is no number of days."""
    if type(days) is not int or not DAYS_MIN <= days <= DAYS_MAX:
        return Failure(PhaseLengthInvalid())
    return Success(days)


def entry_fault(command: CreateCase, facts: Facts) -> Refusal | None:
    """A visit must be the patient's own, and stand as the entry says (S1)."""
    if command.entry in (Entry.PROFILE, Entry.SEARCH):
        return None
    if command.entry is Entry.TICKET:
        return TicketNotTaken()  # what comes of a ticket is opened by `TurnIntoCase`
    if command.visit is None:
        return VisitNeeded()
    visit = facts.visit(command.visit)
    if visit is None:
        return NotFound(Kind.VISIT, "visit")
    if visit.patient != command.patient:
        return VisitOfAnother()
    if command.entry is Entry.ONGOING_VISIT:
        return None if visit.status is VisitStatus.ONGOING else VisitNotStarted()
    return None if visit.status is VisitStatus.ENDED else VisitNotEnded()


def follows_fault(command: CreateCase, facts: Facts) -> Refusal | None:
    """A case that is followed is the same patient's and over, and the sender's to read (B13, B24)."""
    if command.follows is None:
        return None
    before = facts.state(Kind.CASE, command.follows)
    if not isinstance(before, Case) or may_read(View.CASE, facts.shard, before, facts) is not None:
        return NotFound(Kind.CASE, "follows")
    if before.patient != command.patient:
        return FollowsOther()
    return FollowsOpen(before.phase.last_day) if is_open(before.phase, facts.now) else None


def reason_fault(reason: Reason, unit: Unit) -> Refusal | None:
    """A reason is the unit's own or the whole provider's (S7)."""
    return None if reason.unit in (None, unit.id) else ReasonElsewhere()


def message_fault(command: CreateCase, reason: Reason, asked: str | None, facts: Facts) -> Refusal | None:
    """A first message that was prefilled from the reason's template has its places filled (B2, B7).

    What the patient's side asked is a first message too, and no template's.
    """
    if command.message is None:
        return MessageRequired() if facts.policy.compose_first and asked is None else None
    template = None if reason.template is None else facts.template(reason.template)
    left = None if template is None else unfilled(template.text, command.message)
    return faulty("message", command.message, MESSAGE_MAX) or left
