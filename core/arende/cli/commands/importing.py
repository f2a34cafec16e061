"""`arende import`: registers from a file of JSON lines. The engine checks the whole file; its faults are told here."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO

from ...engine.importing import Imported, import_lines
from ...wire.imports import LineFault
from ..context import Session
from ..faults import Told
from ..given import STDIN
from ..output import emit, progress, say, words
from ..spoken import argument, spoken


@spoken("import", argument("file", "FILE"))
def command(session: Session, file: str) -> None:
    with (
        lines_of(file) as lines,
        session.engine(create=True) as engine,
        progress(session, ("Läser in", "Importing")) as advance,
    ):
        done = import_lines(engine.handler, lines, session.actor(None), progress=advance)
    if done.faults:
        raise told(done)
    if session.json:
        emit({"id": Path(file).name, "lines": done.lines, "changed": done.changed})
    else:
        sv, en = (
            f"{done.lines} rader lästa, {done.changed} ändrade.",
            f"{done.lines} lines read, {done.changed} changed.",
        )
        say(words(session.text((sv, en))))


@contextmanager
def lines_of(file: str) -> Iterator[IO[bytes]]:
    if file == STDIN:
        yield sys.stdin.buffer
        return
    with Path(file).open("rb") as opened:
        yield opened


def told(done: Imported) -> Told:
    """Every fault by line and path; and whether anything was written."""
    fields: dict[str, tuple[str, str]] = {}
    for fault in done.faults:
        key = f"{fault.number}.{fault.path}" if fault.path else str(fault.number)
        sv, en = fields.get(key, ("", ""))
        fields[key] = (f"{sv} {fault.problem_sv}".strip(), f"{en} {fault.problem_en}".strip())
    details = [line_of(run) for run in runs(done.faults)]
    count, (first_sv, first_en) = len(done.faults), details[0]
    if done.changed:  # the file itself has passed the check
        sv = f"Inläsningen avbröts, {done.changed} rader är skrivna: kör samma fil igen ({first_sv})."
        en = f"The import was cut off, {done.changed} lines are written: run the same file again ({first_en})."
    else:
        sv = f"Filen har {count} fel, inget är skrivet: rätta den och kör igen ({first_sv})."
        en = f"The file has {count} faults, nothing is written: mend it and run it again ({first_en})."
    return Told("import.faults", sv, en, fields, details)


def runs(faults: Sequence[LineFault]) -> Iterator[Sequence[LineFault]]:
    """Faults of lines in a row that are the same fault, together."""
    for _, run in groupby(enumerate(faults), lambda pair: (pair[1].number - pair[0], pair[1].path, pair[1].problem_sv)):
        yield [fault for _, fault in run]


def line_of(run: Sequence[LineFault]) -> tuple[str, str]:
    first, last = run[0], run[-1]
    numbers = f"{first.number}" if first is last else f"{first.number}–{last.number}"
    at = f"{numbers}, {first.path}" if first.path else numbers
    return f"rad {at}: {first.problem_sv}", f"line {at}: {first.problem_en}"
