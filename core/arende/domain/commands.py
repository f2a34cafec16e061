"""Glossary of commands: everything that can be asked of the system, as one closed union. Nothing else."""

from typing import TypeAlias

from .case.commands import (
    CaseCommand,
    ChangeRepresentative,
    CreateCase,
    DiscardDraft,
    Entry,
    ExportCase,
    ExportState,
    History,
    MarkHandled,
    MarkRead,
    Maturity,
    NotePhaseEnd,
    NoteRepresentativeLost,
    RecordExport,
    SaveDraft,
    SendMessage,
)
from .directory.commands import (
    BlockUnit,
    DirectoryCommand,
    EndAssignment,
    EndGuardianship,
    LiftBlock,
    RecordGuardianship,
    RegisterAssignment,
    RegisterPerson,
    RegisterProvider,
    RegisterReason,
    RegisterRole,
    RegisterStaff,
    RegisterUnit,
)
from .emergency.commands import EmergencyCommand, OpenEmergencyAccess
from .notice.commands import NoticeCommand, RecordSmsOutcome
from .template.commands import RegisterTemplate, RetireTemplate, TemplateCommand
from .visit.commands import CreateVisit, EndVisit, StartVisit, VisitCommand

Command: TypeAlias = DirectoryCommand | VisitCommand | CaseCommand | NoticeCommand | EmergencyCommand | TemplateCommand

__all__ = [
    "BlockUnit",
    "CaseCommand",
    "ChangeRepresentative",
    "Command",
    "CreateCase",
    "CreateVisit",
    "DirectoryCommand",
    "DiscardDraft",
    "EmergencyCommand",
    "EndAssignment",
    "EndGuardianship",
    "EndVisit",
    "Entry",
    "ExportCase",
    "ExportState",
    "History",
    "LiftBlock",
    "MarkHandled",
    "MarkRead",
    "Maturity",
    "NotePhaseEnd",
    "NoteRepresentativeLost",
    "NoticeCommand",
    "OpenEmergencyAccess",
    "RecordExport",
    "RecordGuardianship",
    "RecordSmsOutcome",
    "RegisterAssignment",
    "RegisterPerson",
    "RegisterProvider",
    "RegisterReason",
    "RegisterRole",
    "RegisterStaff",
    "RegisterTemplate",
    "RegisterUnit",
    "RetireTemplate",
    "SaveDraft",
    "SendMessage",
    "StartVisit",
    "TemplateCommand",
    "VisitCommand",
]
