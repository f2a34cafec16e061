"""Where a year is kept."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import pytest

MEMORY: Final = Path("/dev/shm")


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[str]:
    """SQLite; in the machine's memory where it can be, for a year's commits would wait long for the disk."""
    folder = Path(mkdtemp(dir=MEMORY)) if MEMORY.is_dir() else tmp_path
    yield f"sqlite:///{folder / 'year.db'}"
    shutil.rmtree(folder, ignore_errors=True)
