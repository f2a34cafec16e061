"""A provider in memory that keeps every promise, and its harness: what wrong providers stand on. Nothing is wrong here.

Its side is `ScriptedSide`. What it signs is `{"ref", "state", "at"}`, or `{"from", "id", "text"}` for a reply.
"""

import hmac
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import count
from typing import Final

from arende.ports.http import RawRequest
from arende.ports.sms import (
    Accepted,
    Answer,
    AskedSms,
    Delivery,
    Heard,
    Known,
    NotTaken,
    Rejected,
    Rejection,
    SendOutcome,
    SmsReply,
    SmsReport,
    SmsRequest,
    Unanswered,
    Uncertain,
)

from ..claims import CAPABILITIES, Capability, claim
from .harness import Trouble

SIGNATURE: Final = "x-scripted-signature"
LONGEST: Final = 1 << 16
VALID: Final = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
OUTCOMES: Final[Mapping[Trouble, SendOutcome]] = {
    Trouble.LOST: Uncertain(code="lost"),
    Trouble.SILENT: Uncertain(code="silent"),
    Trouble.THROTTLED: Rejected(kind=Rejection.BUSY, code="throttled", retry_after=17),
    Trouble.LOCKED: Rejected(kind=Rejection.CREDENTIALS, code="locked"),
    Trouble.FALLEN: Uncertain(code="fallen"),
    Trouble.GARBLED: Uncertain(code="garbled"),
    Trouble.QUOTING: Rejected(kind=Rejection.SENDER, code="refused"),
    Trouble.ELSEWHERE: Rejected(kind=Rejection.SENDER, code="elsewhere"),
}
TAKEN: Final = (None, Trouble.LOST, Trouble.SILENT)


class ScriptedSide:
    """What the provider's side has taken and knows. `key` is the secret that both have."""

    def __init__(self, trouble: Trouble | None) -> None:
        self.left: list[SmsRequest] = []
        self.ids: dict[str, str] = {}
        self.strayed = 0
        self.severed = False
        self.trouble = trouble
        self.key = "w8Rk2mTq5vXz"
        self.told: dict[str, Heard] = {}
        self.tellings: Counter[str] = Counter()
        """How often each was told, settled or not."""
        self._numbers = count(1)

    def take(self, sms: SmsRequest) -> str:
        """Take it; its id."""
        self.left.append(sms)
        self.ids[sms.id] = f"p-{next(self._numbers)}"
        return self.ids[sms.id]

    def tell(self, our_id: str, delivery: Delivery) -> None:
        """Report it over the line; the same again is the same."""
        id, key = self.ids[our_id], f"{our_id}:{delivery}"
        report = SmsReport(our_id=our_id, provider_id=id, state=delivery, raw_state=delivery, at=None)
        self.tellings[key] += 1
        self.told.setdefault(key, Heard(key=key, what=report))

    def signature(self, body: bytes) -> str:
        return hmac.new(self.key.encode(), body, sha256).hexdigest()

    def called(self, content: Mapping[str, object]) -> RawRequest:
        """A request that it posts and signs."""
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = {"content-type": "application/json", SIGNATURE: self.signature(body)}
        return RawRequest(method="POST", url="https://clinic.example/sms", headers=headers, body=body, remote="")


class ScriptedSms:
    """The provider."""

    def __init__(self, side: ScriptedSide) -> None:
        self.side = side

    def send(self, sms: SmsRequest) -> SendOutcome:
        if not VALID.fullmatch(sms.to):
            return Rejected(kind=Rejection.RECIPIENT, code="number")
        if self.side.severed:
            return Rejected(kind=Rejection.BUSY, code="severed")
        trouble = self.side.trouble
        id = self.side.take(sms) if trouble in TAKEN else ""
        return Accepted(provider_id=id) if trouble is None else OUTCOMES[trouble]

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        found = content(raw)
        if "ref" not in found:
            return ()
        ref, state, at = found["ref"], Delivery(str(found.get("state"))), found.get("at")
        if not isinstance(ref, str) or not isinstance(at, int):
            raise ValueError("no report")
        return (SmsReport(our_id=ref, provider_id=self.side.ids.get(ref), state=state, raw_state=state, at=at),)

    def verify(self, raw: RawRequest) -> bool:
        return hmac.compare_digest(raw.headers.get(SIGNATURE, "").encode(), self.side.signature(raw.body).encode())

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        found = content(raw)
        sender, id = found.get("from"), found.get("id")
        return (
            (SmsReply(sender=sender, provider_id=id, at=None),)
            if isinstance(sender, str) and isinstance(id, str)
            else ()
        )

    def ask(self, sms: AskedSms) -> Answer:
        if self.side.severed:
            return Unanswered(code="severed")
        id = self.side.ids.get(sms.id)
        if id is None:
            return NotTaken()
        return Known(report=SmsReport(our_id=sms.id, provider_id=id, state=Delivery.SENT, raw_state="sent", at=None))

    def heard(self, limit: int) -> Sequence[Heard]:
        return list(self.side.told.values())[:limit]

    def settle(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.side.told.pop(key, None)

    def close(self) -> None:
        """Nothing is held."""


def content(raw: RawRequest) -> Mapping[str, object]:
    """The object in the body. ValueError for anything else."""
    if len(raw.body) > LONGEST:
        raise ValueError("too long")
    found: object = json.loads(raw.body)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


class ScriptedHarness:
    """The provider with its side, and every claim but the one that is a choice: the same id twice leaves twice."""

    claims = claim(*(capability for capability in CAPABILITIES["sms"] if capability is not Capability.ONCE))
    timeout = 30.0

    def __init__(self) -> None:
        self._side = ScriptedSide(None)
        self._trouble: Trouble | None = None

    def provider(self) -> ScriptedSms:
        self._side = ScriptedSide(self._trouble)
        return ScriptedSms(self._side)

    def delivered(self) -> Sequence[SmsRequest]:
        return list(self._side.left)

    def sever(self) -> None:
        self._side.severed = True

    def trouble(self, trouble: Trouble) -> None:
        self._trouble = trouble

    def strayed(self) -> int:
        return self._side.strayed

    def secrets(self) -> Sequence[str]:
        return [self._side.key]

    def report(self, our_id: str, delivery: Delivery) -> RawRequest:
        return self._side.called({"ref": our_id, "state": delivery, "at": 1_795_694_400_000_000})

    def reply(self, sender: str, text: str) -> RawRequest:
        return self._side.called({"from": sender, "id": "m-1", "text": text})

    def tell(self, our_id: str, delivery: Delivery) -> None:
        self._side.tell(our_id, delivery)
