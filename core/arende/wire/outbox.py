"""Effects to the bodies of outbox items and back. A timer may wait for ten years: its form is a promise too."""

from typing import Final

import orjson
from attrs import field, frozen

from arende.domain.commands import NotePhaseEnd, NoteRepresentativeLost, NoteUnread, RemindUnread, ReturnCase
from arende.domain.effects import Effect, EraseText, RecheckCases, ReturnCases, SendExport, SendSms, SetTimer
from arende.domain.ids import AssignmentId, PersonId

from .commands import command_from, command_plain
from .converter import Flaw, WireError, structure, unstructure
from .times import from_micros, to_micros

SMS: Final = "sms"
TIMER: Final = "timer"
EXPORT: Final = "export"
RECHECK: Final = "recheck"
RETURN: Final = "return_cases"
ERASE: Final = "erase"
TIMED: Final = (NotePhaseEnd, NoteRepresentativeLost, RemindUnread, NoteUnread, ReturnCase)
"""Commands that a timer may bring."""


@frozen(kw_only=True)
class EncodedEffect:
    """An effect as it waits. `not_before` is microseconds UTC for a timer, and None for what is due at once."""

    kind: str
    not_before: int | None
    body: bytes = field(repr=False)


class UnknownEffect(Exception):
    """An outbox item that this version of arende does not know, or cannot read."""


def encode_effect(effect: Effect) -> EncodedEffect:
    """The effect as an outbox item keeps it."""
    match effect:
        case SendSms():
            plain: dict[str, object] = {
                "notice": effect.notice,
                "case": effect.case,
                "recipient": effect.recipient,
                "key": effect.key,
                "message": effect.message,
            }
            if effect.not_before is None:
                return EncodedEffect(kind=SMS, not_before=None, body=orjson.dumps(plain))
            later = orjson.dumps({**plain, "not_before": effect.not_before})
            return EncodedEffect(kind=SMS, not_before=to_micros(effect.not_before), body=later)
        case SetTimer(at=at, command=command):
            due = to_micros(at)
            body = orjson.dumps({"at": due, "command": command_plain(command)})
            return EncodedEffect(kind=TIMER, not_before=due, body=body)
        case RecheckCases(person=person, at=at):
            due = to_micros(at)
            return EncodedEffect(kind=RECHECK, not_before=due, body=orjson.dumps({"at": due, "person": person}))
        case ReturnCases(assignment=assignment, at=at):
            body = orjson.dumps({"at": to_micros(at), "assignment": assignment})
            return EncodedEffect(kind=RETURN, not_before=None, body=body)
        case EraseText():
            return EncodedEffect(kind=ERASE, not_before=None, body=orjson.dumps(unstructure(effect)))
        case SendExport():
            return EncodedEffect(kind=EXPORT, not_before=None, body=orjson.dumps(unstructure(effect)))


def decode_effect(kind: str, body: bytes) -> Effect:
    """The effect that waited. Raises UnknownEffect."""
    try:
        plain: dict[str, object] = orjson.loads(body)
        if kind == SMS:
            return structure(plain, SendSms)
        if kind == EXPORT:
            return structure(plain, SendExport)
        if kind == ERASE:
            return structure(plain, EraseText)
        if kind == TIMER:
            return timer(plain)
        if kind == RECHECK:
            return recheck(plain)
        if kind == RETURN:
            return returning(plain)
    except (KeyError, TypeError, ValueError, OverflowError, WireError):
        pass
    raise UnknownEffect(
        f"An outbox item of kind {kind!r} cannot be read: install the version of arende that wrote it, or a later one."
    )


def timer(plain: dict[str, object]) -> SetTimer:
    at, command = plain["at"], command_from(plain["command"])
    if type(at) is not int or not isinstance(command, TIMED):
        raise WireError((Flaw("", "form"),))
    return SetTimer(at=from_micros(at), command=command)


def recheck(plain: dict[str, object]) -> RecheckCases:
    at, person = plain["at"], plain["person"]
    if type(at) is not int or type(person) is not str:
        raise WireError((Flaw("", "form"),))
    return RecheckCases(person=PersonId(person), at=from_micros(at))


def returning(plain: dict[str, object]) -> ReturnCases:
    at, assignment = plain["at"], plain["assignment"]
    if type(at) is not int or type(assignment) is not str:
        raise WireError((Flaw("", "form"),))
    return ReturnCases(assignment=AssignmentId(assignment), at=from_micros(at))
