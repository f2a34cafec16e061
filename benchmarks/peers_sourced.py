"""The peer `eventsourcing`: the same case as an aggregate, by replay, with snapshots, or cached in the one process.

It does less than a command of ours: no idempotency, no digest, no access rule, no outbox row, no list to be read from.
"""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from .clinic import TEXT


class Case(Aggregate):
    """Counters only, as our head has them: its state does not grow with the thread."""

    @event("Opened")
    def __init__(self, patient: str, owner: str) -> None:
        self.patient = patient
        self.owner = owner
        self.messages = 0

    @event("MessageSent")
    def send(self, number: int, staff: str, text: str) -> None:  # noqa: ARG002 - kept in the event
        self.messages = number


class Sourced:
    """One application on a SQLite file of its own (WAL, synchronous=FULL, which are its defaults)."""

    def __init__(self, path: Path, *, snapshots: int = 0, cached: bool = False) -> None:
        env = {
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(path),
            "SQLITE_LOCK_TIMEOUT": "10",
        }
        if snapshots:
            env["IS_SNAPSHOTTING_ENABLED"] = "y"
        if cached:
            env |= {"AGGREGATE_CACHE_MAXSIZE": "1000", "AGGREGATE_CACHE_FASTFORWARD": "n"}
        self.every = snapshots
        self.app: Application[UUID] = Application(env)
        self.cases: list[UUID] = []

    def open_cases(self, count: int, messages: int) -> None:
        for number in range(count):
            case = Case(patient=f"patient-{number}", owner="ssk-1")
            for place in range(messages):
                case.send(place + 1, "ssk-1", TEXT)
            self.app.save(case)
            self.cases.append(case.id)
            if self.every:
                self.app.take_snapshot(case.id)

    def send(self, number: int) -> None:
        """One message, as its documentation shows: get, call, save; a snapshot every so many events."""
        case: Case = self.app.repository.get(self.cases[number % len(self.cases)])
        case.send(case.messages + 1, "ssk-1", TEXT)
        self.app.save(case)
        if self.every and case.version % self.every == 0:
            self.app.take_snapshot(case.id)

    def sender(self) -> Callable[[int], None]:
        return self.send

    def close(self) -> None:
        self.app.close()
