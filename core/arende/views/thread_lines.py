"""The lines that a thread is shown as: data. How they are made of events is in `thread`."""

from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from ..domain.case.export_state import ExportState
from ..domain.case.reply import Side
from ..domain.notice.model import Hindrance, NoticeState


@frozen(kw_only=True)
class ExportMark:
    """How a message stands at an exporter: kept there, or what came of the last transfer that took it along."""

    exporter: str
    state: ExportState


@frozen(kw_only=True)
class MessageLine:
    """A message as the thread shows it. `read` tells, for one from staff, whether the patient's side has read it.

    Of a retracted one the patient's side is given no text; staff are given it, with the mark.
    """

    number: int
    at: datetime
    side: Side
    author: str = field(repr=False)
    role: str
    text: str = field(repr=False)
    read: bool
    corrects: int | None = None
    """Number of the earlier message that this one corrects."""
    retracted: bool = False
    documented: bool = False
    """Whether it stands in the health record, or need not; told to staff only."""
    not_recorded: bool = False
    """Whether staff have said that it is not worth recording; told to staff only."""
    exports: tuple[ExportMark, ...] = ()
    """How it stands at each exporter that the case has gone to with it; told to staff only."""
    redacted: str | None = None
    """Who ordered that its text be removed (B26): then it has none. None: nobody."""
    sms: NoticeState | None = None
    """How the SMS stands that told of it (B4), where there was one; told to staff only."""


@frozen(kw_only=True)
class NoteLine:
    """An internal note: for the provider's side, and no message."""

    at: datetime
    author: str = field(repr=False)
    role: str
    text: str = field(repr=False)
    redacted: bool = False
    """Whether its text has been removed by order (B26)."""


@frozen(kw_only=True)
class JournalNoteLine:
    """A signed version of a journal note: for the provider's side, and no message."""

    at: datetime
    number: int
    version: int
    author: str = field(repr=False)
    role: str
    title: str = field(repr=False)
    text: str = field(repr=False)
    first: int | None
    last: int | None
    """The messages that it documents."""
    replaced: bool
    """Whether a later version stands."""
    redacted: bool = False
    """Whether its text has been removed by order (B26)."""


class Happening(StrEnum):
    """What else the thread shows staff; the patient's side is shown those of `thread.MOVES`."""

    OPENED = "opened"
    HANDLED = "handled"
    RETURNED_UNTOUCHED = "returned_untouched"
    RETURNED_ASSIGNMENT_ENDED = "returned_assignment_ended"
    RETRACTED = "retracted"
    REDACTED = "redacted"
    HOLD_PLACED = "hold_placed"
    HOLD_LIFTED = "hold_lifted"
    DOCUMENTED = "documented"
    NOT_RECORDED = "not_recorded"
    SMS_LATER = "sms_later"
    SMS_COVERED = "sms_covered"
    REMINDED = "reminded"
    UNREAD = "unread"
    SMS_FAILED = "sms_failed"
    SMS_UNCERTAIN = "sms_uncertain"
    SMS_OMITTED = "sms_omitted"
    REMINDER_OMITTED = "reminder_omitted"
    SMS_REPLIED = "sms_replied"
    SMS_MENDED = "sms_mended"
    SMS_RETRIED = "sms_retried"
    PHASE_ENDED = "phase_ended"
    PHASE_EXTENDED = "phase_extended"
    PHASE_SHORTENED = "phase_shortened"
    CLOSED = "closed"
    REOPENED = "reopened"
    REPRESENTATIVE_LOST = "representative_lost"
    REPRESENTATIVE_CHANGED = "representative_changed"
    EXPORT_REQUESTED = "export_requested"
    EXPORTED = "exported"
    EXPORT_CONFIRMED = "export_confirmed"
    EXPORT_FAILED = "export_failed"
    EXPORT_UNCERTAIN = "export_uncertain"


@frozen(kw_only=True)
class HappeningLine:
    """What happened between the messages: opened, handed over, extended, documented, and the like."""

    at: datetime
    what: Happening
    author: str = field(default="", repr=False)
    """Who did it, where that is told."""
    first: int | None = None
    last: int | None = None
    """The messages that it is about, where it is about some."""
    last_day: date | None = None
    """The last day of the phase, where this set it."""
    reason: str = field(default="", repr=False)
    """Why, as staff wrote it for staff."""
    due: datetime | None = None
    """When the SMS leaves, or was to leave."""
    sms: NoticeState | None = None
    """How the SMS stands that this sent, where it sent one."""
    exporter: str = ""
    """Where a transfer goes, by its name in the settings."""
    hindrances: tuple[Hindrance, ...] = ()
    """Why nobody was told by SMS, where nobody was (B4)."""


@frozen(kw_only=True)
class HandoverLine:
    """The case changed hands: `by` gave it to `to`, or to the unit's pool (""); taken, `by` is "". Staff's only."""

    at: datetime
    by: str = field(repr=False)
    to: str = field(repr=False)
    note: str = field(repr=False)


ThreadLine: TypeAlias = MessageLine | NoteLine | JournalNoteLine | HandoverLine | HappeningLine
