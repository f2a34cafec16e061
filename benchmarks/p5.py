"""P5: reads at a million cases and patients, in milliseconds, with and without the entry in the access log."""

from collections.abc import Callable, Sequence
from random import Random
from statistics import median
from typing import Final

from arende.domain.ids import AssignmentId, Kind, Ref
from arende.domain.person import pretty
from arende.engine import ArendeError, Engine, Settings
from arende.engine.queries import Queries
from arende.ports.indexes import IndexRange
from arende.ports.records import Append, Committed, Outcome
from arende.ports.storage import StorageError
from arende.wire.names import stream_name
from arende_conformance.broken.relay import Relay
from returns.pipeline import is_successful
from returns.result import Result

from . import bulk
from .bench import Bench, Missing
from .bulk_load import large_postgres, large_sqlite
from .clinic import refused
from .rounds import each
from .rows import Row, row, unmeasured

PAGE: Final = 50
CAP: Final = 100
LISTS: Final = (
    ("inbox page of 50", 1.0),
    ("capped counters", 1.0),
    ("full identifier", 5.0),
    ("name search", 5.0),
)
Ask = Callable[[Queries, int], object]


class Unlogged(Relay):
    """The same storage, whose access log writes nothing: what a query costs beside its entry."""

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        return [Committed() for _ in group]


def rows(bench: Bench) -> list[Row]:
    found = at(bench, "SQLite", large_sqlite(bench))
    try:
        url = large_postgres(bench)
    except (Missing, ArendeError, StorageError) as missing:
        return found + [
            unmeasured("P5", f"{name}, PostgreSQL", bound, str(missing), sense="<=", unit="ms") for name, bound in LISTS
        ]
    return found + at(bench, "PostgreSQL", url)


def at(bench: Bench, engine_name: str, url: str) -> list[Row]:
    count = bench.large_cases
    with Engine.open(Settings(storage=url)) as engine:
        quiet = Queries(storage=Unlogged(engine.storage), clock=engine.queries.clock, policy=engine.queries.policy)
        return [
            timed(bench, f"{name}, {engine_name}, {count:,} cases and patients", bound, engine, quiet, ask)
            for (name, bound), ask in zip(LISTS, asks(count), strict=True)
        ]


def timed(bench: Bench, name: str, bound: float, engine: Engine, quiet: Queries, ask: Ask) -> Row:
    """Medians of each round, in milliseconds; logged and not, in turn."""
    size, rounds = bench.pick(100, 300), bench.pick(3, 7)
    without: list[float] = []
    logged: list[float] = []
    bare: list[float] = []
    each(50, lambda number: ask(quiet, number))
    for turn in range(rounds):
        first = turn * size
        without.append(p50(size, lambda number: ask(quiet, first + number)))  # noqa: B023 - called at once
        logged.append(p50(size, lambda number: ask(engine.queries, first + number)))  # noqa: B023
        if "inbox" in name:
            bare.append(p50(size, lambda number: page_and_join(engine, first + number)))  # noqa: B023
    storage = f" Storage's page and the heads it is joined with: {median(bare):.2f} ms." if bare else ""
    return row(
        "P5",
        name,
        without,
        bound,
        sense="<=",
        unit="ms",
        note=f"With the access log's durable entry {median(logged):.2f} ms.{storage}",
        why=lambda: reason(name, engine),
    )


def reason(name: str, engine: Engine) -> str:
    """Where a read that takes too long spends its time."""
    if "counters" not in name:
        return "What storage does not take goes to decoding states and joining names in Python."
    owner = bulk.owner(1)
    counted = p50(100, lambda _: engine.storage.count(bulk.SHARD, "case_inbox", (owner,), CAP))
    return f"Counting what waits takes storage {counted:.2f} ms; what is ongoing is counted in the same way."


def p50(count: int, one: Callable[[int], object]) -> float:
    return median(each(count, one)) * 1000


def asks(count: int) -> tuple[Ask, Ask, Ask, Ask]:
    """The four questions; each number asks of another assignment or patient."""
    random = Random(17)
    patients = [random.randrange(count) for _ in range(5000)]
    drawn = bulk.Names()
    people = [drawn.full() for _ in range(5000)]

    def inbox(queries: Queries, number: int) -> object:
        return answered(queries.inbox(bulk.actor(number), limit=PAGE))

    def counters(queries: Queries, number: int) -> object:
        return answered(queries.counters(bulk.actor(number)))

    def identifier(queries: Queries, number: int) -> object:
        text = pretty(bulk.personal(patients[number % 5000]))
        return answered(queries.search_patients(bulk.actor(number), text))

    def name(queries: Queries, number: int) -> object:
        return answered(queries.search_patients(bulk.actor(number), people[number % 5000]))

    return inbox, counters, identifier, name


def answered(result: "Result[object, object]") -> object:
    """What was asked for; a refusal would be measured as a fast read."""
    if not is_successful(result):
        raise refused(type(result.failure()).__name__)
    return result.unwrap()


def page_and_join(engine: Engine, number: int) -> object:
    """What storage does for an inbox page: the range, then the patients' heads together."""
    owner: AssignmentId = bulk.owner(number)
    heads = engine.storage.page(bulk.SHARD, IndexRange(index="case_inbox", prefix=(owner,), limit=PAGE + 1))
    patients = {str(head.columns["patient"]) for head in heads}
    return engine.storage.heads(bulk.SHARD, [stream_name(Ref(Kind.PERSON, patient)) for patient in patients])
