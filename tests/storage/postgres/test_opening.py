"""Opening, and what is said when it cannot be: URLs, schema, migrations while others work, rights. No secrets."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import psycopg
import pytest
from arende.ports.records import Committed
from arende.ports.registry import StorageRegistry
from arende.ports.storage import StorageError, StorageUnavailable, StorageUnusable
from arende_storage import migrations
from arende_storage.migrations import Migration
from arende_storage.postgres import plugin
from arende_storage.postgres.connections import form_of
from arende_storage.postgres.errors import not_connected, translated
from arende_storage.postgres.migrate import online
from arende_storage.postgres.storage import PostgresStorage
from arende_storage.postgres.url import Form, place
from arende_storage.schema import Column, Table, TableIndex

from tests.postgres import Server, database_of

from ..build import S, append
from .conftest import PROVIDER


@pytest.mark.parametrize(
    ("url", "name", "prefix", "form", "kept"),
    [
        ("postgresql://u:pw@h/db", "db at h", "arende_", None, "connect_timeout=5"),
        ("postgres://h1,h2:5433/db", "db at h1,h2:5433", "arende_", None, "target_session_attrs=read-write"),
        ("postgresql://h1,h2/db?target_session_attrs=any", "db at h1,h2", "arende_", None, "target_session_attrs=any"),
        ("postgresql:///db?host=/run/pg&prefix=xx_", "db at /run/pg", "xx_", None, "host=%2Frun%2Fpg"),
        ("postgresql://u:@/db?host=/run/pg&form=plain", "db at /run/pg", "arende_", "plain", "host=%2Frun%2Fpg"),
        ("postgresql://", "the default database at the local socket", "arende_", None, "application_name=arende"),
    ],
)
def test_a_url_names_a_server(url: str, name: str, prefix: str, form: Form | None, kept: str) -> None:
    found = place(url)
    assert (found.name, found.prefix, found.form) == (name, prefix, form)
    assert kept in found.conninfo
    assert "prefix=" not in found.conninfo and "form=" not in found.conninfo
    assert "pw" not in repr(found)
    psycopg.conninfo.conninfo_to_dict(found.conninfo)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:db",
        "mysql://h/db",
        "postgresql://u:hemligt@h/db?prefix=A",
        "postgresql://u:hemligt@h/db?prefix=pg_x",
        "postgresql://u:hemligt@h/db?form=fast",
        "postgresql://u:hemligt@h/db?nonsense=1",
        "postgresql://u:hemligt@h/db\0",
    ],
)
def test_a_wrong_url_is_refused_in_one_sentence_without_its_password(url: str) -> None:
    with pytest.raises(StorageUnusable) as error:
        PROVIDER.open(url, create=True, migrate=True)
    assert str(error.value).count(". ") == 0 and str(error.value).endswith(".")
    assert "hemligt" not in str(error.value)


def test_a_server_that_is_not_there_may_come(postgres_server: Server) -> None:
    for url in ("postgresql://u:hemligt@127.0.0.1:1/db", "postgresql://u:hemligt@/db?host=/nowhere"):
        with pytest.raises(StorageUnavailable, match="no connection") as error:
            PROVIDER.open(url, create=True, migrate=True)
        assert "hemligt" not in str(error.value)


def test_a_database_that_is_not_there_will_not_come(postgres_server: Server) -> None:
    with pytest.raises(StorageUnusable, match="no database"):
        PROVIDER.open(postgres_server.url("none"), create=True, migrate=True)
    with pytest.raises(StorageUnusable, match="no database"):
        PROVIDER.pending(postgres_server.url("none"))


def test_a_refused_sign_in_is_told_without_the_servers_words() -> None:
    for said in ('FATAL:  password authentication failed for user "anna"', "no pg_hba.conf entry for host"):
        error = not_connected(psycopg.OperationalError(said), "db at h")
        assert isinstance(error, StorageUnusable) and "anna" not in str(error)
    assert isinstance(not_connected(psycopg.OperationalError("sorry, too many clients"), "x"), StorageUnavailable)


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (psycopg.errors.DiskFull, StorageUnavailable),
        (psycopg.errors.LockNotAvailable, StorageUnavailable),
        (psycopg.errors.AdminShutdown, StorageUnavailable),
        (psycopg.errors.ConnectionFailure, StorageUnavailable),
        (psycopg.errors.UndefinedTable, StorageUnusable),
        (psycopg.errors.InsufficientPrivilege, StorageUnusable),
        (psycopg.errors.UniqueViolation, StorageUnusable),
    ],
)
def test_what_the_server_says_becomes_one_of_the_ports_errors(
    failure: type[psycopg.Error], kind: type[StorageError]
) -> None:
    error = translated(failure("a value of someone's"), "db at h")
    assert type(error) is kind
    assert "someone" not in str(error)


def test_the_plugin_loads_no_driver_and_says_what_is_missing() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from arende_storage.postgres.plugin import PostgresProvider\n"
        "from arende.ports.storage import StorageUnusable\n"
        "try: PostgresProvider().open('postgresql://h/db', create=True, migrate=True)\n"
        "except StorageUnusable as error: print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'arende[postgres]'" in run.stdout
    light = "import sys, arende_storage.postgres.plugin; print([m for m in sys.modules if m.startswith('psycopg')])"
    assert subprocess.run([sys.executable, "-c", light], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_plugin_registers_what_the_port_asks_for() -> None:
    registry = StorageRegistry()
    registry.source = "test"
    plugin.arende_register_storage(registry)
    assert registry.faults == []
    assert set(registry.names()) == {"postgresql", "postgres"}


def test_a_database_is_made_only_when_asked(postgres_url: str) -> None:
    assert len(PROVIDER.pending(postgres_url)) > 1
    with pytest.raises(StorageUnusable, match="arende init"):
        PROVIDER.open(postgres_url, create=False, migrate=False)
    PROVIDER.open(postgres_url, create=True, migrate=False).close()
    assert list(PROVIDER.pending(postgres_url)) == []
    PROVIDER.open(postgres_url, create=False, migrate=False).close()


def test_the_form_is_chosen_by_what_the_server_is(postgres_url: str) -> None:
    assert form_of(place(postgres_url)) == "cte"
    assert form_of(place(f"{postgres_url}&form=plain")) == "plain"


def test_a_newer_schema_is_refused_whatever_is_asked(postgres_url: str, postgres_server: Server) -> None:
    PROVIDER.open(postgres_url, create=True, migrate=False).close()
    postgres_server.sql(database_of(postgres_url), "UPDATE arende_meta SET value = '99' WHERE name = 'schema'")
    for call in (
        lambda: PROVIDER.open(postgres_url, create=True, migrate=True),
        lambda: PROVIDER.pending(postgres_url),
    ):
        with pytest.raises(StorageUnusable, match="newer version"):
            call()


def test_an_older_schema_needs_arende_migrate_and_keeps_its_data(postgres_url: str, postgres_server: Server) -> None:
    with closing(PROVIDER.open(postgres_url, create=True, migrate=False)) as storage:
        storage.commit([append("c1", "a", columns={"owner": "x", "until": 1})])
    postgres_server.sql(
        database_of(postgres_url),
        "DROP INDEX arende_heads_case_owner",
        "DELETE FROM arende_meta WHERE name = 'index heads_case_owner'",
        "ALTER TABLE arende_heads DROP COLUMN label CASCADE",
    )
    assert {"index heads_case_owner", "column label"} <= set(PROVIDER.pending(postgres_url))
    with pytest.raises(StorageUnusable, match="arende migrate"):
        PROVIDER.open(postgres_url, create=True, migrate=False)
    with closing(PROVIDER.open(postgres_url, create=False, migrate=True)) as storage:
        assert storage.count(S, "case_owner", ("x",), 9) == 1
        assert storage.commit([append("c2", "u", kind="unit", columns={"label": "å"})]) == [Committed()]
    assert list(PROVIDER.pending(postgres_url)) == []


def test_a_migration_runs_while_the_version_before_works(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two numbered steps and an index over a table that is written all the time: no write fails or waits long."""
    stop, failures, written = threading.Event(), list[BaseException](), [0]
    with closing(PROVIDER.open(postgres_url, create=True, migrate=False)) as old:

        def work() -> None:
            try:
                while not stop.is_set():
                    old.commit([append(f"c{written[0]}", "a", written[0])])
                    written[0] += 1
            except BaseException as failure:
                failures.append(failure)
                raise

        writer = threading.Thread(target=work)
        writer.start()
        extra = Table(name="extra", columns=(Column("shard", "text"), Column("id", "text")), key=("shard", "id"))
        index = TableIndex(name="records_at", table="records", columns=("shard", "at"))
        later = (*migrations.MIGRATIONS, Migration(number=99, name="later", changes=(extra, index)))
        monkeypatch.setattr("arende_storage.migrations.pending.__defaults__", (later,))
        try:
            assert list(PROVIDER.pending(postgres_url)) == ["0099 later"]
            PROVIDER.open(postgres_url, create=False, migrate=True).close()
            assert list(PROVIDER.pending(postgres_url)) == []
        finally:
            stop.set()
            writer.join()
        assert failures == []
        assert written[0] > 0
        assert len(old.records(S, "a", 0, 10**6)) == written[0]


