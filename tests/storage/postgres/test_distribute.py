"""The road to Citus: which statements are run, in which order, and what is said where it cannot be.

A server with the extension is not at hand; what stands in for it answers as such a server would and notes what it is
asked. That the statements are right was found on a real cluster of three; here they are held to what worked there.
"""

from collections.abc import Sequence
from typing import Self

import psycopg
import pytest
from arende.ports.storage import StorageUnusable
from arende_storage.postgres.connections import form_of
from arende_storage.postgres.distribute import distribute, statements
from arende_storage.postgres.url import Place, place
from arende_storage.schema import TABLES

from ..test_schema_guard import WITHOUT_SHARD
from .conftest import PROVIDER

WHERE = place("postgresql://u:hemligt@h/db?prefix=x_")


class Answer:
    def __init__(self, rows: Sequence[tuple[object, ...]]) -> None:
        self.rows = rows

    def fetchone(self) -> tuple[object, ...] | None:
        return self.rows[0] if self.rows else None

    def fetchall(self) -> Sequence[tuple[object, ...]]:
        return self.rows


class Citus:
    """Notes what it is asked to run."""

    def __init__(self, *, extension: bool = True, tables: bool = True, done: Sequence[str] = ()) -> None:
        self.extension = extension
        self.tables = tables
        self.done = list(done)
        self.ran: list[str] = []
        self.closed = False

    def __call__(self, where: Place) -> Self:
        assert where == WHERE
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def execute(self, query: bytes, params: Sequence[object] = ()) -> Answer:
        text = query.decode()
        if "pg_extension" in text:
            return Answer([("citus",)] if self.extension else [])
        if "to_regclass" in text:
            return Answer([("x_meta" if self.tables else None,)])
        if "pg_dist_partition" in text:
            return Answer([(name,) for name in self.done])
        self.ran.append(text)
        return Answer([("",)])


def test_every_table_is_distributed_beside_the_others_or_copied_everywhere() -> None:
    citus = Citus()
    ran = distribute(WHERE, dry_run=False, connect=citus)
    assert list(ran) == citus.ran
    assert citus.closed
    assert len(ran) == len(TABLES)
    assert ran[0] == "SELECT create_distributed_table('x_shards', 'shard', colocate_with => 'none')"
    for statement in ran[1:]:
        table = statement.split("'")[1]
        if table in WITHOUT_SHARD:
            assert statement == f"SELECT create_reference_table('{table}')"
        else:
            assert statement == f"SELECT create_distributed_table('{table}', 'shard', colocate_with => 'x_shards')"
    order = [statement.split("'")[1] for statement in ran]
    assert order.index("x_access") < order.index("x_access_subjects"), "what is referred to comes first"


def test_a_dry_run_runs_nothing() -> None:
    citus = Citus()
    assert list(distribute(WHERE, dry_run=True, connect=citus)) == list(statements("x_").values())
    assert citus.ran == []


def test_what_was_broken_off_is_taken_up_again() -> None:
    citus = Citus(done=[name for name in statements("x_") if name != "x_outbox"])
    (left,) = distribute(WHERE, dry_run=False, connect=citus)
    assert "x_outbox" in left
    citus = Citus(done=list(statements("x_")))
    assert list(distribute(WHERE, dry_run=False, connect=citus)) == []


def test_a_server_that_is_no_citus_or_has_no_tables_is_told_what_to_do() -> None:
    for citus, words in ((Citus(extension=False), "CREATE EXTENSION citus"), (Citus(tables=False), "arende migrate")):
        with pytest.raises(StorageUnusable, match=words) as error:
            distribute(WHERE, dry_run=False, connect=citus)
        assert "hemligt" not in str(error.value)
        assert citus.ran == []


def test_a_real_server_without_the_extension_is_refused(postgres_url: str) -> None:
    with pytest.raises(StorageUnusable, match="extension citus"):
        PROVIDER.distribute(postgres_url, dry_run=True)


def test_on_citus_the_plain_form_is_used(monkeypatch: pytest.MonkeyPatch, postgres_url: str) -> None:
    """The server is asked which extensions it has; one of that name is enough."""
    with psycopg.connect(postgres_url) as connection:
        connection.execute(
            "INSERT INTO pg_extension SELECT 999999, 'citus', extowner, extnamespace, false, '1', null, null "
            "FROM pg_extension LIMIT 1"
        )
    assert form_of(place(postgres_url)) == "plain"
