"""The law of access as three tables: how an actor can stand to a thing, who may give which command, who may read what.

Data only; how an actor stands is found out in `standing`. Nothing is allowed that has no row. Law behind the rows:
patientdatalagen (PDL), Socialstyrelsens föreskrifter (HSLF-FS); S and B are lines of the specification. A paragraph is
named only where its text has been looked up: for the rest the chapter, or the line alone.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from attrs import frozen

from ..commands import (
    AddNote,
    AskForContact,
    BeginSms,
    BlockUnit,
    CancelTicket,
    ChangeRepresentative,
    CloseCase,
    Command,
    CorrectMessage,
    CoverAssignment,
    CreateCase,
    CreateTicket,
    CreateVisit,
    DiscardDraft,
    EndAssignment,
    EndCover,
    EndGuardianship,
    EndVisit,
    ExportCase,
    ExtendPhase,
    HandOver,
    LiftBlock,
    LiftHold,
    MarkDocumented,
    MarkHandled,
    MarkRead,
    MarkSeen,
    NoteAssignmentEmpty,
    NotePhaseEnd,
    NoteRepresentativeLost,
    NoteSmsReply,
    NoteUnread,
    OpenEmergencyAccess,
    PlaceHold,
    RecordExport,
    RecordGuardianship,
    RecordPhone,
    RecordSmsConsent,
    RecordSmsOutcome,
    RecordSmsReport,
    RedactText,
    RegisterAssignment,
    RegisterPerson,
    RegisterProvider,
    RegisterReason,
    RegisterRole,
    RegisterStaff,
    RegisterTemplate,
    RegisterUnit,
    RemindUnread,
    ReopenCase,
    RetireTemplate,
    RetractMessage,
    RetrySms,
    ReturnCase,
    ReturnTicket,
    SaveDraft,
    SendMessage,
    ShortenPhase,
    SignJournalNote,
    StartVisit,
    TakeCase,
    TakeTicket,
    TurnIntoCase,
    TurnIntoVisit,
    WithdrawSmsConsent,
)


class Who(StrEnum):
    """How an actor can stand to a thing. Each holds within one care provider only."""

    OWNER = "owner"
    UNIT_READER = "unit_reader"
    COLLEAGUE = "colleague"
    POOL = "pool"
    COVER = "cover"
    DEPUTY = "deputy"
    CHOSEN = "chosen"
    EMERGENCY = "emergency"
    STAFF = "staff"
    REPRESENTATIVE = "representative"
    SELF = "self"
    GUARDIAN = "guardian"
    OPERATOR = "operator"
    SYSTEM = "system"


@frozen
class When:
    """When an actor stands so, and the law behind it."""

    holds: str
    law: str


WHEN: Final[Mapping[Who, When]] = {
    Who.OWNER: When("the assignment answers for the thing, or is the thing", "PDL 4 kap., S6"),
    Who.UNIT_READER: When("the assignment is at the thing's unit and may read all of it", "PDL 4 kap., B24"),
    Who.COLLEAGUE: When("the assignment is at the thing's unit", "PDL 4 kap., S16"),
    Who.POOL: When(
        "the assignment is at the case's unit, and nobody answers for the case: it is in the pool, or its assignment "
        "has ended, or is away together with who stands in",
        "PDL 4 kap., B19",
    ),
    Who.COVER: When(
        "the assignment is at the case's unit and stands in on this day for the one that answers",
        "PDL 4 kap., B19",
    ),
    Who.DEPUTY: When(
        "the assignment is at the case's unit and may read all of it, and the one that answers is away on this day",
        "PDL 4 kap., B19, B24",
    ),
    Who.CHOSEN: When(
        "the assignment is at another unit and has actively chosen this one, for a purpose that can be chosen, and the "
        "patient has not blocked it",
        "PDL 4 kap., B24",
    ),
    Who.EMERGENCY: When("the assignment has opened the patient's cases, with a reason, < 1 h ago", "B24"),
    Who.STAFF: When("any assignment of the provider that has not ended", "S6"),
    Who.REPRESENTATIVE: When("represents in the case, and the right stands on this day", "S5, B16"),
    Who.SELF: When("is the person, who lives", "S15"),
    Who.GUARDIAN: When(
        "has custody of the person today, and could stand for them in a case without an assessment", "B16, B23"
    ),
    Who.OPERATOR: When("works at the machine, logged with purpose «drift»", "B23"),
    Who.SYSTEM: When("the worker, or a register's feed", "B30"),
}
"""Every way to stand. Who is none of these has no access."""


@frozen
class Rule:
    """Who may, and the law behind it."""

    who: frozenset[Who]
    law: str


REGISTERS: Final = frozenset({Who.OPERATOR, Who.SYSTEM})
STAFF: Final = frozenset({Who.STAFF})
OWNER: Final = frozenset({Who.OWNER})
ANSWERING: Final = frozenset({Who.OWNER, Who.COVER})
"""Who deals with a case: who answers for it, and who stands in."""
KEEPERS: Final = ANSWERING | {Who.POOL, Who.UNIT_READER}
"""Who keep the record of a case: who deals with it or may take it, and who may read all of the unit's."""
DRAFTING: Final = frozenset({Who.COLLEAGUE, Who.REPRESENTATIVE})
"""Who keep what they have begun to write in a case, their own words: whoever could be given it, and the other side."""
WORKER: Final = frozenset({Who.SYSTEM})

