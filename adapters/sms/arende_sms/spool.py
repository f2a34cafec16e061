"""The SMS provider `spool`: each SMS becomes one JSON file in a folder, `spool:FOLDER` or the option `folder`.

A gateway or a person picks them up. Nothing here talks to a network or composes a text. The folder is made if it is
missing. A file is named by the SMS's id, so the same id twice is one file, as long as nobody has picked up the
first. Shape::

    {"format": "arende.sms/1", "id": str, "to": E.164, "sender": str, "text": str}
"""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.registry import SmsRegistry
from arende.ports.sms import Accepted, ProviderError, Rejected, Rejection, SendOutcome, SmsReport, SmsRequest, Uncertain

from .checks import refused

FORMAT: Final = "arende.sms/1"
# What a file name may hold on every system; a name of our own making (`sha256-`) can then never be an id's.
_PLAIN_ID: Final = re.compile(r"(?!sha256-)[a-z0-9][a-z0-9._-]{0,99}")


def file_name(sms_id: str) -> str:
    """The file an SMS lands in: its id where that is a safe name, else a digest of the id."""
    if _PLAIN_ID.fullmatch(sms_id):
        return f"{sms_id}.json"
    return f"sha256-{hashlib.sha256(sms_id.encode('utf-8', 'surrogatepass')).hexdigest()}.json"


class SpoolSms:
    """Writes SMS to one folder. Safe from several threads and processes: each file appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, sms: SmsRequest) -> SendOutcome:
        """Accepted when the file is on disk. Raises ProviderError where it cannot be written; then nothing was sent."""
        no = refused(sms)
        if no is not None:
            return no
        try:
            content = _content(sms)
        except UnicodeEncodeError:
            return Rejected(kind=Rejection.CONTENT, code="unicode")
        name = file_name(sms.id)
        try:
            _put(self._folder, name, content)
        except OSError as error:
            # The error's own text holds paths; the cause in words is enough to act on.
            reason = error.strerror or "unknown cause"
            raise ProviderError(f"The SMS folder cannot be written ({reason}): mend it and retry.") from None
        try:
            _sync_folder(self._folder)
        except OSError:
            return Uncertain(code="sync")
        return Accepted(provider_id=name.removesuffix(".json"))

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        """A folder reports nothing: always empty."""
        del raw
        return ()

    def verify(self, raw: RawRequest) -> bool:
        """A folder sends no requests, so none is from it: always False."""
        del raw
        return False

    def close(self) -> None:
        """Nothing is held."""


class SpoolFactory:
    """Opens the folder that the configuration names, by `spool:FOLDER` or the option `folder`."""

    def open(self, config: AdapterConfig) -> SpoolSms:
        """Make the folder (mode 700) if it is missing, and try it. Raises ConfigError."""
        unknown = sorted(set(config.options) - {"folder"})
        if unknown:
            sv = f"SMS-leverantören spool har ingen inställning {unknown[0]!r}: bara `folder`."
            raise ConfigError((sv, f"The SMS provider spool knows no option {unknown[0]!r}: only `folder`."))
        location = config.location or str(config.options.get("folder", ""))
        if not location:
            sv = "SMS-leverantören spool behöver en mapp: skriv `spool:./outgoing`."
            raise ConfigError((sv, "The SMS provider spool needs a folder: write `spool:./outgoing`."))
        folder = Path(location)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, probe = tempfile.mkstemp(prefix=".probe-", dir=folder)
            os.close(handle)
            Path(probe).unlink()
        except (OSError, ValueError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or "not a folder"
            sv = f"SMS-mappen går inte att använda ({reason}): ange en som går att skriva i."
            en = f"The SMS folder cannot be used ({reason}): name one that can be written to."
            raise ConfigError((sv, en)) from None
        return SpoolSms(folder)


def _content(sms: SmsRequest) -> bytes:
    fields = {"format": FORMAT, "id": sms.id, "to": sms.to, "sender": sms.sender, "text": sms.text}
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _put(folder: Path, name: str, content: bytes) -> None:
    """Write the whole file beside its place, to the disk, and only then give it its name. mkstemp gives mode 600."""
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(folder / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened, and the rename is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """The door: registers `spool`."""
    registry.add("spool", SpoolFactory())
