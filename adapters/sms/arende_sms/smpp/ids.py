"""The operator's ids of SMS, which some write in hexadecimal in the answer and in decimal in the receipt, or reversed.

`Sent` remembers what this process has sent, so that a receipt finds its SMS whichever way it is written, and only if
it came from the same number. Nothing here outlives the process: the option `message_ids` does without it.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from threading import Lock
from typing import Final

from arende.ports.sms import Delivery
from attrs import define, field, frozen

REMEMBERED: Final = 20_000
"""SMS whose ids are remembered, the latest."""
_HEX: Final = re.compile(r"[0-9A-Fa-f]{1,32}")
_DECIMAL: Final = re.compile(r"[0-9]{1,32}")
_TAIL: Final = 7
"""Digits at the end of a number that are the same however it is written."""


class Form(StrEnum):
    """How a receipt's id is written beside the answer's."""

    AUTO = "auto"
    SAME = "same"
    DECIMAL = "receipt_decimal"
    HEX = "receipt_hex"


def plain(message_id: str) -> str:
    """An id without what operators are careless with: zeros before a number, capitals in hexadecimal."""
    return (message_id.lower().lstrip("0") or "0") if _HEX.fullmatch(message_id) else message_id


def to_hex(message_id: str) -> str | None:
    """A decimal id in hexadecimal."""
    return f"{int(message_id):x}" if _DECIMAL.fullmatch(message_id) else None


def to_decimal(message_id: str) -> str | None:
    """A hexadecimal id in decimal."""
    return str(int(message_id, 16)) if _HEX.fullmatch(message_id) else None


def forms(message_id: str) -> Iterator[str]:
    """The id as it may have stood in the answer: the same first."""
    yield plain(message_id)
    for other in (to_hex(message_id), to_decimal(message_id)):
        if other is not None:
            yield other


def as_answered(message_id: str, form: Form) -> str:
    """A receipt's id as the answer had it, where the form is known. One that is not of the form is left as it is."""
    found = to_hex(message_id) if form is Form.DECIMAL else to_decimal(message_id) if form is Form.HEX else None
    return plain(message_id) if found is None else found


@define
class One:
    """An SMS that was sent in one or more segments. `id` is that of its last segment, and the one that is told."""

    our_id: str
    to: str = field(repr=False)
    id: str
    failed: bool = False
    """Whether a receipt has said of any segment that it failed."""

    def told(self, message_id: str, state: Delivery) -> Delivery:
        """What a receipt for one segment says of the whole: delivered by its last, unless one before it failed."""
        self.failed = self.failed or state in (Delivery.FAILED, Delivery.EXPIRED)
        if state is not Delivery.DELIVERED:
            return state
        if self.failed:
            return Delivery.FAILED
        return state if message_id == self.id else Delivery.SENT


@frozen
class Sent:
    """What this process has sent, by each segment's id. Safe from several threads."""

    _by_id: OrderedDict[str, One] = field(factory=OrderedDict, init=False, repr=False)
    _lock: Lock = field(factory=Lock, init=False, repr=False, eq=False)

    def add(self, our_id: str, to: str, ids: Sequence[str]) -> str:
        """Remember an SMS by the ids of its segments; the id that is told of it."""
        plainly = list(map(plain, ids))
        one = One(our_id=our_id, to=to, id=plainly[-1])
        with self._lock:
            self._by_id.update(dict.fromkeys(plainly, one))
            while len(self._by_id) > REMEMBERED:
                self._by_id.popitem(last=False)
        return one.id

    def find(self, written: str, number: str, form: Form) -> tuple[str, One | None]:
        """A receipt's id as the answer had it, and the SMS, if this process sent it.

        Where the form is not known, another form than the same counts only if the number's digits are the same.
        """
        tail = number[-_TAIL:] if _DECIMAL.fullmatch(number) and len(number) >= _TAIL else ""
        if form is not Form.AUTO:
            candidates, tail = [as_answered(written, form)], ""
        else:
            candidates = list(forms(written)) if tail else [plain(written)]
        with self._lock:
            for candidate in candidates:
                one = self._by_id.get(candidate)
                if one is not None and one.to.endswith(tail):
                    return candidate, one
        return candidates[0], None
