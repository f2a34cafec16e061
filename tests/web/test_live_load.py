"""What many open pages cost the database: nothing more than one does."""

import asyncio
from collections.abc import Sequence

import pytest
from arende.engine.changes import Change, Changes
from arende_web.live.hub import Hub, Listener

from .serving import Served

CHANGE = Change(at=1, topics=frozenset({"SE1.x"}))


def test_one_reader_for_all_who_listen(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = 0
    under_way = 0

    def since_last(_: Changes, __: int) -> Sequence[Change]:
        nonlocal reads, under_way
        reads, under_way = reads + 1, under_way + 1
        assert under_way == 1, "one reader at a time"
        under_way -= 1
        return [CHANGE] if reads == 1 else []

    def nothing_else(*_: object) -> None:
        raise AssertionError("a listener asks the storage itself")

    storage = type(site.clinic.engine.storage)
    for name in ("rows", "heads", "page", "written", "shards"):
        monkeypatch.setattr(storage, name, nothing_else)
    monkeypatch.setattr(Changes, "since_last", since_last)

    async def hear() -> set[asyncio.Task[None] | None]:
        hub = Hub.of(site.clinic.engine)
        listeners: list[Listener] = []
        readers: set[asyncio.Task[None] | None] = set()
        for number in range(500):  # nothing is awaited, so the reader has not begun
            listeners.append(hub.join(str(number), frozenset({"SE1.x"}), None))
            readers.add(hub.task)
        for one in listeners:
            hint = await one.queue.get()
            assert hint is not None and hint.topics == CHANGE.topics
        await hub.close()
        return readers

    assert len(asyncio.run(hear())) == 1
