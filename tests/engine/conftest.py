"""The storages that the shell is run against, and a clinic in each. A storage joins by a line in BACKENDS."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Protocol

import pytest
from arende.engine import Settings
from arende.testing.clock import FakeClock
from arende.wire.settings import Given

from .clinic import Clinic, open_clinic, put_up

NewUrl = Callable[[Path], str]

BACKENDS: Final[dict[str, NewUrl]] = {
    "memory": lambda _: "memory:",
    "sqlite": lambda folder: f"sqlite:///{folder}/clinic.db",
}
"""By name: the URL of an empty storage; the folder is the test's own, and empty."""
POSTGRES: Final = "postgres"
"""A server of the tests' own, with a database for each clinic; slow, for a database takes its time to make."""


class Opener(Protocol):
    """Opens a clinic; it is closed when the test ends. Every clinic has a folder of its own.

    With `url` it is one that stands already; `scheme` goes before the URL of a new one (`cut:`, of `vendor`).
    """

    def __call__(
        self,
        *,
        url: str | None = None,
        empty: bool = False,
        clock: FakeClock | None = None,
        settings: Settings | None = None,
        plugins: tuple[object, ...] = (),
        sms: tuple[Given, ...] | None = None,
        scheme: str = "",
        export: Mapping[str, Given] | None = None,
        directory: tuple[Given, ...] = (),
    ) -> Clinic: ...


@pytest.fixture(params=[*BACKENDS, pytest.param(POSTGRES, marks=pytest.mark.slow)])
def backend(request: pytest.FixtureRequest) -> str:
    """Each storage in turn."""
    return str(request.param)


@pytest.fixture
def new_folder(tmp_path: Path) -> Callable[[], Path]:
    """A new empty folder each time; a Hypothesis test takes one for each example."""
    made: list[Path] = []

    def new() -> Path:
        folder = tmp_path / f"clinic-{len(made)}"
        folder.mkdir()
        made.append(folder)
        return folder

    return new


def on_server(request: pytest.FixtureRequest) -> NewUrl:
    """New databases on the server, which is started by the first test that asks."""
    new: Callable[[], str] = request.getfixturevalue("new_postgres_url")
    return lambda _: new()


@pytest.fixture
def opener(backend: str, new_folder: Callable[[], Path], request: pytest.FixtureRequest) -> Iterator[Opener]:
    new_url: NewUrl = BACKENDS[backend] if backend in BACKENDS else on_server(request)
    with ExitStack() as stack:

        def opens(
            *,
            url: str | None = None,
            empty: bool = False,
            clock: FakeClock | None = None,
            settings: Settings | None = None,
            plugins: tuple[object, ...] = (),
            sms: tuple[Given, ...] | None = None,
            scheme: str = "",
            export: Mapping[str, Given] | None = None,
            directory: tuple[Given, ...] = (),
        ) -> Clinic:
            folder = new_folder()
            at = url or scheme + new_url(folder)
            clinic = open_clinic(
                at,
                folder,
                clock=clock,
                settings=settings,
                plugins=plugins,
                sms=sms,
                export=export,
                directory=directory,
            )
            stack.callback(clinic.engine.close)
            return clinic if empty or url is not None else put_up(clinic)

        yield opens


@pytest.fixture
def clinic(opener: Opener) -> Clinic:
    """The clinic of `clinic.py`, in each storage in turn."""
    return opener()


@pytest.fixture
def pair(opener: Opener) -> tuple[Clinic, Clinic]:
    """Two engines: on one database where the storage can be shared, else the same engine twice."""
    first = opener()
    if first.url == "memory:":
        return first, first
    second = opener(url=first.url, clock=first.clock)
    second.persons.update(first.persons)
    return first, second
