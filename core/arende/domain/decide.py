"""`decide`: what a command does, or why it is refused. Access first, then the machine that the command belongs to."""

from returns.result import Failure, Result

from .access import may_command
from .case.decide import decide as decide_case
from .commands import (
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
from .decision import Decision
from .directory.decide import decide as decide_directory
from .emergency.decide import decide as decide_emergency
from .facts import Facts
from .model import State
from .notice.decide import decide as decide_notice
from .refusals import Refusal
from .template.decide import decide as decide_template
from .ticket.decide import decide as decide_ticket
from .visit.decide import decide as decide_visit


def decide(state: State, command: Command, facts: Facts) -> Result[Decision, Refusal]:
    """Pure: the same state, command and facts give the same answer, and nothing is ever raised."""
    refused = may_command(command, facts.shard, state, facts)
    if refused is not None:
        return Failure(refused)
    match command:
        case (
            CreateCase()
            | SendMessage()
            | CorrectMessage()
            | RetractMessage()
            | AddNote()
            | MarkDocumented()
            | SignJournalNote()
            | RedactText()
            | PlaceHold()
            | LiftHold()
            | SaveDraft()
            | DiscardDraft()
            | MarkSeen()
            | MarkRead()
            | MarkHandled()
            | HandOver()
            | TakeCase()
            | ReturnCase()
            | NotePhaseEnd()
            | ExtendPhase()
            | ShortenPhase()
            | CloseCase()
            | ReopenCase()
            | ChangeRepresentative()
            | NoteRepresentativeLost()
            | ExportCase()
            | RecordExport()
            | RemindUnread()
            | NoteUnread()
            | RetrySms()
            | NoteSmsReply()
        ):
            return decide_case(state, command, facts)
        case CreateVisit() | StartVisit() | EndVisit():
            return decide_visit(state, command, facts)
        case (
            AskForContact()
            | CreateTicket()
            | TakeTicket()
            | ReturnTicket()
            | TurnIntoCase()
            | TurnIntoVisit()
            | CancelTicket()
        ):
            return decide_ticket(state, command, facts)
        case OpenEmergencyAccess():
            return decide_emergency(command, facts)
        case RegisterTemplate() | RetireTemplate():
            return decide_template(state, command, facts)
        case BeginSms() | RecordSmsOutcome() | RecordSmsReport():
            return decide_notice(state, command, facts)
        case (
            RegisterProvider()
            | RegisterUnit()
            | RegisterRole()
            | RegisterStaff()
            | RegisterAssignment()
            | EndAssignment()
            | CoverAssignment()
            | EndCover()
            | NoteAssignmentEmpty()
            | RegisterReason()
            | RegisterPerson()
            | RecordGuardianship()
            | EndGuardianship()
            | BlockUnit()
            | LiftBlock()
            | RecordPhone()
            | RecordSmsConsent()
            | WithdrawSmsConsent()
        ):
            return decide_directory(state, command, facts)
