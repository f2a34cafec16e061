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
from ..context import Session
from ..faults import Told
from ..output import emit, note, say, words
from ..spoken import option, spoken

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
            settled = all_that_is_due(session, engine)
            if session.json:
                emit({"id": engine.worker.name, "settled": settled})
            else:
                say(words(session.text((f"{settled} utförda.", f"{settled} carried out."))))
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


def all_that_is_due(session: Session, engine: Engine) -> int:
    """How many were carried out. What a worker that has just ended still holds is waited for: its lease lapses."""
    settled, waited = 0, 0.0
    while True:
        while worked := engine.worker.run_once():
            settled += worked
        if waited > PATIENCE or not engine.worker.held_elsewhere():
            engine.worker.sweeping.if_due()
            engine.worker.give_back()
            return settled
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
