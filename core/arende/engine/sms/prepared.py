"""An SMS before its call: what the outbox item stands for, to whom, with which text; or what hinders it. Reads only.

All that a group of items needs is read together. Who may still be told is asked again as the SMS leaves, by the rule
that staff were shown (B4, B16).
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from ...domain.case.model import Case
from ...domain.directory.model import Person, Provider, Unit
from ...domain.effects import SendSms
from ...domain.ids import Kind, Ref, shard_of
from ...domain.model import State
from ...domain.notice.commands import BeginSms, RecordSmsOutcome
from ...domain.notice.hindrances import hindrances
from ...domain.notice.model import Answered, Cause, Hindrance, Notice
from ...domain.notice.rules import QuietHours
from ...domain.phase import local_date
from ...domain.sms_texts import text
from ...ports.records import OutboxItem
from ...ports.sms import SmsRequest
from ..queries import Queries


@frozen(kw_only=True)
class Prepared:
    """One SMS, as far as it is known before a provider is asked."""

    item: OutboxItem
    effect: SendSms
    notice: Notice | None
    request: SmsRequest | None
    """None where something hinders it."""
    hindrance: str = ""
    quiet: QuietHours | None = None
    """The unit's hours in which nothing leaves, in that zone."""
    zone: str = "UTC"

    @property
    def following(self) -> int:
        """Number of the try that comes next."""
        return 1 if self.notice is None else len(self.notice.tries) + 1

    def begin(self, number: int, provider: str) -> BeginSms:
        of = self.effect
        return BeginSms(
            notice=of.notice,
            case=of.case,
            recipient=of.recipient,
            key=of.key,
            message=of.message,
            number=number,
            provider=provider,
        )

    def outcome(
        self,
        number: int,
        provider: str,
        answer: Answered,
        *,
        code: str = "",
        cause: Cause | None = None,
        provider_id: str | None = None,
        again: bool = False,
    ) -> RecordSmsOutcome:
        of = self.effect
        return RecordSmsOutcome(
            notice=of.notice,
            case=of.case,
            recipient=of.recipient,
            key=of.key,
            message=of.message,
            number=number,
            answer=answer,
            provider=provider,
            provider_id=provider_id,
            code=code,
            cause=cause,
            again=again,
        )


def prepare(queries: Queries, given: Sequence[tuple[OutboxItem, SendSms]]) -> Sequence[Prepared]:
    """Each item with what it needs, in their order. Raises StorageError."""
    near = queries.many([ref for _, effect in given for ref in named_in(effect)])
    cases = [state for state in near.values() if isinstance(state, Case)]
    further = [ref for case in cases for ref in (Ref(Kind.UNIT, case.unit), Ref(Kind.PERSON, case.patient))]
    found = {**near, **queries.many(ref for ref in further if ref not in near)}
    return [prepared(queries, item, effect, found) for item, effect in given]


def named_in(effect: SendSms) -> tuple[Ref, Ref, Ref, Ref]:
    """The notice, the case, the recipient and the care provider of an SMS."""
    return (
        Ref(Kind.NOTICE, effect.notice),
        Ref(Kind.CASE, effect.case),
        Ref(Kind.PERSON, effect.recipient),
        Ref(Kind.PROVIDER, shard_of(effect.case)),
    )


def prepared(queries: Queries, item: OutboxItem, effect: SendSms, found: Mapping[Ref, State]) -> Prepared:
    notice, case, person, provider = (found[ref] for ref in named_in(effect))
    known = notice if isinstance(notice, Notice) else None
    if not isinstance(case, Case) or not isinstance(person, Person) or not isinstance(provider, Provider):
        return Prepared(item=item, effect=effect, notice=known, request=None, hindrance="not_found")
    unit = found.get(Ref(Kind.UNIT, case.unit))
    request = SmsRequest(
        id=effect.notice, to=person.phone or "", sender=provider.sender, text=text(effect.key, person.language)
    )
    hindrance = hindered(queries, case, person, found)
    return Prepared(
        item=item,
        effect=effect,
        notice=known,
        request=None if hindrance else request,
        hindrance=hindrance,
        quiet=unit.notices.quiet if isinstance(unit, Unit) else None,
        zone=case.phase.zone,
    )


def hindered(queries: Queries, case: Case, representative: Person, found: Mapping[Ref, State]) -> str:
    """Why nothing may leave now, as a code; empty: it may. A former representative is told nothing."""
    patient = found.get(Ref(Kind.PERSON, case.patient))
    day = local_date(queries.clock.now(), case.phase.zone)
    child = patient if isinstance(patient, Person) else None
    if representative.id != case.representative.person:
        return Hindrance.NO_RIGHT
    return next(iter(hindrances(case.representative, child, representative, day, queries.policy)), "")
