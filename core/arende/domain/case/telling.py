"""Telling the patient's side by SMS, by the unit's rules (B11): at once, after quiet hours, once for several messages.

Pure functions of state, rules and time. By default each message sends its own SMS at once (S12), and nothing is noted.
"""

from datetime import datetime, timedelta

from attrs import frozen

from ..effects import SendSms, SetTimer
from ..facts import Facts
from ..ids import CaseId, NoticeId, PersonId, UnitId, shard_of, within
from ..notice.hindrances import hindrances
from ..notice.model import Hindrance
from ..notice.rules import NO_RULES, NoticeRules
from ..phase import local_date
from ..quiet import next_allowed
from ..refusals import SmsHindered
from ..sms_texts import SmsKey
from .commands import NoteUnread, RemindUnread
from .events import NoticePlanned
from .model import Case, Representative
from .notified import NOT_YET, Notified
from .sms_events import SmsOmitted
from .unread import reminded


@frozen(kw_only=True)
class Recipient:
    """Who is told, of which case, and what the case remembers of their notices."""

    case: CaseId
    unit: UnitId
    zone: str
    patient: PersonId
    representative: Representative
    notified: Notified = NOT_YET
    reminded: bool = False
    """Whether they have been reminded of what they have not read: they are not again."""


@frozen(kw_only=True)
class Telling:
    """What telling comes to: what is noted, the SMS where one is sent, and timers."""

    events: tuple[NoticePlanned | SmsOmitted, ...]
    effects: tuple[SendSms | SetTimer, ...]


def recipient_of(case: Case) -> Recipient:
    return Recipient(
        case=case.id,
        unit=case.unit,
        zone=case.phase.zone,
        patient=case.patient,
        representative=case.representative,
        notified=case.notified,
        reminded=reminded(case),
    )


def hindered(to: Recipient, facts: Facts) -> tuple[Hindrance, ...]:
    """What hinders that they are told by SMS now; empty: nothing does (B4)."""
    patient, person = facts.person(to.patient), facts.person(to.representative.person)
    return hindrances(to.representative, patient, person, local_date(facts.now, to.zone), facts.policy)


def to_confirm(to: Recipient, facts: Facts, *, despite: bool) -> SmsHindered | None:
    """What staff are asked before anything is done of which nobody would be told by SMS; None: they go on."""
    found = () if despite else hindered(to, facts)
    return SmsHindered(found) if found else None


def tell(
    to: Recipient, key: SmsKey, facts: Facts, *, message: int | None = None, reminder: int | None = None
) -> Telling:
    """One SMS at most, so it can share the command's own id.

    `message`: the number of what staff have written. `reminder`: of what lies unread, where this is a reminder of it.
    """
    rules, why = rules_of(to.unit, facts), hindered(to, facts)
    due, covered = when(to.notified.sms_due, rules, to.zone, facts.now)
    of = message if key is SmsKey.NEW_MESSAGE else 0
    remind_due = unread_due = None
    timers: list[SetTimer] = []
    if message is not None and rules.remind_after_hours is not None and not to.reminded and not why:
        remind_due = facts.now + timedelta(hours=rules.remind_after_hours)
        timers.append(SetTimer(at=remind_due, command=RemindUnread(case=to.case, message=message)))
    if message is not None and rules.unread_days is not None:
        unread_due = facts.now + timedelta(days=rules.unread_days)
        timers.append(SetTimer(at=unread_due, command=NoteUnread(case=to.case, message=message)))
    if why:
        omitted = SmsOmitted(at=facts.now, why=why, message=of, unread_due=unread_due, reminder=reminder)
        return Telling(events=(omitted,), effects=tuple(timers))
    planned = NoticePlanned(at=facts.now, due=due, covered=covered, unread_due=unread_due, remind_due=remind_due)
    watched = unread_due is not None or remind_due is not None
    noted = due != facts.now or rules.coalesce_minutes is not None or watched
    sms = SendSms(
        notice=NoticeId(within(shard_of(to.case), facts.new_id)),
        case=to.case,
        recipient=to.representative.person,
        key=key,
        message=of,
        not_before=None if due == facts.now else due,
    )
    return Telling(events=(planned,) if noted else (), effects=(*(() if covered else (sms,)), *timers))


def when(last: datetime | None, rules: NoticeRules, zone: str, now: datetime) -> tuple[datetime, bool]:
    """When the SMS for something new leaves, and whether it is one that was planned before.

    One that is still to leave comes after what is new, and so tells of it too. One that has left does not: then a new
    one leaves when the window is over. Who is told is told after the last message, whatever the rules.
    """
    if rules.coalesce_minutes is None or last is None:
        return next_allowed(now, rules.quiet, zone), False
    if last > now:
        return last, True
    return next_allowed(max(now, last + timedelta(minutes=rules.coalesce_minutes)), rules.quiet, zone), False


def rules_of(unit: UnitId, facts: Facts) -> NoticeRules:
    found = facts.unit(unit)
    return NO_RULES if found is None else found.notices
