"""The keys of the seals: 32 random bytes in a file outside the database, for its owner's eyes only. Makes no seal.

The file holds one key a line, in hexadecimal; the last one seals, the others still verify. A key's id is the beginning
of its SHA-256, so nothing needs to say which is which.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from attrs import field, frozen

from ..faults import ArendeError

BYTES: Final = 32
MODE: Final = 0o600
SUFFIX: Final = ".key"


class AuditKeyMissing(ArendeError):
    """There is no key to seal or verify with; the sentence says what to do."""


@frozen
class Keyring:
    """Every known key by id; `current` is the id of the one that seals."""

    known: Mapping[str, bytes] = field(repr=False)
    current: str


def key_id(key: bytes) -> str:
    return sha256(key).hexdigest()[:16]


def read_keys(path: Path | None) -> Keyring:
    """The keys of a file. Raises AuditKeyMissing."""
    if path is None:
        sv = "Åtkomstloggen har ingen nyckel: ange audit.key_file, och skapa den med arende audit key."
        raise AuditKeyMissing((sv, "The access log has no key: set audit.key_file, and make it by arende audit key."))
    try:
        lines = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        sv = f"Nyckelfilen {path} finns inte: återställ den, eller skapa den med arende audit key."
        en = f"The key file {path} does not exist: restore it, or make it by arende audit key."
        raise AuditKeyMissing((sv, en)) from None
    except (OSError, UnicodeDecodeError):
        sv = f"Nyckelfilen {path} går inte att läsa: kontrollera rättigheter och innehåll."
        raise AuditKeyMissing((sv, f"The key file {path} cannot be read: check permissions and content.")) from None
    keys = []
    for line in lines:
        with suppress(ValueError):
            keys.append(bytes.fromhex(line))
    if not keys or len(keys) != len(lines) or any(len(key) != BYTES for key in keys):
        sv = f"Nyckelfilen {path} ska ha en nyckel per rad, 64 hexadecimala tecken: återställ den."
        raise AuditKeyMissing((sv, f"The key file {path} must have a key a line, 64 hexadecimal digits: restore it."))
    return Keyring({key_id(key): key for key in keys}, key_id(keys[-1]))


def create_key(path: Path) -> str:
    """A new file with a new key; the key's id. Raises OSError: what exists is never written over."""
    return written(path, os.O_CREAT | os.O_EXCL)


def rotate_key(path: Path) -> str:
    """One more key in a file that holds keys: it seals from now on. Raises AuditKeyMissing, OSError."""
    read_keys(path)
    return written(path, os.O_APPEND)


def written(path: Path, how: int) -> str:
    key = secrets.token_bytes(BYTES)
    handle = os.open(path, os.O_WRONLY | how, MODE)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{key.hex()}\n")
        file.flush()
        os.fsync(file.fileno())
    return key_id(key)


def key_path(named: str, storage: str) -> Path | None:
    """Where the key lies: as the settings say; else beside the database, where that is one file (`clinic.db.key`)."""
    if named:
        return Path(named)
    _, sign, rest = storage.partition(":///")
    file = Path(unquote(rest.partition("?")[0]))
    return file.with_name(file.name + SUFFIX) if sign and file.name and file.is_file() else None