def test_an_index_that_was_broken_off_is_made_anew(postgres_url: str, postgres_server: Server) -> None:
    PROVIDER.open(postgres_url, create=True, migrate=False).close()
    postgres_server.sql(
        database_of(postgres_url),
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'arende_heads_case_owner'::regclass",
        "DELETE FROM arende_meta WHERE name = 'index heads_case_owner'",
    )
    PROVIDER.open(postgres_url, create=False, migrate=True).close()
    valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'arende_heads_case_owner'::regclass"
    assert postgres_server.sql(database_of(postgres_url), valid) == [(True,)]


def test_only_indexes_are_made_beside_the_work() -> None:
    assert online("CREATE INDEX IF NOT EXISTS x ON t (a)") == "CREATE INDEX CONCURRENTLY IF NOT EXISTS x ON t (a)"
    assert online("DROP INDEX IF EXISTS x") == "DROP INDEX CONCURRENTLY IF EXISTS x"
    assert online("CREATE TABLE IF NOT EXISTS x (a)") == "CREATE TABLE IF NOT EXISTS x (a)"


def test_programs_that_start_at_once_make_the_tables_together(postgres_url: str) -> None:
    start = threading.Barrier(4)

    def work(n: int) -> bool:
        start.wait()
        with closing(PROVIDER.open(postgres_url, create=True, migrate=True)) as storage:
            return storage.commit([append(f"c{n}", f"s{n}")]) == [Committed()]

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(4)))
    assert list(PROVIDER.pending(postgres_url)) == []


