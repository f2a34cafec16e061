"""Wrongly written lines as sentences in the language spoken, not click's own. No value that was typed is told."""

import re
from typing import Final

import click

WORD: Final = re.compile(r"-{0,2}[a-zåäö][a-zåäö-]{0,30}")
"""What an option or a command can look like. Anything else that stood in its place may be personal data."""


class Misuse(click.UsageError):
    """A wrongly written line, told by ourselves: Swedish, English, and the field that it concerns."""

    def __init__(self, sv: str, en: str, field: str = "", ctx: click.Context | None = None) -> None:
        super().__init__(en, ctx)
        self.pair = (sv, en)
        self.field = field


def field_of(error: click.ClickException) -> str:
    """The name of the parameter that would have to change, as JSON tells it."""
    if isinstance(error, Misuse):
        return error.field
    if isinstance(error, click.BadParameter) and error.param is not None:
        return error.param.name or ""
    return ""


def told_usage(error: click.ClickException, lang: str) -> str:
    """What is wrong, and where the right form stands."""
    pair = error.pair if isinstance(error, Misuse) else pair_of(error)
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    ctx = ctx or click.get_current_context(silent=True)
    path = ctx.command_path if ctx is not None else "arende"
    return f"{pair[0]}. Se {path} --help." if lang == "sv" else f"{pair[1]}. See {path} --help."


def pair_of(error: click.ClickException) -> tuple[str, str]:
    match error:
        case click.NoSuchOption(option_name=name, possibilities=near):
            shown = f" {name}" if WORD.fullmatch(name) else ""
            sv, en = (f"; menade du {near[0]}?", f"; did you mean {near[0]}?") if near else ("", "")
            return f"Flaggan{shown} finns inte{sv}".rstrip("?"), f"There is no option{shown}{en}".rstrip("?")
        case click.BadOptionUsage(option_name=name):
            return f"Flaggan {name} är fel använd: den ska ha ett värde, eller inget", (
                f"The option {name} is wrongly used: it takes a value, or none"
            )
        case click.MissingParameter(param=param):
            return f"Ange {name_of(param, 0)}", f"Give {name_of(param, 1)}"
        case click.BadParameter(param=param):
            return tuple_of(param)
        case click.UsageError(ctx=ctx) if ctx is not None and isinstance(ctx.command, click.Group):
            return "Ange ett kommando", "Give a command"
        case click.UsageError():
            return "Det står fler argument än kommandot tar", "There are more arguments than the command takes"
        case _:
            return "Kommandot är inte rätt skrivet", "The command is not rightly written"


def tuple_of(param: click.Parameter | None) -> tuple[str, str]:
    """What a value must be, by the type of its parameter."""
    kind = param.type if param is not None else None
    if isinstance(kind, click.Choice):
        known = ", ".join(map(str, kind.choices))
        return f"{name_of(param, 0)} ska vara något av {known}", f"{name_of(param, 1)} must be one of {known}"
    if isinstance(kind, click.IntRange):
        low, high = (f"{bound:g}" if bound is not None else "" for bound in (kind.min, kind.max))
        return (
            f"{name_of(param, 0)} ska vara ett helt tal, {low}–{high}",
            f"{name_of(param, 1)} must be a whole number, {low}–{high}",
        )
    return f"{name_of(param, 0)} har fel form", f"{name_of(param, 1)} has the wrong form"


def name_of(param: click.Parameter | None, place: int) -> str:
    """An option as it is typed; an argument as the usage line names it."""
    from .words import METAVARS

    if param is None:
        return ("ett värde", "a value")[place]
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    metavar = (param.metavar or param.name or "").strip("[]")
    return METAVARS.get(metavar, metavar) if place == 0 else metavar
