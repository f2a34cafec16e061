"""Putting a new file in its place, whole or not at all. What stands in it is the adapters'."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from arende.ports.storage import StorageUnavailable, StorageUnusable

_OWNER_ONLY: Final = 0o600


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path to write to, for the owner's eyes only; it becomes the target when all went well, and is gone otherwise.

    StorageUnusable where the target exists or may not be written, StorageUnavailable where the disk fails.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        if target.exists() or target.is_symlink():
            raise StorageUnusable(f"{target} exists already: choose another name, or move it away.")
        if not target.parent.is_dir():
            raise StorageUnusable(f"There is no folder {target.parent}: make it, or choose another.")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, _OWNER_ONLY))
    except OSError:
        raise StorageUnusable(
            f"{target} cannot be written: give this user the right to write in the folder {target.parent}."
        ) from None
    try:
        yield part
        _to_disk(part)
        _put(part, target)
        _to_disk(target.parent)
    except FileExistsError:
        raise StorageUnusable(f"{target} was made by another meanwhile: choose another name.") from None
    except OSError:
        raise StorageUnavailable(
            f"The disk failed while {target} was written: see to the disk, then try again."
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _put(part: Path, target: Path) -> None:
    """By a link where there are such: then what somebody made there meanwhile is not overwritten."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        part.rename(target)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def readable(source: Path) -> None:
    """StorageUnusable where there is no such file."""
    if not source.is_file():
        raise StorageUnusable(f"There is no file {source}: name the copy that is to be restored.")
