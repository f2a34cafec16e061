"""`arende worker`: carries out what waits, until it is told to stop. What an effect is, the engine knows."""

import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from types import FrameType
from typing import Final

import click

from ...engine import Engine
from ...engine.tally import Became, Tally
from ..context import Session
from ..faults import Told
from ..output import emit, note, say, words
from ..plain import plain
from ..spoken import option, spoken
from ..words import moment

PATIENCE: Final = 65.0
"""Seconds: longer than a lease lasts."""
POLL: Final = 0.5


class Stopped(BaseException):
    """A signal asked us to stop."""


@spoken(
    "worker",
    option("--once", is_flag=True, default=False),
    option("--metrics", metavar="NUMBER", type=click.IntRange(0, 65535)),
    option("--metrics-host", metavar="NAME", default="127.0.0.1"),
)
def command(session: Session, once: bool, metrics: int | None, metrics_host: str) -> None:
    if metrics is not None and find_spec("prometheus_client") is None:
        raise Told(
            "metrics.missing",
            "Siffrorna behöver prometheus_client: installera med pip install 'arende[metrics]'.",
            "The figures need prometheus_client: install it by pip install 'arende[metrics]'.",
        )
    with session.engine() as engine:
        if once:
            tally = all_that_is_due(session, engine)
            if session.json:
                emit({"id": engine.worker.name, **document(tally)})
            else:
                say(words(session.text(sentence(tally))))
            return
        with figures(session, engine, metrics_host, metrics):
            until_stopped(session, engine)
        if session.json:
            emit({"id": engine.worker.name, "stopped": True})


@contextmanager
def figures(session: Session, engine: Engine, host: str, port: int | None) -> Iterator[None]:
    """This worker's own figures, where they are asked for: what providers did is of the process that called them."""
    if port is None:
        yield
        return
    from ..figures import shown

    with shown(engine.metrics, host, port) as at:
        note(session, (f"Siffror på http://{host}:{at}/metrics", f"Figures at http://{host}:{at}/metrics"))
        yield


def document(tally: Tally) -> dict[str, object]:
    """What `--json` tells: numbers, and when the first of what comes back does."""
    again, until = tally.first(Became.AGAIN), tally.first(Became.WAITING)
    return {
        "settled": tally.done,
        "again": tally.count(Became.AGAIN),
        "again_at": None if again is None else plain(again),
        "given_up": tally.given_up,
        "waiting": tally.count(Became.WAITING),
        "waiting_until": None if until is None else plain(until),
    }


def sentence(tally: Tally) -> tuple[str, str]:
    """The same for people; what there is none of is not named."""
    found = [(f"{tally.done} utförda", f"{tally.done} carried out")]
    again, until = tally.first(Became.AGAIN), tally.first(Became.WAITING)
    if again is not None:
        count, at = tally.count(Became.AGAIN), moment(again)
        found.append((f"{count} gick inte och försöks igen {at}", f"{count} failed and will be tried again {at}"))
    if tally.given_up:
        found.append((f"{tally.given_up} gavs upp", f"{tally.given_up} given up"))
    if until is not None:
        count, at = tally.count(Became.WAITING), moment(until)
        found.append((f"{count} väntar till {at}", f"{count} wait until {at}"))
    sv, en = (", ".join(said) for said in zip(*found, strict=True))
    return f"{sv}.", f"{en}."


def all_that_is_due(session: Session, engine: Engine) -> Tally:
    """What became of it. What a worker that has just ended still holds is waited for: its lease lapses."""
    tally, waited = Tally(), 0.0
    while True:
        while engine.worker.run_once(tally=tally):
            pass
        if waited > PATIENCE or not engine.worker.held_elsewhere():
            engine.worker.sweeping.if_due()
            engine.worker.give_back()
            return tally
        if not waited:
            note(session, ("Väntar på en annan arbetare.", "Waiting for another worker."))
        time.sleep(POLL)
        waited += POLL


def until_stopped(session: Session, engine: Engine) -> None:
    """The work is done on a thread of its own, so that a signal can interrupt the waiting and never the work."""
    stop = threading.Event()
    with stopping(), ThreadPoolExecutor(max_workers=1, thread_name_prefix="arende-worker") as pool:
        work = pool.submit(engine.worker.run, stop)
        try:
            note(session, ("Arbetaren är igång. Ctrl-C stannar den.", "The worker is running. Ctrl-C stops it."))
            work.result()
        except Stopped:
            pass
        finally:
            stop.set()
        work.result()
    note(session, ("Arbetaren har stannat.", "The worker has stopped."))


@contextmanager
def stopping() -> Iterator[None]:
    """SIGTERM and SIGINT raise Stopped, once; as before afterwards."""

    def stopped(_number: int, _frame: FrameType | None) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, stopped) for number in signals]
    try:
        yield
    except Stopped:
        pass
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
