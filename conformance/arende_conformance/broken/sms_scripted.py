"""Wrong SMS providers that have another side: each stands on the scripted one, and names in `BREAKS` what it breaks."""

import json
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import ClassVar

from arende.ports.http import RawRequest
from arende.ports.sms import (
    Accepted,
    Answer,
    AskedSms,
    Delivery,
    Known,
    NotTaken,
    ProviderError,
    Rejected,
    Rejection,
    SendOutcome,
    SmsReply,
    SmsReport,
    SmsRequest,
    Unanswered,
    Uncertain,
)
from attrs import evolve

from ..sms.harness import Trouble
from ..sms.scripted import SIGNATURE, ScriptedHarness, ScriptedSms


class Wrong(ScriptedSms):
    """Nothing is wrong here yet."""

    BREAKS: ClassVar[set[str]] = set()


class ScriptedBroken(ScriptedHarness):
    """The scripted side with a wrong provider in front of it."""

    def __init__(self, wrong: type[Wrong]) -> None:
        super().__init__()
        self._wrong = wrong

    def provider(self) -> ScriptedSms:
        super().provider()
        return self._wrong(self._side)


def around_scripted(wrong: type[Wrong]) -> Callable[[Path], ScriptedBroken]:
    """The factory of a wrong provider on the scripted one."""
    return lambda folder: ScriptedBroken(wrong)


