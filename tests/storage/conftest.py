"""Open storages for the tests of this folder, closed when a test ends. No data and no assertion."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from arende.ports.storage import Storage
from arende_storage.memory.plugin import MemoryProvider
from arende_storage.postgres.plugin import PostgresProvider
from arende_storage.sqlite.plugin import SqliteProvider

from .build import S

Opener = Callable[[str], Storage]


STORAGES = ("memory", "sqlite", "postgres-cte", "postgres-plain")


def open_empty(name: str, request: pytest.FixtureRequest, folder: Path) -> Storage:
    """A storage of that name with nothing in it; PostgreSQL is started when it is first asked for."""
    if name == "memory":
        return MemoryProvider().open("memory:", create=True, migrate=False)
    if name == "sqlite":
        return SqliteProvider().open(f"sqlite:///{folder}/a.db", create=True, migrate=False)
    emptied: Callable[[], str] = request.getfixturevalue("emptied_postgres_url")
    url = emptied()
    return PostgresProvider().open(f"{url}&form={name.removeprefix('postgres-')}", create=True, migrate=False)


@pytest.fixture(params=STORAGES)
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    """Each storage in turn, empty."""
    opened = open_empty(str(request.param), request, tmp_path)
    with ExitStack() as stack:
        stack.callback(opened.close)
        assert opened.heads(S, ["none"]) == [None]
        yield opened


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A place for a database that does not exist yet."""
    return f"sqlite:///{tmp_path}/a.db"


@pytest.fixture
def sqlite(url: str) -> Iterator[Storage]:
    opened = SqliteProvider(busy_ms=50).open(url, create=True, migrate=False)
    yield opened
    opened.close()
