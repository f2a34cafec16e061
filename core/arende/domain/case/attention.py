"""Why a case stands in the inbox to be dealt with, and since when (S10, S12, B4, B12, B19); what closes soon."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from ..phase import is_open
from .model import Case


class Attention(StrEnum):
    """Reasons to deal with a case."""

    EMPTY = "empty"
    UNANSWERED = "unanswered"
    EXPIRED = "expired"
    RETRACTED = "retracted"
    REPRESENTATIVE = "representative"
    HANDED_OVER = "handed_over"
    SMS = "sms"
    SMS_REPLY = "sms_reply"
    EXPORT = "export"
    UNREAD = "unread"


LABELS: Final[Mapping[Attention, tuple[str, str]]] = {
    Attention.EMPTY: ("Saknar meddelande", "No message yet"),
    Attention.UNANSWERED: ("Väntar på svar", "Waiting for an answer"),
    Attention.EXPIRED: ("Perioden har gått ut", "The period has ended"),
    Attention.RETRACTED: ("Återtaget meddelande", "Message retracted"),
    Attention.REPRESENTATIVE: ("Ombud saknas", "No representative"),
    Attention.HANDED_OVER: ("Överlämnat", "Handed over"),
    Attention.SMS: ("SMS-notifiering gick inte fram", "SMS notice did not arrive"),
    Attention.SMS_REPLY: ("Svar på SMS", "Reply to an SMS"),
    Attention.UNREAD: ("Oläst av patientens sida", "Not read by the patient's side"),
    Attention.EXPORT: ("Överföring till journal misslyckades", "Transfer to the record failed"),
}
"""In words: Swedish, English."""


def since(case: Case) -> Mapping[Attention, datetime]:
    """Each reason that stands in the state, with when it arose. Free of the clock, for it is what indexes hold."""
    nobody = case.representative_lost_since is not None  # and so nobody who could read
    found = {
        Attention.EMPTY: case.opened if case.messages == 0 and not case.set_aside else None,
        Attention.UNANSWERED: case.unanswered_since,
        Attention.RETRACTED: case.retracted_since,
        Attention.REPRESENTATIVE: None if case.set_aside else case.representative_lost_since,
        Attention.HANDED_OVER: case.handed_over_since,
        Attention.SMS: case.sms_trouble_since,
        Attention.SMS_REPLY: case.sms_reply_since,
        Attention.EXPORT: case.export_trouble_since,
        Attention.UNREAD: None if nobody else case.notified.unread_since,
    }
    return {reason: at for reason, at in found.items() if at is not None}


def waiting_since(case: Case) -> datetime | None:
    """Since when something waits for staff; None: nothing does."""
    return earliest(since(case))


def earliest(reasons: Mapping[Attention, datetime]) -> datetime | None:
    """The same of reasons that have been found."""
    return min(reasons.values(), default=None)


def attention(case: Case, now: datetime, found: Mapping[Attention, datetime] | None = None) -> tuple[Attention, ...]:
    """What to tell staff at that time: what is unanswered after the end is marked so. `found`: what `since` says.

    What has lain unread too long is so by the clock, before a timer has put it into the list.
    """
    reasons = tuple(since(case) if found is None else found)
    due = None if case.representative_lost_since is not None else case.notified.unread_due
    if due is not None and due <= now and Attention.UNREAD not in reasons:
        reasons = (*reasons, Attention.UNREAD)
    if Attention.UNANSWERED in reasons and not is_open(case.phase, now):
        return (Attention.EXPIRED, *reasons)
    return reasons


def soon(now: datetime, days: int) -> datetime:
    """The latest end that is soon at that time: what a list of «Stängs snart» is bounded by (B15)."""
    return now + timedelta(days=days)


def closing_soon(case: Case, now: datetime, days: int) -> bool:
    """Whether the case is open and ends within so many days of 24 hours."""
    return is_open(case.phase, now) and case.phase.until <= soon(now, days)
