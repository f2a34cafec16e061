"""Two storages on one database, several threads: the races that only a server with many writers has."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from arende.ports.records import Append, Committed, Conflict, Outcome, Repeated
from arende.ports.storage import Storage
from arende_storage.postgres.storage import PostgresStorage

from ..build import S, append, head, item, logged
from .conftest import PROVIDER

ROUNDS = 25


@pytest.fixture
def other(opened: PostgresStorage, form_url: str) -> Iterator[Storage]:
    with closing(PROVIDER.open(form_url, create=False, migrate=False)) as storage:
        yield storage


def at_once(*works: Callable[[], Outcome]) -> list[Outcome]:
    start = threading.Barrier(len(works))

    def begun(work: Callable[[], Outcome]) -> Outcome:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(begun, works))


def one_append(storage: Storage, given: Append) -> Callable[[], Outcome]:
    return lambda: storage.commit([given])[0]


def kinds(outcomes: list[Outcome]) -> list[str]:
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.spec("S9")
@pytest.mark.parametrize("second", ["record", "entry"])
def test_one_command_by_two_at_once_is_carried_out_once(opened: Storage, other: Storage, second: str) -> None:
    """Also where one of them makes an event and the other none."""
    for n in range(ROUNDS):
        one = append(f"c{n}", f"a{n}")
        two = append(f"c{n}", f"b{n}") if second == "record" else logged(f"c{n}", f"e{n}")
        outcomes = at_once(one_append(opened, one), one_append(other, two))
        assert kinds(outcomes) == ["Committed", "Repeated"]
        (repeated,) = [o for o in outcomes if isinstance(o, Repeated)]
        assert repeated.first == opened.find(S, f"c{n}")
        made = sum(h is not None for h in opened.heads(S, [f"a{n}", f"b{n}"]))
        assert made + sum(e.id == f"e{n}" for e in opened.access(S, None, 10**6)) == 1


def test_a_new_stream_has_one_maker(opened: Storage, other: Storage) -> None:
    for n in range(ROUNDS):
        outcomes = at_once(
            one_append(opened, append(f"x{n}", f"a{n}")),
            one_append(other, append(f"y{n}", f"a{n}")),
        )
        assert kinds(outcomes) == ["Committed", "Conflict"]


def test_what_is_relied_on_does_not_move_before_the_commit(opened: Storage, other: Storage) -> None:
    """Each relies on what the other writes: in no order could both have been carried out."""
    for n in range(ROUNDS):
        opened.commit([append(f"p{n}", f"a{n}"), append(f"q{n}", f"b{n}")])
        outcomes = at_once(
            one_append(opened, append(f"x{n}", f"a{n}", 1, relies_on=((f"b{n}", 1),))),
            one_append(other, append(f"y{n}", f"b{n}", 1, relies_on=((f"a{n}", 1),))),
        )
        assert kinds(outcomes) in (["Committed", "Conflict"], ["Conflict", "Conflict"])


def test_groups_over_the_same_streams_never_stop_each_other(opened: Storage, other: Storage) -> None:
    """Each begins at another end; whoever has won, every record is there once."""
    streams = [f"s{i}" for i in range(12)]
    won: list[str] = []

    def work(storage: Storage, name: str, order: list[str]) -> None:
        for n in range(8):
            heads = storage.heads(S, order)
            group = [
                append(f"{name}-{n}-{stream}", stream, h.version if h else 0)
                for stream, h in zip(order, heads, strict=True)
            ]
            outcomes = storage.commit(group)
            won.extend(s for s, o in zip(order, outcomes, strict=True) if isinstance(o, Committed))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work, opened, "x", streams), pool.submit(work, other, "y", streams[::-1])]:
            done.result()
    for stream in streams:
        assert [r.seq for r in opened.records(S, stream, 0, 99)] == list(range(1, won.count(stream) + 1))


def test_a_head_is_not_rebuilt_over_a_newer_one(opened: Storage, other: Storage) -> None:
    for n in range(ROUNDS):
        opened.commit([append(f"p{n}", f"a{n}")])
        start = threading.Barrier(2)

        def rebuild(n: int = n, start: threading.Barrier = start) -> bool:
            start.wait()
            return other.rebuild(S, 1, head(f"a{n}", 1), [])

        def write(n: int = n, start: threading.Barrier = start) -> list[Outcome]:
            start.wait()
            return list(opened.commit([append(f"q{n}", f"a{n}", 1)]))

        with ThreadPoolExecutor(2) as pool:
            rebuilt, written = pool.submit(rebuild), pool.submit(write)
            assert written.result() == [Committed()]
            assert isinstance(rebuilt.result(), bool)
        (stands,) = opened.heads(S, [f"a{n}"])
        assert stands is not None and stands.version == 2


def test_a_settle_and_a_taker_do_not_both_win(opened: Storage, other: Storage) -> None:
    for n in range(ROUNDS):
        opened.commit([append(f"c{n}", f"a{n}", outbox=[item(f"i{n}", f"a{n}", part=n)])])
        (old,) = opened.lease("w1", 0, 1, 10)
        start = threading.Barrier(2)

        def settle(n: int = n, start: threading.Barrier = start) -> bool:
            start.wait()
            return opened.settle(old, [f"i{n}"], [])  # noqa: B023 waited for below

        def take(start: threading.Barrier = start) -> list[str]:
            start.wait()
            return [i.id for lease in other.lease("w2", 10, 1, 10) for i in other.due(lease, 10, 9)]

        with ThreadPoolExecutor(2) as pool:
            settled, taken = pool.submit(settle), pool.submit(take)
            assert settled.result() != (taken.result() == [f"i{n}"])
        for lease in other.lease("w2", 10, 1, 10):
            other.settle(lease, [f"i{n}"], [])


def test_a_conflict_names_its_stream_also_when_it_is_met_late(opened: Storage, other: Storage) -> None:
    opened.commit([append("c0", "a")])
    group: list[Append] = [append("c1", "a", 1), append("c2", "b")]
    assert other.commit([append("c3", "a", 1)]) == [Committed()]
    assert list(opened.commit(group)) == [Conflict("a"), Committed()]
