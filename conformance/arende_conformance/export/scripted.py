"""An exporter and its receiver in memory, with all that a harness may do: an example, and the ground of wrong ones.

The receiver is what a real one's server would be; `ScriptedExporter` says of it what an exporter must say.
"""

import json
from collections.abc import Sequence
from threading import Lock
from typing import Final

from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain
from arende.ports.journal import JournalEntry, JournalStatus, entry_plain
from attrs import define, field

from ..claims import CAPABILITIES, Claims, claim
from .harness import Kept, KeptMessage, KeptNote, Trouble

SECRET: Final = "a-secret-of-the-receiver"  # noqa: S105 -- invented
REFUSALS: Final = {
    Trouble.BUSY: ExportFailed(code="busy", again=True, retry_after=17),
    Trouble.LOCKED: ExportFailed(code="locked", again=False),
    Trouble.REFUSED: ExportFailed(code="refused", again=False),
    Trouble.QUOTING: ExportFailed(code="refused", again=False),
    Trouble.ELSEWHERE: ExportFailed(code="redirected", again=False),
}
"""What is said of what was not kept."""
UNCERTAIN: Final = (Trouble.LOST, Trouble.SILENT, Trouble.GARBLED)


@define
class Receiver:
    """What is kept, and how the receiver behaves."""

    shelf: list[JournalEntry] = field(factory=list)
    trouble: Trouble | None = None
    severed: bool = False
    strayed: int = 0
    lock: Lock = field(factory=Lock, repr=False)


class ScriptedExporter:
    """Right in every way."""

    def __init__(self, receiver: Receiver, secret: str) -> None:
        self.receiver = receiver
        self.secret = secret

    def __repr__(self) -> str:
        return type(self).__name__

    def export(self, entry: JournalEntry) -> ExportOutcome:
        try:
            document(entry).encode()
        except (ValueError, OverflowError):
            return ExportFailed(code="content", again=False)
        trouble = self.receiver.trouble
        if self.receiver.severed:
            return ExportFailed(code="unreachable", again=True)
        if trouble in REFUSALS:
            return REFUSALS[trouble]
        self.keep(entry)
        if trouble is Trouble.PARTLY:
            return ExportFailed(code="partly", again=False)
        if trouble in UNCERTAIN:
            return ExportUncertain(code="unknown")
        return Exported(reference=entry.id)

    def keep(self, entry: JournalEntry) -> None:
        """Once, by its id."""
        with self.receiver.lock:
            self.receiver.shelf = [one for one in self.receiver.shelf if one.id != entry.id] + [entry]

    def confirm(self, entry: JournalEntry) -> ExportOutcome:
        if self.receiver.severed:
            return ExportUncertain(code="unreachable")
        if any(one.id == entry.id and one.version >= entry.version for one in self.receiver.shelf):
            return Exported(reference=entry.id, confirmed=True)
        return ExportFailed(code="missing", again=True)

    def close(self) -> None:
        """Nothing is held."""


class ScriptedHarness:
    """Everything that a harness may do."""

    claims: Claims = claim(*CAPABILITIES["export"])
    timeout = 30.0

    def __init__(self) -> None:
        self.receiver = Receiver()
        self._trouble: Trouble | None = None

    def exporter(self) -> ScriptedExporter:
        self.receiver = Receiver(trouble=self._trouble)
        return ScriptedExporter(self.receiver, SECRET)

    def kept(self) -> Sequence[Kept]:
        return [shown(one) for one in self.receiver.shelf]

    def sever(self) -> None:
        self.receiver.severed = True

    def trouble(self, trouble: Trouble) -> None:
        self._trouble = trouble

    def strayed(self) -> int:
        return self.receiver.strayed

    def secrets(self) -> Sequence[str]:
        return [SECRET]


def document(entry: JournalEntry) -> str:
    """The entry as text. OverflowError, and ValueError where it is encoded."""
    return json.dumps(entry_plain(entry), ensure_ascii=False)


def shown(entry: JournalEntry) -> Kept:
    """An entry that is kept as it is."""
    return Kept(
        id=entry.id,
        patient=entry.patient.identifier,
        ended=entry.status is not JournalStatus.OPEN,
        messages=tuple(KeptMessage(number=m.number, text=m.text, retracted=m.retracted) for m in entry.messages),
        notes=tuple(KeptNote(number=n.number, version=n.version, text=n.text) for n in entry.notes),
        everything=document(entry),
    )
