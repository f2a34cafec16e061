"""What has been used is not used again: by any thread, engine or process of one installation, until its time is out."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from arende.engine import Engine, Settings
from arende.engine.once import OnceInStorage, used_until
from arende.engine.shards import ALL, hashed, own_shard
from arende.ports.records import Head, Shard
from arende.ports.storage import OutcomeUnknown, StorageError, StorageUnavailable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.depth import examples


def opened(url: str) -> Engine:
    return Engine.open(Settings(storage=url, sms=[]))


@pytest.fixture(params=["memory:", "sqlite:///"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], OnceInStorage]]:
    with ExitStack() as stack:
        made: list[Engine] = []

        def new() -> OnceInStorage:
            url = str(request.param)
            engine = opened(url if url == "memory:" else f"{url}{tmp_path}/{len(made)}.db")
            stack.callback(engine.close)
            made.append(engine)
            return engine.once

        yield new


@pytest.fixture
def once(opens: Callable[[], OnceInStorage]) -> OnceInStorage:
    return opens()


def test_the_first_time_is_once_until_its_time_is_out(once: OnceInStorage) -> None:
    assert once.first_time("nonce", 100, 200)
    assert not once.first_time("nonce", 100, 200)
    assert not once.first_time("nonce", 199, 900)
    assert once.first_time("nonce", 200, 300)
    assert not once.first_time("nonce", 299, 300)
    assert once.first_time("another", 100, 200)
    assert once.first_time("\ud800", 100, 200)
    assert once.first_time("", 100, 200)


@pytest.mark.deep
@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_it_agrees_with_a_plain_table(opens: Callable[[], OnceInStorage], calls: list[tuple[str, int, int]]) -> None:
    once, known, now = opens(), dict[str, int](), 0
    for key, wait, lasting in calls:
        now += wait
        assert once.first_time(key, now, now + lasting) is (known.get(key, -1) <= now)
        if known.get(key, -1) <= now:
            known[key] = now + lasting


def test_the_key_itself_is_nowhere_kept(once: OnceInStorage) -> None:
    assert once.first_time("198001072381-hemlig-nonce", 1, 2)
    shards = [shard for shard in ALL if once.storage.streams(shard, None, 9)]
    assert shards == [own_shard(hashed("198001072381-hemlig-nonce"))]
    streams = once.storage.streams(shards[0], None, 9)
    kept = repr([once.storage.records(shards[0], stream, 0, 9) for stream in streams]) + repr(streams)
    assert "hemlig" not in kept
    assert "198001072381" not in kept


def test_of_many_threads_one_is_first(once: OnceInStorage) -> None:
    with ThreadPoolExecutor(8) as pool:
        for key in map(str, range(20)):
            first = list(pool.map(lambda _, key=key: once.first_time(key, 1, 9), range(8)))
            assert first.count(True) == 1


def winners(url: str, keys: int) -> list[bool]:
    with opened(url) as engine:
        return [engine.once.first_time(str(key), 1, 9) for key in range(keys)]


@pytest.mark.slow
def test_of_several_processes_one_is_first(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/shared.db"
    opened(url).close()
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        won = list(pool.map(winners, [url] * 3, [40] * 3))
    assert [sum(one) for one in zip(*won, strict=True)] == [1] * 40


@pytest.mark.parametrize("call", ["heads", "commit"])
@pytest.mark.parametrize("error", [StorageUnavailable("The disk is full."), OutcomeUnknown("The connection broke.")])
def test_where_it_cannot_be_remembered_it_is_not_used(
    once: OnceInStorage, monkeypatch: pytest.MonkeyPatch, call: str, error: StorageError
) -> None:
    def fails(*_: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(once.storage, call, fails)
        assert not once.first_time("nonce", 1, 9)
    assert once.first_time("nonce", 1, 9)


@pytest.mark.parametrize("body", [b"", b"{}", b"5", b'{"until": "x"}', b'{"until": true}'])
def test_what_cannot_be_read_counts_as_used(body: bytes) -> None:
    head = Head(shard=Shard("~s0"), stream="once/x", kind="once", version=1, body=body, columns={})
    assert used_until(head) > 10**18
