"""Effects: what a decision wants done outside. An effect answers nothing; what became of it is a later command.

An SMS effect carries a key, never a text: nothing else than the sentences of `sms_texts` can leave.
"""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from .case.commands import NoteRepresentativeLost, NoteUnread, RemindUnread, ReturnCase
from .case.period_commands import NotePhaseEnd
from .ids import AssignmentId, CaseId, NoticeId, PersonId
from .sms_texts import SmsKey


@frozen(kw_only=True)
class SendSms:
    """Tell the recipient that there is something in the patient app."""

    notice: NoticeId
    case: CaseId
    recipient: PersonId
    key: SmsKey
    message: int | None = None
    """Number of the message that it tells of, 0 for the new case; None: of none in particular."""
    not_before: datetime | None = None
    """When quiet hours, or the window of an earlier SMS, are over; None: at once."""


@frozen(kw_only=True)
class SetTimer:
    """A command that comes back at that time; `decide` then checks whether it still applies."""

    at: datetime
    command: NotePhaseEnd | NoteRepresentativeLost | RemindUnread | NoteUnread | ReturnCase


@frozen(kw_only=True)
class SendExport:
    """Hand the case as it stands to the exporter of that name."""

    case: CaseId
    exporter: str


@frozen(kw_only=True)
class RecheckCases:
    """Look, at that time, whether the person's cases still have a representative whose right stands (B16)."""

    person: PersonId
    at: datetime


@frozen(kw_only=True)
class ReturnCases:
    """Move the cases of an assignment that ended at that time to their unit's pool. They are the unit's already."""

    assignment: AssignmentId
    at: datetime


@frozen(kw_only=True)
class EraseText:
    """Put a tombstone where that record of the case holds a text; with `drafts`, remove the case's drafts too (B26)."""

    case: CaseId
    place: int
    drafts: bool = False


Effect: TypeAlias = SendSms | SetTimer | SendExport | RecheckCases | ReturnCases | EraseText
