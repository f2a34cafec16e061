"""Opening an SQLite storage: URLs, making, migrating, refusing; and that two prefixes live side by side."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from arende.ports.hooks import GROUP, hookspec
from arende.ports.registry import StorageRegistry
from arende.ports.storage import StorageUnusable
from arende_storage.memory import plugin as memory_plugin
from arende_storage.migrations import LATEST, MIGRATIONS, Found, Migration, pending
from arende_storage.schema import LIST_INDEXES, TABLES, Column, Dialect, Table
from arende_storage.sqlite import plugin as sqlite_plugin
from arende_storage.sqlite.connections import opened
from arende_storage.sqlite.migrate import found, run
from arende_storage.sqlite.plugin import SqliteProvider
from arende_storage.sqlite.sql import SQLITE
from arende_storage.sqlite.url import place

from tests.depth import examples

from .build import S, append

PROVIDER = SqliteProvider(busy_ms=50)


def _run_sql(url: str, *statements: str) -> None:
    with closing(sqlite3.connect(place(url).path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def _make(url: str) -> None:
    PROVIDER.open(url, create=True, migrate=False).close()


@pytest.mark.parametrize(
    ("url", "path", "prefix"),
    [
        ("sqlite:///clinic.db", "clinic.db", "arende_"),
        ("sqlite:////var/lib/clinic.db", "/var/lib/clinic.db", "arende_"),
        ("sqlite:///a%20b/%C3%A5.db?prefix=x1_", "a b/å.db", "x1_"),
    ],
)
def test_a_url_names_a_file_and_a_prefix(url: str, path: str, prefix: str) -> None:
    assert place(url).path == Path(path)
    assert place(url).prefix == prefix


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///",
        "sqlite://clinic.db",
        "sqlite:///:memory:",
        "postgresql:///x",
        "sqlite:///a.db?mode=ro",
        "sqlite:///a.db?prefix=",
        "sqlite:///a.db?prefix=A_",
        "sqlite:///a.db?prefix=x;drop",
        "sqlite:///a.db?prefix=sqlite_",
        "sqlite:///a%00.db",
    ],
)
def test_a_wrong_url_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(StorageUnusable, match=r"storage URL .*\.$"):
        PROVIDER.open(url, create=True, migrate=True)


def test_a_relative_path_stays_where_it_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(PROVIDER.open("sqlite:///rel.db", create=True, migrate=False)) as storage:
        monkeypatch.chdir("/")
        storage.commit([append("c", "a")])
        assert storage.find(S, "c") is not None
    assert (tmp_path / "rel.db").exists()


def test_the_file_is_its_owners_alone(url: str) -> None:
    with closing(PROVIDER.open(url, create=True, migrate=False)) as storage:
        storage.commit([append("c", "a")])
        folder = place(url).path.parent
        assert {stat.S_IMODE(file.stat().st_mode) for file in folder.glob("a.db*")} == {0o600}
        assert len(list(folder.glob("a.db*"))) == 3
    assert [file.name for file in folder.glob("a.db*")] == ["a.db"], "closing folds the log into the file"


def test_a_missing_database_is_not_made_unasked(url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageUnusable, match="arende init"):
        PROVIDER.open(url, create=False, migrate=True)
    assert list(tmp_path.iterdir()) == []
    assert len(PROVIDER.pending(url)) == len(MIGRATIONS) + len(LIST_INDEXES)
    assert list(tmp_path.iterdir()) == []


def test_a_new_database_lacks_nothing_and_opens_again(url: str) -> None:
    _make(url)
    assert list(PROVIDER.pending(url)) == []
    with closing(PROVIDER.open(url, create=False, migrate=False)) as storage:
        storage.commit([append("c", "a")])
    with closing(PROVIDER.open(url, create=True, migrate=True)) as storage:
        assert storage.find(S, "c") is not None


def test_a_newer_schema_is_refused_whatever_is_asked(url: str) -> None:
    _make(url)
    _run_sql(url, f"UPDATE arende_meta SET value = '{LATEST + 1}' WHERE name = 'schema'")
    for create, migrate in ((False, False), (True, True)):
        with pytest.raises(StorageUnusable, match="install the newer version"):
            PROVIDER.open(url, create=create, migrate=migrate)
    with pytest.raises(StorageUnusable, match="install the newer version"):
        PROVIDER.pending(url)


def test_an_older_schema_needs_arende_migrate_and_keeps_its_data(url: str) -> None:
    with closing(PROVIDER.open(url, create=True, migrate=False)) as storage:
        storage.commit([append("c", "a", columns={"owner": "o", "unit": "u", "until": 3})])
    _run_sql(
        url,
        "DROP INDEX arende_heads_case_owner",
        "DELETE FROM arende_meta WHERE name = 'index heads_case_owner'",
        "DROP INDEX arende_heads_case_unit",
        "UPDATE arende_meta SET value = 'another definition' WHERE name = 'index heads_case_unit'",
        "CREATE INDEX arende_heads_case_unit ON arende_heads (label)",
    )
    assert list(PROVIDER.pending(url)) == ["index heads_case_owner", "index heads_case_unit"]
    with pytest.raises(StorageUnusable, match="arende migrate"):
        PROVIDER.open(url, create=True, migrate=False)
    with closing(PROVIDER.open(url, create=False, migrate=True)) as storage:
        assert storage.count(S, "case_owner", ("o",), 9) == 1
        assert storage.count(S, "case_unit", ("u",), 9) == 1
    assert list(PROVIDER.pending(url)) == []


def test_a_new_list_column_is_added_to_the_heads_that_are_there(url: str) -> None:
    with closing(PROVIDER.open(url, create=True, migrate=False)) as storage:
        storage.commit([append("c", "a")])
    lists = [index.name for index in LIST_INDEXES if "until" in index.columns]
    _run_sql(
        url,
        *(f"DROP INDEX arende_{name}" for name in lists),
        *(f"DELETE FROM arende_meta WHERE name = 'index {name}'" for name in lists),
        "ALTER TABLE arende_heads DROP COLUMN until",
    )
    assert list(PROVIDER.pending(url)) == ["column until", *(f"index {name}" for name in lists)]
    with closing(PROVIDER.open(url, create=False, migrate=True)) as storage:
        storage.commit([append("d", "a", 1, columns={"owner": "o", "until": 5})])
        assert storage.count(S, "case_owner", ("o",), 9) == 1


@pytest.mark.deep
def test_a_migration_cut_off_anywhere_is_taken_up_again(url: str) -> None:
    statements = [
        s for todo in pending(Found(meta={}, head_columns=frozenset()), SQLITE, "arende_") for s in todo.statements
    ]
    cuts = range(len(statements))
    assert len(cuts) > 20
    for cut in cuts[:: max(1, len(cuts) // examples(len(cuts)))]:
        place(url).path.unlink(missing_ok=True)
        _run_sql(url, *statements[:cut])
        with closing(PROVIDER.open(url, create=True, migrate=False)) as storage:
            storage.commit([append("c", "a")])
        assert list(PROVIDER.pending(url)) == []


def test_numbered_migrations_run_in_order_from_where_the_database_stands(url: str) -> None:
    _make(url)
    extra = Table(name="extra", columns=(Column("shard", "text"),), key=("shard",))
    more = (*MIGRATIONS, Migration(number=LATEST + 1, name="an_extra_table", changes=(extra,)))
    database = opened(place(url).path, 50, writes=True)
    with closing(database):
        todo = pending(found(database, "arende_"), SQLITE, "arende_", more)
        assert [t.name for t in todo] == [f"{LATEST + 1:04} an_extra_table"]
        run(database, "arende_", todo)
        assert list(pending(found(database, "arende_"), SQLITE, "arende_", more)) == []
        assert database.table_exists("arende_extra")


@pytest.mark.spec("B27")
def test_two_prefixes_live_side_by_side_in_a_hosts_database(url: str) -> None:
    _run_sql(url, "CREATE TABLE host (x)", "INSERT INTO host VALUES (1)")
    with pytest.raises(StorageUnusable, match="arende init"):
        PROVIDER.open(url, create=False, migrate=False)
    one, two = f"{url}?prefix=one_", f"{url}?prefix=two_"
    _make(one)
    _make(two)
    with (
        closing(PROVIDER.open(one, create=False, migrate=False)) as first,
        closing(PROVIDER.open(two, create=False, migrate=False)) as second,
    ):
        first.commit([append("c", "a", tokens=["t"], columns={"owner": "o", "until": 1})])
        assert second.find(S, "c") is None
        assert first.count(S, "case_owner", ("o",), 9) == 1
        assert list(first.page_tokens(S, ["t"], None, 9)) == ["a"]
        second.commit([append("c", "a")])
        assert list(second.lease("w", 0, 1, 1)) == []
    with closing(sqlite3.connect(place(url).path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql IS NOT NULL")}
    assert names - {"host"} == {n for n in names if n.startswith(("one_", "two_"))}


def test_the_shard_stands_first_in_every_key() -> None:
    """Rule 1 of the storage design, on the schema as it is."""
    tables = [table for table in TABLES.values() if table.name != "meta"]
    changes = [change for migration in MIGRATIONS for change in migration.changes]
    indexed = [change for change in changes if not isinstance(change, Table)] + list(LIST_INDEXES)
    assert {table.key[0] for table in tables} == {"shard"}
    assert {index.columns[0] for index in indexed if index.unique or index.name.startswith("heads_")} == {"shard"}
    assert {r.columns[0] for table in tables for r in table.references} == {"shard"}
    assert not {"AUTOINCREMENT", "TRIGGER", "SERIAL"} & {
        word
        for todo in pending(Found(meta={}, head_columns=frozenset()), SQLITE, "arende_")
        for statement in todo.statements
        for word in statement.upper().split()
    }


def test_ddl_can_be_made_for_another_engine() -> None:
    other = Dialect(types={"text": 'text COLLATE "C"', "int": "bigint", "bytes": "bytea"}, small="")
    statements = [s for todo in pending(Found(meta={}, head_columns=frozenset()), other, "x_") for s in todo.statements]
    assert not [s for s in statements if "WITHOUT ROWID" in s or "BLOB" in s]
    assert any("bytea" in s for s in statements)


def test_the_plugins_register_what_the_port_asks_for() -> None:
    registry = StorageRegistry()
    registry.source = "test"
    sqlite_plugin.arende_register_storage(registry)
    memory_plugin.arende_register_storage(registry)
    assert registry.faults == []
    assert set(registry.names()) == {"sqlite", "memory"}
    assert hookspec.project_name == GROUP


@pytest.mark.parametrize("url", ["memory", "memory:x", "sqlite:///a.db"])
def test_memory_has_one_url(url: str) -> None:
    provider = memory_plugin.MemoryProvider()
    with pytest.raises(StorageUnusable, match="memory:"):
        provider.open(url, create=True, migrate=True)
    assert list(provider.pending("memory:")) == []


def test_nothing_may_be_called_after_close_but_close(url: str) -> None:
    for storage in (
        PROVIDER.open(url, create=True, migrate=False),
        memory_plugin.MemoryProvider().open("memory:", create=False, migrate=False),
    ):
        storage.close()
        storage.close()
        with pytest.raises(StorageUnusable, match="closed"):
            storage.shards()
        with pytest.raises(StorageUnusable, match="closed"):
            storage.commit([append("c", "a")])


def test_closing_leaves_no_descriptor_open(url: str) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    with closing(PROVIDER.open(url, create=True, migrate=False)) as storage:
        storage.commit([append("c", "a")])
        storage.shards()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
