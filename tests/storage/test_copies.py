"""Backup and restore, of SQLite and of PostgreSQL: whole, of one moment, checked, and never over what exists."""

import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from arende.ports.storage import Storage, StorageProvider, StorageUnusable
from arende_storage.memory.plugin import MemoryProvider
from arende_storage.postgres.plugin import PostgresProvider
from arende_storage.sqlite.plugin import SqliteProvider
from attrs import frozen

from .build import S, append, entry, item, logged, row


@frozen
class Kind:
    """One kind of storage, and URLs of databases that do not exist yet, or are empty."""

    provider: StorageProvider
    new_url: Callable[[], str]


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kind]:
    if request.param == "postgres":
        yield Kind(PostgresProvider(wait=2), request.getfixturevalue("new_postgres_url"))
        return
    made: list[str] = []

    def new() -> str:
        made.append(f"sqlite:///{tmp_path}/{len(made)}.db")
        return made[-1]

    yield Kind(SqliteProvider(), new)


@pytest.fixture
def filled(kind: Kind) -> str:
    url = kind.new_url()
    with closing(kind.provider.open(url, create=True, migrate=False)) as storage:
        for n in range(20):
            storage.commit(
                [
                    append(
                        f"c{n}",
                        f"s{n}",
                        columns={"owner": "å", "until": n},
                        tokens=["åsa\tö\\n", "b"],
                        outbox=[item(f"i{n}", f"s{n}", part=n)],
                        rows=[row(f"r{n}", b"\x00\xff\n\t\\")],
                        access=[entry(f"e{n}")],
                        body=b'{"t":"\xc3\xa5\\n"}\n\t\\.\n',
                    ),
                    logged(f"l{n}", f"le{n}"),
                ]
            )
        storage.lease("w", 5, 3, 10)
    return url


def content(storage: Storage) -> list[object]:
    return [
        list(storage.shards()),
        [list(storage.records(S, stream, 0, 99)) for stream in storage.streams(S, None, 999)],
        list(storage.heads(S, storage.streams(S, None, 999))),
        [list(storage.tokens(S, stream)) for stream in storage.streams(S, None, 999)],
        list(storage.outbox(S, None, 999)),
        list(storage.rows(S, "draft", "c1", None, 999)),
        list(storage.access(S, None, 999)),
        [storage.find(S, f"l{n}") for n in range(20)],
    ]


def _open(kind: Kind, url: str) -> Storage:
    return kind.provider.open(url, create=False, migrate=False)


def test_what_was_copied_comes_back_whole(kind: Kind, filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    counted = kind.provider.backup(filled, copy)
    assert (counted["heads"], counted["outbox"], counted["access"]) == (20, 20, 40)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir() if "copy" in p.name] == ["copy"]
    url = kind.new_url()
    assert dict(kind.provider.restore(copy, url)) == dict(counted)
    with closing(_open(kind, filled)) as before, closing(_open(kind, url)) as after:
        assert content(after) == content(before)
        assert after.commit([append("more", "s0", 1)])
        (taken,) = [lease for lease in after.lease("v", 15, 99, 10) if lease.part == 0]
        assert taken.epoch == 2, "who held a part before the copy is fenced off after it"
    assert list(kind.provider.pending(url)) == []


def test_a_copy_is_of_one_moment_while_others_write(kind: Kind, filled: str, tmp_path: Path) -> None:
    """Each append writes a record, a head and an item; in the copy there are as many of each."""
    stop, written = threading.Event(), [0]
    with closing(_open(kind, filled)) as storage:

        def work() -> None:
            while not stop.is_set():
                n = written[0]
                storage.commit([append(f"w{n}", f"w{n}", outbox=[item(f"w{n}", f"w{n}")])])
                written[0] += 1

        writer = threading.Thread(target=work)
        writer.start()
        while written[0] < 5:
            pass
        try:
            counts = [kind.provider.backup(filled, tmp_path / f"copy{i}") for i in range(3)]
        finally:
            stop.set()
            writer.join()
    assert counts[0]["heads"] >= 25
    for i, counted in enumerate(counts):
        assert counted["heads"] == counted["outbox"]
        url = kind.new_url()
        kind.provider.restore(tmp_path / f"copy{i}", url)
        with closing(_open(kind, url)) as after:
            assert len(after.streams(S, None, 10**6)) == counted["heads"] == len(after.outbox(S, None, 10**6))


