"""Commands, options and help that are spoken in Swedish or English: click's classes with our texts. No command is here.

Texts come from `help_texts`, by the command's path and the option's name; a plugin hands in its own (`told`), or brings
plain click commands: given `SpokenContext`, their headings are ours too.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Concatenate, Final, ParamSpec, TypeAlias

import click

from .context import Session, session_of
from .help_texts import COMMANDS, OPTIONS
from .usage import Misuse
from .words import HEADINGS, METAVARS

P = ParamSpec("P")
Texts: TypeAlias = tuple[str, str, str]
"""What a command does, in Swedish and in English, and an example."""
CAPITALS: Final = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖ_]+")


class SpokenFormatter(click.HelpFormatter):
    """Headings and names of values in Swedish, where that is spoken."""

    swedish = True

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, self.named(args), f"{self.heading('Usage')}: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(self.heading(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        named = [(self.named(first), self.heading(second)) for first, second in rows]
        super().write_dl(named, col_max, col_spacing)

    def heading(self, text: str) -> str:
        return HEADINGS.get(text, text) if self.swedish else text

    def named(self, text: str) -> str:
        return CAPITALS.sub(lambda found: METAVARS.get(found[0], found[0]), text) if self.swedish else text


class SpokenContext(click.Context):
    """Its help is written in the language of the session."""

    def make_formatter(self) -> click.HelpFormatter:
        formatter = SpokenFormatter(width=self.terminal_width, max_width=100)
        formatter.swedish = session_of(self).lang == "sv"
        return formatter


class SpokenOption(click.Option):
    """An option whose help is found by its name, where it is not handed in as `told`: Swedish, English."""

    told: tuple[str, str] | None = None

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        if self.hidden:
            return None
        flags = ", ".join(sorted(self.opts, key=len))
        value = "" if self.is_flag or self.count else f" {self.make_metavar(ctx)}"
        return f"{flags}{value}", session_of(ctx).text(self.told or OPTIONS[self.name or ""])


def option(
    *names: str,
    type: "click.Choice[str] | click.IntRange | None" = None,
    default: int | str | bool | None = None,
    required: bool = False,
    is_flag: bool = False,
    metavar: str | None = None,
    told: tuple[str, str] | None = None,
) -> SpokenOption:
    """An option; its texts stand in `help_texts.OPTIONS`, unless they are `told`."""
    if default is None:  # None given counts as a default, and then nothing is ever missing
        made = SpokenOption(names, type=type, required=required, metavar=metavar)
    else:  # a False given makes click take the option for one whose value may be left out
        made = SpokenOption(
            names, type=type, default=default, required=required, is_flag=is_flag or None, metavar=metavar
        )
    made.told = told
    return made


def argument(name: str, metavar: str, *, required: bool = True, type: click.IntRange | None = None) -> click.Argument:
    return click.Argument([name], metavar=metavar if required else f"[{metavar}]", required=required, type=type)


def heard_json(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    session_of(ctx).json |= value


def heard_lang(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        session_of(ctx).lang = "en" if value == "en" else "sv"


def heard_config(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value is not None:
        session_of(ctx).config = value


def common(*, shown: bool) -> Iterator[click.Parameter]:
    """What may stand at every command; help shows language and settings at `arende` only."""
    languages = click.Choice(["sv", "en"])
    yield SpokenOption(["--json"], is_flag=True, default=False, expose_value=False, callback=heard_json)
    yield SpokenOption(["--lang"], type=languages, expose_value=False, callback=heard_lang, hidden=not shown)
    yield SpokenOption(["--config"], metavar="FILE", expose_value=False, callback=heard_config, hidden=not shown)


def help_option(command: click.Command, ctx: click.Context) -> click.Option | None:
    """`--help`, in our words."""

    def show(at: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not at.resilient_parsing:
            click.echo(at.get_help(), color=at.color)
            at.exit()

    if not command.get_help_option_names(ctx):
        return None
    return SpokenOption(["--help"], is_flag=True, is_eager=True, expose_value=False, callback=show)


def write_help(texts: Texts, command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Usage, what it does, options and commands, example."""
    sv, en, example = texts
    command.format_usage(ctx, formatter)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(session_of(ctx).text((sv, en)))
    command.format_options(ctx, formatter)
    with formatter.section("Example"):
        for line in example.splitlines():
            formatter.write(f"  {line}\n")


class SpokenCommand(click.Command):
    """A command of ours: its callback is given the session first."""

    context_class = SpokenContext

    def __init__(
        self,
        path: str,
        run: Callable[[click.Context], int | None],
        params: Sequence[click.Parameter],
        told: Texts | None = None,
    ) -> None:
        super().__init__(path.rpartition(" ")[2], params=[*params, *common(shown=False)])
        self.path = path
        self.run = run
        self.told = told

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click's parser names no command
            raise

    def invoke(self, ctx: click.Context) -> int | None:
        return self.run(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(self, ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_help(self.told or COMMANDS[self.path], self, ctx, formatter)


def spoken(
    path: str, *params: click.Parameter, told: Texts | None = None
) -> Callable[[Callable[Concatenate[Session, P], int | None]], SpokenCommand]:
    """Makes a function the command of that path. It gives the exit code; None is 0. `told`: help of a plugin's own."""

    def made(run: Callable[Concatenate[Session, P], int | None]) -> SpokenCommand:
        return SpokenCommand(path, lambda ctx: ctx.invoke(run, session_of(ctx), **ctx.params), params, told)

    return made


class Branch(click.Group):
    """Commands by name, each loaded when it is called: `module:attribute`."""

    context_class = SpokenContext

    def __init__(self, path: str, children: Mapping[str, str]) -> None:
        super().__init__(path.rpartition(" ")[2] or None, params=list(common(shown=not path)))
        self.path = path
        self.children = children

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        return list(self.children)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 the same
        place = self.children.get(cmd_name)
        return None if place is None else loaded(place)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = str(args[0])
        command = self.get_command(ctx, name)
        if command is None:
            raise unknown(name, self.list_commands(ctx), ctx)
        return name, command, args[1:]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return help_option(self, ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_help(COMMANDS[self.path], self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and what they do, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.short(ctx, name)) for name in self.list_commands(ctx)])

    def short(self, ctx: click.Context, name: str) -> str:
        sv, en, _ = COMMANDS[f"{self.path} {name}".strip()]
        return session_of(ctx).text((sv, en)).partition(".")[0]


def loaded(place: str) -> click.Command:
    """The command at `module:attribute`."""
    module, _, name = place.partition(":")
    found = getattr(import_module(module), name)
    if not isinstance(found, click.Command):
        raise TypeError("not a command")
    found.context_class = SpokenContext
    return found


def unknown(name: str, known: Sequence[str], ctx: click.Context) -> Misuse:
    """There is no such command; a near one is named."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    sv, en = (f"; menade du {near[0]}", f"; did you mean {near[0]}") if near else ("", "")
    return Misuse(f"Det kommandot finns inte{sv}", f"There is no such command{en}", "command", ctx)
