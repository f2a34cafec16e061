"""The journal export port: who takes a case's entry to the health record, and forms that an entry can be given.

What an entry is, `journal` says. Exporters are opened by settings and called by the worker; a form is a document that
somebody asks for, and is made at once.
"""

from typing import Final, Protocol, TypeAlias, runtime_checkable

from attrs import frozen

from .config import AdapterConfig
from .disclosure import Disclosure
from .journal import JournalEntry


@frozen(kw_only=True)
class Exported:
    """Every part of the entry is kept by the receiver; `reference` is its own name for it."""

    reference: str
    confirmed: bool = False
    """Whether it has been read back from the receiver since."""


@frozen(kw_only=True)
class ExportFailed:
    """Nothing may be taken as kept. `again`: whether trying once more can help."""

    code: str
    again: bool
    retry_after: int | None = None
    """Seconds that the receiver asks to be left alone."""


@frozen(kw_only=True)
class ExportUncertain:
    """It may or may not be kept; exporting the same (id, version) again must be harmless."""

    code: str


ExportOutcome: TypeAlias = Exported | ExportFailed | ExportUncertain


class JournalExporter(Protocol):
    """One receiver. Exporting the same entry twice leaves one copy there; a later version replaces what changed."""

    def export(self, entry: JournalEntry) -> ExportOutcome:
        """Hand one entry over: what became of it is the value, and nothing is raised."""
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


@runtime_checkable
class Confirming(Protocol):
    """An exporter that can ask its receiver whether an entry is kept there, whole."""

    def confirm(self, entry: JournalEntry) -> ExportOutcome:
        """Nothing is written. `Exported` with `confirmed`, `ExportFailed` where it is not there, or not whole."""
        ...


class ExportFactory(Protocol):
    """Opens an exporter; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> JournalExporter:
        """An exporter with these options. ConfigError where they are missing, mistyped or unknown."""
        ...


JSON: Final = "json"
"""The form that is always there: the entry's own document. No plugin's form has its name."""


class JournalForm(Protocol):
    """A form of document that an entry can be given: a bundle, a transcript. Pure: the same entry, the same bytes."""

    def media_type(self) -> str:
        """Of the bytes that `render` gives, e.g. `application/fhir+json`."""
        ...

    def suffix(self) -> str:
        """Of file names, with the dot."""
        ...

    def render(self, entry: JournalEntry, language: str, disclosure: Disclosure | None) -> bytes:
        """`language` is «sv» or «en». `disclosure` is given where one was asked for, and holds that entry. A form that
        has no place for it raises NoDisclosure. ValueError for an entry that the form cannot hold.
        """
        ...


class NoDisclosure(Exception):
    """The form cannot hold what a disclosure adds to an entry."""
