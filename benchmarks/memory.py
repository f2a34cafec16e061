"""The process that P9 measures: `python -m benchmarks.memory engine|worker URL COUNT CASES`. Prints three numbers.

Resident megabytes once open, resident megabytes afterwards, and how much was done.
"""

import os
import sys
from pathlib import Path

from arende.domain import commands as c
from arende.engine import Engine, Request, Settings
from returns.pipeline import is_successful

from . import bulk
from .clinic import TEXT
from .p7 import NobodyPlugin


def main(who: str, url: str, count: int, cases: int) -> None:
    with Engine.open(Settings(storage=url, sms=["nobody:"]), [NobodyPlugin()]) as engine:
        bare = resident()
        done = commands(engine, count, cases) if who == "engine" else effects(engine, count)
        sys.stdout.write(f"{bare} {resident()} {done}\n")


def commands(engine: Engine, count: int, cases: int) -> int:
    """Messages spread over all cases: half one by one, half in groups. A case that is over is refused, and counts."""
    step = max(1, cases // count)
    requests = [
        Request(command=c.SendMessage(case=bulk.case_id(number % cases), text=TEXT), actor=bulk.actor(number % cases))
        for number in range(0, count * step, step)
    ]
    half = count // 2
    accepted = sum(is_successful(engine.handle(one.command, actor=one.actor)) for one in requests[:half])
    for start in range(half, count, 100):
        accepted += sum(map(is_successful, engine.handle_many(requests[start : start + 100])))
    return accepted


def effects(engine: Engine, count: int) -> int:
    """What the worker gets done of what the commands left."""
    done = 0
    while done < count and (worked := engine.worker.run_once()):
        done += worked
    return done


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
