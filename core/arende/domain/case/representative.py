"""Losing and changing the representative of a case (B16): noted for staff, and mended by them."""

from datetime import timedelta

from returns.result import Failure, Result, Success

from ..decision import Decision
from ..effects import SetTimer
from ..facts import Facts
from ..ids import CaseId, Kind
from ..phase import Phase, end_of, is_open, local_date
from ..refusals import NotFound, Refusal, SameRepresentative
from ..sms_texts import SmsKey
from .commands import ChangeRepresentative, History, NoteRepresentativeLost
from .events import RepresentativeChanged, RepresentativeLost
from .model import Case, Representation, Representative
from .representation import Asked, choose, stands
from .telling import Recipient, tell, to_confirm


def right_timer(case: CaseId, representative: Representative, phase: Phase) -> tuple[SetTimer, ...]:
    """Where the right ends by a known date within the phase, staff are told on that day."""
    if representative.until is None or representative.until > phase.last_day:
        return ()
    ends = end_of(representative.until - timedelta(days=1), phase.zone)
    return (SetTimer(at=ends, command=NoteRepresentativeLost(case=case)),)


def representative_lost(case: Case, facts: Facts) -> Decision:
    """Noted once, while the case is open, when the right does not stand. The timer may come early, late or twice."""
    day = local_date(facts.now, case.phase.zone)
    patient, person = facts.person(case.patient), facts.person(case.representative.person)
    if case.representative_lost_since is not None or not is_open(case.phase, facts.now):
        return Decision()
    if stands(case.representative, patient, person, day):
        return Decision()
    return Decision((RepresentativeLost(at=facts.now),))


def change(case: Case, command: ChangeRepresentative, facts: Facts) -> Result[Decision, Refusal]:
    """Another representative, by the rules of creation. They are told by SMS that there is a case for them."""
    patient = facts.person(case.patient)
    if patient is None:
        return Failure(NotFound(Kind.PERSON, "patient"))
    asked = Asked(
        representative=command.representative,
        guardian=facts.person(command.representative),
        maturity=command.maturity,
    )
    day = local_date(facts.now, case.phase.zone)
    return choose(patient, asked, day, facts.policy).bind(lambda chosen: unless_same(case, command, chosen, facts))


def unless_same(
    case: Case, command: ChangeRepresentative, chosen: Representative, facts: Facts
) -> Result[Decision, Refusal]:
    """A right that was lost, or that would now last longer or shorter, is renewed for the same person."""
    if chosen == case.representative and case.representative_lost_since is None:
        return Failure(SameRepresentative())
    return changed_to(case, command, chosen, facts)


def changed_to(
    case: Case, command: ChangeRepresentative, chosen: Representative, facts: Facts
) -> Result[Decision, Refusal]:
    to = Recipient(case=case.id, unit=case.unit, zone=case.phase.zone, patient=case.patient, representative=chosen)
    unasked = to_confirm(to, facts, despite=command.despite_no_sms)
    if unasked is not None:
        return Failure(unasked)
    event = RepresentativeChanged(
        at=facts.now,
        representative=chosen,
        maturity=command.maturity,
        visible_from=visible_from(case, command, chosen),
    )
    told = tell(to, SmsKey.NEW_CASE, facts)
    return Success(Decision((event, *told.events), (*told.effects, *right_timer(case.id, chosen, case.phase))))


def visible_from(case: Case, command: ChangeRepresentative, chosen: Representative) -> int:
    """What staff say; else the patient sees all of their own thread, and a guardian only what comes from now on.

    Whoever stays the representative, by a renewed right, keeps what they saw.
    """
    if command.history is History.ALL:
        return 1
    if command.history is None and chosen.person == case.representative.person:
        return case.visible_from
    if command.history is None and chosen.by is Representation.SELF:
        return 1
    return case.messages + 1
