"""pytest plugin: how many processes share the tests, where nobody says (`-n`, pytest-xdist). No test is chosen here.

A run of folders has one for each core. A run of single files has none: to start them would take longer than it saves.
Nor has a run that someone follows in a terminal (`-s`, `--pdb`). Each worker has a PostgreSQL of its own.
"""

import os
import sys
from pathlib import Path

import pytest

AT_MOST = 4
"""Every worker collects all tests, so more than these give little."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def workers(arguments: list[str], invoked_in: Path, number_of_cores: int) -> int:
    """How many for these paths; 0 where the tests run in this process."""
    folders = any((invoked_in / argument).is_dir() for argument in arguments)
    return min(number_of_cores, AT_MOST) if folders and number_of_cores > 1 else 0


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    if config.getoption("capture") == "no":
        return 0
    return workers(config.args, config.invocation_params.dir, cores())


def pytest_configure(config: pytest.Config) -> None:
    """Coverage is measured in the workers, and not in what the tests start: much of that is killed half way."""
    if hasattr(config, "workerinput"):
        for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
            os.environ.pop(name, None)
