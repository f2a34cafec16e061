"""P8: whole processes beside a bare interpreter: what a person waits for before anything is done."""

import subprocess
import sys
import time
from functools import partial
from typing import Final

from .bench import Bench
from .rounds import interleaved
from .rows import Row, over, row, unmeasured

COMMANDS: Final = {
    "bare": ("-c", "pass"),
    "import arende": ("-c", "import arende"),
    "import arende.engine": ("-c", "import arende.engine"),
    "arende --help": ("-c", "from arende.cli.main import main; main()", "--help"),
}
BOUNDS: Final = {"import arende": 6.0, "import arende.engine": 30.0, "arende --help": 25.0}


def rows(bench: Bench) -> list[Row]:
    failing = [name for name, arguments in COMMANDS.items() if ended(arguments) != 0]
    working = {name: partial(seconds, arguments) for name, arguments in COMMANDS.items() if name not in failing}
    found = interleaved(working, bench.pick(5, 15))
    return [
        unmeasured("P8", title(name), BOUNDS[name], "the process failed; run it by hand.", sense="<=")
        if name in failing
        else row(
            "P8",
            title(name),
            over(found[name], found["bare"]),
            BOUNDS[name],
            sense="<=",
            note=f"{min(found[name]) * 1000:.0f} ms against {min(found['bare']) * 1000:.0f} ms at best.",
        )
        for name in BOUNDS
    ]


def title(name: str) -> str:
    return f"{name}, whole process against a bare interpreter"


def seconds(arguments: tuple[str, ...]) -> float:
    """From start to end of a process of this interpreter."""
    start = time.perf_counter()
    ended(arguments)
    return time.perf_counter() - start


def ended(arguments: tuple[str, ...]) -> int:
    quiet = subprocess.DEVNULL
    return subprocess.run([sys.executable, *arguments], check=False, stdout=quiet, stderr=quiet).returncode
