"""Answers as JSON-able data: every field of a row by its name, times in UTC. Nothing is left out and nothing added."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import TypeVar

from attrs import fields_dict, has

from ..domain.case.lists import CaseList
from ..domain.case.reply import MayReply
from ..domain.refusal_texts import sentence
from ..domain.refusals import Refusal
from ..engine import Receipt
from ..views.rows import Page
from ..views.thread import HandoverLine, HappeningLine, JournalNoteLine, MessageLine, NoteLine, ThreadLine
from .context import Language

Row = TypeVar("Row")


def plain(value: object, lang: Language = "sv") -> object:
    """A row, or a part of one."""
    if isinstance(value, Refusal):
        return {"may": False, "code": value.code, "message": sentence(value, lang)}
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case MayReply(until=until, side=side):
            return {"may": True, "until": plain(until), "side": side.value}
        case Mapping():
            return {str(name): plain(one, lang) for name, one in value.items()}
        case Sequence():
            return [plain(one, lang) for one in value]
        case _:
            return thing(value, lang)


def thing(row: object, lang: Language) -> dict[str, object]:
    """An attrs value as an object."""
    cls = type(row)
    if not has(cls):
        raise TypeError("only rows can be shown")
    return {name: plain(getattr(row, name), lang) for name in fields_dict(cls)}


def listed(page: Page[Row], lang: Language) -> dict[str, object]:
    """A page of a list."""
    return {"items": [thing(row, lang) for row in page.items], "next": page.next}


def counted(counts: Mapping[CaseList, int]) -> dict[str, object]:
    """How many cases each list holds, counted up to 100."""
    return {which.value: count for which, count in counts.items()}


def thread_line(line: ThreadLine, lang: Language) -> dict[str, object]:
    """A line of a thread with an id that is unique within its case."""
    match line:
        case MessageLine(number=number):
            return {"id": f"message:{number}", "kind": "message", **thing(line, lang)}
        case HandoverLine(at=at):
            return {"id": f"handover:{at.astimezone(UTC).isoformat()}", "kind": "handover", **thing(line, lang)}
        case JournalNoteLine(number=number, version=version):
            return {"id": f"journal_note:{number}:{version}", "kind": "journal_note", **thing(line, lang)}
        case NoteLine(at=at):
            return {"id": f"note:{at.astimezone(UTC).isoformat()}", "kind": "note", **thing(line, lang)}
        case HappeningLine(at=at, what=what):
            return {"id": f"{what}:{at.astimezone(UTC).isoformat()}", "kind": "happening", **thing(line, lang)}


def receipt(of: Receipt) -> dict[str, object]:
    """What a command made or was about."""
    ids = dict(of.ids)
    return {"id": next(iter(ids.values()), of.stream), "ids": ids, "version": of.version, "repeated": of.repeated}
