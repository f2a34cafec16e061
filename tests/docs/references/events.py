"""`docs/reference/events.md`: what can have happened: stored name, schema number, fields, and who is told."""

import inspect
from itertools import groupby
from typing import Final

from arende.domain.events import Event
from arende.wire.names import EVENTS
from arende_webhooks.message import matches

from .markdown import code, ended, head, table, text
from .source import fields_of

INTRO: Final = """
Everything that can have happened. A stored name is a promise: it is never changed or given to something else; a
changed shape gets the next schema number, and what is stored is never rewritten. `engine.subscribe` and the
hook `subscribers` are told of all of them, after the commit ([embedding](../embedding.md));
[webhooks](../webhooks.md) of those that their settings name, by name and id alone. `at` is when it happened, in UTC;
the record around an event holds who did it.
"""


def page() -> str:
    lines = head("Events", "`arende.wire.names` and the events of `arende.domain`", "events", INTRO)
    named = sorted(EVENTS.items(), key=lambda item: kind_of(item[1][0]))
    for kind, events in groupby(named, key=lambda item: kind_of(item[1][0])):
        lines += [f"## `{kind}`", ""]
        for cls, (name, number) in events:
            lines += section(cls, name, number)
    return ended(lines)


def kind_of(name: str) -> str:
    return name.partition(".")[0]


def section(cls: type[Event], name: str, number: int) -> list[str]:
    untold = "" if matches(name, "*") else " Never told to webhooks."
    lines = [f"### `{name}`", "", f"{text(docstring(cls))} Schema {number}; in Python `{cls.__name__}`.{untold}", ""]
    rows = [(code(one.name), code(one.form), code(one.default), one.about) for one in fields_of(cls)]
    return lines + table(("field", "type", "default", "what"), rows)


def docstring(cls: type[Event]) -> str:
    """Its own; attrs gives none to a class that has none."""
    return inspect.cleandoc(cls.__doc__ or "")


def undocumented() -> list[str]:
    return [name for cls, (name, _) in EVENTS.items() if not docstring(cls)]
