"""Writes entries to a folder, each file whole or not at all. What stands in a file is `document`'s business.

A second export of the same (id, version) finds the first file: the same bytes are Exported again and nothing is
rewritten; other bytes are refused, for a version never changes.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.export import Exported, ExportFailed, ExportOutcome, ExportUncertain
from arende.ports.journal import JournalEntry

from .document import encode

_PLAIN_ID: Final = re.compile(r"(?!sha256-)[a-z0-9][a-z0-9._-]{0,99}")


def file_name(entry_id: str, version: int) -> str:
    """The file of an entry: its id where that is a safe name, else a digest of the id; then the version."""
    if _PLAIN_ID.fullmatch(entry_id):
        return f"{entry_id}.v{version}.json"
    return f"sha256-{hashlib.sha256(entry_id.encode('utf-8', 'surrogatepass')).hexdigest()}.v{version}.json"


class SpoolExporter:
    """Exports to one folder. Codes of failure: `content`, `differs` (no use to retry), `disk` (retry may help)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def export(self, entry: JournalEntry) -> ExportOutcome:
        """Exported, with the file's name as reference, when the whole entry is on disk."""
        name = file_name(entry.id, entry.version)
        try:
            content = encode(entry)
        except ValueError:
            return ExportFailed(code="content", again=False)
        try:
            kept = _place(self._folder, name, content)
        except OSError:
            return ExportFailed(code="disk", again=True)
        if kept != content:
            return ExportFailed(code="differs", again=False)
        try:
            _sync_folder(self._folder)
        except OSError:
            return ExportUncertain(code="sync")
        return Exported(reference=name)

    def close(self) -> None:
        """Nothing is held."""


class SpoolExportFactory:
    """Opens the folder that the configuration names, by `spool:FOLDER` or the option `folder`."""

    def open(self, config: AdapterConfig) -> SpoolExporter:
        """Make the folder (mode 700) if it is missing, and try it. Raises ConfigError."""
        unknown = sorted(set(config.options) - {"folder"})
        if unknown:
            sv = f"Journalöverföringen spool har ingen inställning {unknown[0]!r}: bara `folder`."
            raise ConfigError((sv, f"The journal export spool knows no option {unknown[0]!r}: only `folder`."))
        location = config.location or str(config.options.get("folder", ""))
        if not location:
            sv = "Journalöverföringen spool behöver en mapp: skriv `spool:./journal`."
            raise ConfigError((sv, "The journal export spool needs a folder: write `spool:./journal`."))
        folder = Path(location)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, probe = tempfile.mkstemp(prefix=".probe-", dir=folder)
            os.close(handle)
            Path(probe).unlink()
        except (OSError, ValueError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or "not a folder"
            sv = f"Journalmappen går inte att använda ({reason}): ange en som går att skriva i."
            en = f"The journal folder cannot be used ({reason}): name one that can be written to."
            raise ConfigError((sv, en)) from None
        return SpoolExporter(folder)


def _place(folder: Path, name: str, content: bytes) -> bytes:
    """Put the file there unless one of that name stands there; what stands there afterwards. mkstemp gives mode 600."""
    target = folder / name
    if target.exists():
        return target.read_bytes()
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return content


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened, and the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
