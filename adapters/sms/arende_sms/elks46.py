"""The SMS provider `elks46`: 46elks' HTTP API. Its own history keeps no text (`dontlog`).

It signs nothing: reports and replies come to a secret address, and from `callback_addresses` only where these are set.
It has no idempotency and no id of ours, so an SMS whose id was lost can be told from others to the same number only
where there are none. Options beside those of `settings`:

========================  ===========================================================================================
`username`, `password`    the API user; better: `password_file`
`api_url`                 default https://api.46elks.com
========================  ===========================================================================================
"""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode

from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.options import Options
from arende.ports.registry import SmsRegistry
from arende.ports.sms import (
    Accepted,
    Answer,
    AskedSms,
    Delivery,
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
from arende.ports.times import from_micros
from attrs import field, frozen

from . import incoming, settings
from .answers import Table, asked, called, clean, json_object, refusal
from .checks import e164, refused
from .web import Call, Reply, Web

STATES: Final[Mapping[str, Delivery]] = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "failed": Delivery.FAILED,
}
"""Of a report; others tell nothing."""
STORED: Final[Mapping[str, Delivery]] = {"created": Delivery.SENT, **STATES}
"""Of an SMS that is asked for: `created` is in their hands."""
REFUSALS: Final = Table(words={"not enough credits": (Rejection.CREDENTIALS, "credits")})
MARGIN: Final = 60_000_000
"""Microseconds that clocks may differ, and that a request may have been on its way."""
PAGES: Final = 5


@frozen(kw_only=True)
class Elks46Settings:
    """Who we are at 46elks."""

    api_url: str
    authorization: str = field(repr=False)
    callback: settings.Callback
    web: settings.WebSettings


def read(o: Options) -> Elks46Settings:
    """The settings. Raises ConfigError."""
    user, password = o.text("username"), o.text("password")
    found = Elks46Settings(
        api_url=o.url("api_url", "https://api.46elks.com").rstrip("/"),
        authorization=settings.basic(user, password),
        callback=settings.secret_callback(o),
        web=settings.web(o),
    )
    o.done()
    return found


class Elks46Sms:
    """Sends by 46elks. Safe from several threads."""

    def __init__(self, of: Elks46Settings, web: Web, now: Callable[[], int]) -> None:
        self._of = of
        self._web = web
        self._now = now

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Accepted when 46elks has given it an id."""
        no = refused(sms)
        if no is not None:
            return no
        fields = {"from": sms.sender, "to": sms.to, "message": sms.text, "dontlog": "message"}
        report_to = incoming.address(self._of.callback, sms.id)
        if report_to:
            fields["whendelivered"] = report_to
        reply = called(self._web, self._call("POST", "/a1/sms", urlencode(fields).encode()))
        return reply if isinstance(reply, Rejected | Uncertain) else _outcome(reply)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """One report by form, or none where the form is something else."""
        if raw.method != "POST":
            return ()
        form = incoming.form(raw)
        if form.get("direction") == "incoming":
            return ()
        provider_id, status = incoming.text(form, "id"), incoming.text(form, "status")
        state = STATES.get(status)
        if state is None:
            return ()
        at = incoming.instant(form.get("delivered"))
        return (SmsReport(our_id=incoming.our_id(raw), provider_id=provider_id, state=state, raw_state=status, at=at),)

    def verify(self, raw: RawRequest) -> bool:
        """Whether it came to the secret address, from an address that may send there."""
        return incoming.at_secret(self._of.callback, raw)

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        """Who wrote back to a number of ours. The answer to the request must be empty: 46elks would send it as SMS."""
        if raw.method != "POST":
            return ()
        form = incoming.form(raw)
        if form.get("direction") != "incoming":
            return ()
        provider_id, sender = incoming.text(form, "id"), e164(incoming.text(form, "from"))
        if sender is None:
            return ()
        return (SmsReply(sender=sender, provider_id=provider_id, at=incoming.instant(form.get("created"))),)

    def ask(self, sms: AskedSms) -> Answer:
        """By 46elks' id, else whether anything went to the number since. Others to it cannot be told from this one."""
        if sms.provider_id is not None:
            found = self._get(f"/a1/sms/{quote(sms.provider_id, safe='')}")
            return found if isinstance(found, Unanswered) else _known(sms, found)
        if self._now() < sms.since + MARGIN:
            return Unanswered(code="early")
        since = from_micros(sms.since - MARGIN).strftime("%Y-%m-%dT%H:%M:%S.%f")
        query = {"to": sms.to, "end": since, "limit": "100"}  # `end` is the older bound, `start` the newer
        for _ in range(PAGES):
            page = self._get(f"/a1/sms?{urlencode(query)}")
            if isinstance(page, Unanswered):
                return page
            listed, older = page.get("data"), page.get("next")
            if not isinstance(listed, list) or not isinstance(older, str | None):
                return Unanswered(code="answer")
            if any(not isinstance(one, dict) or one.get("direction") != "incoming" for one in listed):
                return Unanswered(code="ambiguous")
            if not older:
                return NotTaken()
            query["start"] = older
        return Unanswered(code="ambiguous")

    def close(self) -> None:
        """Give the connections back."""
        self._web.close()

    def _get(self, path: str) -> Mapping[str, object] | Unanswered:
        return asked(self._web, self._call("GET", path), REFUSALS)

    def _call(self, method: str, path: str, body: bytes = b"") -> Call:
        headers = {"authorization": self._of.authorization, "accept": "application/json"}
        if body:
            headers["content-type"] = "application/x-www-form-urlencoded"
        return Call(method=method, url=f"{self._of.api_url}{path}", headers=headers, body=body)


class Elks46Factory:
    """Opens 46elks; nothing is called before the first SMS."""

    def open(self, config: AdapterConfig, now: Callable[[], int] = lambda: time.time_ns() // 1000) -> Elks46Sms:
        """`now`: microseconds. Raises ConfigError."""
        of = read(settings.options(config))
        return Elks46Sms(of, Web(of.web), now)


def _outcome(reply: Reply) -> SendOutcome:
    if not 200 <= reply.status < 300:
        return refusal(reply, REFUSALS)
    answer = json_object(reply) or {}
    provider_id, parts = answer.get("id"), answer.get("parts")
    if not isinstance(provider_id, str) or not provider_id:
        return Uncertain(code="answer")
    if answer.get("status") == "failed":
        return Rejected(kind=Rejection.SENDER, code="failed")
    return Accepted(provider_id=provider_id, parts=parts if isinstance(parts, int) else None)


def _known(sms: AskedSms, found: Mapping[str, object]) -> Answer:
    status = found.get("status")
    state = STORED.get(status) if isinstance(status, str) else None
    if state is None or found.get("id") != sms.provider_id:
        return Unanswered(code=clean(status) or "answer")
    at = incoming.instant(found.get("delivered"))
    report = SmsReport(our_id=sms.id, provider_id=sms.provider_id, state=state, raw_state=str(status), at=at)
    return Known(report=report)


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """The door: registers `elks46`."""
    registry.add("elks46", Elks46Factory())