class TakesSilenceForBusy(Wrong):
    """Who does not answer is called busy, and asked again."""

    BREAKS: ClassVar = {"SMS-16"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return Rejected(kind=Rejection.BUSY) if outcome == Uncertain(code="silent") else outcome


class TakesLossForRefusal(Wrong):
    """A lost connection counts as a no."""

    BREAKS: ClassVar = {"SMS-17"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return Rejected(kind=Rejection.BUSY) if outcome == Uncertain(code="lost") else outcome


class RetriesByItself(Wrong):
    """What is uncertain is sent once more."""

    BREAKS: ClassVar = {"SMS-18"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return super().send(sms) if isinstance(outcome, Uncertain) else outcome


class TakesThrottleForRefusal(Wrong):
    """Too many at once is taken for never."""

    BREAKS: ClassVar = {"SMS-19"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        busy = isinstance(outcome, Rejected) and outcome.code == "throttled"
        return Rejected(kind=Rejection.SENDER) if busy else outcome


class BlamesTheRecipient(Wrong):
    """Whatever is refused, the number is to blame."""

    BREAKS: ClassVar = {"SMS-24"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        if isinstance(outcome, Rejected) and outcome.kind is Rejection.CREDENTIALS:
            return evolve(outcome, kind=Rejection.RECIPIENT)
        return outcome


class TakesAFallForRefusal(Wrong):
    """A 500 counts as a no."""

    BREAKS: ClassVar = {"SMS-25"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return Rejected(kind=Rejection.BUSY) if outcome == Uncertain(code="fallen") else outcome


class AcceptsAnyAnswer(Wrong):
    """A 200 is enough, whatever it says."""

    BREAKS: ClassVar = {"SMS-26"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return Accepted(provider_id="p-0") if outcome == Uncertain(code="garbled") else outcome


class FollowsRedirects(Wrong):
    """It goes where it is sent."""

    BREAKS: ClassVar = {"SMS-27"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        if isinstance(outcome, Rejected) and outcome.code == "elsewhere":
            self.side.strayed += 1
            return Uncertain(code="elsewhere")
        return outcome


class QuotesTheRefusal(Wrong):
    """Its code is what the other side says."""

    BREAKS: ClassVar = {"SMS-28"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        quoted = isinstance(outcome, Rejected) and self.side.trouble is Trouble.QUOTING
        return Rejected(kind=Rejection.SENDER, code=f"{sms.to}: no") if quoted else outcome


class LeaksTheSecret(Wrong):
    """Its error says what it tried to sign in with."""

    BREAKS: ClassVar = {"SMS-29"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        if self.side.severed:
            raise ProviderError(f"There is no connection for {self.side.key}.")
        return super().send(sms)


class TrustsNobody(Wrong):
    """No report is ever believed."""

    BREAKS: ClassVar = {"SMS-30", "SMS-38"}

    def verify(self, raw: RawRequest) -> bool:
        return False


class ForgetsTheKey(Wrong):
    """It reads a report without the id that would tell of what."""

    BREAKS: ClassVar = {"SMS-31"}

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return [evolve(report, our_id=None, provider_id="p-0") for report in super().parse_report(raw)]


class TakesFailureForDelivery(Wrong):
    """That there is a report is taken for delivery."""

    BREAKS: ClassVar = {"SMS-32"}

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return [evolve(report, state=Delivery.DELIVERED) for report in super().parse_report(raw)]


class NumbersReports(Wrong):
    """The same report has another time each time: two outcomes of one."""

    BREAKS: ClassVar = {"SMS-33"}
    NUMBERS: ClassVar = count(1)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return [evolve(report, at=next(self.NUMBERS)) for report in super().parse_report(raw)]


class TellsTwice(Wrong):
    """One report is told as two."""

    BREAKS: ClassVar = {"SMS-34"}

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return [report for report in super().parse_report(raw) for _ in range(2)]


class BelievesWhatItCanRead(Wrong):
    """What reads as a report is one."""

    BREAKS: ClassVar = {"SMS-35"}

    def verify(self, raw: RawRequest) -> bool:
        try:
            return super().verify(raw) or (SIGNATURE not in raw.headers and bool(self.parse_report(raw)))
        except ValueError:
            return False


class BelievesASignature(Wrong):
    """Whose signature stands there, and over what, is not asked."""

    BREAKS: ClassVar = {"SMS-36"}

    def verify(self, raw: RawRequest) -> bool:
        return len(raw.headers.get(SIGNATURE, "")) == 64


class ReadsAnyLength(Wrong):
    """A megabyte is read to its end."""

    BREAKS: ClassVar = {"SMS-37"}

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return super().parse_report(evolve(raw, body=raw.body.strip()))


class QuotesReplies(Wrong):
    """What was written stands in the reply."""

    BREAKS: ClassVar = {"SMS-38"}

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        return [evolve(reply, provider_id=str(json.loads(raw.body)["text"])) for reply in super().parse_reply(raw)]


class TakesRepliesForReports(Wrong):
    """Whatever comes in reports delivery."""

    BREAKS: ClassVar = {"SMS-39"}

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        if replies := self.parse_reply(raw):
            id = replies[0].provider_id
            return [SmsReport(our_id=None, provider_id=id, state=Delivery.DELIVERED, raw_state="reply", at=None)]
        return super().parse_report(raw)


class ForgetsWhatItTook(Wrong):
    """What it took it cannot tell of."""

    BREAKS: ClassVar = {"SMS-40"}

    def ask(self, sms: AskedSms) -> Answer:
        answer = super().ask(sms)
        return Unanswered() if isinstance(answer, Known) else answer


class LooksByItsOwnIdOnly(Wrong):
    """Without its own id it finds nothing, and says that nothing is there."""

    BREAKS: ClassVar = {"SMS-41"}

    def ask(self, sms: AskedSms) -> Answer:
        answer = super().ask(sms)
        return NotTaken() if isinstance(answer, Known) and sms.provider_id is None else answer


class TakesSilenceForNo(Wrong):
    """Who does not answer has nothing."""

    BREAKS: ClassVar = {"SMS-42"}

    def ask(self, sms: AskedSms) -> Answer:
        answer = super().ask(sms)
        return NotTaken() if isinstance(answer, Unanswered) else answer


class KnowsEverything(Wrong):
    """Whatever it is asked for, it has sent."""

    BREAKS: ClassVar = {"SMS-43"}

    def ask(self, sms: AskedSms) -> Answer:
        answer = super().ask(sms)
        if not isinstance(answer, NotTaken):
            return answer
        return Known(report=SmsReport(our_id=sms.id, provider_id="p", state=Delivery.SENT, raw_state="sent", at=None))


WRONG: tuple[type[Wrong], ...] = (
    TakesSilenceForBusy,
    TakesLossForRefusal,
    RetriesByItself,
    TakesThrottleForRefusal,
    BlamesTheRecipient,
    TakesAFallForRefusal,
    AcceptsAnyAnswer,
    FollowsRedirects,
    QuotesTheRefusal,
    LeaksTheSecret,
    TrustsNobody,
    ForgetsTheKey,
    TakesFailureForDelivery,
    NumbersReports,
    TellsTwice,
    BelievesWhatItCanRead,
    BelievesASignature,
    ReadsAnyLength,
    QuotesReplies,
    TakesRepliesForReports,
    ForgetsWhatItTook,
    LooksByItsOwnIdOnly,
    TakesSilenceForNo,
    KnowsEverything,
)
