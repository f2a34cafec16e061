"""`arende export --all DIR` and `--check DIR`: everything, on its way out, and whether it is all. Engine does it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from ...domain.actor import Operator
from ...domain.ids import Kind
from ...domain.refusals import NotFound
from ...engine.leaving import Checked, LeavingFault, What, against, check, leave
from ...engine.shards import providers
from ...engine.system import operator_name
from ...ports.records import Shard
from ..context import Session
from ..faults import Problem, Refused
from ..output import emit, progress, say, warn, words

SHOWN: Final = 20
TOLD: Final[Mapping[What, tuple[str, str]]] = {
    What.MANIFEST: ("förteckningen saknas eller har ändrats", "the manifest is missing or has been changed"),
    What.FILE_MISSING: ("filen saknas", "the file is missing"),
    What.FILE_EXTRA: ("filen hör inte till utförseln", "the file is not part of the export"),
    What.FILE_CHANGED: ("filen är inte som den skrevs", "the file is not as it was written"),
    What.LINE: ("raden går inte att läsa", "the line cannot be read"),
    What.ORDER: ("står inte i ordning", "does not stand in order"),
    What.STREAM_MISSING: ("händelserna saknas", "the records are missing"),
    What.STREAM_EXTRA: ("händelserna hör inte hit", "the records do not belong here"),
    What.STREAM_CHANGED: ("händelserna är inte som de skrevs", "the records are not as they were written"),
    What.RECORD_MISSING: ("händelsen saknas", "the record is missing"),
    What.RECORD_EXTRA: ("händelsen hör inte hit", "the record does not belong here"),
    What.RECORD_CHANGED: ("händelsen är en annan i databasen", "the record is another one in the database"),
    What.CASE: (
        "ärendets dokument saknas eller är av en annan version",
        "the case's document is missing or of another version",
    ),
    What.COUNT: ("antalen stämmer inte", "the numbers are not right"),
    What.UNREADABLE: (
        "gick inte att läsa i databasen: bara dess händelser är med. Kör arende verify",
        "could not be read in the database: only its records are here. Run arende verify",
    ),
    What.ENTRY_MISSING: ("åtkomstposten saknas", "the access entry is missing"),
    What.ENTRY_EXTRA: ("åtkomstposten finns inte i databasen", "the access entry is not in the database"),
    What.ENTRY_CHANGED: ("åtkomstposten är en annan i databasen", "the access entry is another one in the database"),
    What.PROVIDER_MISSING: ("vårdgivaren saknas", "the care provider is missing"),
    What.REDACTED_SINCE: (
        "har tagits bort enligt beslut sedan dess: gallra utförseln också",
        "has been removed by order since: remove it from the export too",
    ),
}


def everything(session: Session, target: str, provider: str | None) -> None:
    """Write all that is kept. Raises Refused, StorageError, OSError."""
    with session.engine() as engine, progress(session, ("Skriver ut", "Writing")) as advance:
        known: Sequence[Shard] = providers(engine.storage)
        chosen = [shard for shard in known if provider in (None, shard)]
        if not chosen:
            raise Refused(NotFound(Kind.PROVIDER, "provider"))
        made = leave(
            engine.queries,
            Operator(operator_name()),
            Path(target),
            chosen,
            whole=provider is None,
            progress=lambda count: advance(count, None),
        )
    if session.json:
        counts = {"files": made.files, "streams": made.streams, "records": made.records}
        emit({"id": target, "root": made.root, **counts, "unreadable": list(made.unreadable)})
        return
    sv = f"Allt är skrivet till {target}: {made.records} händelser i {made.files} filer.\nRot: {made.root}"
    en = f"Everything is written to {target}: {made.records} records in {made.files} files.\nRoot: {made.root}"
    say(words(session.text((sv, en))))
    if made.unreadable:
        count = len(made.unreadable)
        say(words(session.text((f"{count} ärenden gick inte att läsa.", f"{count} cases could not be read."))))


def checking(session: Session, folder: str, *, database: bool) -> int:
    """Whether an export is whole: by its files alone, or against the database too."""
    with progress(session, ("Kontrollerar", "Checking")):
        found, manifest = check(Path(folder))
        if database and manifest is not None and not found.faults:
            with session.engine() as engine:
                against(found, Path(folder), manifest, engine.storage)
    faults = [sentence(session, fault) for fault in found.faults]
    pair = (f"{len(faults)} fel i utförseln.", f"{len(faults)} faults in the export.")
    more = [session.text((f"… och {len(faults) - SHOWN} till", f"… and {len(faults) - SHOWN} more"))]
    details = faults[:SHOWN] + (more if len(faults) > SHOWN else [])
    problem = Problem("export.faults", session.text(pair), details=details)
    if session.json:
        emit({**document(found, folder, faults), **(problem.plain() if faults else {})})
    elif faults:
        warn(session, problem)
    else:
        sv = f"Utförseln är hel: {found.records} händelser, {found.entries} åtkomstposter.\nRot: {found.root}"
        en = f"The export is whole: {found.records} records, {found.entries} access entries.\nRoot: {found.root}"
        say(words(session.text((sv, en))))
        if database:
            sv, en = f"Nytt i databasen sedan dess: {found.newer}.", f"New in the database since: {found.newer}."
            say(words(session.text((sv, en))))
    return 1 if faults else 0


def sentence(session: Session, fault: LeavingFault) -> str:
    return f"{fault.provider} {fault.name}: {session.text(TOLD[fault.what])}".strip()


def document(found: Checked, folder: str, sentences: Sequence[str]) -> dict[str, object]:
    return {
        "id": folder,
        "root": found.root,
        "files": found.files,
        "streams": found.streams,
        "records": found.records,
        "entries": found.entries,
        "newer": found.newer,
        "faults": [
            {"provider": fault.provider, "what": fault.what.value, "name": fault.name, "message": message}
            for fault, message in zip(found.faults, sentences, strict=True)
        ],
    }
