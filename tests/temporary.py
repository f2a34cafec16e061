"""pytest plugin: where tests keep files: in memory, where there is room. No test is chosen here, and none is told.

Databases wait for the disk at each commit, for the day the power goes. No test takes the power: they kill processes.
Whoever names a folder (`TMPDIR`, `--basetemp`) has it.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

import pytest

MEMORY: Final = Path("/dev/shm")
ROOM: Final = 4 * 2**30
"""Bytes that must be free. A container's usual 64 MiB is too little."""


def fit(folder: Path) -> bool:
    """Whether tests can be there: files are made, run, and have room."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    room = found.f_bavail * found.f_frsize >= ROOM
    return room and not found.f_flag & os.ST_NOEXEC and os.access(folder, os.W_OK)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Before anything has asked where temporary files are."""
    if "TMPDIR" not in os.environ and fit(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
