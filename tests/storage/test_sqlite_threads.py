"""Several threads, several storages on one file: nothing lost, nothing torn, nothing waited for by readers."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

from arende.ports.records import Committed, Conflict, Outcome, Repeated
from arende.ports.storage import Storage
from arende_storage.sqlite.plugin import SqliteProvider
from arende_storage.sqlite.url import place

from .build import S, append, item

THREADS = 8


def _all(work: Callable[[int], list[Outcome]]) -> list[Outcome]:
    start = threading.Barrier(THREADS)

    def begun(i: int) -> list[Outcome]:
        start.wait()
        return work(i)

    with ThreadPoolExecutor(THREADS) as pool:
        return [outcome for outcomes in pool.map(begun, range(THREADS)) for outcome in outcomes]


def test_one_stream_grows_without_gaps_under_races(storage: Storage) -> None:
    def work(i: int) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for n in range(20):
            (head,) = storage.heads(S, ["a"])
            outcomes += storage.commit([append(f"c{i}.{n}", "a", head.version if head else 0)])
        return outcomes

    outcomes = _all(work)
    won = sum(isinstance(outcome, Committed) for outcome in outcomes)
    assert won + sum(outcome == Conflict("a") for outcome in outcomes) == THREADS * 20
    assert [r.seq for r in storage.records(S, "a", 0, 10**6)] == list(range(1, won + 1))


def test_two_storages_on_one_file_carry_a_command_out_once(url: str) -> None:
    provider = SqliteProvider()
    with (
        closing(provider.open(url, create=True, migrate=False)) as one,
        closing(provider.open(url, create=False, migrate=False)) as two,
    ):
        outcomes = _all(lambda i: [o for n in range(20) for o in (one, two)[i % 2].commit([append(f"c{n}", f"s{n}")])])
        assert sum(isinstance(o, Committed) for o in outcomes) == 20
        assert sum(isinstance(o, Repeated) for o in outcomes) == 20 * (THREADS - 1)
        assert len(one.streams(S, None, 99)) == len(two.streams(S, None, 99)) == 20


def test_readers_never_see_half_an_append(storage: Storage) -> None:
    """The outbox item of version n is there as soon as the head stands at n."""
    done = threading.Event()
    torn: list[int] = []

    def read() -> None:
        while not done.is_set():
            (head,) = storage.heads(S, ["a"])
            version = head.version if head else 0
            if len(storage.records(S, "a", 0, 999)) < version or len(storage.outbox(S, None, 999)) < version:
                torn.append(version)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(100):
        storage.commit([append(f"c{n}", "a", n, outbox=[item(f"i{n}", "a")])])
    done.set()
    for reader in readers:
        reader.join()
    assert torn == []


def test_a_part_is_leased_to_one_worker_only(storage: Storage) -> None:
    storage.commit([append("c", "a", outbox=[item(f"i{p}", f"s{p}", part=p) for p in range(16)])])
    start = threading.Barrier(THREADS)

    def work(i: int) -> list[int]:
        start.wait()
        return [lease.part for _ in range(3) for lease in storage.lease(f"w{i}", 5, 1, 10**9)]

    with ThreadPoolExecutor(THREADS) as pool:
        taken = [(i, part) for i, parts in enumerate(pool.map(work, range(THREADS))) for part in set(parts)]
    assert len({part for _, part in taken}) == len(taken)


def test_heads_are_read_while_a_writer_waits_for_another_process(url: str) -> None:
    """They are read where it writes only when that is free."""
    with (
        closing(SqliteProvider(busy_ms=20_000).open(url, create=True, migrate=False)) as storage,
        closing(sqlite3.connect(place(url).path, isolation_level=None, check_same_thread=False)) as other,
        ThreadPoolExecutor(2) as pool,
    ):
        storage.commit([append("c1", "a")])
        other.execute("BEGIN IMMEDIATE")
        waiting = pool.submit(storage.commit, [append("c2", "a", 1)])
        with suppress(TimeoutError):
            waiting.result(0.2)
        read = pool.submit(storage.heads, S, ["a"])
        (head,) = read.result(5)
        assert head is not None and head.version == 1 and not waiting.done()
        other.execute("ROLLBACK")
        assert waiting.result(20) == [Committed()]
