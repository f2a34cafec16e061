"""`arende backup`, `restore`, `storage distribute`: what is done to a database as a whole. Storage does the work."""

from collections.abc import Mapping
from pathlib import Path

from ...engine.adapters import storage_provider
from ...engine.plugins import load
from ...ports.storage import StorageProvider
from ..context import Session
from ..output import emit, progress, say, words
from ..spoken import Branch, argument, option, spoken

storage = Branch("storage", {"distribute": "arende.cli.commands.backup:distribute"})


@spoken("backup", argument("file", "FILE"))
def backup(session: Session, file: str) -> None:
    provider, url = storage_of(session)
    with progress(session, ("Kopierar", "Copying")):
        rows = provider.backup(url, Path(file))
    tell(session, file, rows, ("Kopierat och kontrollerat: {} rader i {}.", "Copied and checked: {} rows in {}."))


@spoken("restore", argument("file", "FILE"))
def restore(session: Session, file: str) -> None:
    provider, url = storage_of(session)
    with progress(session, ("Återställer", "Restoring")):
        rows = provider.restore(Path(file), url)
    tell(session, file, rows, ("Återställt och kontrollerat: {} rader ur {}.", "Restored and checked: {} rows of {}."))


@spoken("storage distribute", option("--dry-run", is_flag=True, default=False))
def distribute(session: Session, dry_run: bool) -> None:
    provider, url = storage_of(session)
    with progress(session, ("Fördelar", "Distributing")):
        statements = provider.distribute(url, dry_run=dry_run)
    if session.json:
        emit({"items": [{"id": statement} for statement in statements], "next": None})
        return
    if not statements:
        say(words(session.text(("Allt är redan fördelat.", "Everything is distributed already."))))
    sv, en = ("Återstår", "Pending") if dry_run else ("Gjort", "Done")
    for statement in statements:
        say(words(f"{session.text((sv, en))}: {statement}"))


def storage_of(session: Session) -> tuple[StorageProvider, str]:
    """The provider of the settings' storage, and its URL. Raises SettingsFaults for an unknown scheme."""
    settings = session.settings().resolved()
    registries = load((), settings.plugins_allow, settings.plugins_block)
    return storage_provider(settings.storage, registries), settings.storage


def tell(session: Session, file: str, rows: Mapping[str, int], pair: tuple[str, str]) -> None:
    if session.json:
        emit({"id": file, "rows": dict(rows)})
    else:
        say(words(session.text(pair).format(sum(rows.values()), file)))