@pytest.mark.spec("B27")
def test_two_prefixes_live_side_by_side_in_a_hostsdatabase_of(postgres_url: str, postgres_server: Server) -> None:
    postgres_server.sql(database_of(postgres_url), "CREATE TABLE heads (x int)")
    one = PROVIDER.open(postgres_url, create=True, migrate=False)
    two = PROVIDER.open(f"{postgres_url}&prefix=other_", create=True, migrate=False)
    with closing(one), closing(two):
        one.commit([append("c1", "a")])
        assert list(two.shards()) == []
        assert two.commit([append("c1", "a")]) == [Committed()]


def test_a_user_without_rights_is_told_which_it_lacks(postgres_url: str, postgres_server: Server) -> None:
    database = database_of(postgres_url)
    with suppress(psycopg.errors.DuplicateObject):
        postgres_server.sql("postgres", "CREATE ROLE guest LOGIN")
    guest = postgres_url.replace("postgres@", "guest@")
    with pytest.raises(StorageUnusable, match="right to read and write"):
        PROVIDER.open(guest, create=True, migrate=True)
    PROVIDER.open(postgres_url, create=True, migrate=False).close()
    with pytest.raises(StorageUnusable, match="right to read and write"):
        PROVIDER.open(guest, create=False, migrate=False)
    postgres_server.sql(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest")
    with closing(PROVIDER.open(guest, create=False, migrate=False)) as storage:
        assert list(storage.shards()) == []
        with pytest.raises(StorageUnusable, match="right to read and write"):
            storage.commit([append("c1", "a")])


def test_a_database_that_does_not_keep_utf8_is_refused(postgres_server: Server) -> None:
    postgres_server.sql("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    try:
        with pytest.raises(StorageUnusable, match="UTF-8"):
            PROVIDER.open(postgres_server.url("latin"), create=True, migrate=True)
    finally:
        postgres_server.drop("latin")


def test_every_session_is_durable_whatever_the_server_is_set_to(postgres_url: str, postgres_server: Server) -> None:
    for setting, wanted in (("off", "on"), ("remote_apply", "remote_apply")):
        postgres_server.sql(
            "postgres", f"ALTER DATABASE {database_of(postgres_url)} SET synchronous_commit = {setting}"
        )
        storage = PROVIDER.open(postgres_url, create=True, migrate=True)
        assert isinstance(storage, PostgresStorage)
        with closing(storage):
            shown = storage.runner.read(lambda c: c.execute(b"SHOW synchronous_commit").fetchone())
        assert shown == (wanted,)
