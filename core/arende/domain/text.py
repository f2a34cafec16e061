"""What a text that a person wrote, an id and a day must be, to be kept and shown. Texts are kept exactly as written."""

import re
from datetime import date
from typing import Final

from .ids import local_of, shard_of
from .refusals import DayInvalid, IdInvalid, TextMissing, TextTooLong, TextUnreadable

SHARD: Final = re.compile(r"[A-Za-z0-9-]{1,32}", re.ASCII)
UNREADABLE: Final = re.compile("[\0\ud800-\udfff]")
LOCAL: Final = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)


def faulty(field: str, text: str, limit: int) -> TextMissing | TextTooLong | TextUnreadable | None:
    """What is wrong with the text, if anything."""
    if not text.strip():
        return TextMissing(field)
    if len(text) > limit:
        return TextTooLong(field, len(text), limit)
    return None if readable(text) else TextUnreadable(field)


def readable(text: str) -> bool:
    """Whether the text can be kept at all: no NUL, no half of a character."""
    return UNREADABLE.search(text) is None


def faulty_day(field: str, day: object) -> DayInvalid | None:
    """Whatever is handed in: an instant counts as a date in Python, and is no day. None may be left out."""
    return None if day is None or type(day) is date else DayInvalid(field)


def faulty_id(field: str, id: str) -> IdInvalid | None:
    """Whether this can be the id of something within a provider."""
    return None if SHARD.fullmatch(shard_of(id)) and LOCAL.fullmatch(local_of(id)) else IdInvalid(field)


def faulty_shard(field: str, id: str) -> IdInvalid | None:
    """Whether this can be the id of a provider."""
    return None if SHARD.fullmatch(id) else IdInvalid(field)
