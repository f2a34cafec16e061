"""Makes wheel and sdist as a release does, and reads what the wheel says that it needs. Nothing is judged here."""

import subprocess
import sys
import venv
from collections.abc import Sequence
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).parents[2]
NOT_SHIPPED: Final = frozenset({"bench", "dev", "docs", "release"})
"""Extras of who works on arende; all others are of who runs it."""


def built(folder: Path) -> tuple[Path, Path]:
    """Wheel and sdist, made from the tree into the folder."""
    call(sys.executable, "-m", "build", "--wheel", "--sdist", "--outdir", str(folder), str(ROOT))
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def metadata_of(wheel: Path) -> Message:
    """The wheel's METADATA."""
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return BytesParser().parsebytes(archive.read(name))


def extras_of(metadata: Message) -> tuple[str, ...]:
    """Extras of who runs it."""
    return tuple(sorted(set(metadata.get_all("Provides-Extra", [])) - NOT_SHIPPED))


def needs(metadata: Message, extra: str = "") -> list[Requirement]:
    """What the core needs, or what an extra adds to it."""
    asked = [Requirement(text) for text in metadata.get_all("Requires-Dist", [])]

    def holds(one: Requirement, of: str) -> bool:
        return one.marker is None or one.marker.evaluate({"extra": of})

    return [one for one in asked if holds(one, extra) and not (extra and holds(one, ""))]


def installed(wheel: Path, extras: Sequence[str], folder: Path) -> Path:
    """The interpreter of a new venv that has the wheel with those extras, and beside them only what installs."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    call(str(python), "-m", "pip", "install", "-q", f"{wheel}[{','.join(extras)}]")
    return python


def call(*command: str) -> None:
    """Run it. RuntimeError with what it said on stderr."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        raise RuntimeError(f"{command[2]}: {done.stderr[-2000:]}")
