"""Sign-ins that have ended are removed by the worker, at a slow pace and without anyone asking for it."""

import threading
from datetime import timedelta
from time import monotonic, sleep

import pytest
from arende.engine.shards import ALL
from arende.engine.sweeping import EVERY, Sweeping
from arende.ports.storage import StorageUnavailable

from .clinic import Clinic
from .conftest import Opener


def kept(clinic: Clinic) -> int:
    """Sign-ins that are stored, ended or not: each stands in the list of the day on which it ends."""
    storage, today = clinic.engine.storage, clinic.clock.now().date()
    days = [str(today - timedelta(days=n)) for n in range(-2, 9)]
    return sum(len(storage.rows(shard, "session_ends", day, None, 99)) for shard in ALL for day in days)


def test_the_worker_removes_what_has_ended_and_nothing_else(opener: Opener) -> None:
    clinic = opener()
    for number in range(5):
        clinic.engine.sessions.sign_in(f"SE1.{number}", assurance="loa3")
    clinic.clock.advance(timedelta(days=3))
    live = clinic.engine.sessions.sign_in("SE1.live", assurance="loa3")
    assert kept(clinic) == 6
    stop = threading.Event()
    working = threading.Thread(target=clinic.engine.worker.run, args=(stop,))
    working.start()
    until = monotonic() + 20
    while kept(clinic) > 1 and monotonic() < until:
        sleep(0.02)
    stop.set()
    working.join()
    assert kept(clinic) == 1
    assert clinic.engine.sessions.find(live) is not None


def test_at_a_slow_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[float] = []
    at = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: at[0])

    def sweep() -> int:
        swept.append(at[0])
        return len(swept)

    sweeping = Sweeping(sweep)
    for second in (100.0, 101.0, 99.0 + EVERY, 100.0 + EVERY, 101.0 + EVERY):
        at[0] = second
        sweeping.if_due()
    assert swept == [100.0, 100.0 + EVERY]


def test_storage_that_does_not_answer_is_asked_again_an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> int:
        raise StorageUnavailable("locked")

    at = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: at[0])
    sweeping = Sweeping(fails)
    with pytest.raises(StorageUnavailable):
        sweeping.if_due()
    assert sweeping.if_due() == 0
    at[0] += EVERY
    with pytest.raises(StorageUnavailable):
        sweeping.if_due()
