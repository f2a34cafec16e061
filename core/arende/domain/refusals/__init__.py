"""Refusals: a closed union of values, each with a stable code. Their sentences are in `refusal_texts`.

A refusal says why nothing happened, with what a face needs to explain it, and never holds a name, an identifier of a
person or a text that someone wrote. `field` names the input that would have to change, where there is one.
"""

from typing import TypeAlias

from .care import (
    CaseNotOnHold,
    CaseOnHold,
    ExporterUnknown,
    HandOverSame,
    MessageOfAnother,
    MessageRequired,
    NoSuchJournalNote,
    NoSuchMessage,
    NothingToHandle,
    PhaseEnded,
    PhaseLengthInvalid,
    ReasonElsewhere,
    ReasonNotOffered,
    TakenByAnother,
    TicketNotTaken,
    TicketOver,
    TicketTaken,
    TooManyJournalNotes,
    VisitNeeded,
    VisitNotEnded,
    VisitNotStarted,
    VisitOfAnother,
    VisitOver,
    VisitTaken,
)
from .feed import EndedByOthers, FeedGap, FeedOnlyPushed, FeedOvertaken, FeedRefusal, FeedUnknown, ProtectionUnstated
from .general import (
    AssignmentEnded,
    AssignmentNeeded,
    CommandReused,
    DayInvalid,
    Exists,
    IdInvalid,
    InputInvalid,
    ListOfStaff,
    NoAccess,
    NotFound,
    RepresentationEnded,
    TextMissing,
    TextTooLong,
    TextUnreadable,
    Unavailable,
    Unclear,
)
from .people import (
    AgeUnknown,
    AssignmentElsewhere,
    AssignmentFixed,
    AssignmentOver,
    BirthDateContradicts,
    BlockByAdult,
    ConsentDayInvalid,
    CoverDayInvalid,
    CoverMutual,
    CoverSelf,
    GuardianIsChild,
    GuardianRequired,
    IdentifierInvalid,
    MaturityRequired,
    NotAGuardian,
    NoticeRulesInvalid,
    NotMature,
    PatientDeceased,
    PhoneInvalid,
    PhoneNotMobile,
    RepresentativeDeceased,
    RepresentativeNotOffered,
    RepresentativeProtected,
    RepresentativeRequired,
    SameRepresentative,
    SenderInvalid,
    ZoneUnknown,
)
from .period import (
    CaseStillOpen,
    ClosedEarly,
    FollowsOpen,
    FollowsOther,
    PhaseBeforeToday,
    PhaseNotEarlier,
    PhaseNotLater,
    PhaseTooLong,
    ReopenTooLate,
    WindowInvalid,
)
from .sms import SmsHindered, SmsNotDue, SmsNotFailed, SmsOfAnother, SmsStillHindered
from .writing import (
    AnswerTimeInvalid,
    ColleagueWrote,
    PatientSideWrote,
    PlaceholderInvalid,
    PlaceholderUnknown,
    TemplateOfTwo,
    TemplateUnfilled,
)