def test_nothing_is_overwritten(kind: Kind, filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_text("mine")
    with pytest.raises(StorageUnusable, match="exists already"):
        kind.provider.backup(filled, copy)
    assert copy.read_text() == "mine"
    kind.provider.backup(filled, tmp_path / "other")
    with pytest.raises(StorageUnusable, match=r"exists already|already holds something"):
        kind.provider.restore(tmp_path / "other", filled)
    with closing(_open(kind, filled)) as storage:
        assert len(storage.streams(S, None, 99)) == 20


def test_a_place_that_cannot_be_written_or_read(kind: Kind, filled: str, tmp_path: Path) -> None:
    with pytest.raises(StorageUnusable, match="no folder"):
        kind.provider.backup(filled, tmp_path / "none" / "copy")
    with pytest.raises(StorageUnusable, match="no file"):
        kind.provider.restore(tmp_path / "none", kind.new_url())


def test_a_damaged_copy_is_refused_and_leaves_nothing(kind: Kind, filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    kind.provider.backup(filled, copy)
    whole = copy.read_bytes()
    url = kind.new_url()
    for damaged in (whole[: len(whole) // 2], b"", b"no copy at all" * 999):
        copy.write_bytes(damaged)
        with pytest.raises(StorageUnusable, match=r"damaged|not an SQLite|no copy|does not hold"):
            kind.provider.restore(copy, url)
    copy.write_bytes(whole)
    kind.provider.restore(copy, url)


def test_an_empty_database_has_nothing_to_copy(kind: Kind, tmp_path: Path) -> None:
    with pytest.raises(StorageUnusable, match=r"no database|holds no tables"):
        kind.provider.backup(kind.new_url(), tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_copy_of_a_newer_version_is_refused(kind: Kind, filled: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    kind.provider.backup(filled, copy)
    if isinstance(kind.provider, SqliteProvider):
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("UPDATE arende_meta SET value = '99' WHERE name = 'schema'")
    else:
        _change_manifest(copy, lambda manifest: manifest.update(schema=99))
    with pytest.raises(StorageUnusable, match="newer version"):
        kind.provider.restore(copy, kind.new_url())


def _change_manifest(copy: Path, change: Callable[[dict[str, object]], None]) -> None:
    with zipfile.ZipFile(copy) as old:
        members = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(members["manifest.json"])
    change(manifest)
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(copy, "w") as new:
        for name, data in members.items():
            new.writestr(name, data)


def _other_hash(manifest: dict[str, object]) -> None:
    tables = manifest["tables"]
    assert isinstance(tables, list)
    tables[1]["sha256"] = "0" * 64


@pytest.mark.parametrize(
    "change",
    [
        _other_hash,
        lambda manifest: manifest.update(format="other"),
        lambda manifest: manifest.update(tables=[]),
        lambda manifest: manifest.pop("schema"),
    ],
    ids=["hash", "format", "tables", "schema"],
)
def test_a_manifest_that_does_not_fit_is_refused(
    change: Callable[[dict[str, object]], None], new_postgres_url: Callable[[], str], tmp_path: Path
) -> None:
    provider, url = PostgresProvider(), new_postgres_url()
    provider.open(url, create=True, migrate=False).close()
    provider.backup(url, tmp_path / "copy")
    _change_manifest(tmp_path / "copy", change)
    with pytest.raises(StorageUnusable, match="damaged"):
        provider.restore(tmp_path / "copy", new_postgres_url())


def test_memory_has_nothing_to_copy_and_nothing_to_spread(tmp_path: Path) -> None:
    provider = MemoryProvider()
    for call in (
        lambda: provider.backup("memory:", tmp_path / "copy"),
        lambda: provider.restore(tmp_path / "copy", "memory:"),
        lambda: provider.distribute("memory:", dry_run=True),
        lambda: SqliteProvider().distribute(f"sqlite:///{tmp_path}/a.db", dry_run=False),
    ):
        with pytest.raises(StorageUnusable) as error:
            call()
        assert str(error.value).endswith(".")
