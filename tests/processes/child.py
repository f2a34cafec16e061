"""One of the processes that share a database: a writer or a worker. It ends when its standard input is closed. No test.

python -m tests.processes.child write URL AHEAD NAME ASSIGNMENT CASE…
python -m tests.processes.child work URL AHEAD FOLDER

A writer says of each acknowledged command: `COMMAND_ID CASE VERSION`. AHEAD, in seconds, is how much its clock is fast.
"""

import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Final

from arende.domain.actor import StaffActor
from arende.domain.commands import SendMessage
from arende.domain.ids import AssignmentId, CaseId
from arende.domain.refusals import Unavailable
from arende.engine import Engine, Settings
from attrs import frozen
from returns.pipeline import is_successful

READY: Final = "ready"
PAUSE: Final = 0.003
"""Seconds between a writer's commands: the load of a clinic that is busy, which a worker can keep up with."""


@frozen
class Ahead:
    """The machine's clock, moved: a lease of a killed worker need not be waited for."""

    by: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write(engine: Engine, stop: threading.Event, name: str, assignment: str, cases: Sequence[str]) -> None:
    """Messages to the cases in turn. What could not be taken now is given again under the same id."""
    actor = StaffActor(AssignmentId(assignment))
    for n, case in enumerate(cycle(cases)):
        command_id = f"{name}-{n}"
        while True:
            answer = engine.handle(SendMessage(case=CaseId(case), text=command_id), actor=actor, command_id=command_id)
            if is_successful(answer):
                break
            assert isinstance(answer.failure(), Unavailable), answer.failure().code
        say(f"{command_id} {case} {answer.unwrap().version}")
        if stop.wait(PAUSE):
            return


def main(role: str, url: str, ahead: str, *rest: str) -> None:
    stop = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        stop.set()

    threading.Thread(target=listen, daemon=True).start()
    sms = [f"spool:{rest[0]}"] if role == "work" else []
    clock = Ahead(timedelta(seconds=float(ahead)))
    with Engine.open(Settings(storage=url, sms=sms), clock=clock, create=False, migrate=False) as engine:
        say(READY)
        if role == "work":
            engine.worker.run(stop)
        else:
            write(engine, stop, rest[0], rest[1], rest[2:])


if __name__ == "__main__":
    main(*sys.argv[1:])