Refusal: TypeAlias = (
    NotFound
    | Exists
    | NoAccess
    | AssignmentNeeded
    | AssignmentEnded
    | RepresentationEnded
    | InputInvalid
    | ListOfStaff
    | CommandReused
    | Unavailable
    | Unclear
    | TextMissing
    | TextTooLong
    | TextUnreadable
    | IdInvalid
    | DayInvalid
    | IdentifierInvalid
    | BirthDateContradicts
    | PhoneInvalid
    | PhoneNotMobile
    | ConsentDayInvalid
    | SenderInvalid
    | ZoneUnknown
    | AssignmentFixed
    | AssignmentOver
    | AssignmentElsewhere
    | CoverSelf
    | CoverMutual
    | CoverDayInvalid
    | NoticeRulesInvalid
    | GuardianIsChild
    | BlockByAdult
    | AgeUnknown
    | PatientDeceased
    | RepresentativeRequired
    | GuardianRequired
    | NotAGuardian
    | RepresentativeNotOffered
    | RepresentativeProtected
    | SameRepresentative
    | RepresentativeDeceased
    | MaturityRequired
    | NotMature
    | ReasonElsewhere
    | ReasonNotOffered
    | PhaseLengthInvalid
    | MessageRequired
    | PhaseEnded
    | CaseStillOpen
    | ClosedEarly
    | FollowsOpen
    | FollowsOther
    | PhaseBeforeToday
    | PhaseNotEarlier
    | PhaseNotLater
    | PhaseTooLong
    | ReopenTooLate
    | WindowInvalid
    | ExporterUnknown
    | HandOverSame
    | TakenByAnother
    | NothingToHandle
    | NoSuchMessage
    | NoSuchJournalNote
    | TooManyJournalNotes
    | CaseOnHold
    | CaseNotOnHold
    | MessageOfAnother
    | ColleagueWrote
    | PatientSideWrote
    | TemplateUnfilled
    | AnswerTimeInvalid
    | PlaceholderUnknown
    | PlaceholderInvalid
    | TemplateOfTwo
    | SmsHindered
    | SmsNotDue
    | SmsNotFailed
    | SmsOfAnother
    | SmsStillHindered
    | VisitNeeded
    | VisitOfAnother
    | VisitNotStarted
    | VisitNotEnded
    | VisitTaken
    | VisitOver
    | TicketTaken
    | TicketNotTaken
    | TicketOver
    | FeedRefusal
)

__all__ = [
    "AgeUnknown",
    "AnswerTimeInvalid",
    "AssignmentElsewhere",
    "AssignmentEnded",
    "AssignmentFixed",
    "AssignmentNeeded",
    "AssignmentOver",
    "BirthDateContradicts",
    "BlockByAdult",
    "CaseNotOnHold",
    "CaseOnHold",
    "CaseStillOpen",
    "ClosedEarly",
    "ColleagueWrote",
    "CommandReused",
    "ConsentDayInvalid",
    "CoverDayInvalid",
    "CoverMutual",
    "CoverSelf",
    "DayInvalid",
    "EndedByOthers",
    "Exists",
    "ExporterUnknown",
    "FeedGap",
    "FeedOnlyPushed",
    "FeedOvertaken",
    "FeedUnknown",
    "FollowsOpen",
    "FollowsOther",
    "GuardianIsChild",
    "GuardianRequired",
    "HandOverSame",
    "IdInvalid",
    "IdentifierInvalid",
    "InputInvalid",
    "ListOfStaff",
    "MaturityRequired",
    "MessageOfAnother",
    "MessageRequired",
    "NoAccess",
    "NoSuchJournalNote",
    "NoSuchMessage",
    "NotAGuardian",
    "NotFound",
    "NotMature",
    "NothingToHandle",
    "NoticeRulesInvalid",
    "PatientDeceased",
    "PatientSideWrote",
    "PhaseBeforeToday",
    "PhaseEnded",
    "PhaseLengthInvalid",
    "PhaseNotEarlier",
    "PhaseNotLater",
    "PhaseTooLong",
    "PhoneInvalid",
    "PhoneNotMobile",
    "PlaceholderInvalid",
    "PlaceholderUnknown",
    "ProtectionUnstated",
    "ReasonElsewhere",
    "ReasonNotOffered",
    "Refusal",
    "ReopenTooLate",
    "RepresentationEnded",
    "RepresentativeDeceased",
    "RepresentativeNotOffered",
    "RepresentativeProtected",
    "RepresentativeRequired",
    "SameRepresentative",
    "SenderInvalid",
    "SmsHindered",
    "SmsNotDue",
    "SmsNotFailed",
    "SmsOfAnother",
    "SmsStillHindered",
    "TakenByAnother",
    "TemplateOfTwo",
    "TemplateUnfilled",
    "TextMissing",
    "TextTooLong",
    "TextUnreadable",
    "TicketNotTaken",
    "TicketOver",
    "TicketTaken",
    "TooManyJournalNotes",
    "Unavailable",
    "Unclear",
    "VisitNeeded",
    "VisitNotEnded",
    "VisitNotStarted",
    "VisitOfAnother",
    "VisitOver",
    "VisitTaken",
    "WindowInvalid",
    "ZoneUnknown",
]
