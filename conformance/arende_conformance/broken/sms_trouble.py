"""Wrong SMS providers that say too much, or the wrong thing, when their other side is in trouble."""

from threading import Event
from typing import ClassVar, Final

from arende.ports.sms import Accepted, ProviderError, Rejected, Rejection, SendOutcome, SmsRequest, Uncertain
from attrs import evolve

from ..sms.harness import Trouble
from .sms_scripted import Wrong

FOR_EVER: Final = 60.0
"""Seconds."""


class Says(Wrong):
    """Of one trouble it says something else."""

    OF: ClassVar[Trouble]
    WORD: ClassVar[SendOutcome]

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return self.WORD if self.side.trouble is self.OF and not self.side.severed else outcome


class TakesSilenceForBusy(Says):
    """Who does not answer is called busy, and asked again."""

    BREAKS: ClassVar = {"SMS-16"}
    OF, WORD = Trouble.SILENT, Rejected(kind=Rejection.BUSY)


class WaitsForEver(Wrong):
    """Who never answers is waited for."""

    BREAKS: ClassVar = {"SMS-16"}
    TIMEOUT: ClassVar = 1.0

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        if self.side.trouble is Trouble.SILENT:
            Event().wait(FOR_EVER)
        return outcome


class TakesLossForRefusal(Says):
    """A lost connection counts as a no."""

    BREAKS: ClassVar = {"SMS-17"}
    OF, WORD = Trouble.LOST, Rejected(kind=Rejection.BUSY)


class RetriesByItself(Wrong):
    """What is uncertain is sent once more."""

    BREAKS: ClassVar = {"SMS-18"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        return super().send(sms) if isinstance(outcome, Uncertain) else outcome


class TakesThrottleForRefusal(Says):
    """Too many at once is taken for never."""

    BREAKS: ClassVar = {"SMS-19"}
    OF, WORD = Trouble.THROTTLED, Rejected(kind=Rejection.SENDER)


class BlamesTheRecipient(Wrong):
    """Whatever is refused, the number is to blame."""

    BREAKS: ClassVar = {"SMS-24"}

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = super().send(sms)
        if isinstance(outcome, Rejected) and outcome.kind is Rejection.CREDENTIALS:
            return evolve(outcome, kind=Rejection.RECIPIENT)
        return outcome


class TakesAFallForRefusal(Says):
    """A 500 counts as a no."""

    BREAKS: ClassVar = {"SMS-25"}
    OF, WORD = Trouble.FALLEN, Rejected(kind=Rejection.BUSY)


class AcceptsAnyAnswer(Says):
    """A 200 is enough, whatever it says."""

    BREAKS: ClassVar = {"SMS-26"}
    OF, WORD = Trouble.GARBLED, Accepted(provider_id="p-0")


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


WRONG: tuple[type[Wrong], ...] = (
    TakesSilenceForBusy,
    WaitsForEver,
    TakesLossForRefusal,
    RetriesByItself,
    TakesThrottleForRefusal,
    BlamesTheRecipient,
    TakesAFallForRefusal,
    AcceptsAnyAnswer,
    FollowsRedirects,
    QuotesTheRefusal,
    LeaksTheSecret,
)
