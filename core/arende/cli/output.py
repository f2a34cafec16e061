"""How answers leave: one JSON document, or tables for people; notes, faults and progress on stderr. No wording here.

What others wrote is shown as it is, except that characters that steer a terminal are replaced.
"""

import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, TypeAlias

from .context import Session
from .faults import Problem

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

Advance: TypeAlias = Callable[[int, int | None], None]
"""Told how much is done, and of how much, where that is known."""
PIPED: Final = 200
"""Columns where nobody looks: ids should stand on one line for whatever reads them."""
STEERING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the direction of what follows, and so can make a text look like another."""


def emit(document: object) -> None:
    """The one JSON document of a `--json` call."""
    import json

    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(document, ensure_ascii=not utf8 or has_surrogates(document), indent=2)
    print(text, file=sys.stdout)


def has_surrogates(document: object) -> bool:
    """Whether a file name or other argument was not UTF-8, which only escapes can hold."""
    import json

    return any("\ud800" <= c <= "\udfff" for c in json.dumps(document, ensure_ascii=False))


def say(*shown: "RenderableType") -> None:
    """For people, on stdout."""
    out = console(sys.stdout)
    for one in shown:
        out.print(one)


def note(session: Session, pair: tuple[str, str]) -> None:
    """For people, on stderr; a machine is told nothing."""
    if not session.json:
        print(session.text(pair), file=sys.stderr)


def warn(session: Session, problem: Problem) -> None:
    """What went wrong, and each fault on a line of its own where there are several."""
    prefix = session.text(("Fel", "Error"))
    told = visible(problem.message)
    print(told if told.startswith(f"{prefix} ") else f"{prefix}: {told}", file=sys.stderr)
    told_already = len(problem.details) == 1 and problem.details[0] in problem.message
    for one in () if told_already else problem.details:
        print(f"  {visible(one)}", file=sys.stderr)


def console(stream: IO[str]) -> "Console":
    """Rich's console on a stream: as wide as the terminal, or wide where there is none."""
    from os import environ

    from rich.console import Console

    width = None if stream.isatty() or environ.get("COLUMNS") else PIPED
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def visible(text: str) -> str:
    """The text without what steers a terminal; lines are kept."""
    return "".join("\ufffd" if steers(c) else c for c in text)


def steers(c: str) -> bool:
    return c in STEERING or (c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs"))


def words(text: str, style: str = "") -> "Text":
    """A text of anyone's, to be shown as it stands: no markup is read in it."""
    from rich.text import Text

    return Text(visible(text), style=style)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], whole: Sequence[int] = ()) -> "RenderableType":
    """Rows for people. Columns in `whole` (ids) are never cut, for they are copied."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for place, heading in enumerate(headings):
        made.add_column(heading, overflow="fold", no_wrap=place in whole)
    for row in rows:
        made.add_row(*(words(cell) for cell in row))
    return made


@contextmanager
def progress(session: Session, pair: tuple[str, str]) -> Iterator[Advance]:
    """A bar on stderr where someone looks, and nothing elsewhere."""
    if session.json or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(sys.stderr), transient=True) as bar:
        task = bar.add_task(session.text(pair), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
