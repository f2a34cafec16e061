"""`arende export`: one case as an entry for the health record, to a file or standard output; `leaving` has the rest.

The form of an entry is `wire`'s.
"""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from ...domain.disclosure import LABELS, Ground
from ...domain.ids import CaseId
from ...ports.disclosure import Disclosure
from ...ports.export import JSON, JournalForm, NoDisclosure
from ...ports.journal import JournalEntry
from ...ports.registry import FormRegistry
from ...wire.disclosure import disclosure_json
from ...wire.journal import entry_json
from ..context import Session
from ..faults import Told
from ..given import checked_id, got
from ..output import emit, note
from ..spoken import argument, option, spoken
from ..usage import Misuse
from .shared import AS


@spoken(
    "export",
    AS,
    argument("case", "CASE", required=False),
    option("--format", "form", metavar="json|fhir|pdf", default=JSON),
    option("--disclosure", metavar="|".join(Ground), type=click.Choice(list(map(str, Ground)))),
    option("--output", "-o", metavar="FILE"),
    option("--all", "everything", metavar="DIR"),
    option("--provider", metavar="PROVIDER"),
    option("--check", metavar="DIR"),
    option("--against", is_flag=True, default=False),
)
def command(
    session: Session,
    as_: str | None,
    case: str | None,
    form: str,
    disclosure: str | None,
    output: str | None,
    everything: str | None,
    provider: str | None,
    check: str | None,
    against: bool,
) -> int | None:
    if [case, everything, check].count(None) != 2:
        raise Misuse("Ange ÄRENDE, --all eller --check", "Give CASE, --all or --check", "case")
    if case is None:
        if as_ is not None or disclosure is not None or output is not None:
            raise Misuse("Allt förs ut av operatören, utan val", "Everything is taken out by the operator", "as")
        return leaving(session, everything, check, provider, against=against)
    one_case(session, as_, case, form, disclosure, output)
    return None


def leaving(
    session: Session, target: str | None, folder: str | None, provider: str | None, *, against: bool
) -> int | None:
    from .leaving import checking, everything

    if folder is not None:
        return checking(session, folder, database=against)
    everything(session, target or "", provider)
    return None


def one_case(
    session: Session, as_: str | None, case: str, form: str, disclosure: str | None, output: str | None
) -> None:
    actor, id = session.actor(as_), CaseId(checked_id(case, "case"))
    with session.engine() as engine:
        made = form_of(form, engine.registries.export.forms)
        held = None if disclosure is None else got(engine.queries.disclosure(actor, id, Ground(disclosure), form))
        entry = got(engine.queries.journal_entry(actor, id, form)) if held is None else held.entry
    content = rendered(form, made, entry, session.lang, held)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    write(Path(output), content)
    if session.json:
        emit({"id": id, "format": form, "file": output})
    sv, en = ("", "") if disclosure is None else LABELS[Ground(disclosure)]
    note(session, (f"Ärendet är skrivet till {output}. {sv}".strip(), f"The case is written to {output}. {en}".strip()))


EXTRAS: Final = {"pdf": "transcript"}
"""Forms of our own that are there only where their extra is."""


def form_of(name: str, forms: FormRegistry) -> JournalForm | None:
    """None: JSON, which is always there. Raises Told."""
    form = None if name == JSON else forms.get(name)
    if form is None and name in EXTRAS:
        extra = f"pip install 'arende[{EXTRAS[name]}]'"
        raise Told(
            "export.format_missing",
            f"Formatet {name} kommer med ett tillägg: installera med {extra}.",
            f"The format {name} comes with an extra: install it by {extra}.",
        )
    if form is None and name != JSON:
        known = ", ".join([JSON, *forms.names()])
        raise Told(
            "export.format_missing",
            f"Inget insticksprogram ger formatet {name}: välj bland {known}, eller se arende plugins.",
            f"No plugin gives the format {name}: choose among {known}, or see arende plugins.",
        )
    return form


def rendered(
    name: str, form: JournalForm | None, entry: JournalEntry, language: str, disclosure: Disclosure | None
) -> bytes:
    """The document. Raises Told."""
    if form is None:
        return entry_json(entry) if disclosure is None else disclosure_json(disclosure)
    try:
        return form.render(entry, language, disclosure)
    except NoDisclosure:
        raise Told(
            "export.format_discloses_nothing",
            f"Formatet {name} rymmer inte utlämnade anteckningar: välj --format json.",
            f"The format {name} has no place for what is disclosed: choose --format json.",
        ) from None
    except ValueError:
        raise Told(
            "export.format_cannot",
            f"Ärendet ryms inte i formatet {name}: välj --format json.",
            f"The case does not fit in the format {name}: choose --format json.",
        ) from None


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
