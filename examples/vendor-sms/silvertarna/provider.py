"""The SMS provider `silvertarna`: sends by Silvertärna's API, and reads the reports and replies that it signs."""

import hmac
import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from arende.ports.calls import NoReply, NotSent, Reply
from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.options import Options
from arende.ports.registry import SmsRegistry
from arende.ports.sms import (
    Accepted,
    Delivery,
    Rejected,
    Rejection,
    SendOutcome,
    SmsReply,
    SmsReport,
    SmsRequest,
    Uncertain,
)

from .web import post

NUMBER = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
WORD = re.compile(r"[A-Za-z0-9-]{1,40}", re.ASCII)
LONGEST = 1 << 16
SIGNATURE = "x-silvertarna-signature"
STATES = {"delivered": Delivery.DELIVERED, "undelivered": Delivery.FAILED, "expired": Delivery.EXPIRED}
STATUSES = {
    401: Rejection.CREDENTIALS,
    402: Rejection.CREDENTIALS,
    403: Rejection.CREDENTIALS,
    429: Rejection.BUSY,
}
ERRORS = {"recipient": Rejection.RECIPIENT, "sender": Rejection.SENDER, "text": Rejection.CONTENT}


class SilvertarnaSms:
    """Sends by Silvertärna. Safe from several threads; its repr shows nothing."""

    def __init__(self, url: str, key: str, seal: str, timeout: int) -> None:
        self._url = url
        self._key = key
        self._seal = seal.encode()
        self._timeout = timeout

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Accepted when Silvertärna has given it an id. It sends the same `ref` once."""
        if not NUMBER.fullmatch(sms.to):
            return Rejected(kind=Rejection.RECIPIENT, code="number")
        fields = {"ref": sms.id, "to": sms.to, "from": sms.sender, "text": sms.text}
        try:
            body = json.dumps(fields, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return Rejected(kind=Rejection.CONTENT, code="unicode")
        headers = {"authorization": f"Bearer {self._key}", "content-type": "application/json"}
        try:
            reply = post(f"{self._url}/v1/messages", headers, body, self._timeout)
        except NotSent as failed:
            return Rejected(kind=Rejection.BUSY, code=failed.code)
        except NoReply as failed:
            return Uncertain(code=failed.code)
        return outcome(reply)

    def verify(self, raw: RawRequest) -> bool:
        """Whether the body is signed with the secret that we share."""
        proof = hmac.new(self._seal, raw.body, sha256).hexdigest()
        return hmac.compare_digest(raw.headers.get(SIGNATURE, "").encode("utf-8", "replace"), proof.encode())

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """One report, or none where the request is something else."""
        found = content(raw)
        if "status" not in found:
            return ()
        state = STATES.get(text(found, "status"))
        if state is None:
            return ()
        ours, theirs = text(found, "ref"), text(found, "id")
        return (SmsReport(our_id=ours, provider_id=theirs, state=state, raw_state=text(found, "status"), at=None),)

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        """Who wrote back. What they wrote is not read."""
        found = content(raw)
        if "status" in found or "from" not in found:
            return ()
        return (SmsReply(sender=text(found, "from"), provider_id=text(found, "id"), at=None),)

    def close(self) -> None:
        """Nothing is held."""


def outcome(reply: Reply) -> SendOutcome:
    """What an answer means for the SMS. Nothing of its text goes on: it may quote us."""
    found = answered(reply)
    if 200 <= reply.status < 300:
        id = found.get("id")
        return Accepted(provider_id=id) if isinstance(id, str) and WORD.fullmatch(id) else Uncertain(code="answer")
    if reply.status >= 500:
        return Uncertain(code=f"http-{reply.status}")
    error = found.get("error")
    kind = ERRORS.get(error) if isinstance(error, str) else None
    wait = reply.headers.get("retry-after", "")
    return Rejected(
        kind=kind or STATUSES.get(reply.status, Rejection.SENDER),
        code=f"http-{reply.status}",
        retry_after=int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 6 else None,
    )


def answered(reply: Reply) -> Mapping[str, object]:
    """The object of an answer; empty where there is none."""
    try:
        found: object = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def content(raw: RawRequest) -> Mapping[str, object]:
    """The object that came in. ValueError for anything else."""
    if len(raw.body) > LONGEST:
        raise ValueError("too long")
    try:
        found: object = json.loads(raw.body)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def text(fields: Mapping[str, object], name: str) -> str:
    """A text that must be there. ValueError where it is not."""
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError("a field is missing")
    return value


class SilvertarnaFactory:
    """Opens the provider with the options of the settings."""

    def open(self, config: AdapterConfig) -> SilvertarnaSms:
        """ConfigError for what is missing, mistyped or unknown."""
        options = Options(config, "The SMS provider")
        key = options.text("api_key")
        if not (key.isascii() and key.isprintable()):
            raise options.fault("api_key", "has a sign that no header can hold")
        made = SilvertarnaSms(
            url=options.url("api_url", "https://api.silvertarna.example").rstrip("/"),
            key=key,
            seal=options.text("report_secret"),
            timeout=options.whole("timeout", 10, 1, 60),
        )
        options.done()
        return made


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """The door: registers `silvertarna`."""
    registry.add("silvertarna", SilvertarnaFactory())
