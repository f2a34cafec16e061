"""The other process of the clauses that need one: `python -m arende_conformance.child ROLE FACTORY FOLDER NAME`.

It reaches the data by the factory and the folder, plays one role and prints a line for each thing acknowledged. No rule
is checked here; the clause in the parent does that.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from arende.ports.records import Committed, Conflict
from arende.ports.storage import Storage

from .harness import load, storage_harness
from .samples import SECOND, SHARD, T0, append, item


def say(text: object) -> None:
    """One line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def write(storage: Storage, stream: str) -> None:
    """Append until killed; the number of each append once it is acknowledged."""
    for number in range(1_000_000):
        waiting = item(f"o-{stream}-{number:06}", stream)
        (outcome,) = storage.commit([append(stream, number, body=b'{"x":"' + b"y" * 400 + b'"}', outbox=(waiting,))])
        if not isinstance(outcome, Committed):
            raise SystemExit(3)
        say(number + 1)


def race(storage: Storage, name: str) -> None:
    """20 commands of one's own and 20 that the other process sends too, on one stream; the ids of those committed."""
    for number in range(20):
        for command in (f"{name}-{number}", f"both-{number}"):
            while True:
                (head,) = storage.heads(SHARD, ["case-1"])
                time.sleep(0.001)  # another process must come between the reading and the writing
                (outcome,) = storage.commit([append("case-1", head.version if head else 0, command=command)])
                if isinstance(outcome, Conflict):
                    continue
                if isinstance(outcome, Committed):
                    say(command)
                break


def lease(storage: Storage, name: str) -> None:
    """Take one part at a time until there is none; the parts held."""
    held: set[int] = set()
    for wanted in range(1, 40):
        held |= {one.part for one in storage.lease(name, T0, wanted, 3600 * SECOND)}
    for part in sorted(held):
        say(part)


ROLES = {"write": write, "race": race, "lease": lease}


def main(arguments: Sequence[str]) -> None:
    """Play the role."""
    role, factory, folder, name = arguments
    storage = storage_harness(load(factory), Path(folder)).reopen()
    try:
        if role != "write":
            say("ready")
            sys.stdin.readline()
        ROLES[role](storage, name)
    finally:
        storage.close()


if __name__ == "__main__":
    main(sys.argv[1:])
