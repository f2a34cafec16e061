"""Glossary of commands: everything that can be asked of the system, as one closed union. Nothing else."""

from typing import TypeAlias

from .case.commands import (
    CaseCommand,
    CreateCase,
    Entry,
    ExportCase,
    ExportState,
    MarkHandled,
    MarkRead,
    Maturity,
    NotePhaseEnd,
    RecordExport,
    SendMessage,
)
from .directory.commands import (
    DirectoryCommand,
    EndAssignment,
    EndGuardianship,
    RecordGuardianship,
    RegisterAssignment,
    RegisterPerson,
    RegisterProvider,
    RegisterReason,
    RegisterRole,
    RegisterStaff,
    RegisterUnit,
)
from .notice.commands import NoticeCommand, RecordSmsOutcome
from .visit.commands import CreateVisit, EndVisit, StartVisit, VisitCommand

Command: TypeAlias = DirectoryCommand | VisitCommand | CaseCommand | NoticeCommand

__all__ = [
    "CaseCommand",
    "Command",
    "CreateCase",
    "CreateVisit",
    "DirectoryCommand",
    "EndAssignment",
    "EndGuardianship",
    "EndVisit",
    "Entry",
    "ExportCase",
    "ExportState",
    "MarkHandled",
    "MarkRead",
    "Maturity",
    "NotePhaseEnd",
    "NoticeCommand",
    "RecordExport",
    "RecordGuardianship",
    "RecordSmsOutcome",
    "RegisterAssignment",
    "RegisterPerson",
    "RegisterProvider",
    "RegisterReason",
    "RegisterRole",
    "RegisterStaff",
    "RegisterUnit",
    "SendMessage",
    "StartVisit",
    "VisitCommand",
]
