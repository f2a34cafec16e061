"""When the patient's side is reminded, and staff are told, of what lies unread (B11): timers that look anew.

Every timer asks the same: what is due by the unit's rules as they are now? So a rule holds from when it is changed, for
what lies unread already, too. The state remembers what timers were set for, so that each is set once.
"""

from datetime import datetime, timedelta

from attrs import evolve as changed
from attrs import frozen

from ..decision import Decision
from ..effects import SetTimer
from ..facts import Facts
from ..sms_texts import SmsKey
from .commands import NoteUnread, RemindUnread
from .events import UnreadNoted, UnreadPlanned, UnreadReminded
from .model import Case
from .sms_events import SmsOmitted
from .telling import recipient_of, rules_of, tell
from .transitions import OPEN, Stage, stage_of
from .unread import first_unread, last_unread, reminded


@frozen(kw_only=True)
class Due:
    """When the patient's side is to be reminded, and staff to be told; None: never."""

    remind: datetime | None
    staff: datetime | None


def due(case: Case, facts: Facts) -> Due:
    """By the rules as they are now. What nobody can read, for there is no representative, is due to nobody."""
    rules, stage = rules_of(case.unit, facts), stage_of(case, facts.now)
    first, last = first_unread(case, case.notified.dealt_with), last_unread(case)
    remind = staff = None
    may_read = case.notified.since or case.opened
    if rules.unread_days is not None and first is not None and stage is not Stage.NOBODY:
        staff = max(sent(first, facts) or may_read, may_read) + timedelta(days=rules.unread_days)
    open_to_them = stage in OPEN and stage is not Stage.NOBODY
    if rules.remind_after_hours is not None and last is not None and open_to_them and not reminded(case):
        since = max(may_read, case.phase.opened)  # nobody is reminded of a case that is over
        remind = max(sent(last, facts) or since, since) + timedelta(hours=rules.remind_after_hours)
    return Due(remind=remind, staff=staff)


def sent(number: int, facts: Facts) -> datetime | None:
    """When the message was sent; None where the shell brings no such message."""
    message = facts.messages.get(number)
    return None if message is None else message.at


def planned(case: Case, what: Due, facts: Facts) -> tuple[UnreadPlanned, ...]:
    """What is noted where it is due at another time than timers were set for."""
    known = case.notified
    over = what.staff is None and known.unread_since is not None
    same = what.remind in (None, known.remind_due) and what.staff == known.unread_due and not over
    return () if same else (UnreadPlanned(at=facts.now, remind_due=what.remind, unread_due=what.staff),)


def timers(case: Case, what: Due) -> tuple[SetTimer, ...]:
    """Those that are not set yet."""
    first, last, known = first_unread(case, case.notified.dealt_with), last_unread(case), case.notified
    found: list[SetTimer] = []
    if what.remind is not None and last is not None and what.remind != known.remind_due:
        found.append(SetTimer(at=what.remind, command=RemindUnread(case=case.id, message=last)))
    if what.staff is not None and first is not None and what.staff != known.unread_due:
        found.append(SetTimer(at=what.staff, command=NoteUnread(case=case.id, message=first)))
    return tuple(found)


def watch(case: Case, facts: Facts) -> Decision:
    """After what moved what lies unread: a retraction, a reading, a reopening, another representative.

    `case` as it became. By default there is nothing to note.
    """
    what = due(case, facts)
    return Decision(planned(case, what, facts), timers(case, what))


def look(case: Case, facts: Facts) -> Decision:
    """A timer, or a look after the rules were changed: it may come early, late or twice.

    The patient's side is reminded once while something lies unread; staff are told until it is read or dealt with. One
    that is hindered is noted as what it is: no SMS, and why (B4).
    """
    what, now = due(case, facts), facts.now
    reminds = what.remind is not None and what.remind <= now
    ahead = changed(what, remind=None if reminds else what.remind)
    staff_told = what.staff is not None and what.staff <= now and case.notified.unread_since is None
    noted = (*planned(case, ahead, facts), *((UnreadNoted(at=now),) if staff_told else ()))
    later = tuple(timer for timer in timers(case, ahead) if timer.at > now)
    last = last_unread(case)
    if not reminds or last is None:
        return Decision(noted, later)
    told = tell(recipient_of(case), SmsKey.NEW_MESSAGE, facts, reminder=last)
    omitted = any(isinstance(event, SmsOmitted) for event in told.events)
    reminded_of = () if omitted else (UnreadReminded(at=now, message=last),)
    return Decision((*noted, *reminded_of, *told.events), (*later, *told.effects))


def with_watch(case: Case, decision: Decision, facts: Facts) -> Decision:
    """The decision, with what it does to what is watched; `case` as it becomes by the decision's events."""
    more = watch(case, facts)
    return changed(decision, events=(*decision.events, *more.events), effects=(*decision.effects, *more.effects))
