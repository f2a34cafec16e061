"""In CI, which installs all that tests need, a skip is a failure; elsewhere a skip says why.

A conformance clause about what an adapter does not claim is no skip of a test: the suite counts it by itself.
"""

import os

import pytest
from arende_conformance.contract import NOT_CLAIMED


class Skips:
    """Collects what was skipped."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail") and NOT_CLAIMED not in str(report.longrepr):
            self.seen.append(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.seen:
            terminalreporter.write_line("CI installs what these lack, so a skip is a failure here:", red=True)
            for nodeid in self.seen:
                terminalreporter.write_line(f"  {nodeid}")

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.seen:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI"):
        config.pluginmanager.register(Skips(), "arende-skips")
