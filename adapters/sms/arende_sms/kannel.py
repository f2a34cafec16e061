"""The SMS provider `kannel`: a Kannel gateway's own smsbox, by its sendsms address. Text and password go in no address.

It signs nothing: reports and replies come to a secret address. It has no idempotency, gives no id with its answer and
cannot be asked; our id goes in the address of the reports. Options beside those of `settings`:

========================  ===========================================================================================
`api_url`                 the sendsms address, e.g. http://127.0.0.1:13013/cgi-bin/sendsms
`username`, `password`    of the group sendsms-user; better: `password_file`
`smsc`                    the id of the connection to send by, where it must be one
`country`                 calling code of those who write back from a national number
`max_messages`            max-messages of that group: a text of more segments is refused, for Kannel would cut it
========================  ===========================================================================================

Source: Kannel's user guide and its smsbox (1.4.3).
"""

import re
from collections.abc import Mapping
from typing import Final

from arende.ports.calls import Reply
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
from attrs import evolve, field, frozen

from . import gsm7, incoming, settings
from .answers import Table
from .checks import e164
from .over_http import Opens, OverHttp
from .web import Call

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
class KannelSettings(settings.HttpSettings):
    """Whose gateway it is."""

    headers: Mapping[str, str] = field(repr=False)
    max_messages: int
    country: str


def read(o: Options) -> KannelSettings:
    """The settings. Raises ConfigError."""
    names = {"username": "x-kannel-username", "password": "x-kannel-password", "smsc": "x-kannel-smsc"}
    given = {name: o.text(name, "" if name == "smsc" else None) for name in names}
    for name, value in given.items():
        if value and not PLAIN.fullmatch(value):
            raise o.fault(name, ("ska vara ASCII: det står i ett huvud", "must be ASCII: it stands in a header"))
    return KannelSettings(
        api_url=o.url("api_url"),
        headers={names[name]: value for name, value in given.items() if value},
        max_messages=o.whole("max_messages", 1, 1, 10),
        country=settings.country(o),
        callback=settings.secret_callback(o),
        web=settings.web(o),
    )


class KannelSms(OverHttp[KannelSettings]):
    """Sends by Kannel."""

    states = STATES
    refusals = REFUSALS
    told_by = "GET"

    def send(self, sms: SmsRequest) -> SendOutcome:
        """The segments are our own count: Kannel does not tell."""
        outcome = super().send(sms)
        if isinstance(outcome, Accepted):
            return evolve(outcome, parts=gsm7.size(sms.text).segments)
        return outcome

    def refused(self, sms: SmsRequest) -> Rejected | None:
        no = super().refused(sms)
        if no is None and gsm7.size(sms.text).segments > self._of.max_messages:
            return Rejected(kind=Rejection.CONTENT, code="long")
        return no

    def request(self, sms: SmsRequest) -> Call:
        headers = {
            "content-type": "text/plain; charset=UTF-8",
            "x-kannel-from": sms.sender,
            "x-kannel-to": sms.to,
            "x-kannel-coding": CODING[gsm7.size(sms.text).alphabet],
            **self._of.headers,
        }
        report_to = incoming.address(self._of.callback, sms.id).replace("%", "%%")
        if report_to:
            headers |= {"x-kannel-dlr-mask": EVERY_REPORT, "x-kannel-dlr-url": f"{report_to}{ASKED_FOR}"}
        return Call(method="POST", url=self._of.api_url, headers=headers, body=sms.text.encode())

    def taken(self, reply: Reply) -> Accepted | Uncertain:
        """Accepted when Kannel's bearerbox has it, with or without a connection to send it by."""
        said = reply.body[:100].decode("utf-8", "replace").strip()
        if said.startswith(TAKEN):
            return Accepted(provider_id=None)
        # With immediate-sendsms-reply the smsbox answers `Sent.` before the bearerbox has it: nobody knows yet.
        return Uncertain(code="immediate" if said == "Sent." else "answer")

    def report(self, raw: RawRequest) -> SmsReport | None:
        """By address."""
        query = incoming.query(raw)
        value = query.get("state", "")
        state = STATES.get(value)
        if state is None:
            return None
        our_id, at = incoming.text(query, incoming.OURS), incoming.instant(query.get("at"))
        provider_id = query.get("id") or None
        return SmsReport(our_id=our_id, provider_id=provider_id, state=state, raw_state=f"dlr_{value}", at=at)

    def verify(self, raw: RawRequest) -> bool:
        """Whether it came to the secret address, from an address that may send there."""
        return incoming.at_secret(self._of.callback, raw)

    def reply(self, raw: RawRequest) -> SmsReply | None:
        """By an sms-service whose get-url says `from=%p&id=%I&at=%T`."""
        query = incoming.query(raw)
        if "from" not in query or "state" in query:
            return None
        sender, at = e164(query["from"], self._of.country) or "", incoming.instant(query.get("at"))
        return SmsReply(sender=sender, provider_id=incoming.text(query, "id"), at=at)


KANNEL: Final = Opens(read, KannelSms)


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """The door: registers `kannel`."""
    registry.add("kannel", KANNEL)
