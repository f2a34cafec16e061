"""Carrying out effects: SMS by `sms`, the timer's command, the export, sweeps, what subscribers are told.

Outcomes come back as commands. Nothing is settled here (`worker`), and no rule decided: whether an outcome matters is
for `decide`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from attrs import evolve, frozen
from returns.pipeline import is_successful

from ..domain.actor import System
from ..domain.case.commands import NoteRepresentativeLost, ReturnCase
from ..domain.case.export_state import ExportState
from ..domain.case.journal_commands import RecordExport
from ..domain.directory.commands import NoteAssignmentEmpty
from ..domain.directory.model import Assignment
from ..domain.effects import Effect, EraseText, RecheckCases, ReturnCases, SendExport, SendSms, SetTimer
from ..domain.ids import Kind, PersonId, Ref, local_of
from ..domain.refusals import Unavailable, Unclear
from ..ports.export import Confirming, Exported, ExportFailed, ExportOutcome, ExportUncertain, JournalExporter
from ..ports.journal import JournalEntry
from ..ports.records import OutboxItem
from ..wire.hands import HAND, Hand, hand_from
from ..wire.outbox import SMS, decode_effect
from ..wire.sms_reports import REPORT, WaitingReport, report_from
from ..wire.telling import TELL, Tell, tell_from
from .entrance import Entrance, Request
from .erasing import Erasing
from .handle import Answer
from .hands import Hands
from .outcomes import DONE, Settled, Told, kept, later, put_off
from .pausing import Pausing
from .queries import Queries
from .sms.calls import Call, GoOn
from .sms.reports import Reports
from .sms.sender import Sender
from .telling import Telling

What: TypeAlias = Effect | WaitingReport | Hand | Tell
"""What an outbox item stands for."""

SYSTEM: Final = System()
SWEPT: Final = 100
"""Cases that one step of a sweep moves."""


@frozen(kw_only=True)
class Dispatcher:
    """Carries out outbox items. An item may come twice; outcomes count once."""

    entrance: Entrance
    queries: Queries
    sms: Sender
    reports: Reports
    hands: Hands
    erasing: Erasing
    pausing: Pausing
    exporters: Mapping[str, JournalExporter]
    telling: Telling

    def now(self) -> datetime:
        return self.entrance.clock.now()

    def together(self, items: Sequence[OutboxItem]) -> int:
        """How many of the first items are begun together: SMS of several streams, and one of all else."""
        streams: set[str] = set()
        for item in items[: self.sms.together()]:
            if item.kind != SMS or item.stream in streams:
                break
            streams.add(item.stream)
        return max(1, len(streams))

    def begin(self, items: Sequence[OutboxItem]) -> Sequence[Settled | Told | Call | What]:
        """What came of each, or what remains to be done with it. Raises StorageError, UnknownEffect."""
        effects = [decoded(item) for item in items]
        sms = [(item, effect) for item, effect in zip(items, effects, strict=True) if isinstance(effect, SendSms)]
        begun = iter(self.sms.begin(sms) if sms else ())
        return [next(begun) if isinstance(effect, SendSms) else effect for effect in effects]

    def carry_out(self, item: OutboxItem, what: Settled | Told | Call | What, go_on: GoOn) -> Settled | Told:
        """Do what remains; what came of it is yet to be recorded where it is `Told`."""
        match what:
            case Call():
                return self.sms.call(what, go_on)
            case SetTimer(command=command):
                return Told(item=item, command=command, command_id=id_of(item))
            case SendExport():
                return self.export(item, what)
            case RecheckCases(person=person):
                return self.recheck(item, person)
            case ReturnCases():
                return self.return_cases(item, what)
            case WaitingReport():
                return self.reports.look_again(item, what)
            case EraseText():
                self.erasing.erase(what)
                return DONE
            case Hand():
                return self.hands.carry_out(item, what)
            case Tell():
                return self.telling.carry_out(item, what)
            case SendSms():
                raise TypeError("an SMS is begun before it is called")
            case _:
                return what

    def export(self, item: OutboxItem, effect: SendExport) -> Settled | Told:
        """The case as it stands now, to the exporter that was named; while that is paused it waits, as not yet tried:
        then it holds back nothing else of the case.
        """
        if self.pausing.is_paused(item.shard, effect.exporter):
            return put_off(evolve(item, attempt=0), self.pausing.until())
        found = self.queries.journal_entry(SYSTEM, effect.case)
        exporter = self.exporters.get(effect.exporter)
        if not is_successful(found):
            return later(item, self.now()) or DONE
        entry = found.unwrap()
        outcome = ExportFailed(code="no_exporter", again=False) if exporter is None else sent(exporter, entry)
        match outcome:
            case Exported(reference=reference, confirmed=confirmed):
                state = ExportState.CONFIRMED if confirmed else ExportState.EXPORTED
                return exported(item, effect, entry, state, reference=reference)
            case ExportFailed(again=False, code=code):
                return exported(item, effect, entry, ExportState.FAILED, code=code)
            case ExportFailed(code=code, retry_after=wanted):
                wait = later(item, self.now(), wanted)
                return wait or exported(item, effect, entry, ExportState.FAILED, code=code)
            case ExportUncertain(code=code):
                wait = later(item, self.now())
                return wait or exported(item, effect, entry, ExportState.UNCERTAIN, code=code)

    def recheck(self, item: OutboxItem, person: PersonId) -> Settled:
        """Each case of the person, as patient or as representative, is asked whether the right still stands."""
        for case in self.queries.cases_that_name(person):
            command = NoteRepresentativeLost(case=case)
            answer = self.entrance.handle(command, actor=SYSTEM, command_id=f"{id_of(item)}:{local_of(case)}")
            if not is_successful(answer) and isinstance(answer.failure(), Unavailable):
                return later(item, self.now()) or DONE
        return DONE

    def return_cases(self, item: OutboxItem, effect: ReturnCases) -> Settled | Told:
        """A step of the sweep after an assignment's end: as many cases as fit, and then again until none is left."""
        id = effect.assignment
        state = self.queries.state(Ref(Kind.ASSIGNMENT, id))
        if not isinstance(state, Assignment) or state.leaving_since != effect.at:
            return DONE  # swept already, or registered anew
        held = self.queries.cases_held_by(id, SWEPT)
        # Without ids of their own: each is looked at anew, so that twice is harmless.
        answers = self.entrance.handle_many(Request(command=ReturnCase(case=case), actor=SYSTEM) for case in held)
        if not all(map(is_successful, answers)):
            return kept(item, self.now())
        if held:
            return put_off(item, self.now())
        command = NoteAssignmentEmpty(assignment=id, ended=effect.at)
        return Told(item=item, command=command, command_id=id_of(item))

    def recorded(self, outcomes: Sequence[Told]) -> Sequence[Settled]:
        """Outcomes go in as commands, together; where storage cannot take one now, its item is tried again.

        A refusal means that the outcome no longer concerns anything (`decide` has looked): there is nothing left to do.
        """
        asked = [Request(command=one.command, actor=SYSTEM, command_id=one.command_id) for one in outcomes]
        answers = self.entrance.handle_many(asked)
        return [self.settled(one, answer) for one, answer in zip(outcomes, answers, strict=True)]

    def settled(self, told: Told, answer: Answer) -> Settled:
        if is_successful(answer):
            return told.then
        if isinstance(answer.failure(), Unavailable | Unclear):
            return kept(told.item, self.now())
        return DONE


