"""Wrong SMS providers that read amiss what comes in, or what they are asked."""

import json
from collections.abc import Sequence
from itertools import count
from typing import ClassVar

from arende.ports.http import RawRequest
from arende.ports.sms import Answer, AskedSms, Delivery, Known, NotTaken, SmsReply, SmsReport, Unanswered
from attrs import evolve

from ..sms.scripted import SIGNATURE
from .sms_scripted import Wrong


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
