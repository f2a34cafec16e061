"""A process that pulls a register and kills itself once so many commits are durable. No test.

python -m tests.engine.directory_child URL COMMITS
"""

import os
import signal
import sys
from typing import Final

from arende.engine import Engine, Settings
from attrs import evolve

from .registers import ANTON, CLINIC, FEED, Line, Register, assignment, configured, person
from .vendor import Vendor

LINES: Final[tuple[Line, ...]] = (*CLINIC, *(assignment(n) for n in range(6)), person(ANTON, "Anton"))


def main(url: str, commits: int) -> None:
    vendor, left = Vendor(), [commits]

    def watch(call: str) -> None:
        left[0] -= call == "after commit"
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = Settings(storage=f"cut:{url}", directory=(configured(),))
    with Engine.open(settings, (Register(list(LINES)), vendor)) as engine:
        vendor.opened[-1].watch = watch
        evolve(engine.directory, window=4).pull(FEED)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
