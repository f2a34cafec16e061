"""Glossary of events: everything that can have happened, as one closed union. Nothing else."""

from typing import TypeAlias

from .case.events import (
    CaseEvent,
    CaseHandled,
    CaseOpened,
    ExportRecorded,
    ExportRequested,
    MessageSent,
    MessagesRead,
    PhaseEnded,
    SmsTroubled,
)
from .directory.events import (
    AssignmentEnded,
    AssignmentRegistered,
    DirectoryEvent,
    GuardianshipEnded,
    GuardianshipRecorded,
    IdentifierClaimed,
    PersonRegistered,
    ProviderRegistered,
    ReasonRegistered,
    RoleRegistered,
    StaffRegistered,
    UnitRegistered,
)
from .notice.events import NoticeEvent, SmsOutcomeRecorded
from .visit.events import VisitCreated, VisitEnded, VisitEvent, VisitStarted

Event: TypeAlias = DirectoryEvent | VisitEvent | CaseEvent | NoticeEvent

__all__ = [
    "AssignmentEnded",
    "AssignmentRegistered",
    "CaseEvent",
    "CaseHandled",
    "CaseOpened",
    "DirectoryEvent",
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
    "ProviderRegistered",
    "ReasonRegistered",
    "RoleRegistered",
    "SmsOutcomeRecorded",
    "SmsTroubled",
    "StaffRegistered",
    "UnitRegistered",
    "VisitCreated",
    "VisitEnded",
    "VisitEvent",
    "VisitStarted",
]
