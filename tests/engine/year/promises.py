"""The promises that are watched, by name, and what it is when one is broken. How each is looked at is elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

import attrs
from returns.result import Result


class Promise(StrEnum):
    """What must hold whatever anyone does, with its line of the specification."""

    SEEN = "B19: every unanswered message is in a list of at least one active assignment"
    LEDGER = "B17: what someone asked for waits in the ledger of its unit until it is a case, a visit or cancelled"
    ONE_TAKER = "B17: a ticket has one taker; who comes second is told"
    REPLY = "B14: can_reply is what decide does"
    DRAFTS = "B10: a draft is never lost, and gone once it is sent"
    NEVER_STALE = "B20: a send of the patient's side is never stale"
    NO_COLLEAGUE_OVERWRITTEN = "B20: staff who have not read what a colleague wrote are told before they send"
    INTERNAL = "B8: what is staff's own is in no answer to the patient's side"
    RETRACTED = "B9: the patient's side is not given what was retracted, nor what came before its time"
    SMS_TEXT = "B3: an SMS says one of the allowed sentences, and nothing else"
    SMS_TO = "S5, B16: an SMS goes to the representative whose right stands, and to nobody else"
    WANTED = "B4: an SMS goes to a number that is known, of one who wants it so, and of nobody who is protected"
    ASKED = "B4: staff who go on without an SMS are not asked again"
    QUIET = "B11: no SMS leaves in quiet hours"
    REMINDED_ONCE = (
        "B11: the patient's side is reminded once while something lies unread, and of nothing that it has read"
    )
    COALESCED = "B11: one SMS a case within the unit's minutes"
    TOLD = "S12, B11: every message of staff's is followed by an SMS, or by word that there was none"
    READ_FORWARD = "B5: what the patient's side has read only grows"
    UNREAD = "B5: an assignment's unread is what it has not marked as read"
    ENDED = "B12: an ended case accepts nothing, and is open through its last day"
    COUNTS = "B18: counts equal lists"
    UNDOCUMENTED = "S17: what does not stand in the record is listed until it does"
    LOG = "B23: every reading is in the access log before it is answered"
    PROTECTED = "B25: of a person with protected identity staff's lists hold no name"
    BLOCKED = "B24: what a patient has blocked is in no answer to another unit, but in an emergency"
    WHOLE = "the records tell what is kept"


class Broken(AssertionError):
    """A promise was not kept."""

    def __init__(self, promise: Promise, why: str) -> None:
        super().__init__(f"{promise}. {why}")
        self.promise = promise


def hold(promise: Promise, kept: object, why: str = "") -> None:
    """Raise `Broken` unless it is kept. `why` names ids and codes."""
    if not kept:
        raise Broken(promise, why)


NAMES: Final[dict[str, tuple[str, ...]]] = {}
"""The fields of each kind of record that has been met."""


def names_of(one: object) -> tuple[str, ...]:
    """The fields of a record."""
    kind = type(one)
    if kind.__qualname__ not in NAMES:
        NAMES[kind.__qualname__] = tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else ()
    return NAMES[kind.__qualname__]


def parts_of(whole: object) -> Sequence[object]:
    """Everything in an answer, however deep: what `repr` leaves out too."""
    left, found = [whole], list[object]()
    while left:
        one = left.pop()
        found.append(one)
        if isinstance(one, str | int | date | None):
            continue
        if isinstance(one, Mapping):
            left += [*one.keys(), *one.values()]
        elif isinstance(one, tuple | list | frozenset):
            left += one
        elif isinstance(one, Result):
            left.append(one.value_or(None))
            left.append(one.swap().value_or(None))
        else:
            left += [getattr(one, name) for name in names_of(one)]
    return found
