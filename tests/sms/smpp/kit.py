"""SMPP as the kit meets a vendor's provider: a harness over the operator of the tests (npm's `smpp`)."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

from arende.ports.http import RawRequest
from arende.ports.sms import Accepted, Delivery, Heard, Rejected, SendOutcome, SmsReport, SmsRequest
from arende_conformance.claims import Capability, claim
from arende_conformance.sms.harness import Trouble
from arende_sms.smpp.provider import SmppSms

from .smsc import ACCOUNT, Smsc

OPERATORS: Final[list[Smsc]] = []
"""The one that runs, put here by the test module."""
NEXT: Final[Mapping[Trouble, Mapping[str, object]]] = {
    Trouble.LOST: {"drop": True},
    Trouble.SILENT: {"silent": True},
    Trouble.THROTTLED: {"status": 0x58},
}


class Noting:
    """Passes everything on, and notes whose SMS may have left, and as what: SMPP carries no id of ours."""

    def __init__(self, inner: SmppSms, noted: dict[str, str]) -> None:
        self._inner = inner
        self._noted = noted

    def __repr__(self) -> str:
        return repr(self._inner)

    def send(self, sms: SmsRequest) -> SendOutcome:
        outcome = self._inner.send(sms)
        if not isinstance(outcome, Rejected):
            self._noted[sms.id] = (outcome.provider_id or "") if isinstance(outcome, Accepted) else ""
        return outcome

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return self._inner.parse_report(raw)

    def verify(self, raw: RawRequest) -> bool:
        return self._inner.verify(raw)

    def heard(self, limit: int) -> Sequence[Heard]:
        return self._inner.heard(limit)

    def settle(self, keys: Sequence[str]) -> None:
        self._inner.settle(keys)

    def close(self) -> None:
        self._inner.close()


class SmppHarness:
    """The provider, the operator, and what it got."""

    claims = claim(
        Capability.OBSERVED, Capability.SEVERABLE, Capability.TROUBLED, Capability.SECRETIVE, Capability.LISTENED
    )
    timeout = 10.0

    def __init__(self) -> None:
        self._operator = OPERATORS[-1]
        self._noted: dict[str, str] = {}
        self._trouble: Trouble | None = None

    def provider(self) -> Noting:
        self._operator.reset()
        self._noted = {}
        if self._trouble is Trouble.LOCKED:
            self._operator.order("bind_status", status=0x0E)
        elif self._trouble is not None:
            self._operator.next(NEXT[self._trouble])
        return Noting(self._operator.open(timeout=1 if self._trouble is Trouble.SILENT else 5), self._noted)

    def delivered(self) -> Sequence[SmsRequest]:
        left = self._operator.seen("submit")
        return [request(id, event) for id, event in zip_longest(self._noted, left, fillvalue=None) if event is not None]

    def sever(self) -> None:
        self._operator.stop()

    def trouble(self, trouble: Trouble) -> None:
        self._trouble = trouble

    def tell(self, our_id: str, delivery: Delivery) -> None:
        stat = {Delivery.DELIVERED: "DELIVRD", Delivery.FAILED: "UNDELIV"}[delivery]
        text = f"id:{self._noted[our_id]} sub:001 dlvrd:001 stat:{stat} err:000 text:"
        address = {"source_addr": "46701740605", "source_addr_ton": 1, "source_addr_npi": 1}
        self._operator.deliver(our_id, **address, esm_class=4, short_message=text)

    def secrets(self) -> Sequence[str]:
        return [str(ACCOUNT["password"])]

    def cleanup(self) -> None:
        self._operator.reset()


def request(id: str | None, event: Mapping[str, object]) -> SmsRequest:
    """What the operator got, as it was asked for."""
    (to_ton, _, to), (_, _, sender) = parts(event["to"]), parts(event["from"])
    return SmsRequest(id=id or "", to=f"+{to}" if to_ton == 1 else str(to), sender=str(sender), text=str(event["text"]))


def parts(address: object) -> tuple[object, object, object]:
    """Type of number, plan and address."""
    assert isinstance(address, list)
    ton, npi, text = address
    return ton, npi, text


def make(folder: Path) -> SmppHarness:
    del folder
    return SmppHarness()
