"""`docs/reference/commands.md`: what can be asked to be done: by name, with its fields and who may give it."""

import inspect
from itertools import groupby
from typing import Final

from arende.domain.access.table import COMMANDS as RULES
from arende.domain.commands import Command
from arende.wire.names import COMMANDS

from ...pictures.access import HEADS
from .markdown import code, ended, head, table, text
from .source import fields_of

INTRO: Final = """
Everything that can be done: in Python `engine.handle(COMMAND, actor=…, command_id=…)` with classes of
`arende.domain.commands`. Who may give one is told in the words of [who sees what](../concepts/access.md), where a case
stands that takes it in [its states](../concepts/cases.md), and with what code it may be refused in
[refusals](refusals.md). Ids are text, `PROVIDER.PART`; times are aware datetimes.
"""


def page() -> str:
    lines = head("Commands", "`arende.domain.commands`", "commands", INTRO)
    for room, commands in groupby(COMMANDS, key=room_of):
        lines += [f"## {room}", ""]
        for command in commands:
            lines += section(command)
    return ended(lines)


def room_of(command: type[Command]) -> str:
    """The machine that decides it."""
    return command.__module__.split(".")[2].capitalize()


def section(command: type[Command]) -> list[str]:
    who = ", ".join(said for way, said in HEADS.items() if way in RULES[command].who)
    about = text(inspect.cleandoc(command.__doc__ or ""))
    lines = [f"### `{command.__name__}`", "", about, "", f"Name: `{COMMANDS[command]}`. Who may: {who}.", ""]
    rows = [(code(one.name), code(one.form), code(one.default), one.about) for one in fields_of(command)]
    return lines + table(("field", "type", "default", "what"), rows)


def undocumented() -> list[str]:
    return [command.__name__ for command in COMMANDS if not (command.__doc__ or "").strip()]
