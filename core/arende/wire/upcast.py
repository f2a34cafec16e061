"""Old schemas: steps that take a stored body from one schema number to the next. Bodies only, never events.

A step is pure, and must take a tombstone too: what was redacted stays so. Steps are never removed.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from .names import BY_NAME

Body: TypeAlias = dict[str, object]
Steps: TypeAlias = Mapping[tuple[str, int], Callable[[Body], Body]]

NO_NOTICES: Final = {"remind_after_hours": None, "unread_days": None, "quiet": None, "coalesce_minutes": None}

ONE_TRY: Final = {"key": None, "message": None, "number": 1, "cause": None, "again": False}
"""Of a time when a notice had one outcome, and nothing told of what it was about."""

STEPS: Final[Steps] = {
    ("case.opened", 1): lambda body: {**body, "follows": None},
    ("case.documented_marked", 1): lambda body: {**body, "nothing_to_record": False},
    ("case.export_recorded", 1): lambda body: {**body, "up_to": 0},
    ("case.message_sent", 1): lambda body: {**body, "corrects": None},
    ("unit.registered", 1): lambda body: {**body, "notices": dict(NO_NOTICES)},
    ("reason.registered", 1): lambda body: {**body, "for_patients": False},
    ("reason.registered", 2): lambda body: {**body, "template": None, "answer_hours": None},
    ("unit.registered", 2): lambda body: {**body, "answer_hours": None, "opening_hours": None},
    ("unit.registered", 3): lambda body: {**body, "reopen_days": None},
    ("person.registered", 1): lambda body: {**body, "phone_source": None},
    ("case.sms_troubled", 1): lambda body: {**body, "reason": ""},
    ("case.sms_troubled", 2): lambda body: {**body, "why": []},
    ("case.sms_omitted", 1): lambda body: {**body, "reminder": None},
    ("case.notice_planned", 1): lambda body: {**body, "remind_due": None},
    ("sms.outcome_recorded", 1): lambda body: {**body, **ONE_TRY},
}
"""(name, schema) to what takes a body of that schema to the next one."""


def upcast(name: str, schema: int, body: Body, current: int, steps: Steps = STEPS) -> Body:
    """The body in its current schema. KeyError where the chain is broken, which `chain_faults` shows beforehand."""
    for at in range(schema, current):
        body = steps[name, at](body)
    return body


def chain_faults(steps: Steps = STEPS, current: Mapping[str, int] | None = None) -> Iterator[str]:
    """What is wrong with the steps: one that is missing, or one that leads nowhere."""
    schemas = {name: schema for name, (_, schema) in BY_NAME.items()} if current is None else current
    for name, last in schemas.items():
        for schema in range(1, last):
            if (name, schema) not in steps:
                yield f"{name}: no step from schema {schema} to {schema + 1}"
    for name, schema in steps:
        if not 1 <= schema < schemas.get(name, 0):
            yield f"{name}: the step from schema {schema} leads nowhere"