def decoded(item: OutboxItem) -> What:
    """Raises UnknownEffect."""
    if item.kind == REPORT:
        return report_from(item.body)
    if item.kind == TELL:
        return tell_from(item.body)
    return hand_from(item.body) if item.kind == HAND else decode_effect(item.kind, item.body)


def id_of(item: OutboxItem) -> str:
    """The id of the command that this try of the item gives."""
    return f"{item.id}:{item.attempt}"


def sent(exporter: JournalExporter, entry: JournalEntry) -> ExportOutcome:
    """What the receiver says, and where it can be asked, what it keeps."""
    outcome = exporter.export(entry)
    if not isinstance(exporter, Confirming) or not isinstance(outcome, Exported) or outcome.confirmed:
        return outcome
    kept = exporter.confirm(entry)
    # What it took and does not show yet is not lost: it is asked for again, which is harmless.
    return kept if isinstance(kept, Exported) else ExportUncertain(code=kept.code)


def exported(
    item: OutboxItem,
    effect: SendExport,
    entry: JournalEntry,
    state: ExportState,
    *,
    reference: str = "",
    code: str = "",
) -> Told:
    command = RecordExport(
        case=effect.case,
        exporter=effect.exporter,
        version=entry.version,
        state=state,
        reference=reference,
        code=code,
        up_to=max((message.number for message in entry.messages), default=0),
    )
    return Told(item=item, command=command, command_id=id_of(item))
