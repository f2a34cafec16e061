"""How SQLite carries out the statements: by an index, in its order, never by going through a table."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from arende.ports.indexes import INDEXES
from arende_storage.pages import CountKey, Key, pages
from arende_storage.sqlite.plugin import SqliteProvider
from arende_storage.sqlite.search import statement
from arende_storage.sqlite.sql import INDEXED_BY, statements
from arende_storage.sqlite.url import place
from attrs import asdict

P = "arende_"
SQL = statements(P)
PAGES = pages(P, hint=INDEXED_BY)


@pytest.fixture
def connection(url: str) -> Iterator[sqlite3.Connection]:
    SqliteProvider().open(url, create=True, migrate=False).close()
    with closing(sqlite3.connect(place(url).path)) as opened:
        yield opened


def _plan(connection: sqlite3.Connection, text: str) -> list[str]:
    return [
        str(detail)
        for _, _, _, detail in connection.execute(f"EXPLAIN QUERY PLAN {text}", [None] * text.count("?")).fetchall()
    ]


@pytest.mark.parametrize("key", sorted(PAGES.texts))
def test_a_page_is_a_range_of_its_own_index(connection: sqlite3.Connection, key: Key) -> None:
    index = next(i for i in INDEXES if i.name == key[0])
    (step,) = _plan(connection, PAGES.texts[key])
    how, _, bounds = step.partition(" (")
    assert how == f"SEARCH {P}heads USING INDEX {P}heads_{index.name}"
    assert bounds.startswith(" AND ".join(f"{column}=?" for column in ("shard", *index.columns[:-1])))
    assert ("<" in bounds) == (key[2] != "none"), step
    assert ">" in bounds, step


@pytest.mark.parametrize("key", sorted(PAGES.counts), ids=str)
def test_a_count_reads_the_index_alone(connection: sqlite3.Connection, key: CountKey) -> None:
    plan = _plan(connection, PAGES.counts[key])
    (step,) = (step for step in plan if f"USING COVERING INDEX {P}heads_{key[0]} (shard=?" in step)
    order = next(i for i in INDEXES if i.name == key[0]).columns[-1]
    assert (f"{order}<?" in step) == (key[2] == "value"), step
    assert f"{order}>?" in step, step


ONE_BY_ONE = {
    name: text
    for name, value in asdict(SQL).items()
    for text in ([value] if isinstance(value, str) else [value[0], value[-1]])
    if text.startswith(("SELECT", "UPDATE", "DELETE", "WITH"))
}


@pytest.mark.parametrize("name", sorted(ONE_BY_ONE))
def test_no_statement_goes_through_a_table_or_sorts(connection: sqlite3.Connection, name: str) -> None:
    plan = _plan(connection, ONE_BY_ONE[name])
    # The shards, the parts of each; and a row that is of no table.
    small = {"SCAN s", "SCAN q", "SCAN parts", "SCAN w", "SCAN waiting", "SCAN one"}
    assert [step for step in plan if step.startswith("SCAN") and step not in small and "CONSTANT" not in step] == []
    if name != "parts":
        assert [step for step in plan if "TEMP B-TREE" in step] == []


@pytest.mark.parametrize("others", [0, 2])
def test_a_rare_word_is_read_by_range_and_a_common_one_by_stream(connection: sqlite3.Connection, others: int) -> None:
    ranges = [("a", "b")] * (1 + others)
    rare = [step for step in _plan(connection, statement(P, ranges, common=False)) if step.startswith("SEARCH")]
    assert rare[0] == "SEARCH t USING PRIMARY KEY (shard=? AND token>? AND token<?)"
    common = [step for step in _plan(connection, statement(P, ranges, common=True)) if step.startswith("SEARCH")]
    assert common[0] == f"SEARCH t USING COVERING INDEX {P}tokens_stream (shard=? AND stream>?)"
    for plan in (rare, common):
        assert len(plan) == 1 + others
        assert all("(shard=? AND stream=? AND token>? AND token<?)" in step for step in plan[1:])
