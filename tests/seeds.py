"""pytest plugin: the seeds that tests have drawn, told at the end of the run, so that a failed one can be tried again.

A test tells its seed by `record_property(PROPERTY, "NAME=1")`, where NAME is the environment variable that sets it. It
goes with the test's report, so that it comes from workers (pytest-xdist) too.
"""

import pytest

PROPERTY = "seed"


class Seeds:
    """Collects what was told."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            for name, value in report.user_properties:
                if name == PROPERTY:
                    self.told[report.nodeid] = str(value)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for test, seed in sorted(self.told.items()):
            terminalreporter.write_line(f"{seed}  {test}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Seeds(), "arende-seeds")
