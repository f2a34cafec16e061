"""What came of a taking, and how a feed fares, as plain data for the faces. A fault holds nothing of its line."""

from datetime import datetime

from ...domain.feed.model import OpenFault, Trouble
from ...domain.feed_texts import trouble_text
from ...wire.converter import Language
from .feeds import FeedStatus, Taken


def taken_plain(name: str, taken: Taken, lang: Language) -> dict[str, object]:
    """`faults` are the first of them; `cursor` is what the next delivery follows."""
    return {
        "id": name,
        "lines": taken.lines,
        "changed": taken.changed,
        "ended": taken.ended,
        "faulty": taken.faulty,
        "faults": [fault_plain(fault, lang) for fault in taken.faults],
        "trouble": trouble_plain(taken.trouble, lang),
        "repeated": taken.repeated,
        "stopped": taken.stopped,
        "cursor": taken.cursor,
    }


def status_plain(one: FeedStatus, lang: Language) -> dict[str, object]:
    state = one.state
    return {
        "id": one.feed.name,
        "provider": one.feed.provider,
        "pulled": one.feed.directory is not None,
        "every_minutes": one.feed.every_minutes,
        "last": when(one.last),
        "tried": when(one.tried),
        "lines": one.lines,
        "changed": one.changed,
        "ended": one.ended,
        "cursor": state.cursor,
        "whole_open": state.whole_open,
        "faults": [fault_plain(fault, lang) for fault in state.faults],
        "faults_beyond": state.beyond,
        "trouble": trouble_plain(state.trouble, lang),
    }


def fault_plain(fault: OpenFault, lang: Language) -> dict[str, object]:
    return {
        "number": fault.number,
        "cursor": fault.cursor,
        "path": fault.path,
        "problem": fault.problem_sv if lang == "sv" else fault.problem_en,
        "at": when(fault.at),
    }


def trouble_plain(trouble: Trouble | None, lang: Language) -> dict[str, object] | None:
    if trouble is None:
        return None
    return {
        "code": trouble.code,
        "message": trouble_words(trouble)[0 if lang == "sv" else 1],
        "since": when(trouble.since),
    }


def trouble_words(trouble: Trouble) -> tuple[str, str]:
    """Swedish and English."""
    return trouble_text(trouble.code, trouble.ending, trouble.standing)


def when(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
