"""`docs/reference/cli.md`: every command with its options, in both languages, as `--help` tells them."""

import re
import shlex
from collections.abc import Iterator
from typing import Final

import click
from arende.cli.context import Session
from arende.cli.help_texts import COMMANDS, OPTIONS
from arende.cli.lazy import Root
from arende.cli.spoken import Branch, SpokenCommand, SpokenContext, SpokenOption
from attrs import frozen

from .markdown import code, ended, head, table

INTRO: Final = """
`arende COMMAND --help` tells the same, in Swedish unless `--lang en` is given. `--json` and `--help` stand at
every command, `--lang` and `--config` may. Exit codes: 0 done; 1 refused, or a fault was found; 2 wrongly
written; 130 stopped by Ctrl-C. Ids in the examples are invented.
"""

COMMON: Final = ("json", "help")
"""Options that every command has; the page tells them once."""
OPTION: Final = re.compile(r"(?<![\w`-])--[a-z][a-z-]*")
SHELL: Final = re.compile(r"^[|<>&;]|^\d?>")
"""Where an example's line goes on with something of the shell's."""


@frozen
class Told:
    """A command: its path, itself, and its texts (Swedish, English, example)."""

    path: str
    command: click.Command
    texts: tuple[str, str, str]

    @property
    def context(self) -> click.Context:
        return SpokenContext(self.command, info_name=f"arende {self.path}".strip(), obj=Session(lang="en"))


def commands() -> list[Told]:
    """All of them, in the order of `arende --help`; a plugin's own texts are those that it hands in."""
    root = Root()
    return list(below(root, "", SpokenContext(root, info_name="arende", obj=Session())))


def below(command: click.Command, path: str, ctx: click.Context) -> Iterator[Told]:
    own = command.told if isinstance(command, SpokenCommand) else None
    yield Told(path, command, own or COMMANDS.get(path, ("", "", "")))
    if isinstance(command, Branch):
        for name in command.list_commands(ctx):
            child = command.get_command(ctx, name)
            if child is not None:
                yield from below(child, f"{path} {name}".strip(), ctx)


def options(told: Told) -> list[SpokenOption]:
    """Its own, and of `arende` itself those for all."""
    shown = [param for param in told.command.params if isinstance(param, SpokenOption) and not param.hidden]
    return [param for param in shown if told.path == "" or param.name not in COMMON]


def about(option: SpokenOption) -> tuple[str, str]:
    return option.told or OPTIONS.get(option.name or "", ("", ""))


def form(option: SpokenOption, ctx: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(ctx)}"
    return f"{', '.join(sorted(option.opts, key=len))}{value}"


def page() -> str:
    lines = head("The command line", "the commands and their help texts (`arende.cli.help_texts`)", "cli", INTRO)
    for told in commands():
        lines += section(told)
    return ended(lines)


def marked(about: str) -> str:
    """A text of help with the options that it names as code."""
    return OPTION.sub(r"`\g<0>`", about)


def section(told: Told) -> Iterator[str]:
    sv, en, example = told.texts
    ctx = told.context
    usage = " ".join(told.command.collect_usage_pieces(ctx))
    yield f"{'###' if ' ' in told.path else '##'} `{ctx.info_name}`"
    yield from ("", marked(en), "", f"*{marked(sv)}*", "", f"Usage: `{ctx.info_name} {usage}`", "")
    yield from table(
        ("option", "what", "på svenska"),
        ((code(form(one, ctx)), *map(marked, reversed(about(one)))) for one in options(told)),
    )
    examples = example.splitlines()
    yield from (f"- {'Example' if place == 0 else 'or'}: `{line}`" for place, line in enumerate(examples))
    yield ""


def undocumented() -> list[str]:
    """Commands without texts in both languages or without an example, and options without texts."""
    found = [f"arende {told.path}" for told in commands() if not all(told.texts)]
    return found + [
        f"arende {told.path} {one.name}" for told in commands() for one in options(told) if not all(about(one))
    ]


def misspelt() -> list[str]:
    """Lines of examples that the command line itself would not take: an unknown command or option, a missing value."""
    return [f"{line}: {fault}" for told in commands() for line in told.texts[2].splitlines() for fault in parsed(line)]


def parsed(line: str) -> Iterator[str]:
    words = shlex.split(line, comments=True)
    end = next((place for place, word in enumerate(words) if SHELL.match(word)), len(words))
    root: click.Command = Root()
    args = words[1:end]
    ctx = None
    try:
        while isinstance(root, Branch):
            ctx = root.make_context(root.name or "arende", args, parent=ctx, obj=Session(), resilient_parsing=False)
            args = [*ctx._protected_args, *ctx.args]
            _, child, args = root.resolve_command(ctx, args)
            if child is None:
                yield "no such command"
                return
            root = child
        root.make_context(root.name or "", args, parent=ctx, obj=Session())
    except click.ClickException as error:
        yield error.format_message()
