"""Wrong journal exporters: what they say, show or ask is wrong. Each names in `BREAKS` what it breaks."""

import logging
import time
from threading import Event
from typing import ClassVar

from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain
from arende.ports.journal import JournalEntry
from attrs import evolve

from ..export.harness import Trouble
from ..export.scripted import Receiver
from .export import Wrong

SHORT = 0.04
"""Seconds that an export may take where the harness is in a hurry."""
LOG = logging.getLogger("journal.gateway")


class Says(Wrong):
    """Of one trouble it says something else."""

    OF: ClassVar[Trouble]
    WORD: ClassVar[ExportOutcome]

    def export(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().export(entry)
        return self.WORD if self.receiver.trouble is self.OF and not self.receiver.severed else outcome


class TakesLossForSuccess(Says):
    """What was lost on the way back is Exported."""

    BREAKS: ClassVar = {"EXP-20"}
    OF, WORD = Trouble.LOST, Exported(reference="r")


class TakesSilenceForFailure(Says):
    """What was never answered has failed."""

    BREAKS: ClassVar = {"EXP-21"}
    OF, WORD = Trouble.SILENT, ExportFailed(code="silent", again=False)


class KeepsANumberOfItsOwn(Wrong):
    """After a lost answer it comes as a new case."""

    BREAKS: ClassVar = {"EXP-22"}

    def __init__(self, receiver: Receiver, secret: str) -> None:
        super().__init__(receiver, secret)
        self._tries = 0

    def keep(self, entry: JournalEntry) -> None:
        if self.receiver.trouble is Trouble.LOST:
            self._tries += 1
            entry = evolve(entry, id=f"{entry.id}-{self._tries}")
        super().keep(entry)


class NeverComesBackToBusy(Says):
    """A busy receiver is given up."""

    BREAKS: ClassVar = {"EXP-23"}
    OF, WORD = Trouble.BUSY, ExportFailed(code="busy", again=False)


class ComesBackAtOnce(Says):
    """What the receiver asks for is not heard."""

    BREAKS: ClassVar = {"EXP-23"}
    OF, WORD = Trouble.BUSY, ExportFailed(code="busy", again=True)


class TakesLockedForUncertain(Says):
    """Refused credentials might have been a success."""

    BREAKS: ClassVar = {"EXP-24"}
    OF, WORD = Trouble.LOCKED, ExportUncertain(code="locked")


class KnocksForEver(Says):
    """What is refused for good is tried again."""

    BREAKS: ClassVar = {"EXP-25"}
    OF, WORD = Trouble.REFUSED, ExportFailed(code="refused", again=True)


class TakesPartForWhole(Says):
    """The answer sounded well."""

    BREAKS: ClassVar = {"EXP-26"}
    OF, WORD = Trouble.PARTLY, Exported(reference="r")


class TrustsTwoHundred(Says):
    """A page that it cannot read is a success."""

    BREAKS: ClassVar = {"EXP-27"}
    OF, WORD = Trouble.GARBLED, Exported(reference="r")


class GoesElsewhere(Wrong):
    """It follows where it is sent."""

    BREAKS: ClassVar = {"EXP-28"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        if self.receiver.trouble is Trouble.ELSEWHERE:
            self.receiver.strayed += 1
        return super().export(entry)


class QuotesTheReceiver(Wrong):
    """What the receiver found fault with is the code of the failure."""

    BREAKS: ClassVar = {"EXP-29"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().export(entry)
        if self.receiver.trouble is Trouble.QUOTING:
            return ExportFailed(code=f"refused: {entry.patient.name}", again=False)
        return outcome


class ShowsItsSecret(Wrong):
    """Its repr shows what it was opened with."""

    BREAKS: ClassVar = {"EXP-30"}

    def __repr__(self) -> str:
        return f"ShowsItsSecret({self.secret})"


class ShowsItsLast(Wrong):
    """Its repr shows the last case."""

    BREAKS: ClassVar = {"EXP-14"}

    def __init__(self, receiver: Receiver, secret: str) -> None:
        super().__init__(receiver, secret)
        self._last = ""

    def __repr__(self) -> str:
        return f"ShowsItsLast({self._last})"

    def keep(self, entry: JournalEntry) -> None:
        self._last = entry.patient.identifier
        super().keep(entry)


class LogsBodies(Wrong):
    """It logs what it sends."""

    BREAKS: ClassVar = {"EXP-15"}

    def keep(self, entry: JournalEntry) -> None:
        LOG.debug("sending %s", [message.text for message in entry.messages])
        super().keep(entry)


class TakesItsTime(Wrong):
    """The first export comes back later than the harness says."""

    BREAKS: ClassVar = {"EXP-16"}
    TIMEOUT: ClassVar = SHORT

    def export(self, entry: JournalEntry) -> ExportOutcome:
        if self.receiver.trouble is None:
            time.sleep(SHORT * 3)
        return super().export(entry)


class BlocksForEver(Wrong):
    """Whoever is silent is waited for."""

    BREAKS: ClassVar = {"EXP-21"}
    TIMEOUT: ClassVar = SHORT * 10

    def export(self, entry: JournalEntry) -> ExportOutcome:
        if self.receiver.trouble is Trouble.SILENT:
            Event().wait()
        return super().export(entry)


class SwallowsErrors(Wrong):
    """What cannot arrive is Exported."""

    BREAKS: ClassVar = {"EXP-17"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().export(entry)
        return Exported(reference="r") if self.receiver.severed else outcome


class GivesUp(Wrong):
    """A cut way is for good."""

    BREAKS: ClassVar = {"EXP-18"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().export(entry)
        return ExportFailed(code="unreachable", again=False) if self.receiver.severed else outcome


class NeverConfirms(Wrong):
    """What is there is not seen."""

    BREAKS: ClassVar = {"EXP-40"}

    def confirm(self, entry: JournalEntry) -> ExportOutcome:
        return ExportFailed(code="missing", again=True)


class ConfirmsAnything(Wrong):
    """What it never looked for is confirmed, if it can be reached."""

    BREAKS: ClassVar = {"EXP-41", "EXP-43"}

    def confirm(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().confirm(entry)
        return outcome if self.receiver.severed else Exported(reference=entry.id, confirmed=True)


class WritesToConfirm(Wrong):
    """What is missing is put there while it asks."""

    BREAKS: ClassVar = {"EXP-42"}

    def confirm(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().confirm(entry)
        if isinstance(outcome, ExportFailed):
            self.keep(entry)
        return outcome


class ConfirmsOlder(Wrong):
    """Any version will do."""

    BREAKS: ClassVar = {"EXP-43"}

    def confirm(self, entry: JournalEntry) -> ExportOutcome:
        return super().confirm(evolve(entry, version=0))


class ConfirmsFromMemory(Wrong):
    """Where nobody answers it is sure."""

    BREAKS: ClassVar = {"EXP-44"}

    def confirm(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().confirm(entry)
        return Exported(reference=entry.id, confirmed=True) if self.receiver.severed else outcome


WRONG: tuple[type[Wrong], ...] = (
    TakesLossForSuccess,
    TakesSilenceForFailure,
    KeepsANumberOfItsOwn,
    NeverComesBackToBusy,
    ComesBackAtOnce,
    TakesLockedForUncertain,
    KnocksForEver,
    TakesPartForWhole,
    TrustsTwoHundred,
    GoesElsewhere,
    QuotesTheReceiver,
    ShowsItsSecret,
    ShowsItsLast,
    LogsBodies,
    TakesItsTime,
    BlocksForEver,
    SwallowsErrors,
    GivesUp,
    NeverConfirms,
    ConfirmsAnything,
    WritesToConfirm,
    ConfirmsOlder,
    ConfirmsFromMemory,
)
