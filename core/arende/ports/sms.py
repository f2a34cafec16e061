"""The SMS port: send one text to one number, and read what the provider reports back. No text is composed here.

Provider facts behind the shape: a provider id may be missing, no provider promises idempotency, and a timeout leaves
the outcome unknown. So `send` answers with a value for each of these and raises nothing but `ProviderError`.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeAlias

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

    def send(self, sms: SmsRequest) -> SendOutcome: ...

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """Pure. What the request reports; empty if it reports nothing. ValueError if it is malformed."""
        ...

    def verify(self, raw: RawRequest) -> bool:
        """Pure. Whether the request comes from the provider; False unless that is shown."""
        ...

    def close(self) -> None: ...


class SmsFactory(Protocol):
    """Opens a provider; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> SmsProvider: ...
