"""Glossary of events: everything that can have happened, as one closed union. Nothing else."""

from typing import TypeAlias

from .case.events import (
    CaseClosed,
    CaseEvent,
    CaseHandled,
    CaseOpened,
    CaseReopened,
    ExportRecorded,
    ExportRequested,
    MessageSent,
    MessagesRead,
    PhaseEnded,
    PhaseExtended,
    PhaseShortened,
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
from .visit.events import VisitCreated, VisitEnded, VisitEvent, VisitStarted

Event: TypeAlias = DirectoryEvent | VisitEvent | CaseEvent | NoticeEvent | EmergencyEvent

__all__ = [
    "AssignmentEnded",
    "AssignmentRegistered",
    "BlockLifted",
    "CaseClosed",
    "CaseEvent",
    "CaseHandled",
    "CaseOpened",
    "CaseReopened",
    "DirectoryEvent",
    "EmergencyAccessOpened",
    "EmergencyEvent",
    "Event",
    "ExportRecorded",
    "ExportRequested",
    "GuardianshipEnded",
    "GuardianshipRecorded",
    "IdentifierClaimed",
    "MessageSent",
    "MessagesRead",
    "NoticeEvent",
    "PersonRegistered",
    "PhaseEnded",
    "PhaseExtended",
    "PhaseShortened",
    "ProviderRegistered",
    "ReasonRegistered",
    "RepresentativeChanged",
    "RepresentativeLost",
    "RoleRegistered",
    "SmsOutcomeRecorded",
    "SmsTroubled",
    "StaffRegistered",
    "UnitBlocked",
    "UnitRegistered",
    "VisitCreated",
    "VisitEnded",
    "VisitEvent",
    "VisitStarted",
]
