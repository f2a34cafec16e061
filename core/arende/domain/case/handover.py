"""Whose a case is: handed over, taken, returned to the unit (B19). Who may has been settled before (`access`)."""

from datetime import datetime, timedelta

from attrs import evolve as changed
from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Decision
from ..directory.model import Assignment
from ..effects import SetTimer
from ..facts import Facts
from ..ids import AssignmentId, Kind
from ..policy import NOTE_MAX, Policy
from ..refusals import (
    AssignmentElsewhere,
    AssignmentNeeded,
    AssignmentOver,
    HandOverSame,
    NotFound,
    Refusal,
    TakenByAnother,
)
from ..text import faulty
from .commands import HandOver, ReturnCase
from .events import CaseHandedOver, CaseReturned, CaseTaken, Return
from .model import Case


def free(case: Case, facts: Facts) -> bool:
    """Whether the case is the unit's to take: in its pool, or of an assignment that nobody works in, from that instant.

    `facts.found` holds `case.assignment` as the directory has it, and who stands in for it.
    """
    owner = facts.assignment(case.assignment)
    return case.in_pool or (owner is not None and (owner.ended or unattended(owner, facts)))


def unattended(absent: Assignment, facts: Facts) -> bool:
    """Whether it is away, and so is whoever stands in for it, or that one has ended: nobody looks into either inbox.

    The cover itself stands until its last day, and holds again as soon as whoever stands in is back.
    """
    by = absent.covered_by(facts.now)
    stands_in = None if by is None else facts.assignment(by)
    return stands_in is not None and not stands_in.there(facts.now)


def lent_until(case: Case, staff: AssignmentId, facts: Facts) -> datetime | None:
    """When it ends by the clock that an assignment answers for one that is away; None: that it answers does not so end.

    Whoever stands in does until the cover is over; everyone else of the unit only while both are away.
    """
    owner = facts.assignment(case.assignment)
    if case.in_pool or owner is None or owner.ended or owner.id == staff:
        return None
    cover = owner.away(facts.now)
    by = None if cover is None or cover.by == staff else facts.assignment(cover.by)
    back = None if by is None or by.ended else by.away(facts.now)
    return min((one.until for one in (cover, back) if one is not None), default=None)


def hand_over(case: Case, command: HandOver, facts: Facts) -> Result[Decision, Refusal]:
    """To whoever is named, or to the pool. The receiver has all of its time before the case counts as untouched."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    fault = receiver_fault(case, command.to, facts) or (
        faulty("note", command.note, NOTE_MAX) if command.note else None
    )
    if fault is not None:
        return Failure(fault)
    event = CaseHandedOver(at=facts.now, by=facts.actor.assignment, to=command.to, note=command.note)
    return Success(Decision((event,), () if command.to is None else waiting_timer(case, facts)))


def receiver_fault(case: Case, to: AssignmentId | None, facts: Facts) -> Refusal | None:
    """Another unit is refused: the reason, the zone of the phase and what the patient has blocked are the unit's."""
    if to == case.owner:
        return HandOverSame()
    if to is None:
        return None
    receiver = facts.assignment(to)
    if receiver is None:
        return NotFound(Kind.ASSIGNMENT, "to")
    if receiver.ended:
        return AssignmentOver("to")
    return None if receiver.unit == case.unit else AssignmentElsewhere("to")


def take(case: Case, facts: Facts) -> Result[Decision, Refusal]:
    """One taker: who took it may press again, who comes second is told who did."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    if case.owner == facts.actor.assignment:
        return Success(Decision())
    if not free(case, facts):
        return Failure(TakenByAnother(role_of(case.assignment, facts)))
    taken = CaseTaken(at=facts.now, assignment=facts.actor.assignment)
    return Success(Decision((taken,), waiting_timer(case, facts)))


def role_of(assignment: AssignmentId, facts: Facts) -> str:
    """The name of its role; empty where that is not known."""
    found = facts.assignment(assignment)
    role = None if found is None else facts.role(found.role)
    return "" if role is None else role.name


def taking(case: Case, staff: AssignmentId, facts: Facts) -> tuple[CaseTaken, ...]:
    """Who answers a case that is the unit's takes it by that; whose it is, and who stands in for that one, need not."""
    owner = None if case.owner is None else facts.assignment(case.owner)
    theirs = owner is not None and staff in (owner.id, owner.covered_by(facts.now))
    return () if theirs or not free(case, facts) else (CaseTaken(at=facts.now, assignment=staff),)


def return_to_unit(case: Case, since: datetime | None, facts: Facts) -> Decision:
    """Looked at anew: a timer and a sweep may come early, late or twice.

    A timer that comes early, the days having been raised since it was set, sets the next. Only that of the wait that
    is now, for which there is one: others would become more with every wait.
    """
    owner = facts.assignment(case.assignment)
    if case.in_pool:
        return Decision()
    if owner is not None and owner.ended:
        return Decision((CaseReturned(at=facts.now, why=Return.ASSIGNMENT_ENDED),))
    due = untouched_at(case, facts.policy)
    if due is None:
        return Decision()
    if facts.now < due:
        return Decision(effects=() if since is None or since != waits_since(case) else timer_at(case, due))
    return Decision((CaseReturned(at=facts.now, why=Return.UNTOUCHED),))


def waits_since(case: Case) -> datetime | None:
    """Since when a message has waited for who has the case now; None: none does."""
    if case.unanswered_since is None:
        return None
    return max(case.unanswered_since, case.held_since or case.unanswered_since)


def untouched_at(case: Case, policy: Policy) -> datetime | None:
    """When what waits has been left alone for so long that the unit has it back. None: never."""
    since = waits_since(case)
    if policy.untouched_days is None or since is None:
        return None
    return since + timedelta(days=policy.untouched_days)


def untouched_before(now: datetime, policy: Policy) -> datetime | None:
    """What began to wait after that instant cannot be untouched for so long yet; None: nothing goes back by itself."""
    return None if policy.untouched_days is None else now - timedelta(days=policy.untouched_days)


def untouched_timer(case: Case, facts: Facts) -> tuple[SetTimer, ...]:
    """For a message that begins to wait now."""
    waits = changed(case, unanswered_since=facts.now)
    at = untouched_at(waits, facts.policy)
    return () if at is None else timer_at(waits, at)


def timer_at(case: Case, at: datetime) -> tuple[SetTimer, ...]:
    return (SetTimer(at=at, command=ReturnCase(case=case.id, since=waits_since(case))),)


def waiting_timer(case: Case, facts: Facts) -> tuple[SetTimer, ...]:
    """For whoever gets the case now, where something waits in it."""
    return () if case.unanswered_since is None else untouched_timer(case, facts)
