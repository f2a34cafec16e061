"""What many open pages cost the database: nothing more than one does."""

import asyncio
from collections.abc import Sequence

import pytest
from arende.engine.changes import Change, Changes
from arende_web.live import hub as live
from arende_web.live.hub import Hub

from .serving import Served


def looks(site: Served, listeners: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the database was read until each listener had heard of one change."""
    asked = 0
    real = Changes.since_last

    def counted(self: Changes, since: int) -> Sequence[Change]:
        nonlocal asked
        asked += 1
        return real(self, since) if asked != 2 else [Change(at=1, topics=frozenset({"SE1.x"}))]

    monkeypatch.setattr(Changes, "since_last", counted)
    monkeypatch.setattr(live, "POLL", 0.01)

    async def hear() -> None:
        hub = Hub.of(site.clinic.engine)
        all_ = [hub.join(str(one), frozenset({"SE1.x"}), None) for one in range(listeners)]
        for one in all_:
            assert (await asyncio.wait_for(one.queue.get(), 10)) is not None
        await hub.close()

    asyncio.run(hear())
    monkeypatch.undo()
    return asked


def test_one_reader_for_all_who_listen(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(site, 1, monkeypatch) <= 3
    assert looks(site, 500, monkeypatch) <= 4
