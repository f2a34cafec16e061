"""How the SMS stands that each event of a case sent (B4): matched by the command that both came of. Pure.

A notice has the id that its command gave it, so it is found without being told of in the case. One that no worker has
begun has no stream of its own yet: it is queued.
"""

from collections.abc import Mapping, Sequence

from attrs import frozen

from ..domain.case.events import (
    CaseEvent,
    CaseOpened,
    MessageSent,
    NoticePlanned,
    RepresentativeChanged,
    UnreadReminded,
)
from ..domain.ids import NoticeId
from ..domain.notice.model import Notice, NoticeState
from ..domain.notice.shown import shown


@frozen
class Told:
    """An event, and what its command's notice would be called; empty where the command is not known."""

    event: CaseEvent
    ids: tuple[NoticeId, ...]


def tells(event: CaseEvent) -> bool:
    """Whether the patient's side was told of it by SMS."""
    match event:
        case MessageSent(staff=staff):
            return staff is not None
        case CaseOpened() | UnreadReminded() | RepresentativeChanged():
            return True
        case _:
            return False


def asked_for(events: Sequence[Told]) -> tuple[NoticeId, ...]:
    """The notices to be looked for."""
    return tuple(dict.fromkeys(id for one in events if tells(one.event) for id in one.ids))


def sms_states(events: Sequence[Told], notices: Mapping[NoticeId, Notice]) -> Mapping[int, NoticeState]:
    """By place among the events. What an SMS on its way covers (B11) has none of its own."""
    covered = {one.ids for one in events if isinstance(one.event, NoticePlanned) and one.event.covered}
    found: dict[int, NoticeState] = {}
    for place, one in enumerate(events):
        if tells(one.event) and one.ids and one.ids not in covered:
            notice = next((notices[id] for id in one.ids if id in notices), None)
            found[place] = NoticeState.QUEUED if notice is None else shown(notice)
    return found
