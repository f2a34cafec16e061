"""Carrying out one effect: the SMS, the timer's command, the export. Outcomes come back as commands, some at a time.

Nothing is settled here (`worker`), and no rule decided: whether an outcome matters is for `decide`.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from attrs import frozen
from returns.pipeline import is_successful

from ..domain.actor import System
from ..domain.case.commands import ExportState, NoteRepresentativeLost, RecordExport, ReturnCase
from ..domain.case.model import Case
from ..domain.case.representation import stands
from ..domain.commands import Command
from ..domain.directory.commands import NoteAssignmentEmpty
from ..domain.directory.model import Assignment, Person, Provider
from ..domain.effects import RecheckCases, ReturnCases, SendExport, SendSms, SetTimer
from ..domain.ids import Kind, PersonId, Ref, local_of, shard_of
from ..domain.model import State
from ..domain.notice.commands import RecordSmsOutcome
from ..domain.notice.model import Answered, Cause, Notice
from ..domain.phase import local_date
from ..domain.policy import RETRY_AFTER, retry_after
from ..domain.refusals import Unavailable, Unclear
from ..domain.sms_texts import text
from ..ports.export import Exported, ExportFailed, ExportUncertain, JournalExporter
from ..ports.records import Later, OutboxItem
from ..ports.sms import Accepted, ProviderError, Rejected, Rejection, SendOutcome, SmsProvider, SmsRequest, Uncertain
from ..ports.times import to_micros
from ..wire.outbox import decode_effect
from .entrance import Entrance, Request
from .handle import Answer
from .queries import Queries

SYSTEM: Final = System()
SWEPT: Final = 100
"""Cases that one step of a sweep moves."""


@frozen
class Done:
    """The effect is carried out, or given up where staff see it."""


Settled: TypeAlias = Done | Later


@frozen(kw_only=True)
class Told:
    """What came of an effect: a command that must be durable before the item is settled (`Dispatcher.recorded`)."""

    item: OutboxItem
    command: Command


@frozen(kw_only=True)
class Dispatcher:
    """Carries out outbox items. An item may come twice; outcomes carry an id of their own, so they count once."""

    entrance: Entrance
    queries: Queries
    sms: Sequence[tuple[str, SmsProvider]]
    """Providers in order of preference, by name."""
    exporters: Mapping[str, JournalExporter]

    def carry_out(self, item: OutboxItem) -> Settled | Told:
        """Do it; what came of it is yet to be recorded where it is `Told`."""
        match decode_effect(item.kind, item.body):
            case SetTimer(command=command):
                return Told(item=item, command=command)
            case SendSms() as effect:
                return self.send(item, effect)
            case SendExport() as effect:
                return self.export(item, effect)
            case RecheckCases(person=person):
                return self.recheck(item, person)
            case ReturnCases() as effect:
                return self.return_cases(item, effect)

    def send(self, item: OutboxItem, effect: SendSms) -> Settled | Told:
        """An SMS to whom it may still go to; whatever hinders it is an outcome that staff see."""
        notice = Ref(Kind.NOTICE, effect.notice)
        found = self.queries.many([notice, *named_in(effect)])
        if isinstance(found[notice], Notice):
            return Done()  # a worker that was ended before it settled the item has recorded what came of it
        name, outcome = self.try_to_send(effect, found)
        match outcome:
            case Accepted(provider_id=provider_id):
                return self.told(item, effect, Answered.ACCEPTED, name, provider_id=provider_id)
            case Uncertain(code=code):
                return self.told(item, effect, Answered.UNCERTAIN, name, code=code or "uncertain")
            case Rejected(kind=Rejection.BUSY, code=code, retry_after=wait):
                later = self.later(item, wait)
                return later or self.told(item, effect, Answered.REJECTED, name, code=code or "gave_up")
            case Rejected(kind=kind, code=code):
                return self.told(item, effect, Answered.REJECTED, name, code=code, cause=Cause(kind.value))

    def try_to_send(self, effect: SendSms, found: Mapping[Ref, State]) -> tuple[str, SendOutcome]:
        """The first provider that does not turn it down for now has it."""
        case, person, provider = (found[ref] for ref in named_in(effect))
        if not isinstance(case, Case) or not isinstance(person, Person) or not isinstance(provider, Provider):
            return "", Rejected(kind=Rejection.RECIPIENT, code="not_found")
        if not self.right_stands(case, person):
            return "", Rejected(kind=Rejection.RECIPIENT, code="representation_ended")
        if person.phone is None:
            return "", Rejected(kind=Rejection.RECIPIENT, code="no_number")
        request = SmsRequest(
            id=effect.notice, to=person.phone, sender=provider.sender, text=text(effect.key, person.language)
        )
        last: tuple[str, SendOutcome] = ("", Rejected(kind=Rejection.SENDER, code="no_provider"))
        for name, one in self.sms:
            try:
                last = (name, one.send(request))
            except ProviderError:
                last = (name, Rejected(kind=Rejection.BUSY, code="provider_error"))
            if not isinstance(last[1], Rejected) or last[1].kind is not Rejection.BUSY:
                return last
        return last

    def right_stands(self, case: Case, representative: Person) -> bool:
        """Checked again as the SMS leaves (B16), on the local day of the case; a former one is told nothing."""
        if representative.id != case.representative.person:
            return False
        own = representative.id == case.patient
        patient = representative if own else self.queries.state(Ref(Kind.PERSON, case.patient))
        day = local_date(self.entrance.clock.now(), case.phase.zone)
        return stands(case.representative, patient if isinstance(patient, Person) else None, representative, day)

    def told(
        self,
        item: OutboxItem,
        effect: SendSms,
        answer: Answered,
        provider: str,
        *,
        provider_id: str | None = None,
        code: str = "",
        cause: Cause | None = None,
    ) -> Told:
        command = RecordSmsOutcome(
            notice=effect.notice,
            case=effect.case,
            recipient=effect.recipient,
            key=effect.key,
            message=effect.message,
            answer=answer,
            provider=provider,
            provider_id=provider_id,
            code=code,
            cause=cause,
        )
        return Told(item=item, command=command)

    def export(self, item: OutboxItem, effect: SendExport) -> Settled | Told:
        """The case as it stands now, to the exporter that was named."""
        entry = self.queries.journal_entry(SYSTEM, effect.case)
        exporter = self.exporters.get(effect.exporter)
        if not is_successful(entry):
            return self.later(item, None) or Done()
        outcome = ExportFailed(code="no_exporter", again=False) if exporter is None else exporter.export(entry.unwrap())
        version = entry.unwrap().version
        match outcome:
            case Exported(reference=reference):
                return Told(item=item, command=exported(effect, version, ExportState.EXPORTED, reference=reference))
            case ExportFailed(again=False, code=code):
                return Told(item=item, command=exported(effect, version, ExportState.FAILED, code=code))
            case ExportFailed(code=code):
                later = self.later(item, None)
                return later or Told(item=item, command=exported(effect, version, ExportState.FAILED, code=code))
            case ExportUncertain(code=code):
                later = self.later(item, None)
                return later or Told(item=item, command=exported(effect, version, ExportState.UNCERTAIN, code=code))

    def recheck(self, item: OutboxItem, person: PersonId) -> Settled:
        """Each case of the person, as patient or as representative, is asked whether the right still stands."""
        for case in self.queries.cases_that_name(person):
            command = NoteRepresentativeLost(case=case)
            command_id = f"{item.id}:{item.attempt}:{local_of(case)}"
            answer = self.entrance.handle(command, actor=SYSTEM, command_id=command_id)
            if not is_successful(answer) and isinstance(answer.failure(), Unavailable):
                return self.later(item, None) or Done()
        return Done()

    def return_cases(self, item: OutboxItem, effect: ReturnCases) -> Settled | Told:
        """A step of the sweep after an assignment's end: as many cases as fit, and then again until none is left."""
        id = effect.assignment
        state = self.queries.state(Ref(Kind.ASSIGNMENT, id))
        if not isinstance(state, Assignment) or state.leaving_since != effect.at:
            return Done()  # swept already, or registered anew
        held = self.queries.cases_held_by(id, SWEPT)
        # Without ids of their own: each is looked at anew, so that twice is harmless.
        answers = self.entrance.handle_many(Request(command=ReturnCase(case=case), actor=SYSTEM) for case in held)
        if not all(map(is_successful, answers)):
            return self.kept(item)
        if held:
            return Later(id=item.id, not_before=to_micros(self.entrance.clock.now()), attempt=item.attempt)
        return Told(item=item, command=NoteAssignmentEmpty(assignment=id, ended=effect.at))

    def recorded(self, outcomes: Sequence[Told]) -> Sequence[Settled]:
        """Outcomes go in as commands, together; where storage cannot take one now, its item is tried again.

        A refusal means that the outcome no longer concerns anything (`decide` has looked): there is nothing left to do.
        """
        asked = [
            Request(command=one.command, actor=SYSTEM, command_id=f"{one.item.id}:{one.item.attempt}")
            for one in outcomes
        ]
        answers = self.entrance.handle_many(asked)
        return [self.settled(one.item, answer) for one, answer in zip(outcomes, answers, strict=True)]

    def settled(self, item: OutboxItem, answer: Answer) -> Settled:
        if not is_successful(answer) and isinstance(answer.failure(), Unavailable | Unclear):
            return self.kept(item)
        return Done()

    def kept(self, item: OutboxItem) -> Later:
        """To be tried again, however often it has been: what cannot be told to anyone is not let go of."""
        at = self.entrance.clock.now() + (retry_after(item.attempt + 1) or RETRY_AFTER[-1])
        return Later(id=item.id, not_before=to_micros(at), attempt=item.attempt + 1)

    def later(self, item: OutboxItem, seconds: int | None) -> Later | None:
        """When to try again, as attempt number; None: it has been tried often enough."""
        attempt = item.attempt + 1
        wait = retry_after(attempt)
        if wait is None:
            return None
        at = to_micros(self.entrance.clock.now() + wait)
        asked = 0 if seconds is None else to_micros(self.entrance.clock.now()) + seconds * 1_000_000
        return Later(id=item.id, not_before=max(at, asked), attempt=attempt)


def named_in(effect: SendSms) -> tuple[Ref, Ref, Ref]:
    """The case, the recipient and the provider of an SMS."""
    return (
        Ref(Kind.CASE, effect.case),
        Ref(Kind.PERSON, effect.recipient),
        Ref(Kind.PROVIDER, shard_of(effect.case)),
    )


def exported(
    effect: SendExport, version: int, state: ExportState, *, reference: str = "", code: str = ""
) -> RecordExport:
    return RecordExport(
        case=effect.case, exporter=effect.exporter, version=version, state=state, reference=reference, code=code
    )
