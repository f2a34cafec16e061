"""Wrong journal exporters: what they keep is not what they were given. Each names in `BREAKS` what it breaks."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain
from arende.ports.journal import JournalEntry
from attrs import evolve

from ..export.samples import EMPTY, GUARDIAN
from ..export.scripted import Receiver, ScriptedExporter, ScriptedHarness


class Wrong(ScriptedExporter):
    """Nothing is wrong here yet."""

    BREAKS: ClassVar[set[str]] = set()
    TIMEOUT: ClassVar = 30.0


class WrongHarness(ScriptedHarness):
    """The scripted receiver with a wrong exporter in front of it."""

    def __init__(self, wrong: type[Wrong]) -> None:
        super().__init__()
        self._wrong = wrong
        self.timeout = wrong.TIMEOUT

    def exporter(self) -> ScriptedExporter:
        right = super().exporter()
        return self._wrong(right.receiver, right.secret)


def around_receiver(wrong: type[Wrong]) -> Callable[[Path], WrongHarness]:
    """The factory of a wrong exporter on the scripted receiver."""
    return lambda folder: WrongHarness(wrong)


class IsNeverSure(Wrong):
    """What went well is called uncertain."""

    BREAKS: ClassVar = {"EXP-01", "EXP-02", "EXP-10", "EXP-13", "EXP-40"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().export(entry)
        return ExportUncertain(code="unsure") if isinstance(outcome, Exported) else outcome


class DropsAMessage(Wrong):
    """What was taken back is left out."""

    BREAKS: ClassVar = {"EXP-02", "EXP-08", "EXP-10"}

    def keep(self, entry: JournalEntry) -> None:
        super().keep(evolve(entry, messages=tuple(m for m in entry.messages if not m.retracted)))


class MangledOrder(Wrong):
    """The latest message is first."""

    BREAKS: ClassVar = {"EXP-02", "EXP-10"}

    def keep(self, entry: JournalEntry) -> None:
        super().keep(evolve(entry, messages=entry.messages[::-1]))


class LosesLetters(Wrong):
    """å becomes a question mark."""

    BREAKS: ClassVar = {"EXP-03"}

    def keep(self, entry: JournalEntry) -> None:
        kept = (evolve(m, text=m.text.encode("ascii", "replace").decode()) for m in entry.messages)
        super().keep(evolve(entry, messages=tuple(kept)))


class KeepsAgain(Wrong):
    """Whatever comes is put beside what is there."""

    BREAKS: ClassVar = {"EXP-04", "EXP-05", "EXP-10", "EXP-11", "EXP-22"}

    def keep(self, entry: JournalEntry) -> None:
        with self.receiver.lock:
            self.receiver.shelf = [*self.receiver.shelf, entry]


class LooksBeforeItLeaps(Wrong):
    """It asks whether the case is there, and then puts it there: what comes at the same time is there twice."""

    BREAKS: ClassVar = {"EXP-05"}

    def keep(self, entry: JournalEntry) -> None:
        there = [one for one in self.receiver.shelf if one.id == entry.id]
        time.sleep(0.02)
        if there:
            super().keep(entry)
        else:
            self.receiver.shelf.append(entry)


class WrongPatient(Wrong):
    """The patient of the first case is the patient of all."""

    BREAKS: ClassVar = {"EXP-06"}

    def keep(self, entry: JournalEntry) -> None:
        first = self.receiver.shelf[0].patient if self.receiver.shelf else entry.patient
        super().keep(evolve(entry, patient=first))


class OneCaseForEach(Wrong):
    """A patient has one case: the next takes its place."""

    BREAKS: ClassVar = {"EXP-07"}

    def keep(self, entry: JournalEntry) -> None:
        with self.receiver.lock:
            others = [one for one in self.receiver.shelf if one.patient.id != entry.patient.id]
            self.receiver.shelf = [*others, entry]


class TakesNothingBack(Wrong):
    """A message that was taken back stands there as any other."""

    BREAKS: ClassVar = {"EXP-08", "EXP-10"}

    def keep(self, entry: JournalEntry) -> None:
        super().keep(evolve(entry, messages=tuple(evolve(m, retracted=False) for m in entry.messages)))


class KeepsTheLatestNote(Wrong):
    """Earlier versions of a note are left out."""

    BREAKS: ClassVar = {"EXP-09", "EXP-10"}

    def keep(self, entry: JournalEntry) -> None:
        super().keep(evolve(entry, notes=entry.notes[-1:]))


class KeepsTheFirst(Wrong):
    """What is there once is never changed."""

    BREAKS: ClassVar = {"EXP-10", "EXP-11"}

    def keep(self, entry: JournalEntry) -> None:
        with self.receiver.lock:
            if not any(one.id == entry.id for one in self.receiver.shelf):
                self.receiver.shelf = [*self.receiver.shelf, entry]


class RemembersNames(Wrong):
    """A name that it has seen is written again when it is masked."""

    BREAKS: ClassVar = {"EXP-11"}

    def __init__(self, receiver: Receiver, secret: str) -> None:
        super().__init__(receiver, secret)
        self._seen = False

    def keep(self, entry: JournalEntry) -> None:
        self._seen = self._seen or entry.representative.name == GUARDIAN.name
        if self._seen and entry.representative.protected:
            entry = evolve(entry, representative=evolve(entry.representative, name=GUARDIAN.name))
        super().keep(entry)


class ForgetsTheReference(Wrong):
    """It does not say as what the receiver knows the case."""

    BREAKS: ClassVar = {"EXP-12", "EXP-40"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        outcome = super().export(entry)
        return evolve(outcome, reference="") if isinstance(outcome, Exported) else outcome


class WantsMessages(Wrong):
    """A case without messages is refused."""

    BREAKS: ClassVar = {"EXP-13"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        if entry.messages == EMPTY.messages:
            return ExportFailed(code="empty", again=False)
        return super().export(entry)


class Raises(Wrong):
    """A text that cannot be written raises."""

    BREAKS: ClassVar = {"EXP-19"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        for message in entry.messages:
            message.text.encode()
        return super().export(entry)


class ReplacesWhatItCannotHold(Wrong):
    """A text that cannot be written is changed."""

    BREAKS: ClassVar = {"EXP-19"}

    def export(self, entry: JournalEntry) -> ExportOutcome:
        kept = (evolve(m, text=m.text.encode("utf-8", "replace").decode()) for m in entry.messages)
        return super().export(evolve(entry, messages=tuple(kept)))


WRONG: tuple[type[Wrong], ...] = (
    IsNeverSure,
    DropsAMessage,
    MangledOrder,
    LosesLetters,
    KeepsAgain,
    LooksBeforeItLeaps,
    WrongPatient,
    OneCaseForEach,
    TakesNothingBack,
    KeepsTheLatestNote,
    KeepsTheFirst,
    RemembersNames,
    ForgetsTheReference,
    WantsMessages,
    Raises,
    ReplacesWhatItCannotHold,
)
