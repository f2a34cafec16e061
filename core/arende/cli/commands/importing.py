"""`arende import`: registers from a file of JSON lines. The engine checks the whole file; its faults are told here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ...engine.importing import Imported, import_lines
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
        at = f", {fault.path}" if fault.path else ""
        fields[key] = (
            f"{sv} rad {fault.number}{at}: {fault.problem_sv}".strip(),
            f"{en} line {fault.number}{at}: {fault.problem_en}".strip(),
        )
    count = len(done.faults)
    first_sv, first_en = next(iter(fields.values()))
    written_sv = f"{done.changed} rader är skrivna; rätta resten" if done.changed else "inget är skrivet; rätta filen"
    written_en = f"{done.changed} lines are written; mend the rest" if done.changed else "nothing is written; mend it"
    return Told(
        "import.faults",
        f"Filen har {count} fel, {written_sv} och kör igen ({first_sv}).",
        f"The file has {count} faults, {written_en} and run it again ({first_en}).",
        fields,
    )
