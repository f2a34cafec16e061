"""P7: the outbox. Storage's claim and settle in batches beside one at a time; the whole worker beside procrastinate."""

import time
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from statistics import median
from typing import Final

from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.registry import SmsRegistry
from arende.ports.sms import Accepted, SendOutcome, SmsProvider, SmsReport, SmsRequest
from arende.ports.times import to_micros

from .bench import Bench, Missing
from .clinic import Clinic, clinic
from .rounds import interleaved
from .rows import Row, beside, over, row, unmeasured

BATCH: Final = 100
TTL: Final = 60_000_000
AT_ONCE: Final = (1, 10, 30)
"""How many jobs procrastinate is let do at a time; its best figure of a round counts."""
AGAINST_JOBS: Final = (
    "the whole worker, a provider that does nothing, outcomes recorded, against procrastinate's jobs",
    10,
)


class Nobody:
    """A provider that takes every SMS and sends none."""

    def send(self, sms: SmsRequest) -> SendOutcome:
        return Accepted(provider_id=sms.id)

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:  # noqa: ARG002 - it gets no reports
        return ()

    def verify(self, raw: RawRequest) -> bool:  # noqa: ARG002
        return False

    def close(self) -> None:
        """It holds nothing."""


class NobodyPlugin:
    """Registers it as `nobody`."""

    def open(self, config: AdapterConfig) -> SmsProvider:  # noqa: ARG002 - nothing to set
        return Nobody()

    @hookimpl
    def arende_register_sms(self, registry: SmsRegistry) -> None:
        registry.add("nobody", self)


def rows(bench: Bench) -> list[Row]:
    with clinic(f"sqlite:///{bench.file()}", 200, sms=["nobody:"], plugins=[NobodyPlugin()]) as ours:
        drained(ours)
        return [storage_row(bench, ours), worker_row(bench, ours)]


def storage_row(bench: Bench, ours: Clinic) -> Row:
    many, few = bench.pick(2000, 10_000), bench.pick(100, 500)
    found = interleaved(
        {"batches": partial(settled, ours, many, BATCH), "one": partial(settled, ours, few, 1)}, bench.pick(5, 11)
    )
    reached = "reached" if median(found["batches"]) >= 20_000 else "not reached in this run"
    return row(
        "P7",
        f"storage claim and settle in batches of {BATCH} against one at a time",
        over(found["batches"], found["one"]),
        20,
        note=beside(found["batches"], found["one"]) + f" 20,000 effects/s: {reached}.",
        why=lambda: (
            f"In batches an effect costs {1e6 / median(found['batches']):.0f} µs; the ratio is small where one at a "
            "time is fast, and that is the disk's doing."
        ),
    )


def settled(ours: Clinic, count: int, batch: int) -> float:
    """Effects a second, through storage alone; by the worker's name, which then still holds the parts."""
    send(ours, count)
    storage = ours.engine.storage
    now = to_micros(ours.engine.handler.clock.now())
    start, done = time.perf_counter(), 0
    while done < count and (leases := storage.lease(ours.engine.worker.name, now, 16, TTL)):
        for lease in leases:
            while done < count and (items := storage.due(lease, now, batch)):
                storage.settle(lease, [item.id for item in items], ())
                done += len(items)
    seconds = time.perf_counter() - start
    drained(ours)
    return done / seconds


def send(ours: Clinic, count: int) -> None:
    """Put so many SMS in the outbox."""
    ours.send_in_groups(ours.requests(count), 250)


def drained(ours: Clinic) -> None:
    """Take away what is due, so that the next round begins with an empty outbox; timers of years to come stay."""
    storage = ours.engine.storage
    now = to_micros(ours.engine.handler.clock.now())
    for lease in storage.lease(ours.engine.worker.name, now, 16, TTL):
        while items := storage.due(lease, now, 1000):
            storage.settle(lease, [item.id for item in items], ())


def worker_row(bench: Bench, ours: Clinic) -> Row:
    name, bound = AGAINST_JOBS
    if find_spec("procrastinate") is None:
        return unmeasured("P7", name, bound, "procrastinate is not installed; install arende[bench].")
    try:
        url = bench.postgres()
    except Missing as missing:
        return unmeasured("P7", name, bound, str(missing))
    from .peers_jobs import Jobs

    count, theirs = bench.pick(300, 2000), bench.pick(100, 500)
    jobs = Jobs(url)
    jobs.prepare()
    found = interleaved(
        {
            "ours": partial(worked, ours, count),
            "jobs": lambda: max(theirs / jobs.seconds(theirs, at_once) for at_once in AT_ONCE),
        },
        bench.pick(3, 7),
    )
    return row(
        "P7",
        name,
        over(found["ours"], found["jobs"]),
        bound,
        note=beside(found["ours"], found["jobs"])
        + f" Theirs on PostgreSQL, the best of {', '.join(map(str, AT_ONCE))} at a time; ours on SQLite, one worker.",
        why=lambda: (
            "Outcomes of up to 20 ms are recorded in one transaction; each effect reads its own case, recipient and "
            "provider, and each outcome is a command of its own."
        ),
    )


def worked(ours: Clinic, count: int) -> float:
    """Effects a second, by the worker: each SMS sent, and its outcome recorded by a command."""
    send(ours, count)
    start, done = time.perf_counter(), 0
    while worked := ours.engine.worker.run_once(BATCH):
        done += worked
    return done / (time.perf_counter() - start)
