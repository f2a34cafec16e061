"""How the suite gets at a kartotek: files in the folder that it gives, the last of which is the one reopened."""

from itertools import count
from pathlib import Path

from arende.ports.storage import Storage
from arende_conformance.claims import Capability, claim

from .plugin import KartotekProvider


class KartotekHarness:
    """Claims all that there is to claim."""

    claims = claim(Capability.DURABLE, Capability.SHARED)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> Storage:
        return self._opened(next(n for n in count() if not self._file(n).exists()))

    def reopen(self) -> Storage:
        return self._opened(next(n for n in count() if not self._file(n + 1).exists()))

    def _file(self, number: int) -> Path:
        return self._folder / f"{number}.kartotek"

    def _opened(self, number: int) -> Storage:
        url = f"kartotek://{self._file(number).absolute().as_posix()}"
        return KartotekProvider().open(url, create=True, migrate=True)


def make(folder: Path) -> KartotekHarness:
    """The factory that the suite is given."""
    return KartotekHarness(folder)
