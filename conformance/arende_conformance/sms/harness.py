"""What an SMS harness may do beyond `SmsHarness`, each with the claim that makes its clauses due. No clause here.

`scripted` has them all, in memory: a vendor may read there how little each of them is.
"""

from enum import StrEnum
from typing import Protocol, runtime_checkable

from arende.ports.http import RawRequest
from arende.ports.sms import Delivery

from ..clauses import fail


class Trouble(StrEnum):
    """How the provider's side behaves towards every SMS, from the next `provider()` on."""

    LOST = "it takes the SMS, and the connection is lost before it answers"
    SILENT = "it takes the SMS, and never answers"
    THROTTLED = "it does not take the SMS: too many at once"
    LOCKED = "it does not take the SMS: our credentials are refused"
    FALLEN = "it answers that it fell over (500), and nothing of what it took"
    GARBLED = "it answers that all is well (200), with a page that no client can read"
    QUOTING = "it does not take the SMS (400), and quotes number, text and secrets in its answer"
    ELSEWHERE = "it answers that another address is to be asked (307); what comes there is counted"


@runtime_checkable
class CanTrouble(Protocol):
    """Claim `TROUBLED` for the first four, `WEB` for the others. Called before `provider()`."""

    def trouble(self, trouble: Trouble) -> None: ...


@runtime_checkable
class CanReport(Protocol):
    """Claim `REPORTED`; `SEALED` too where the provider signs its reports."""

    def report(self, our_id: str, delivery: Delivery) -> RawRequest:
        """The request by which the last provider's side reports this of an SMS that it took, with all its proof."""
        ...


@runtime_checkable
class CanAnswer(Protocol):
    """Claim `ANSWERED`."""

    def reply(self, sender: str, text: str) -> RawRequest:
        """The request that says that this number wrote this back, with all its proof."""
        ...


@runtime_checkable
class CanTell(Protocol):
    """Claim `LISTENED`."""

    def tell(self, our_id: str, delivery: Delivery) -> None:
        """Let the last provider's side report this over the provider's own connection, of an SMS that it took."""
        ...


def make_trouble(harness: object, trouble: Trouble) -> None:
    """Let the provider's side behave so from the next `provider()` on; a harness that cannot has claimed too much."""
    if not isinstance(harness, CanTrouble):
        fail("the harness has no trouble()")
    harness.trouble(trouble)


def report_of(harness: object, our_id: str, delivery: Delivery) -> RawRequest:
    """A genuine report."""
    return harness.report(our_id, delivery) if isinstance(harness, CanReport) else fail("the harness has no report()")


def reply_by(harness: object, sender: str, text: str) -> RawRequest:
    """A genuine reply."""
    return harness.reply(sender, text) if isinstance(harness, CanAnswer) else fail("the harness has no reply()")


def tell(harness: object, our_id: str, delivery: Delivery) -> None:
    """A genuine report over the provider's own connection."""
    if not isinstance(harness, CanTell):
        fail("the harness has no tell()")
    harness.tell(our_id, delivery)
