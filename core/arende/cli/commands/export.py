"""`arende export`: one case as an entry for the health record, to a file or standard output. The form is `wire`'s."""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import click

from ...domain.disclosure import LABELS, Ground
from ...domain.ids import CaseId
from ...wire.disclosure import disclosure_json
from ...wire.journal import entry_json
from ..context import Session
from ..faults import Told
from ..given import checked_id, got
from ..output import emit, note
from ..spoken import argument, option, spoken
from .shared import AS


@spoken(
    "export",
    AS,
    argument("case", "CASE"),
    option("--format", "form", metavar="json|fhir|pdf", type=click.Choice(["json", "fhir", "pdf"]), default="json"),
    option("--disclosure", metavar="|".join(Ground), type=click.Choice(list(map(str, Ground)))),
    option("--output", "-o", metavar="FILE"),
)
def command(
    session: Session, as_: str | None, case: str, form: str, disclosure: str | None, output: str | None
) -> None:
    if form != "json":
        raise Told(
            "export.format_missing",
            f"Insticksprogrammet för {form} är inte installerat: välj --format json, eller se arende plugins.",
            f"The plugin for {form} is not installed: choose --format json, or see arende plugins.",
        )
    actor, id = session.actor(as_), CaseId(checked_id(case, "case"))
    with session.engine() as engine:
        if disclosure is None:
            content = entry_json(got(engine.queries.journal_entry(actor, id)))
        else:
            content = disclosure_json(got(engine.queries.disclosure(actor, id, Ground(disclosure))))
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    write(Path(output), content)
    if session.json:
        emit({"id": id, "format": form, "file": output})
    sv, en = ("", "") if disclosure is None else LABELS[Ground(disclosure)]
    note(session, (f"Ärendet är skrivet till {output}. {sv}".strip(), f"The case is written to {output}. {en}".strip()))


def write(path: Path, content: bytes) -> None:
    """The whole file or nothing, for its owner's eyes only. Raises OSError."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None
