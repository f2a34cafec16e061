"""`arende migrate`, `verify`, `rebuild`: the database's form and what is derived in it. The work is the engine's."""

from collections.abc import Sequence

from ...engine.adapters import open_storage, storage_provider
from ...engine.plugins import Registries, load
from ...engine.verifying import rebuild as make_anew
from ...engine.verifying import verify as look_at
from ..context import Session
from ..faults import Problem
from ..output import emit, progress, say, warn, words
from ..spoken import option, spoken


@spoken("migrate", option("--dry-run", is_flag=True, default=False))
def migrate(session: Session, dry_run: bool) -> None:
    settings = session.settings().resolved()
    registries = load((), settings.plugins_allow, settings.plugins_block)
    names = pending(settings.storage, registries)
    if not dry_run:
        open_storage(settings.storage, registries, create=True, migrate=True).close()
    if session.json:
        emit({"items": [{"id": name} for name in names], "next": None})
        return
    if not names:
        say(words(session.text(("Databasen har redan rätt form.", "The database is up to date already."))))
    sv, en = ("Återstår", "Pending") if dry_run else ("Gjort", "Done")
    for name in names:
        say(words(f"{session.text((sv, en))}: {name}"))


def pending(url: str, registries: Registries) -> Sequence[str]:
    """The migrations that the database lacks. Raises StorageError, or SettingsFaults for an unknown scheme."""
    return storage_provider(url, registries).pending(url)


@spoken("verify")
def verify(session: Session) -> int:
    with session.engine() as engine, progress(session, ("Kontrollerar", "Verifying")) as advance:
        found = look_at(engine.storage, lambda count: advance(count, None))
    faults = [{"id": f"{fault.shard}/{fault.stream}", "what": fault.what} for fault in found.faults]
    document: dict[str, object] = {
        "id": "verify",
        "streams": found.streams,
        "records": found.records,
        "faults": faults,
    }
    pair = (
        f"{len(faults)} fel i {found.streams} strömmar: kör arende rebuild; räcker det inte, återställ en kopia.",
        f"{len(faults)} faults in {found.streams} streams: run arende rebuild; if that is not enough, restore a copy.",
    )
    fields = {one["id"]: one["what"] for one in faults}
    details = [f"{one['id']}: {one['what']}" for one in faults]
    problem = Problem("verify.faults", session.text(pair), fields, details=details)
    if session.json:
        emit({**document, **(problem.plain() if faults else {})})
    elif faults:
        warn(session, problem)
    else:
        sv = f"Allt stämmer: {found.streams} strömmar, {found.records} händelser."
        say(words(session.text((sv, f"All is well: {found.streams} streams, {found.records} records."))))
    return 1 if faults else 0


@spoken("rebuild")
def rebuild(session: Session) -> None:
    with session.engine() as engine, progress(session, ("Gör om", "Rebuilding")) as advance:
        count = make_anew(engine.storage, lambda done: advance(done, None))
    if session.json:
        emit({"id": "rebuild", "streams": count})
    else:
        say(words(session.text((f"{count} strömmar gjordes om.", f"{count} streams were made anew."))))
