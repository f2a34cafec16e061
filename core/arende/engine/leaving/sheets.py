"""The files of an export while they are written: counted, digested, for their owner's eyes, whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Final, Self

from attrs import define, field

from .manifest import FileLine

if TYPE_CHECKING:
    from _hashlib import HASH

OWNER_ONLY: Final = 0o600
FOLDER: Final = 0o700


@define
class Sheet:
    """One file."""

    name: str
    file: IO[bytes]
    count: int = 0
    size: int = 0
    digest: "HASH" = field(factory=sha256)

    def write(self, line: bytes) -> None:
        self.file.write(line)
        self.digest.update(line)
        self.count += 1
        self.size += len(line)

    def close(self) -> FileLine:
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        return FileLine(name=self.name, count=self.count, bytes=self.size, sha256=self.digest.hexdigest())


@define
class Sheets:
    """The files of one provider, made when the first line comes. Use `with`: nothing stays open where it goes wrong."""

    folder: Path
    opened: dict[str, Sheet] = field(factory=dict)

    def of(self, name: str) -> Sheet:
        sheet = self.opened.get(name)
        if sheet is None:
            path = self.folder / name
            path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, OWNER_ONLY)
            sheet = self.opened[name] = Sheet(name, os.fdopen(handle, "wb"))
        return sheet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sheet in self.opened.values():
            sheet.file.close()

    def close(self) -> tuple[FileLine, ...]:
        return tuple(self.opened[name].close() for name in sorted(self.opened))


@contextmanager
def whole_folder(target: Path) -> Generator[Path]:
    """A folder to write in; it becomes the target when all went well, and is gone otherwise. Raises OSError."""
    if target.exists() or target.is_symlink():
        raise FileExistsError(17, os.strerror(17), str(target))
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        yield part
        part.rename(target)
        to_disk(target.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
