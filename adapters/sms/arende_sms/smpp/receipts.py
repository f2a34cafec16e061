"""What a `deliver_sm` tells: a receipt, by its parameters or by its text, or that someone wrote back.

Nothing is answered here, and nothing changes but what `Sent` remembers of failed segments.
Of a receipt's text only id, state, error and time are read; what it quotes of the SMS is not. What people write back
is never read: the reply is known by a digest (B3).
"""

import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from arende.ports.sms import Delivery, SmsReply, SmsReport
from attrs import evolve, field, frozen

from .addresses import person
from .ids import Form, Sent
from .pdu import Message, Tag
from .segments import UDH

_KIND: Final = 0x3C
_RECEIPT: Final = 0x04
_INTERMEDIATE: Final = 0x20
_UCS2: Final = 8

STATES: Final[Mapping[int, str]] = {
    0: "SCHEDULED",
    1: "ENROUTE",
    2: "DELIVRD",
    3: "EXPIRED",
    4: "DELETED",
    5: "UNDELIV",
    6: "ACCEPTD",
    7: "UNKNOWN",
    8: "REJECTD",
    9: "SKIPPED",
}
"""`message_state` as the word that stands in a text."""
MEANINGS: Final[Mapping[str, Delivery]] = {
    "DELIVRD": Delivery.DELIVERED,
    "DELIVERED": Delivery.DELIVERED,
    "EXPIRED": Delivery.EXPIRED,
    "DELETED": Delivery.FAILED,
    "UNDELIV": Delivery.FAILED,
    "UNDELIVERABLE": Delivery.FAILED,
    "UNDELIVERED": Delivery.FAILED,
    "FAILED": Delivery.FAILED,
    "REJECTD": Delivery.FAILED,
    "REJECTED": Delivery.FAILED,
    "SKIPPED": Delivery.FAILED,
    "UNKNOWN": Delivery.FAILED,  # the operator does not know and will not: that must not be silent
}
"""Any other word is SENT: on its way, and never delivered by guess."""

_FIELD: Final = r"(?:^|\s){}:(\S+)"
_ID, _STATE, _ERROR = (re.compile(_FIELD.format(name), re.IGNORECASE) for name in ("id", "stat", "err"))
_DONE: Final = re.compile(r"(?:^|\s)done date:\s*([0-9]{10}(?:[0-9]{2})?)\b", re.IGNORECASE)
_QUOTE: Final = re.compile(r"(?:^|\s)text:", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Z]{1,16}")
_CODE: Final = re.compile(r"[0-9A-Z]{1,8}")
_PRINTABLE: Final = re.compile(r"[!-~]{1,64}")


@frozen(kw_only=True)
class Reading:
    """How this operator's receipts are read. `zone`: that of the times in their text; None where it is not known."""

    form: Form
    country: str
    zone: ZoneInfo | None
    key: bytes = field(repr=False)
    """By which the digests of replies are made."""


def read(message: Message, reading: Reading, sent: Sent, day: str) -> SmsReport | SmsReply | None:
    """What it tells; None where it tells nothing that can be told on. `day` parts replies that are the same."""
    kind = message.esm_class & _KIND
    if kind in (_RECEIPT, _INTERMEDIATE) or Tag.RECEIPTED_MESSAGE_ID in message.optional:
        return known(receipt(message, reading), message, reading, sent)
    sender = person(message.source, reading.country) if kind == 0 else None
    if sender is None:
        return None
    return SmsReply(sender=sender, provider_id=digest(message, reading.key, day), at=None)


def receipt(message: Message, reading: Reading) -> SmsReport | None:
    """The report as the operator writes it; None without an id. Its parameters go before its text."""
    text = plain_text(message)
    told = message.optional.get(Tag.RECEIPTED_MESSAGE_ID, b"").rstrip(b"\0").decode("ascii", "replace").strip()
    message_id = told or found(_ID, text)
    if not _PRINTABLE.fullmatch(message_id):
        return None
    number = message.optional.get(Tag.MESSAGE_STATE, b"")
    word = STATES.get(number[0], "") if len(number) == 1 else ""
    word = word or found(_STATE, text).upper()
    state = MEANINGS.get(word, Delivery.SENT)
    if message.esm_class & _KIND == _INTERMEDIATE and state is not Delivery.DELIVERED:
        state = Delivery.SENT  # an attempt has failed, and there will be another
    raw = " ".join(part for part in (word if _WORD.fullmatch(word) else "OTHER", error(message, text)) if part)
    at = moment(found(_DONE, text), reading.zone)
    return SmsReport(our_id=None, provider_id=message_id, state=state, raw_state=raw, at=at)


def known(report: SmsReport | None, message: Message, reading: Reading, sent: Sent) -> SmsReport | None:
    """The report with the id that the answer had, and with ours where this process has sent the SMS."""
    if report is None or report.provider_id is None:
        return None
    message_id, one = sent.find(report.provider_id, message.source.text.removeprefix("+"), reading.form)
    if one is None:
        return evolve(report, provider_id=message_id)
    return evolve(report, our_id=one.our_id, provider_id=one.id, state=one.told(message_id, report.state))


def plain_text(message: Message) -> str:
    """A receipt's text as far as it is read: what it quotes of the SMS is left out."""
    octets = message.text
    if message.esm_class & UDH and octets:
        octets = octets[octets[0] + 1 :]
    text = octets.decode("utf-16-be" if message.data_coding == _UCS2 else "latin-1", "replace")
    return _QUOTE.split(text, maxsplit=1)[0]


def error(message: Message, text: str) -> str:
    """The network's code of an error, for people; empty where there is none."""
    octets = message.optional.get(Tag.NETWORK_ERROR_CODE, b"")
    code = str(int.from_bytes(octets[1:], "big")) if len(octets) == 3 else found(_ERROR, text).upper()
    return code if _CODE.fullmatch(code) and code.strip("0") else ""


def found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1) if match else ""


def moment(written: str, zone: ZoneInfo | None) -> int | None:
    """`YYMMDDhhmm`, perhaps with seconds, in microseconds UTC."""
    if not written or zone is None:
        return None
    form = "%y%m%d%H%M%S" if len(written) == 12 else "%y%m%d%H%M"
    try:
        at = datetime.strptime(written, form).replace(tzinfo=zone)
    except ValueError:
        return None
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def digest(message: Message, key: bytes, day: str) -> str:
    """One name for the same message sent to us again. It is keyed, so that nobody can guess the text by trying."""
    parts = [message.source.text, message.destination.text, str(message.esm_class), message.text.hex(), day]
    parts += [f"{tag}:{value.hex()}" for tag, value in sorted(message.optional.items())]
    return hmac.digest(key, "\0".join(parts).encode(), "sha256").hex()
