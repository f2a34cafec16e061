"""Commands about a case."""

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from attrs import field, frozen

from ..ids import AssignmentId, CaseId, NoticeId, PersonId, ReasonId, TemplateId, VisitId
from .journal_commands import ExportCase, RecordExport, SignJournalNote
from .period_commands import CloseCase, ExtendPhase, NotePhaseEnd, ReopenCase, ShortenPhase
from .retention_commands import RetentionCommand


class Entry(StrEnum):
    """Where «Nytt» was pressed (S1); the value is stored."""

    ONGOING_VISIT = "ongoing_visit"
    ENDED_VISIT = "ended_visit"
    PROFILE = "profile"
    SEARCH = "search"
    TICKET = "ticket"


class Maturity(StrEnum):
    """The assessment that staff record for a patient of 13–17 years (S4); the value is stored."""

    MATURE = "mature"
    NOT_MATURE = "not_mature"


@frozen(kw_only=True)
class CreateCase:
    """Slutför: the case opens, from the signed-in assignment. Without `days` the prefilled length is taken."""

    patient: PersonId
    reason: ReasonId
    representative: PersonId | None = None
    """A guardian, or the patient; None for an adult, where the choice is not shown."""
    maturity: Maturity | None = None
    days: int | None = None
    entry: Entry = Entry.PROFILE
    visit: VisitId | None = None
    """The visit that it is opened from, where `entry` is a visit."""
    follows: CaseId | None = None
    """An ended case of the same patient that this one goes on from (B13)."""
    message: str | None = field(default=None, repr=False)
    """The first message, where it is written before the case is opened (B1)."""
    despite_no_sms: bool = False
    """«Gå vidare utan SMS»: staff have been told what hinders that the recipient gets an SMS (B4)."""


@frozen(kw_only=True)
class SendMessage:
    """A message from whoever acts: the case's staff, or its representative."""

    case: CaseId
    text: str = field(repr=False)
    seen: int | None = None
    """Number of the last message that the writer had before their eyes, 0 for none; None: not told (B20)."""
    despite_new: bool = False
    """«Skicka ändå», where the patient's side has written since."""
    template: TemplateId | None = None
    """The template that the text was made from: none of its placeholders may be left in it (B7)."""
    despite_no_sms: bool = False
    """«Gå vidare utan SMS»: staff have been told what hinders that the recipient gets an SMS (B4)."""


@frozen(kw_only=True)
class CorrectMessage:
    """A new message that refers to an earlier one of the same side; what was sent is never changed (B9)."""

    case: CaseId
    number: int
    """The message that is corrected."""
    text: str = field(repr=False)
    seen: int | None = None
    """As of a message: number of the last one that the writer had before their eyes (B20)."""
    despite_new: bool = False
    template: TemplateId | None = None
    despite_no_sms: bool = False


@frozen(kw_only=True)
class RetractMessage:
    """Staff hide the text of a message of theirs from the patient's side; it stays in the record (B9)."""

    case: CaseId
    number: int
    reason: str = field(repr=False)
    """Kept for staff."""


@frozen(kw_only=True)
class AddNote:
    """An internal note: staff's own, a type of its own, never the patient's side's to read (B8)."""

    case: CaseId
    text: str = field(repr=False)


@frozen(kw_only=True)
class MarkDocumented:
    """«Markera som journalfört»: every message up to this one stands in the health record (S17)."""

    case: CaseId
    up_to: int
    nothing_to_record: bool = False
    """What stands there is not worth recording («Inget att journalföra»)."""


@frozen(kw_only=True)
class SaveDraft:
    """What the writer has begun to write in the case is kept, in place of what was kept before (B10)."""

    case: CaseId
    text: str = field(repr=False)
    template: TemplateId | None = None
    """The template that it was begun from, so that its places are asked for when it is sent (B7)."""


@frozen(kw_only=True)
class DiscardDraft:
    """The writer throws the draft away."""

    case: CaseId


@frozen(kw_only=True)
class MarkSeen:
    """Staff's own mark (B5): the assignment has read up to this message; by a lower number what follows is unread."""

    case: CaseId
    up_to: int


@frozen(kw_only=True)
class MarkRead:
    """The patient's side has read up to this message."""

    case: CaseId
    up_to: int


@frozen(kw_only=True)
class MarkHandled:
    """Staff have dealt with what waits, without an answer («Markera som hanterat»)."""

    case: CaseId
    seen: int | None = None
    """Number of the last message that they had before their eyes, 0 for none; None: not told (B20)."""


@frozen(kw_only=True)
class HandOver:
    """The case goes to another assignment at its unit, or to the unit's pool (B19).

    The note is for the provider's side only.
    """

    case: CaseId
    to: AssignmentId | None = None
    """None: the unit's pool."""
    note: str = field(default="", repr=False)


@frozen(kw_only=True)
class TakeCase:
    """The signed-in assignment takes a case that nobody answers for: of the unit's pool, or of one that has ended."""

    case: CaseId


@frozen(kw_only=True)
class ReturnCase:
    """A timer, the sweep after an assignment's end, or the look at what is untouched: should the case be the unit's?"""

    case: CaseId
    since: datetime | None = None
    """The wait that a timer was set for; None: no timer, or one from before timers said so."""


class History(StrEnum):
    """How much of the earlier thread a new representative sees; the value is stored."""

    NOTHING = "nothing"
    ALL = "all"


@frozen(kw_only=True)
class ChangeRepresentative:
    """Staff choose another representative (B16), by the same rules as at creation.

    Without `history` the patient, for whom the thread is, sees all of it; a guardian sees what comes from now on.
    """

    case: CaseId
    representative: PersonId
    maturity: Maturity | None = None
    history: History | None = None
    despite_no_sms: bool = False


@frozen(kw_only=True)
class NoteRepresentativeLost:
    """A timer, or a change in the directory: does the representative's right still stand?"""

    case: CaseId


@frozen(kw_only=True)
class RemindUnread:
    """The timer of the unit's reminder: has the patient's side read the message?"""

    case: CaseId
    message: int


@frozen(kw_only=True)
class NoteUnread:
    """The timer of «oläst i n dagar»: are staff to be told that the message lies unread?"""

    case: CaseId
    message: int


@frozen(kw_only=True)
class RetrySms:
    """«Skicka SMS igen»: a notice that failed, or of which it is uncertain, is sent once more (B4)."""

    case: CaseId
    notice: NoticeId


@frozen(kw_only=True)
class NoteSmsReply:
    """Someone has answered an SMS of the patient's side: staff are to know. What it says is nowhere (B3)."""

    case: CaseId
    provider: str
    """Over which provider it came, by its name in the settings."""


ActingCommand: TypeAlias = (
    SendMessage
    | CorrectMessage
    | RetractMessage
    | AddNote
    | MarkDocumented
    | SignJournalNote
    | RetentionCommand
    | SaveDraft
    | DiscardDraft
    | MarkSeen
    | MarkRead
    | MarkHandled
    | HandOver
    | TakeCase
    | ReturnCase
    | NotePhaseEnd
    | ExtendPhase
    | ShortenPhase
    | CloseCase
    | ReopenCase
    | ChangeRepresentative
    | NoteRepresentativeLost
    | ExportCase
    | RecordExport
    | RemindUnread
    | NoteUnread
    | RetrySms
    | NoteSmsReply
)
"""About a case that is there."""

CaseCommand: TypeAlias = CreateCase | ActingCommand
