"""P9: how much memory an engine holds after 10,000 commands on the large database; a worker after as many effects."""

import subprocess
import sys

from .bench import Bench
from .bulk_load import large_sqlite
from .rows import Row, row, unmeasured

BOUND = 150.0


def rows(bench: Bench) -> list[Row]:
    count = bench.pick(2000, 10_000)
    url = large_sqlite(bench)
    return [measured(bench, who, url, count) for who in ("engine", "worker")]


def measured(bench: Bench, who: str, url: str, count: int) -> Row:
    """A process of its own; the worker's comes second and finds the effects of the engine's commands."""
    what = "commands" if who == "engine" else "effects"
    name = f"{who} after {count:,} {what} at {bench.large_cases:,} cases"
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", who, url, str(count), str(bench.large_cases)],
        check=False,
        capture_output=True,
        text=True,
    )
    if ran.returncode != 0:
        return unmeasured("P9", name, BOUND, "the process failed; run it by hand.", sense="<=", unit="MB")
    bare, held, done = (float(one) for one in ran.stdout.split())
    note = f"{done:,.0f} done; {bare:.0f} MB of it once the engine is open."
    return row("P9", name, [held], BOUND, sense="<=", unit="MB", note=note)
