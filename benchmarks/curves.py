"""Cost against size, drawn for the documentation: by length of the thread, by number of cases, by number of callers."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from statistics import median
from threading import Lock
from typing import Final

from arende.engine import Engine, Request, Settings
from arende.engine.entrance import parsed
from arende.engine.handle import Answer

from . import bulk
from .bench import Bench
from .bulk_load import large_sqlite
from .clinic import Clinic, clinic
from .floor import Floor, opened, units
from .p2 import calling, threads
from .p4 import by_length
from .rounds import interleaved, rate
from .svg import Chart, svg

ACTIVE: Final = 1000
"""Cases in which something is written, spread evenly over all: the rest only lie there."""


def charts(bench: Bench) -> Mapping[str, str]:
    """SVG texts by file name."""
    return {
        "thread-length": svg(
            Chart(
                title="A message, by length of the case",
                x="messages in the case",
                y="µs per command, one caller",
                lines={"arende": by_length(bench)},
            )
        ),
        "cases": svg(
            Chart(
                title="A message, by number of cases",
                x="cases in the database",
                y="µs per command, one caller",
                lines=by_cases(bench),
            )
        ),
        "callers": svg(
            Chart(
                title="Throughput, by number of callers",
                x="callers (threads)",
                y="commands per second",
                lines=by_callers(bench),
            )
        ),
    }


def by_cases(bench: Bench) -> Mapping[str, list[tuple[float, float]]]:
    """Microseconds of a command, ours and the floor's, by cases in the database; every command in another case.

    Both write to the same file, in turns: one of a million cases is some gigabytes.
    """
    sizes = [1000, 10_000, *([] if bench.quick else [100_000, 1_000_000])]
    ours: list[tuple[float, float]] = []
    floor: list[tuple[float, float]] = []
    for size in sizes:
        bench.say(f"{size:,} cases")
        url = large_sqlite(bench, size)
        with Engine.open(Settings(storage=url, sms=[])) as engine:
            product = bulk.sample(engine, size, ACTIVE)
            with opened(Path(url.removeprefix("sqlite:///"))) as bare:
                found = interleaved(
                    {"arende": partial(sent, product, 200), "floor": partial(written, product, bare, 200)}, 9
                )
        ours.append((size, 1e6 / median(found["arende"])))
        floor.append((size, 1e6 / median(found["floor"])))
    return {"arende": ours, "raw sqlite3": floor}


def sent(product: Clinic, count: int) -> float:
    requests = product.requests(count)
    return rate(count, lambda: product.send_each(requests))


def written(same: Clinic, bare: Floor, count: int) -> float:
    given = units(same, count)
    return rate(count, lambda: bare.each(given))


def by_callers(bench: Bench) -> Mapping[str, list[tuple[float, float]]]:
    """Commands a second by callers: grouped, and behind a lock with one transaction a command."""
    callers, each = [1, 2, 4, 8, 16, 32, 64], bench.pick(20, 60)
    with clinic(f"sqlite:///{bench.file()}", bench.pick(300, 1000)) as ours:
        lock = Lock()

        def locked(request: Request) -> Answer:
            shard, asked = parsed(request.command, request.actor, request.command_id)
            with lock:
                return ours.engine.handler.handle_group(shard, [asked])[0]

        def figure(number: int, *, grouped: bool) -> float:
            waits, seconds = threads(ours, partial(calling, ours) if grouped else locked, each, number)
            return len(waits) / seconds

        grouped = {number: partial(figure, number, grouped=True) for number in callers}
        behind = {number: partial(figure, number, grouped=False) for number in callers}
        found = interleaved(
            {f"g{n}": one for n, one in grouped.items()} | {f"l{n}": one for n, one in behind.items()}, 5
        )
    return {
        "arende": [(number, median(found[f"g{number}"])) for number in callers],
        "a lock": [(number, median(found[f"l{number}"])) for number in callers],
    }
