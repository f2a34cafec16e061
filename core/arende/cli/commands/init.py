"""`arende init`: settings with comments, an empty database and the log's key. Nothing that exists is touched."""

import os
from contextlib import suppress
from json import dumps
from pathlib import Path
from typing import Final
from urllib.parse import quote

from ...engine.adapters import open_storage
from ...engine.audit import create_key
from ...engine.plugins import load
from ...engine.settings import FILE
from ..context import Session
from ..faults import Told
from ..output import emit, say, words
from ..spoken import argument, option, spoken

DATABASE: Final = "arende.db"
KEY: Final = "arende.db.key"

TEMPLATE: Final = """\
# Inställningar för arende. Miljövariabler (ARENDE_STORAGE, ARENDE_SMS, …) går före det som står här.
# Settings of arende. Environment variables (ARENDE_STORAGE, ARENDE_SMS, …) override what stands here.

# Databasen. / The database.
storage = {storage}

# Vägar för SMS, i tur och ordning. «spool» lägger varje SMS som en fil i en mapp.
# Ways to send SMS, in order. "spool" puts each SMS as a file in a folder.
# En leverantör har en tabell [[sms]] sist i filen; då ska raden här bort.
# A provider has a table [[sms]] at the end of the file; then this line goes.
sms = [{sms}]

# Journalöverföring, med det namn som arenden exporteras till. / Export to the health record, by name.
[export]
journal = {journal}

# Vad vårdgivaren själv bestämmer. Det som står här är fabriksvärdena.
# What the care provider decides. These are the factory defaults.
[policy]
days = 3                # asynkron fas i dagar / length of the phase
child_below = 18        # barn: yngre än / child: younger than
guardian_below = 13     # under den åldern krävs vårdnadshavare / below it a guardian is required
compose_first = false   # true: första meddelandet skrivs innan ärendet skapas / the first message comes first

# Nyckeln som åtkomstloggen förseglas med. Flytta den gärna till en annan disk än databasens.
# The key that seals the access log. Better kept on another disk than the database.
[audit]
key_file = {key}

# Sätt att logga in på webben: en tabell [[auth]] för varje. / Ways to sign in to the web: a table [[auth]] for each.
# [[auth]]
# provider = "oidc"

# [plugins]
# allow = ["storage_sqlite", "sms_spool", "journal_spool"]
"""


@spoken("init", argument("path", "PATH", required=False), option("--storage", metavar="URL", default=None))
def command(session: Session, path: str | None, storage: str | None) -> None:
    folder = Path(path or ".").absolute()
    settings, key = folder / FILE, folder / KEY
    made = (settings, key) if storage else (settings, folder / DATABASE, key)
    for file in made:
        if file.exists() or file.is_symlink():
            raise Told(
                "init.exists",
                f"{file} finns redan: ta bort den, eller välj en annan mapp.",
                f"{file} exists already: remove it, or choose another folder.",
            )
    check_name(folder)
    url = storage or url_of(folder / DATABASE)
    content = template(folder, url).encode()
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(settings, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        create_key(key)
        open_storage(url, load(), create=True, migrate=True).close()
    except BaseException:
        for file in made:
            with suppress(OSError):
                file.unlink(missing_ok=True)
        raise
    if session.json:
        database = "" if storage else str(folder / DATABASE)
        emit({"id": str(settings), "config": str(settings), "database": database, "key": str(key)})
        return
    names = ", ".join(map(str, made))
    line = f"arende --config {settings} import"
    sv = f"Klart: {names}.\nFyll registret: {line} FIL.jsonl (vad den innehåller: arende import --help)"
    en = f"Done: {names}.\nFill the register: {line} FILE.jsonl (what it holds: arende import --help)"
    say(words(session.text((sv, en))))


def check_name(folder: Path) -> None:
    """Raises Told for a folder whose name cannot be written in a text."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise Told(
            "init.name",
            "Mappens namn är inte UTF-8: välj en annan mapp.",
            "The folder's name is not UTF-8: choose another folder.",
        ) from None


def template(folder: Path, url: str) -> str:
    """The settings of a folder, with the URL of its database."""
    return TEMPLATE.format(
        storage=text(url),
        key=text(str(folder / KEY)),
        sms=text(f"spool:{folder / 'outgoing'}"),
        journal=text(f"spool:{folder / 'journal'}"),
    )


def url_of(database: Path) -> str:
    return f"sqlite:///{quote(database.as_posix())}"


def text(value: str) -> str:
    """As TOML writes a text: like JSON."""
    return dumps(value, ensure_ascii=False)
