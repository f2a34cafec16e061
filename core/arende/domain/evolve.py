"""`evolve`: what a stream's state becomes by an event, whatever its machine. The rules are in the machines' folders."""

from .case.evolve import evolve as evolve_case
from .case.model import Case
from .directory.evolve import evolve as evolve_directory
from .emergency.evolve import evolve as evolve_emergency
from .emergency.model import Emergency
from .events import (
    AssignmentCovered,
    AssignmentEmptied,
    AssignmentEnded,
    AssignmentRegistered,
    BlockLifted,
    CaseClosed,
    CaseHandedOver,
    CaseHandled,
    CaseOpened,
    CaseReopened,
    CaseReturned,
    CaseTaken,
    CoverEnded,
    DocumentedMarked,
    EmergencyAccessOpened,
    Event,
    ExportRecorded,
    ExportRequested,
    FeedBegunAnew,
    FeedTaken,
    FeedTakenWhole,
    FeedTroubled,
    GuardianshipEnded,
    GuardianshipRecorded,
    HoldLifted,
    HoldPlaced,
    IdentifierClaimed,
    JournalNoteSigned,
    MessageRetracted,
    MessageSent,
    MessagesRead,
    NoteAdded,
    NoticePlanned,
    PersonRegistered,
    PhaseEnded,
    PhaseExtended,
    PhaseShortened,
    PhoneRecorded,
    ProviderRegistered,
    ReasonRegistered,
    RepresentativeChanged,
    RepresentativeLost,
    RoleRegistered,
    SmsBegun,
    SmsConsentRecorded,
    SmsConsentWithdrawn,
    SmsMended,
    SmsOmitted,
    SmsOutcomeRecorded,
    SmsQueuedAgain,
    SmsReplied,
    SmsReported,
    SmsRetried,
    SmsTroubled,
    StaffRegistered,
    TemplateRegistered,
    TemplateRetired,
    TextRedacted,
    TicketAsked,
    TicketCancelled,
    TicketReturned,
    TicketTaken,
    TicketTurned,
    UnitBlocked,
    UnitRegistered,
    UnreadNoted,
    UnreadPlanned,
    UnreadReminded,
    VisitCreated,
    VisitEnded,
    VisitStarted,
)
from .feed.evolve import evolve as evolve_feed
from .feed.model import Feed
from .model import Nothing, State
from .notice.evolve import evolve as evolve_notice
from .notice.model import Notice
from .template.evolve import evolve as evolve_template
from .template.model import MessageTemplate
from .ticket.evolve import evolve as evolve_ticket
from .ticket.model import Ticket
from .visit.evolve import evolve as evolve_visit
from .visit.model import Visit


def evolve(state: State, event: Event) -> State:
    """The state after the event. An event in the wrong stream is a broken store: ValueError."""
    match event:
        case (
            CaseOpened()
            | MessageSent()
            | MessageRetracted()
            | NoteAdded()
            | DocumentedMarked()
            | JournalNoteSigned()
            | TextRedacted()
            | HoldPlaced()
            | HoldLifted()
            | MessagesRead()
            | CaseHandled()
            | CaseHandedOver()
            | CaseTaken()
            | CaseReturned()
            | SmsTroubled()
            | SmsOmitted()
            | SmsReplied()
            | SmsMended()
            | SmsRetried()
            | PhaseEnded()
            | PhaseExtended()
            | PhaseShortened()
            | CaseClosed()
            | CaseReopened()
            | RepresentativeLost()
            | RepresentativeChanged()
            | ExportRequested()
            | ExportRecorded()
            | NoticePlanned()
            | UnreadPlanned()
            | UnreadReminded()
            | UnreadNoted()
        ):
            if isinstance(state, Case | Nothing):
                return evolve_case(state, event)
        case VisitCreated() | VisitStarted() | VisitEnded():
            if isinstance(state, Visit | Nothing):
                return evolve_visit(state, event)
        case TemplateRegistered() | TemplateRetired():
            if isinstance(state, MessageTemplate | Nothing):
                return evolve_template(state, event)
        case SmsBegun() | SmsOutcomeRecorded() | SmsReported() | SmsQueuedAgain():
            if isinstance(state, Notice | Nothing):
                return evolve_notice(state, event)
        case TicketAsked() | TicketTaken() | TicketReturned() | TicketTurned() | TicketCancelled():
            if isinstance(state, Ticket | Nothing):
                return evolve_ticket(state, event)
        case EmergencyAccessOpened():
            if isinstance(state, Emergency | Nothing):
                return evolve_emergency(state, event)
        case FeedBegunAnew() | FeedTaken() | FeedTakenWhole() | FeedTroubled():
            if isinstance(state, Feed | Nothing):
                return evolve_feed(state, event)
        case (
            ProviderRegistered()
            | UnitRegistered()
            | RoleRegistered()
            | StaffRegistered()
            | AssignmentRegistered()
            | AssignmentEnded()
            | AssignmentCovered()
            | CoverEnded()
            | AssignmentEmptied()
            | ReasonRegistered()
            | IdentifierClaimed()
            | PersonRegistered()
            | GuardianshipRecorded()
            | GuardianshipEnded()
            | UnitBlocked()
            | BlockLifted()
            | PhoneRecorded()
            | SmsConsentRecorded()
            | SmsConsentWithdrawn()
        ):
            if not isinstance(state, Case | Visit | Notice | Emergency | Ticket | MessageTemplate | Feed):
                return evolve_directory(state, event)
    raise ValueError(f"{type(event).__name__} does not fit {type(state).__name__}")