COMMANDS: Final[Mapping[type[Command], Rule]] = {
    RegisterProvider: Rule(REGISTERS, "B30"),
    RegisterUnit: Rule(REGISTERS, "B30"),
    RegisterRole: Rule(REGISTERS, "B30"),
    RegisterStaff: Rule(REGISTERS, "B30"),
    RegisterAssignment: Rule(REGISTERS, "B30"),
    EndAssignment: Rule(REGISTERS, "B30"),
    CoverAssignment: Rule(OWNER | {Who.UNIT_READER} | REGISTERS, "B19, B24: who falls ill cannot arrange it"),
    EndCover: Rule(OWNER | {Who.UNIT_READER} | REGISTERS, "B19, B24"),
    NoteAssignmentEmpty: Rule(WORKER, "B19"),
    RegisterReason: Rule(REGISTERS, "S7"),
    RegisterTemplate: Rule(REGISTERS | STAFF, "B7: staff their own, and their unit's by permission"),
    RetireTemplate: Rule(REGISTERS | STAFF, "B7: staff their own, and their unit's by permission"),
    RecordGuardianship: Rule(REGISTERS, "B16"),
    EndGuardianship: Rule(REGISTERS, "B16"),
    RegisterPerson: Rule(REGISTERS | STAFF, "S2"),
    RecordPhone: Rule(REGISTERS | STAFF | {Who.SELF}, "B4"),
    RecordSmsConsent: Rule(REGISTERS | STAFF | {Who.SELF}, "B4, PDL 3 kap."),
    WithdrawSmsConsent: Rule(REGISTERS | STAFF | {Who.SELF}, "B4, PDL 3 kap."),
    CreateVisit: Rule(STAFF, "S3"),
    StartVisit: Rule(frozenset({Who.COLLEAGUE}), "S3, S16"),
    EndVisit: Rule(OWNER, "S3"),
    CreateCase: Rule(STAFF, "S6, S9"),
    SendMessage: Rule(ANSWERING | {Who.POOL, Who.REPRESENTATIVE}, "S5, S6, S11, B19"),
    CorrectMessage: Rule(ANSWERING | {Who.POOL, Who.REPRESENTATIVE}, "B9, B19, PDL 3 kap. 14 §"),
    RetractMessage: Rule(KEEPERS, "B9, PDL 3 kap. 14 §"),
    AddNote: Rule(KEEPERS, "B8, PDL 3 kap. 1 §"),
    MarkDocumented: Rule(KEEPERS, "S17, PDL 3 kap. 9 §"),
    SignJournalNote: Rule(KEEPERS, "S17, B22, PDL 3 kap. 6 och 10 §§"),
    RedactText: Rule(frozenset({Who.OPERATOR}), "B26, PDL 8 kap.: on the order of who may decide it"),
    PlaceHold: Rule(frozenset({Who.OPERATOR}), "B26"),
    LiftHold: Rule(frozenset({Who.OPERATOR}), "B26"),
    SaveDraft: Rule(DRAFTING, "S5, S6, B10, B19: also who has just lost the case"),
    MarkSeen: Rule(KEEPERS, "B5, B24"),
    DiscardDraft: Rule(DRAFTING, "S5, S6, B10, B19: also who has just lost the case"),
    MarkRead: Rule(frozenset({Who.REPRESENTATIVE}), "S5, B5"),
    MarkHandled: Rule(ANSWERING | {Who.POOL}, "B19, B21"),
    HandOver: Rule(ANSWERING | {Who.POOL, Who.DEPUTY}, "B19, B24"),
    TakeCase: Rule(frozenset({Who.COLLEAGUE}), "B19"),
    ReturnCase: Rule(WORKER, "B19"),
    ExtendPhase: Rule(ANSWERING, "B12, B13, B19"),
    ShortenPhase: Rule(ANSWERING, "B13, B19"),
    CloseCase: Rule(ANSWERING, "B13, B19, S18"),
    ReopenCase: Rule(ANSWERING, "B12, B13, B19"),
    ChangeRepresentative: Rule(ANSWERING, "B16, B19"),
    NoteRepresentativeLost: Rule(WORKER, "B16"),
    OpenEmergencyAccess: Rule(STAFF, "B24"),
    BlockUnit: Rule(REGISTERS | STAFF, "PDL 4 kap., B24"),
    LiftBlock: Rule(REGISTERS | STAFF, "PDL 4 kap., B24"),
    ExportCase: Rule(ANSWERING | {Who.OPERATOR}, "S17, B19, B22"),
    NotePhaseEnd: Rule(WORKER, "S13"),
    RecordExport: Rule(WORKER, "B22"),
    BeginSms: Rule(WORKER, "B4"),
    RecordSmsOutcome: Rule(WORKER, "B4"),
    RecordSmsReport: Rule(WORKER, "B4"),
    RetrySms: Rule(ANSWERING | {Who.POOL, Who.OPERATOR}, "B4, B19"),
    RemindUnread: Rule(WORKER, "B11"),
    NoteUnread: Rule(WORKER, "B11"),
    NoteSmsReply: Rule(WORKER, "B3"),
    AskForContact: Rule(frozenset({Who.SELF, Who.GUARDIAN}), "B17, FB 6:11"),
    CreateTicket: Rule(STAFF, "B17"),
    TakeTicket: Rule(frozenset({Who.COLLEAGUE}), "B17, S16"),
    ReturnTicket: Rule(frozenset({Who.COLLEAGUE}), "B17, S16"),
    TurnIntoCase: Rule(frozenset({Who.COLLEAGUE}), "B17, S6, S9"),
    TurnIntoVisit: Rule(frozenset({Who.COLLEAGUE}), "B17, S3"),
    CancelTicket: Rule(frozenset({Who.COLLEAGUE, Who.REPRESENTATIVE}), "B17"),
}
"""Who may give which command."""


