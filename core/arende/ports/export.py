"""The journal export port: a case's record leaves for the health record. Plain typed entries, no storage, no domain.

Internal notes, drafts and SMS texts are not in an entry: an exporter cannot leak what it is never given.
"""

from typing import Protocol, TypeAlias

from attrs import field, frozen

from .config import AdapterConfig


@frozen(kw_only=True)
class JournalPerson:
    """A person in an entry: identifier as (system, twelve digits) and name."""

    id: str
    system: str
    identifier: str = field(repr=False)
    name: str = field(repr=False)


@frozen(kw_only=True)
class JournalMessage:
    """One message of the thread, in order. `at` is microseconds UTC."""

    number: int
    at: int
    by_patient_side: bool
    author_id: str
    author: str = field(repr=False)
    role: str
    text: str = field(repr=False)
    corrects: int | None = None
    """Number of the earlier message that this one corrects."""
    retracted: bool = False
    """The patient's side no longer sees the text; the record keeps it."""


@frozen(kw_only=True)
class JournalEntry:
    """A case as it stands at `version`: the same (id, version) is the same content for ever."""

    id: str
    version: int
    provider_id: str
    unit_id: str
    unit: str
    title: str = field(repr=False)
    patient: JournalPerson
    representative: JournalPerson
    opened: int
    until: int
    zone: str
    assignment_id: str
    messages: tuple[JournalMessage, ...]


@frozen(kw_only=True)
class Exported:
    """Every part of the entry is kept by the receiver; `reference` is its own name for it."""

    reference: str


@frozen(kw_only=True)
class ExportFailed:
    """Nothing may be taken as kept. `again`: whether trying once more can help."""

    code: str
    again: bool


@frozen(kw_only=True)
class ExportUncertain:
    """It may or may not be kept; exporting the same (id, version) again must be harmless."""

    code: str


ExportOutcome: TypeAlias = Exported | ExportFailed | ExportUncertain


class JournalExporter(Protocol):
    """One receiver. Exporting the same entry twice leaves one copy there."""

    def export(self, entry: JournalEntry) -> ExportOutcome: ...

    def close(self) -> None: ...


class ExportFactory(Protocol):
    """Opens an exporter; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> JournalExporter: ...
