"""A delivery report that waits for its SMS to be known, as the body of an outbox item; and what names a report.

It holds ids and a state, no number and no text.
"""

from hashlib import sha256
from typing import Final

import orjson
from attrs import frozen

from arende.ports.sms import Delivery, SmsReport

from .converter import WireError, structure, unstructure
from .outbox import UnknownEffect

REPORT: Final = "sms_report"


@frozen(kw_only=True)
class WaitingReport:
    """A report of `provider`, in microseconds UTC `since` when nobody knows what it is about."""

    provider: str
    our_id: str | None
    provider_id: str | None
    state: Delivery
    raw_state: str
    at: int | None
    since: int

    @property
    def report(self) -> SmsReport:
        return SmsReport(
            our_id=self.our_id,
            provider_id=self.provider_id,
            state=self.state,
            raw_state=self.raw_state,
            at=self.at,
        )


def waiting(provider: str, report: SmsReport, since: int) -> WaitingReport:
    return WaitingReport(
        provider=provider,
        our_id=report.our_id,
        provider_id=report.provider_id,
        state=report.state,
        raw_state=report.raw_state,
        at=report.at,
        since=since,
    )


def report_bytes(waits: WaitingReport) -> bytes:
    return orjson.dumps(unstructure(waits))


def report_from(body: bytes) -> WaitingReport:
    """Raises UnknownEffect."""
    try:
        return structure(orjson.loads(body), WaitingReport)
    except (ValueError, WireError):
        raise UnknownEffect("A waiting SMS report cannot be read: install the version that wrote it.") from None


def digest(provider: str, report: SmsReport) -> str:
    """The same for the same report, whoever brings it and how often."""
    parts = (provider, report.our_id, report.provider_id, report.state.value, report.raw_state, report.at)
    return sha256(orjson.dumps(parts)).hexdigest()
