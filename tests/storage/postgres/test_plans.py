"""How PostgreSQL carries out the statements: by an index that fits, whether it knows the tables or not.

A plan that reads all of a shard is quick in every test and stops a clinic; so the plans themselves are looked at.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

import psycopg
import pytest
from arende.ports.records import Append
from arende_storage.batch import Batch
from arende_storage.pages import CountKey, Key, pages
from arende_storage.postgres.sql import numbered, statements
from arende_storage.postgres.statement import Writer, rows_of
from arende_storage.postgres.storage import PostgresStorage
from attrs import asdict

from tests.postgres import Server

from ..build import S, append, entry, item, logged, row
from .conftest import PROVIDER

P = "arende_"
SMALL = {f"{P}shards", f"{P}leases", f"{P}meta"}
"""What may be gone through: the shards, and the parts of one."""
ENTIRELY = {"shards", "all_shards"}


@pytest.fixture(scope="module", params=["unknown", "known"])
def filled(request: pytest.FixtureRequest, postgres_server: Server) -> Iterator[PostgresStorage]:
    """Some thousand rows in one shard, of which the planner has been told, or not."""
    database = postgres_server.new_database()
    url = postgres_server.url(database)
    storage = PROVIDER.open(url, create=True, migrate=False)
    assert isinstance(storage, PostgresStorage)
    for low in range(0, 3000, 300):
        storage.commit([_full(n) for n in range(low, low + 300)])
    if request.param == "known":
        postgres_server.sql(database, "ANALYZE")
    yield storage
    storage.close()
    postgres_server.drop(database)


def _full(n: int) -> Append:
    stream = f"s{n}"
    return append(
        f"c{n}",
        stream,
        columns={"owner": f"o{n % 7}", "unit": "u", "patient": f"p{n}", "waiting_since": n, "until": n, "opened": n},
        outbox=[item(f"i{n}", stream, part=n % 16, not_before=n)],
        tokens=[f"t{n}", f"b{n % 9}"],
        rows=[row(stream)],
        access=[entry(f"e{n}")],
    )


def nodes(plan: Mapping[str, object], above: str = "") -> Iterator[Mapping[str, object]]:
    yield {**plan, "above": above}
    below = plan.get("Plans", [])
    assert isinstance(below, list)
    for child in below:
        yield from nodes(child, str(plan["Node Type"]))


def explained(storage: PostgresStorage, text: str) -> list[Mapping[str, object]]:
    """The nodes of the plan that serves whatever the parameters are."""

    def work(c: psycopg.RawCursor[tuple[object, ...]]) -> object:
        # Without parameters of ours: `$1` is the statement's own.
        found = psycopg.Cursor(c.connection).execute(f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {text}".encode())
        (answer,) = found.fetchone() or ((),)
        return answer

    answer = storage.runner.read(work)
    (plan,) = json.loads(answer) if isinstance(answer, str) else answer if isinstance(answer, list) else []
    return list(nodes(plan["Plan"]))


def faults(plan: Sequence[Mapping[str, object]]) -> list[str]:
    """Where a table is gone through, or read by its shard alone."""
    found = []
    for node in plan:
        table, how = str(node.get("Relation Name", "")), str(node["Node Type"])
        if not table.startswith(P) or table in SMALL or how in ("ModifyTable",):
            continue
        if node["above"] == "Limit" and how == "Index Only Scan":  # the first of a range: one step
            continue
        condition = str(node.get("Index Cond", ""))
        if "Index" not in how or condition.count("=") + condition.count(">") + condition.count("<") < 2:
            found.append(f"{how} on {table}: {condition}")
    return found


STATEMENTS = {name: text for name, text in asdict(statements(P, "cte")).items() if isinstance(text, bytes)}
STATEMENTS |= {f"few_heads {n}": text for n, text in enumerate(statements(P, "cte").few_heads)}


@pytest.mark.parametrize("name", sorted(set(STATEMENTS) - ENTIRELY))
def test_every_statement_goes_by_an_index_that_fits(filled: PostgresStorage, name: str) -> None:
    assert faults(explained(filled, STATEMENTS[name].decode())) == []


def _groups() -> Iterator[tuple[str, list[Append]]]:
    for size in (1, 2, 5, 40):
        yield f"{size} new", [_full(10_000 + n) for n in range(size)]
        yield f"{size} moved", [append(f"m{n}", f"s{n}", 1, tokens=["x"], rows=[row("r", None)]) for n in range(size)]
        yield f"{size} logged", [logged(f"l{n}", f"le{n}") for n in range(size)]


@pytest.mark.parametrize(("name", "group"), list(_groups()), ids=[name for name, _ in _groups()])
@pytest.mark.parametrize("guarded", [True, False], ids=["alone", "grouped"])
def test_every_shape_of_a_write_goes_by_the_keys(
    filled: PostgresStorage, name: str, group: list[Append], guarded: bool
) -> None:
    batch = Batch()
    for one in group:
        batch.add(one)
    before = {} if "new" in name else dict.fromkeys(batch.heads, 1)
    relied = (("s1", 1), ("s2", 1)) if guarded else ()
    text, _ = Writer(P).statement(S, rows_of(batch, before), "c" if guarded else None, relied)
    assert faults(explained(filled, text.decode())) == []


PAGES = pages(P, marked=numbered)


@pytest.mark.parametrize("key", sorted(PAGES.texts), ids=str)
def test_a_page_is_a_range_of_its_own_index_and_never_sorted(filled: PostgresStorage, key: Key) -> None:
    plan = explained(filled, PAGES.texts[key])
    scans = [node for node in plan if "Index Name" in node]
    assert [node["Index Name"] for node in scans] == [f"{P}heads_{key[0]}"]
    assert [node["Node Type"] for node in plan if "Sort" in str(node["Node Type"])] == []


@pytest.mark.parametrize("key", sorted(PAGES.counts), ids=str)
def test_a_count_goes_by_its_own_index(filled: PostgresStorage, key: CountKey) -> None:
    plan = explained(filled, PAGES.counts[key])
    assert [node["Index Name"] for node in plan if "Index Name" in node] == [f"{P}heads_{key[0]}"]
