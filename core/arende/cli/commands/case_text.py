"""Where the text of a message, draft or template comes from: the line, a file, standard input, a filled template."""

from collections.abc import Sequence

import click

from ...domain.actor import Actor
from ...domain.ids import TemplateId
from ...domain.template.filling import fill
from ...engine import Engine
from ..given import STDIN, checked_id, got, read_file, read_input
from ..spoken import SpokenOption
from ..usage import Misuse


def fills() -> click.Option:
    """May be given several times: one place of the template each."""
    return SpokenOption(["--fill"], multiple=True, metavar="NAME=VALUE")


def text_of(source: str | None, text: str | None, file: str | None) -> str:
    """The text, from the one place that was named. Raises Misuse, Refused or OSError."""
    named = [one for one in (source, text, file) if one is not None]
    if len(named) != 1 or source not in (None, STDIN):
        raise Misuse(
            "Ange texten på ett sätt: --text, --file eller -", "Give the text in one way: --text, --file or -", "text"
        )
    if STDIN in named:
        return read_input("text")
    return text if text is not None else read_file(named[0], "text")


def filled(engine: Engine, actor: Actor, template: str, given: Sequence[str]) -> str:
    """The template's text with its places filled. Raises Misuse or Refused: it names those that are not."""
    values: dict[str, str] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign:
            raise Misuse("--fill skrivs NAMN=VÄRDE", "--fill is written NAME=VALUE", "fill")
        values[name.strip()] = value
    row = got(engine.queries.template(actor, TemplateId(checked_id(template, "template"))))
    return got(fill(row.text, values))
