"""The SMS port: send one text to one number, and read what the provider reports back. No text is composed here.

Provider facts behind the shape: a provider id may be missing, no provider promises idempotency, and a timeout leaves
the outcome unknown. So `send` answers with a value for each of these and raises nothing but `ProviderError`.

What not every provider can do has a protocol of its own: be asked (`Asked`), report over its own connection
(`Listening`), pass on what people write back (`Answering`). A provider that has the methods is one.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable

from attrs import field, frozen

from .config import AdapterConfig
from .http import RawRequest


@frozen(kw_only=True)
class SmsRequest:
    """One SMS. `to` is E.164 with plus sign; `sender` is 3–11 of A–Z a–z 0–9, or a number; `id` is ours and stable."""

    id: str
    to: str = field(repr=False)
    sender: str
    text: str = field(repr=False)


class Rejection(StrEnum):
    """Why a provider will not deliver; decides what happens next."""

    RECIPIENT = "recipient"  # this number cannot get it: no retry
    SENDER = "sender"  # our sender name or account is refused: no retry until someone acts
    CREDENTIALS = "credentials"  # sign-in or credit: no retry until someone acts
    CONTENT = "content"  # text refused or filtered
    BUSY = "busy"  # throttled or temporarily down: the provider did not take it, try again later


@frozen(kw_only=True)
class Accepted:
    """The provider has taken responsibility for it. Never said before that."""

    provider_id: str | None
    parts: int | None = None


@frozen(kw_only=True)
class Rejected:
    """The provider has not taken it, and will not deliver it."""

    kind: Rejection
    code: str = ""
    """The provider's own code, for people; never a text that may quote the message or number."""
    retry_after: int | None = None
    """Seconds, where the provider said so."""


@frozen(kw_only=True)
class Uncertain:
    """It may or may not have been taken (a timeout after the request left)."""

    code: str = ""


SendOutcome: TypeAlias = Accepted | Rejected | Uncertain


class Delivery(StrEnum):
    """What a delivery report says."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"


@frozen(kw_only=True)
class SmsReport:
    """One line of a delivery report; at least one of the two ids is there."""

    our_id: str | None
    provider_id: str | None
    state: Delivery
    raw_state: str
    at: int | None
    """Microseconds UTC, if the provider says."""


class ProviderError(Exception):
    """Our side of the provider is broken (no disk, bad configuration): nothing was sent. One sentence, no secret."""


class SmsProvider(Protocol):
    """One way to send. Called from one thread at a time per worker; a call may block no longer than its own timeout."""

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Hand one SMS over: what became of it is the value. Raises only ProviderError, and then nothing left."""
        ...

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """Pure. What the request reports; empty if it reports nothing. ValueError if it is malformed."""
        ...

    def verify(self, raw: RawRequest) -> bool:
        """Pure. Whether the request comes from the provider; False unless that is shown."""
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


@frozen(kw_only=True)
class AskedSms:
    """An SMS whose fate is asked for. `provider_id` is what the provider called it, where it said so."""

    id: str
    to: str = field(repr=False)
    provider_id: str | None
    since: int
    """Microseconds UTC, when it was sent: the provider's list need not be read further back."""


@frozen(kw_only=True)
class Known:
    """The provider has it, and says how it stands."""

    report: SmsReport


@frozen
class NotTaken:
    """The provider answers for all that it took at that time, and this is not among it: it was never taken."""


@frozen(kw_only=True)
class Unanswered:
    """It could not be asked, or the answer does not tell. `code` is the provider's own, for people."""

    code: str = ""


Answer: TypeAlias = Known | NotTaken | Unanswered


@runtime_checkable
class Asked(Protocol):
    """A provider that can be asked what became of an SMS. `ask` blocks and fails as `send` does."""

    def ask(self, sms: AskedSms) -> Answer:
        """What became of this SMS. Sends nothing."""
        ...


@frozen(kw_only=True)
class SmsReply:
    """An SMS that someone wrote back. What it says is never read out of the request (B3)."""

    sender: str = field(repr=False)
    """E.164 with plus sign."""
    provider_id: str
    """The provider's id of this SMS, or a digest of the request: the same reply twice has the same."""
    at: int | None


@runtime_checkable
class Answering(Protocol):
    """A provider over which people can write back."""

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        """Pure. Who wrote back; empty if the request is something else. ValueError if it is malformed."""
        ...


@frozen(kw_only=True)
class Heard:
    """Something that came over the provider's own connection. `key` names it until it is settled."""

    key: str
    what: SmsReport | SmsReply


@runtime_checkable
class Listening(Protocol):
    """A provider whose reports come over its own connection (SMPP), and are fetched by the worker.

    The provider acknowledges them upwards only when they are settled, so that a killed worker is told once more.
    """

    def heard(self, limit: int) -> Sequence[Heard]:
        """What has come in and is not settled, oldest first. Does not wait."""
        ...

    def settle(self, keys: Sequence[str]) -> None:
        """These are durable."""
        ...


class SmsFactory(Protocol):
    """Opens a provider; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> SmsProvider:
        """A provider with these options. ConfigError where they are missing, mistyped or unknown."""
        ...
