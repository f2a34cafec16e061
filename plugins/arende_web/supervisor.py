"""Several server processes beside each other on one socket: started, watched, started again, stopped together.

Ours, and not uvicorn's, for that takes an application by the name of a module, and this one is made of settings.
"""

import os
import signal
import socket
import threading
import time
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from typing import Final

from arende.cli.commands.worker import stopping
from arende.cli.faults import Told

from .running import GRACE, Plan, serve_by

SOON: Final = 10.0
"""Seconds: a process that ends sooner would end again."""


def supervise(plan: Plan, listener: socket.socket, workers: int) -> None:
    """Until a signal. Raises Told where a process ends as soon as it has begun."""
    running: dict[int, tuple[SpawnProcess, float]] = {}
    with stopping():
        try:
            for _ in range(workers):
                begin(plan, listener, running)
            while True:
                for ended in wait(list(running)):
                    assert isinstance(ended, int)
                    process, begun = running.pop(ended)
                    process.join()
                    if time.monotonic() - begun < SOON:
                        raise Told(
                            "web.ended",
                            "En av webbens processer avslutades genast: kör arende doctor.",
                            "One of the web's processes ended at once: run arende doctor.",
                        )
                    begin(plan, listener, running)
        finally:
            end([process for process, _ in running.values()])


def begin(plan: Plan, listener: socket.socket, running: dict[int, tuple[SpawnProcess, float]]) -> None:
    process = get_context("spawn").Process(target=child, args=(plan, listener), name="arende-web", daemon=True)
    process.start()
    running[process.sentinel] = (process, time.monotonic())


def end(processes: list[SpawnProcess]) -> None:
    """Each is told to stop, and given the time that its calls under way may take."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(GRACE + 5)
        process.kill()


def child(plan: Plan, listener: socket.socket) -> None:
    """A process that serves. It does not outlive the one that began it."""
    begun_by = parent_process()
    assert begun_by is not None

    def watch() -> None:
        wait([begun_by.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="arende-web-parent", daemon=True).start()
    serve_by(plan, listener)
