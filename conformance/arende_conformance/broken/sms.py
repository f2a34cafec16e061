"""Wrong SMS providers. Each wraps another provider, and names in `BREAKS` what it breaks."""

import json
import logging
import time
from collections.abc import Sequence
from typing import ClassVar

from arende.ports.http import RawRequest
from arende.ports.sms import (
    Accepted,
    Delivery,
    ProviderError,
    Rejected,
    Rejection,
    SendOutcome,
    SmsProvider,
    SmsReport,
    SmsRequest,
    Uncertain,
)
from attrs import evolve

from .sms_relay import SHORT, SmsRelay


class NeverSure(SmsRelay):
    """What went well is called uncertain."""

    BREAKS: ClassVar = {"SMS-01", "SMS-02", "SMS-03", "SMS-05", "SMS-15"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return Uncertain() if isinstance(outcome, Accepted) else outcome


class AcceptsTooEarly(SmsRelay):
    """From the third SMS on it accepts first and means to send later."""

    BREAKS: ClassVar = {"SMS-02"}

    def __init__(self, inner: SmsProvider) -> None:
        super().__init__(inner)
        self._sent = 0
        self._later: list[SmsRequest] = []

    def send(self, sms: SmsRequest) -> SendOutcome:
        self._sent += 1
        if self._sent < 3 or not sms.to.startswith("+46701"):
            return super().send(sms)
        self._later.append(sms)
        return Accepted(provider_id=sms.id)


class SpellsOutEuros(SmsRelay):
    """A sign outside its own alphabet is spelt out."""

    BREAKS: ClassVar = {"SMS-03"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        return super().send(evolve(sms, text=sms.text.replace("€", "EUR")))


class ReadsOneAlphabetAsAnother(SmsRelay):
    """å becomes Ã¥."""

    BREAKS: ClassVar = {"SMS-03", "SMS-09"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        return super().send(evolve(sms, text=sms.text.encode().decode("latin-1")))


class SendsInItsOwnName(SmsRelay):
    """The sender is replaced."""

    BREAKS: ClassVar = {"SMS-04"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        return super().send(evolve(sms, sender="Gateway"))


class SendsAgain(SmsRelay):
    """The same id sent twice leaves twice."""

    BREAKS: ClassVar = {"SMS-05"}

    def __init__(self, inner: SmsProvider) -> None:
        super().__init__(inner)
        self._seen: set[str] = set()

    def send(self, sms: SmsRequest) -> SendOutcome:
        again = sms.id in self._seen
        self._seen.add(sms.id)
        return super().send(evolve(sms, id=f"{sms.id}-again") if again else sms)


class SkipsSameText(SmsRelay):
    """A text that went to the number before is not sent again."""

    BREAKS: ClassVar = {"SMS-06"}

    def __init__(self, inner: SmsProvider) -> None:
        super().__init__(inner)
        self._seen: set[tuple[str, str]] = set()

    def send(self, sms: SmsRequest) -> SendOutcome:
        if (sms.to, sms.text) in self._seen:
            return Accepted(provider_id=sms.id)
        self._seen.add((sms.to, sms.text))
        return super().send(sms)


class BlamesTheText(SmsRelay):
    """A wrong number is called a wrong text."""

    BREAKS: ClassVar = {"SMS-07"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return Rejected(kind=Rejection.CONTENT) if isinstance(outcome, Rejected) else outcome


class SendsWhatItRejects(SmsRelay):
    """What is rejected goes to a number of its own."""

    BREAKS: ClassVar = {"SMS-08"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        if isinstance(outcome, Rejected):
            super().send(evolve(sms, to="+46701740698"))
        return outcome


class Mangles(SmsRelay):
    """What its alphabet lacks becomes a question mark."""

    BREAKS: ClassVar = {"SMS-09"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        return super().send(evolve(sms, text=sms.text.encode("iso8859-15", "replace").decode("iso8859-15")))


class ShowsItsLast(SmsRelay):
    """Its repr shows the last number."""

    BREAKS: ClassVar = {"SMS-10"}

    def __init__(self, inner: SmsProvider) -> None:
        super().__init__(inner)
        self._last = ""

    def __repr__(self) -> str:
        return f"ShowsItsLast({self._last})"

    def send(self, sms: SmsRequest) -> SendOutcome:
        self._last = sms.to
        return super().send(sms)


class LogsNumbers(SmsRelay):
    """It logs whom it writes to."""

    BREAKS: ClassVar = {"SMS-11"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        logging.getLogger("sms.gateway").debug("sending to %s", sms.to)
        return super().send(sms)


class SwallowsErrors(SmsRelay):
    """What cannot be sent is accepted."""

    BREAKS: ClassVar = {"SMS-12"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        try:
            return super().send(sms)
        except ProviderError:
            return Accepted(provider_id=sms.id)


class QuotesInErrors(SmsRelay):
    """Its error names the number."""

    BREAKS: ClassVar = {"SMS-13"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        try:
            return super().send(sms)
        except ProviderError:
            raise ProviderError(f"The SMS to {sms.to} cannot be sent.") from None


class TakesItsTime(SmsRelay):
    """The first send comes back later than the harness says."""

    BREAKS: ClassVar = {"SMS-14"}
    HURRY: ClassVar = True

    def __init__(self, inner: SmsProvider) -> None:
        super().__init__(inner)
        self._waited = False

    def send(self, sms: SmsRequest) -> SendOutcome:
        if not self._waited:
            self._waited = True
            time.sleep(SHORT * 3)
        return super().send(sms)


class HasNoIds(SmsRelay):
    """It keeps the id to itself."""

    BREAKS: ClassVar = {"SMS-15"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return evolve(outcome, provider_id=None) if isinstance(outcome, Accepted) else outcome


class TrustsAnyone(SmsRelay):
    """Whatever looks like a report is taken for one."""

    BREAKS: ClassVar = {"SMS-20"}

    def verify(self, raw: RawRequest) -> bool:
        return b"status" in raw.body or "status" in raw.url


class FallsOverBytes(SmsRelay):
    """Verifying what is no text raises."""

    BREAKS: ClassVar = {"SMS-21"}

    def verify(self, raw: RawRequest) -> bool:
        return raw.body.decode("utf-8") == "signed"


class FallsOverShapes(SmsRelay):
    """Reading what has another shape raises whatever comes up."""

    BREAKS: ClassVar = {"SMS-22"}

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        if raw.headers.get("content-type") == "application/json" and raw.body.startswith(b"["):
            return [json.loads(raw.body)["id"]]
        return super().parse_report(raw)


class CountsReports(SmsRelay):
    """A report is read once, and is nothing the second time."""

    BREAKS: ClassVar = {"SMS-23"}

    def __init__(self, inner: SmsProvider) -> None:
        super().__init__(inner)
        self._read = False

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        if self._read or raw.body != b"id=n-1&status=delivered":
            return ()
        self._read = True
        return [SmsReport(our_id="n-1", provider_id=None, state=Delivery.DELIVERED, raw_state="delivered", at=None)]


WRONG: tuple[type[SmsRelay], ...] = (
    NeverSure,
    AcceptsTooEarly,
    SpellsOutEuros,
    ReadsOneAlphabetAsAnother,
    SendsInItsOwnName,
    SendsAgain,
    SkipsSameText,
    BlamesTheText,
    SendsWhatItRejects,
    Mangles,
    ShowsItsLast,
    LogsNumbers,
    SwallowsErrors,
    QuotesInErrors,
    TakesItsTime,
    HasNoIds,
    TrustsAnyone,
    FallsOverBytes,
    FallsOverShapes,
    CountsReports,
)