class View(StrEnum):
    """What can be read; the value stands in the access log."""

    INBOX = "inbox"
    COUNTERS = "counters"
    CASE = "case"
    THREAD = "thread"
    DRAFT = "draft"
    DRAFTS = "drafts"
    UNIT_CASES = "cases_of_unit"
    POOL = "pool_of_unit"
    STRANDED = "stranded_cases"
    PATIENT_CASES = "cases_of_patient"
    SEARCH = "search_patients"
    PERSON = "person"
    LEDGER = "ledger"
    VISIT = "visit"
    TICKET = "ticket"
    TICKETS = "tickets_of_person"
    OPENING = "opening"
    CONTACT = "ways_to_contact"
    NOTICES = "notices"
    ENTRY = "journal_entry"
    DISCLOSURE = "disclosure"
    UNDOCUMENTED = "undocumented"
    ACCESS_REPORT = "access_report"
    ACCESS_LOG = "access_log"
    EVERYTHING = "everything"
    DIRECTORY = "directory"


CARERS: Final = ANSWERING | {Who.POOL, Who.UNIT_READER, Who.CHOSEN, Who.EMERGENCY, Who.OPERATOR, Who.SYSTEM}
"""Who reads a case on the provider's side."""

READS: Final[Mapping[View, Rule]] = {
    View.INBOX: Rule(OWNER | {Who.OPERATOR}, "S6, S12, S16"),
    View.COUNTERS: Rule(OWNER | {Who.OPERATOR}, "S6"),
    View.CASE: Rule(CARERS | {Who.REPRESENTATIVE}, "PDL 4 kap., S5, S15, B24"),
    View.THREAD: Rule(CARERS | {Who.REPRESENTATIVE}, "PDL 4 kap., S5, S15, B24"),
    View.DRAFT: Rule(STAFF | {Who.REPRESENTATIVE}, "S5, B10: the writer's own words, and no one else's"),
    View.DRAFTS: Rule(OWNER | {Who.SELF}, "B10: the writer's own words, and no one else's"),
    View.NOTICES: Rule(CARERS, "B4, B24"),
    View.ENTRY: Rule(CARERS, "S17, B22, B24"),
    View.DISCLOSURE: Rule(KEEPERS | {Who.OPERATOR}, "PDL 8 kap. 2 §, PSL 6 kap. 15 §, B8"),
    View.UNDOCUMENTED: Rule(KEEPERS | {Who.OPERATOR}, "PDL 3 kap. 9 §, S17"),
    View.UNIT_CASES: Rule(frozenset({Who.UNIT_READER, Who.CHOSEN, Who.OPERATOR}), "PDL 4 kap., B24"),
    View.POOL: Rule(frozenset({Who.COLLEAGUE, Who.OPERATOR}), "PDL 4 kap., B19"),
    View.STRANDED: Rule(frozenset({Who.OPERATOR}), "B19"),
    View.PATIENT_CASES: Rule(STAFF | {Who.SELF, Who.OPERATOR}, "PDL 4 kap., S15, B24"),
    View.SEARCH: Rule(STAFF | {Who.OPERATOR}, "S2"),
    View.PERSON: Rule(STAFF | {Who.SELF, Who.OPERATOR, Who.SYSTEM}, "S1, S2"),
    View.LEDGER: Rule(frozenset({Who.COLLEAGUE, Who.OPERATOR}), "S16, B17"),
    View.VISIT: Rule(frozenset({Who.COLLEAGUE, Who.OPERATOR}), "S3"),
    View.TICKET: Rule(frozenset({Who.COLLEAGUE, Who.OPERATOR, Who.REPRESENTATIVE}), "B17, PDL 4 kap. 1 §"),
    View.TICKETS: Rule(frozenset({Who.SELF, Who.OPERATOR}), "B17, S15"),
    View.OPENING: Rule(STAFF, "S1, S4, S6"),
    View.CONTACT: Rule(frozenset({Who.SELF, Who.OPERATOR}), "B17"),
    View.ACCESS_REPORT: Rule(frozenset({Who.SELF, Who.GUARDIAN, Who.OPERATOR}), "PDL 8 kap. 5 §, B23"),
    View.ACCESS_LOG: Rule(frozenset({Who.OPERATOR}), "HSLF-FS 2016:40 4 kap. 9 a §, B23"),
    View.EVERYTHING: Rule(frozenset({Who.OPERATOR}), "B28: leaving; each patient's report shows it"),
    View.DIRECTORY: Rule(STAFF | {Who.OPERATOR, Who.SYSTEM}, "S6, S7"),
}
"""Who may read what. Lists of cases hold only those that `View.CASE` would show."""
