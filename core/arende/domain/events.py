"""Glossary of events: everything that can have happened, as one closed union. Nothing else."""

from typing import TypeAlias

from .case.events import (
    CaseEvent,
    CaseHandled,
    CaseOpened,
    DocumentedMarked,
    ExportRecorded,
    ExportRequested,
    MessageRetracted,
    MessageSent,
    MessagesRead,
    NoteAdded,
    PhaseEnded,
    RepresentativeChanged,
    RepresentativeLost,
    SmsTroubled,
)
from .directory.events import (
    AssignmentEnded,
    AssignmentRegistered,
    BlockLifted,
    DirectoryEvent,
    GuardianshipEnded,
    GuardianshipRecorded,
    IdentifierClaimed,
    PersonRegistered,
    ProviderRegistered,
    ReasonRegistered,
    RoleRegistered,
    StaffRegistered,
    UnitBlocked,
    UnitRegistered,
)
from .emergency.events import EmergencyAccessOpened, EmergencyEvent
from .notice.events import NoticeEvent, SmsOutcomeRecorded
from .ticket.events import TicketAsked, TicketCancelled, TicketEvent, TicketReturned, TicketTaken, TicketTurned
from .visit.events import VisitCreated, VisitEnded, VisitEvent, VisitStarted

Event: TypeAlias = DirectoryEvent | VisitEvent | CaseEvent | NoticeEvent | EmergencyEvent | TicketEvent

__all__ = [
    "AssignmentEnded",
    "AssignmentRegistered",
    "BlockLifted",
    "CaseEvent",
    "CaseHandled",
    "CaseOpened",
    "DirectoryEvent",
    "DocumentedMarked",
    "EmergencyAccessOpened",
    "EmergencyEvent",
    "Event",
    "ExportRecorded",
    "ExportRequested",
    "GuardianshipEnded",
    "GuardianshipRecorded",
    "IdentifierClaimed",
    "MessageRetracted",
    "MessageSent",
    "MessagesRead",
    "NoteAdded",
    "NoticeEvent",
    "PersonRegistered",
    "PhaseEnded",
    "ProviderRegistered",
    "ReasonRegistered",
    "RepresentativeChanged",
    "RepresentativeLost",
    "RoleRegistered",
    "SmsOutcomeRecorded",
    "SmsTroubled",
    "StaffRegistered",
    "TicketAsked",
    "TicketCancelled",
    "TicketEvent",
    "TicketReturned",
    "TicketTaken",
    "TicketTurned",
    "UnitBlocked",
    "UnitRegistered",
    "VisitCreated",
    "VisitEnded",
    "VisitEvent",
    "VisitStarted",
]
