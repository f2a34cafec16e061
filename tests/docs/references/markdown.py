"""Markdown for the pages that are made: headings, tables, words of the code. It knows nothing of what is told."""

import re
from collections.abc import Iterable, Sequence
from textwrap import wrap

RST_CODE = re.compile(r"``([^`]+)``")


def head(title: str, made_of: str, name: str, intro: str) -> list[str]:
    """The first lines of a page. `intro` is Markdown."""
    command = f"python -m tests.docs.references {name}"
    made = wrap(f"Made by `{command}` from {made_of}: change that, not this page.", 112, break_on_hyphens=False)
    return [f"# {title}", "", *made, "", intro.strip(), ""]


def code(text: str) -> str:
    """As code; nothing stays nothing."""
    return f"`{text}`" if text else ""


def cell(text: str) -> str:
    """What may stand in a cell of a table: one line, no bar of its own. Code in it is left as it is."""
    return " ".join(RST_CODE.sub(r"`\1`", text).split()).replace("|", "\\|")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, and an empty line after it; nothing where there is no row. A column that no row fills is left out."""
    filled = [list(map(cell, row)) for row in rows]
    kept = [place for place in range(len(headings)) if any(row[place] for row in filled)]
    lines = [f"| {' | '.join(row[place] for place in kept)} |" for row in filled]
    first = f"| {' | '.join(headings[place] for place in kept)} |"
    return [first, f"|{'---|' * len(kept)}", *lines, ""] if lines else []


def text(docstring: str) -> str:
    """A docstring's own words in one line."""
    return cell(docstring).replace("\\|", "|")


def ended(lines: Iterable[str]) -> str:
    """The whole page, with one end of line at its end."""
    return "\n".join(lines).rstrip("\n") + "\n"
