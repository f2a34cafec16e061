"""pytest plugin: which line of the specification is held by which tests. Nothing of arende is imported here.

`@pytest.mark.spec("S14", "B1")` names lines. Before pytest's closing line a table shows each line with its number of
passed tests. A name that is no line is an error. In a full run (no path, keyword or mark chosen) a line that
docs/spec-coverage.md calls done fails the run unless a test of it passed. The lines go with each test's report, so
that workers (pytest-xdist) are counted too.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

LINES = (*(f"S{n}" for n in range(1, 20)), *(f"B{n}" for n in range(1, 32)))
ROW = re.compile(r"^\|\s*(?P<line>[A-Z]\d+)\s*\|\s*(?P<status>[^|]+?)\s*\|", re.ASCII)
STATUS = re.compile(r"done|later|issue [2-8]", re.ASCII)
COVERAGE = Path("docs") / "spec-coverage.md"
PROPERTY = "spec"


def statuses(text: str) -> Iterator[tuple[str, str]]:
    """Each row of the coverage table: the line and what is said of it."""
    for row in map(ROW.match, text.splitlines()):
        if row is not None:
            yield row["line"], row["status"]


def faults_in(text: str, passed: Mapping[str, int]) -> list[str]:
    """What is wrong between the coverage table and the tests that passed, a sentence each."""
    rows = list(statuses(text))
    named = Counter(line for line, _ in rows)
    found = [f"{line} has no row" for line in LINES if line not in named]
    found += [f"{line} has {count} rows" for line, count in named.items() if count > 1]
    found += [f"{line} is no line of the specification" for line in named if line not in LINES]
    found += [
        f"{line} is called «{status}»: say done, issue 2 to issue 8, or later"
        for line, status in rows
        if STATUS.fullmatch(status) is None
    ]
    found += [
        f"{line} is called done, and no test of it passed"
        for line, status in rows
        if status == "done" and not passed.get(line)
    ]
    return found


def table(passed: Mapping[str, int], status: Mapping[str, str]) -> list[str]:
    """The lines in columns, five to a row: name, passed tests, what the coverage table says."""
    cells = [f"{line:>3} {passed.get(line, 0):>5}  {status.get(line, '?'):<8}" for line in LINES]
    return ["  ".join(cells[start : start + 5]).rstrip() for start in range(0, len(cells), 5)]


def is_full(config: pytest.Config) -> bool:
    """Whether every test was asked for."""
    by_path = config.args_source is pytest.Config.ArgsSource.ARGS and config.args != config.getini("testpaths")
    chosen = ("keyword", "deselect", "ignore", "ignore_glob", "lf", "collectonly", "maxfail")
    usual = config.getoption("markexpr", "") in ("", "not slow")  # the latter stands in pyproject.toml
    return usual and not by_path and not any(config.getoption(name, None) for name in chosen)


def is_worker(config: pytest.Config) -> bool:
    """Whether this process runs a part of the tests for another, which judges."""
    return hasattr(config, "workerinput")


class SpecTable:
    """Counts what passed, by line of the specification, through one run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.named = False
        self.passed: Counter[str] = Counter()
        self.faults: list[str] = []
        self.refused = ""

    @property
    def coverage(self) -> str:
        path = self.config.rootpath / COVERAGE
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            lines = tuple(str(line) for mark in item.iter_markers("spec") for line in (mark.args or ("no line",)))
            unknown = ", ".join(line for line in lines if line not in LINES)
            if unknown:
                return self.refuse(f"{item.nodeid}: the mark spec names {unknown}; write S1 to S19 or B1 to B31", items)
            if lines:
                self.named = True
                item.user_properties.append((PROPERTY, " ".join(dict.fromkeys(lines))))
        return None

    def refuse(self, why: str, items: list[pytest.Item]) -> None:
        """Run no test. Nobody sees what a worker raises, so it tells the process that started it."""
        handed_over = getattr(self.config, "workeroutput", None)
        if handed_over is None:
            raise pytest.UsageError(why)
        handed_over[PROPERTY] = why
        items.clear()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        self.refused = getattr(node, "workeroutput", {}).get(PROPERTY, self.refused)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        lines = [line for name, value in report.user_properties if name == PROPERTY for line in str(value).split()]
        self.named = self.named or bool(lines)
        if report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            self.passed.update(lines)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if is_full(self.config) and not is_worker(self.config):
            self.faults = faults_in(self.coverage, self.passed)
        if self.faults and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        if self.refused:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.refused:
            terminalreporter.write_line(f"ERROR: {self.refused}", red=True)
        if not self.named:
            return
        terminalreporter.section("specification: passed tests by line")
        for row in table(self.passed, dict(statuses(self.coverage))):
            terminalreporter.write_line(row)
        for fault in self.faults:
            terminalreporter.write_line(f"{COVERAGE}: {fault}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "spec(*lines): the lines of the specification that the test holds the code to")
    config.pluginmanager.register(SpecTable(config), "spec-table")
