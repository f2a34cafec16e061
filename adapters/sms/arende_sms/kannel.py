"""The SMS provider `kannel`: a Kannel gateway's own smsbox, by its sendsms address. Text and password go in no address.

It signs nothing: reports and replies come to a secret address. It has no idempotency, gives no id with its answer and
cannot be asked; our id goes in the address of the reports. Options beside those of `settings`:

========================  ===========================================================================================
`api_url`                 the sendsms address, e.g. http://127.0.0.1:13013/cgi-bin/sendsms
`username`, `password`    of the group sendsms-user; better: `password_file`
`smsc`                    the id of the connection to send by, where it must be one
`max_messages`            max-messages of that group: a text of more segments is refused, for Kannel would cut it
========================  ===========================================================================================

Source: Kannel's user guide and its smsbox (1.4.3).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

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
from attrs import field, frozen

from . import gsm7, incoming, settings
from .answers import Table, called, refusal
from .checks import e164, refused
from .web import Call, Reply, Web

STATES: Final[Mapping[str, Delivery]] = {
    "1": Delivery.DELIVERED,
    "2": Delivery.FAILED,
    "4": Delivery.SENT,  # held by the operator
    "8": Delivery.SENT,  # taken by the operator
    "16": Delivery.FAILED,  # refused by the operator
    "34": Delivery.EXPIRED,  # 32 with 2
    "66": Delivery.FAILED,  # 64 with 2: the operator does not know and will not; that must not be silent
}
"""Of a report's value; others tell nothing."""
EVERY_REPORT: Final = "31"
"""The mask that asks for the values 1, 2, 4, 8 and 16, and for what comes with 2."""
ASKED_FOR: Final = "&state=%d&at=%T&id=%F"
"""What Kannel fills in: the value, seconds since 1970, the operator's id. Not %A, which may quote the text."""
CODING: Final[Mapping[gsm7.Alphabet, str]] = {gsm7.Alphabet.GSM7: "0", gsm7.Alphabet.UCS2: "2"}
TAKEN: Final = ("0:", "3:")
"""How an answer begins that says `accepted for delivery` or `queued for later delivery`."""
REFUSALS: Final = Table(
    words={
        "temporal failure": (Rejection.BUSY, "temporary"),
        "not routable": (Rejection.SENDER, "unroutable"),
        "denied by white": (Rejection.RECIPIENT, "denied"),
        "body misformed": (Rejection.CONTENT, "body"),
    }
)
PLAIN: Final = re.compile(r"[ -~]+", re.ASCII)
"""What can stand in a header."""


@frozen(kw_only=True)
class KannelSettings:
    """Whose gateway it is."""

    api_url: str
    headers: Mapping[str, str] = field(repr=False)
    max_messages: int
    callback: settings.Callback
    web: settings.WebSettings


def read(o: Options) -> KannelSettings:
    """The settings. Raises ConfigError."""
    names = {"username": "x-kannel-username", "password": "x-kannel-password", "smsc": "x-kannel-smsc"}
    given = {name: o.text(name, "" if name == "smsc" else None) for name in names}
    for name, value in given.items():
        if value and not PLAIN.fullmatch(value):
            raise o.fault(name, "must be ASCII: it stands in a header")
    found = KannelSettings(
        api_url=o.url("api_url"),
        headers={names[name]: value for name, value in given.items() if value},
        max_messages=o.whole("max_messages", 1, 1, 10),
        callback=settings.secret_callback(o),
        web=settings.web(o),
    )
    o.done()
    return found


class KannelSms:
    """Sends by Kannel. Safe from several threads."""

    def __init__(self, of: KannelSettings, web: Web) -> None:
        self._of = of
        self._web = web

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Accepted when Kannel's bearerbox has it, with or without a connection to send it by."""
        no = refused(sms)
        if no is not None:
            return no
        size = gsm7.size(sms.text)
        if size.segments > self._of.max_messages:
            return Rejected(kind=Rejection.CONTENT, code="long")
        headers = {
            "content-type": "text/plain; charset=UTF-8",
            "x-kannel-from": sms.sender,
            "x-kannel-to": sms.to,
            "x-kannel-coding": CODING[size.alphabet],
            **self._of.headers,
        }
        report_to = incoming.address(self._of.callback, sms.id).replace("%", "%%")
        if report_to:
            headers |= {"x-kannel-dlr-mask": EVERY_REPORT, "x-kannel-dlr-url": f"{report_to}{ASKED_FOR}"}
        call = Call(method="POST", url=self._of.api_url, headers=headers, body=sms.text.encode())
        reply = called(self._web, call)
        return reply if isinstance(reply, Rejected | Uncertain) else _outcome(reply, size.segments)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """One report by address, or none where the address is of something else."""
        if raw.method != "GET":
            return ()
        query = incoming.query(raw)
        value = query.get("state", "")
        state = STATES.get(value)
        if state is None:
            return ()
        our_id, at = incoming.text(query, incoming.OURS), incoming.instant(query.get("at"))
        provider_id = query.get("id") or None
        return (SmsReport(our_id=our_id, provider_id=provider_id, state=state, raw_state=f"dlr_{value}", at=at),)

    def verify(self, raw: RawRequest) -> bool:
        """Whether it came to the secret address, from an address that may send there."""
        return incoming.at_secret(self._of.callback, raw)

    def parse_reply(self, raw: RawRequest) -> Sequence[SmsReply]:
        """Who wrote back to a number of ours, by an sms-service whose get-url says `from=%p&id=%I&at=%T`."""
        if raw.method != "GET":
            return ()
        query = incoming.query(raw)
        if "from" not in query or "state" in query:
            return ()
        provider_id, sender = incoming.text(query, "id"), e164(query["from"])
        at = incoming.instant(query.get("at"))
        return () if sender is None else (SmsReply(sender=sender, provider_id=provider_id, at=at),)

    def close(self) -> None:
        """Give the connections back."""
        self._web.close()


class KannelFactory:
    """Opens Kannel; nothing is called before the first SMS."""

    def open(self, config: AdapterConfig) -> KannelSms:
        """Raises ConfigError."""
        of = read(settings.options(config))
        return KannelSms(of, Web(of.web))


def _outcome(reply: Reply, segments: int) -> SendOutcome:
    if not 200 <= reply.status < 300:
        return refusal(reply, REFUSALS)
    said = reply.body[:100].decode("utf-8", "replace").strip()
    if said.startswith(TAKEN):
        return Accepted(provider_id=None, parts=segments)
    # With immediate-sendsms-reply the smsbox answers `Sent.` before the bearerbox has it: nobody knows yet.
    return Uncertain(code="immediate" if said == "Sent." else "answer")


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """The door: registers `kannel`."""
    registry.add("kannel", KannelFactory())
