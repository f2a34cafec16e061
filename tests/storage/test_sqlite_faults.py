"""What goes wrong with a file, a folder or a disk, by real faults: one sentence, the right error, nothing lost."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from arende.ports.records import Committed
from arende.ports.storage import OutcomeUnknown, Storage, StorageError, StorageUnavailable, StorageUnusable
from arende_storage.pages import pages
from arende_storage.sqlite.connections import Connections, opened
from arende_storage.sqlite.errors import at_commit, translated
from arende_storage.sqlite.plugin import SqliteProvider
from arende_storage.sqlite.sql import INDEXED_BY, statements
from arende_storage.sqlite.storage import SqliteStorage
from arende_storage.sqlite.url import place

from .build import S, append

PROVIDER = SqliteProvider(busy_ms=50)
ONE_SENTENCE = re.compile(r"[^\n]+: [^\n]+\.")
NOBODY = 65534


def _said(error: pytest.ExceptionInfo[StorageError]) -> str:
    text = str(error.value)
    assert ONE_SENTENCE.fullmatch(text), text
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__ or error.value.__context__ is None
    assert not re.search(r"sqlite3|peewee|Error|INSERT|SELECT", text)
    return text


def test_a_locked_file_is_unavailable_for_a_while(sqlite: Storage, url: str) -> None:
    sqlite.commit([append("c1", "a")])
    with closing(sqlite3.connect(place(url).path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageUnavailable) as error:
            sqlite.commit([append("c2", "a", 1)])
        assert "locked" in _said(error)
        assert sqlite.find(S, "c1") is not None, "readers do not wait for a writer"
        assert list(sqlite.shards()) == [S]
        other.execute("ROLLBACK")
    assert sqlite.find(S, "c2") is None
    assert sqlite.commit([append("c2", "a", 1)]) == [Committed()]


def test_a_file_locked_while_it_is_made(url: str) -> None:
    with closing(sqlite3.connect(place(url).path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageUnavailable) as error:
            PROVIDER.open(url, create=True, migrate=False)
        assert "locked" in _said(error)


@pytest.fixture
def narrow(url: str) -> Iterator[tuple[SqliteStorage, sqlite3.Connection]]:
    """A storage on a database that may not grow, as on a full disk; and its writer."""
    PROVIDER.open(url, create=True, migrate=False).close()
    path = place(url).path
    writer = opened(path, 50, writes=True)
    connection: sqlite3.Connection = writer.connection()
    (pages_used,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages_used + 4}")
    storage = SqliteStorage(
        Connections(writer, path, 50), statements("arende_"), pages("arende_", hint=INDEXED_BY), "arende_"
    )
    yield storage, connection
    storage.close()


def test_a_full_disk_keeps_what_was_and_takes_more_once_there_is_room(
    narrow: tuple[SqliteStorage, sqlite3.Connection],
) -> None:
    storage, connection = narrow
    assert storage.commit([append("c1", "a")]) == [Committed()]
    with pytest.raises(StorageUnavailable) as error:
        storage.commit([append("c2", "b"), append("c3", "a", 1, body=b"x" * 100_000)])
    assert "no room" in _said(error)
    assert not isinstance(error.value, OutcomeUnknown)
    assert not connection.in_transaction
    assert [storage.find(S, c) is not None for c in ("c1", "c2", "c3")] == [True, False, False]
    connection.execute("PRAGMA max_page_count = 100000")
    assert storage.commit([append("c2", "b"), append("c3", "a", 1, body=b"x" * 100_000)]) == [Committed()] * 2


def test_a_folder_that_is_missing_and_one_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StorageUnusable) as error:
        PROVIDER.open(f"sqlite:///{tmp_path}/none/a.db", create=True, migrate=True)
    assert "no folder" in _said(error)
    with pytest.raises(StorageUnusable) as error:
        PROVIDER.open(f"sqlite:///{tmp_path}", create=True, migrate=True)
    assert "is a folder" in _said(error)


def test_a_file_that_is_no_database_is_left_as_it_is(url: str) -> None:
    path = place(url).path
    path.write_text("notes, not a database\n" * 100)
    before = path.read_bytes()
    for attempt in (
        lambda: PROVIDER.open(url, create=True, migrate=True),
        lambda: PROVIDER.pending(url),
    ):
        with pytest.raises(StorageUnusable) as error:
            attempt()
        assert "not an SQLite database" in _said(error)
    assert path.read_bytes() == before


def test_a_damaged_database_is_named_as_such(url: str) -> None:
    with closing(PROVIDER.open(url, create=True, migrate=False)) as storage:
        for i in range(200):
            storage.commit([append(f"c{i}", f"s{i}", body=b"x" * 500)])
    path = place(url).path
    data = bytearray(path.read_bytes())
    data[4096 * 3 :] = os.urandom(len(data) - 4096 * 3)
    path.write_bytes(data)
    with pytest.raises(StorageUnusable) as error, closing(PROVIDER.open(url, create=False, migrate=False)) as storage:
        for i in range(200):
            storage.records(S, f"s{i}", 0, 9)
    assert "damaged" in _said(error)


def test_a_table_that_someone_removed(sqlite: Storage, url: str) -> None:
    with closing(sqlite3.connect(place(url).path)) as other:
        other.execute("DROP TABLE arende_outbox")
    with pytest.raises(StorageUnusable) as error:
        sqlite.outbox(S, None, 1)
    assert "arende doctor" in _said(error)


def _as_nobody(work: Callable[[], object]) -> str:
    """What the work's StorageUnusable says in a process that root's rights have been taken from; else its outcome."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        said = "another error"
        try:
            if os.geteuid() == 0:  # the rules for files do not hold for root
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = repr(work())
        except StorageUnusable as error:
            said = str(error)
        finally:
            os.write(writes, said.encode())
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.parametrize("made", [False, True], ids=["new file", "existing file"])
def test_a_folder_that_may_not_be_written(made: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), f"sqlite:///{name}/a.db"
        if made:
            PROVIDER.open(url, create=True, migrate=False).close()
            (folder / "a.db").chmod(0o444)
        folder.chmod(0o555)
        said = _as_nobody(lambda: PROVIDER.open(url, create=True, migrate=True).commit([append("c", "a")]))
        folder.chmod(0o755)
    assert re.fullmatch(r"\S+ (may not be written|cannot be opened): give this user [^\n]+\.", said)


def test_a_disk_that_fails_at_commit_leaves_the_outcome_unknown() -> None:
    """Which of the two errors it is; a disk cannot be made to fail here, so SQLite's own error is built by its code."""
    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    path = Path("/srv/a.db")
    assert isinstance(at_commit(failed, path), OutcomeUnknown)
    assert type(translated(failed, path)) is StorageUnavailable
    failed.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert type(at_commit(failed, path)) is StorageUnavailable


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_kill(url: str) -> None:
    program = (
        "import sys; sys.path.insert(0, '')\n"
        "from arende_storage.sqlite.plugin import SqliteProvider\n"
        "from tests.storage.build import append\n"
        "storage = SqliteProvider().open(sys.argv[1], create=True, migrate=False)\n"
        "i = 0\n"
        "while True:\n"
        "    storage.commit([append(f'c{i}', 'a', i)])\n"
        "    print(i, flush=True)\n"
        "    i += 1\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, url],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(50)]
        process.kill()
        lines += process.stdout.readlines()
    acknowledged = [int(line) for line in lines if line.endswith("\n")]
    with closing(PROVIDER.open(url, create=False, migrate=False)) as storage:
        kept = [r.seq for r in storage.records(S, "a", 0, 10**6)]
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) in (len(acknowledged), len(acknowledged) + 1)
