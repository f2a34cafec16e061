"""The pytest plugin, `-p arende_conformance.plugin`: compares the clauses that ran with those that are due.

Absence is a failure: a clause that is due and did not run (skipped, deselected, overridden) makes the run fail, and so
does an exclusion that excuses nothing. A run without contract classes is left alone. Where workers of pytest-xdist
share the tests, each hands over what it saw and the process that started them judges. No clause stands here.
"""

import json
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from .bench import DEFAULT_SEED
from .clauses import Clause, Level, clause_of
from .contract import CLAIMS, NOT_CLAIMED, Bench, Contract
from .page import as_html
from .page_words import LANGUAGES
from .report import as_data, as_lines
from .seen import OUTPUT, Seen, as_text, from_text
from .verdicts import ClauseOutcome, Judgement, Verdict


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the suite, all prefixed."""
    group = parser.getgroup("arende conformance")
    group.addoption("--arende-factory", dest="arende_factory", default="", help="factory for the shipped classes")
    group.addoption("--arende-json", dest="arende_json", default="", help="write the report to this file")
    group.addoption("--arende-html", dest="arende_html", default="", help="write the report here as a page")
    group.addoption(
        "--arende-lang", dest="arende_lang", default="en", choices=sorted(LANGUAGES), help="language of the page"
    )
    group.addoption("--arende-seed", dest="arende_seed", type=int, default=DEFAULT_SEED, help="seed of what is random")
    group.addoption(
        "--arende-repeat", dest="arende_repeat", type=int, default=1, help="run those about chance so often"
    )


def pytest_configure(config: pytest.Config) -> None:
    """One watch for each run."""
    config.pluginmanager.register(Watch(config), "arende-conformance-watch")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat the clauses about chance on demand, each time with another seed."""
    repeat = int(metafunc.config.getoption("arende_repeat"))
    clause = clause_of(metafunc.function)
    if repeat > 1 and clause is not None and clause.chance:
        metafunc.parametrize("arende_round", range(repeat))


class Watch:
    """Sees what becomes of the clauses of each contract class in one run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._classes: dict[str, type[Contract[Bench]]] = {}
        self._seen: dict[str, Seen] = {}
        self._judgements: list[Judgement] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note the contract classes that take part."""
        for item in session.items:
            cls = _contract(item)
            if cls is not None and not self._config.option.collectonly:
                self._of(item, cls)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note what came of a clause."""
        report = yield
        cls, clause = _contract(item), _clause(item)
        if cls is not None and clause is not None:
            if clause.level is Level.SHOULD and report.when == "call" and report.failed:
                report.outcome = "skipped"  # shown as expected: a should is told and does not count
                report.wasxfail = "a should: it does not count"
            verdict = _verdict(clause, report)
            if verdict is not None:
                self._of(item, cls).found.append(verdict)
        return report

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take in what a worker saw. One that broke down hands over nothing, and its clauses are missing."""
        for name, seen in from_text(getattr(node, "workeroutput", {}).get(OUTPUT, "{}")).items():
            self._seen.setdefault(name, Seen(port=seen.port, factory=seen.factory)).add(seen)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Judge each contract class; a class that does not conform fails the run."""
        claims = self._config.stash.get(CLAIMS, {})
        for name, cls in self._classes.items():
            self._seen[name].claims = claims.get(cls)
        handed_over = getattr(self._config, "workeroutput", None)
        if handed_over is not None:  # this is a worker: another process judges
            handed_over[OUTPUT] = as_text(self._seen)
            return
        seed, repeat = (int(self._config.getoption(f"arende_{name}")) for name in ("seed", "repeat"))
        self._judgements = [self._seen[name].judged(seed) for name in sorted(self._seen)]
        fine = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
        if not all(j.conforms for j in self._judgements) and session.exitstatus in fine:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        target = str(self._config.getoption("arende_json"))
        if target and self._judgements:
            reports = [as_data(j, repeat=repeat) for j in self._judgements]
            data = reports[0] if len(reports) == 1 else {"reports": reports}
            Path(target).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        page = str(self._config.getoption("arende_html"))
        if page and self._judgements:
            words = LANGUAGES[str(self._config.getoption("arende_lang"))]
            text = as_html(self._judgements, at=datetime.now(UTC), repeat=repeat, words=words)
            Path(page).write_text(text, encoding="utf-8")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The verdicts, where there are any."""
        if self._judgements:
            terminalreporter.section("arende conformance")
        for judgement in self._judgements:
            for line in as_lines(judgement):
                terminalreporter.write_line(line)

    def _of(self, item: pytest.Item, cls: type[Contract[Bench]]) -> Seen:
        node = item.getparent(pytest.Class)
        name = node.nodeid if node else cls.__qualname__  # the same in every process
        self._classes[name] = cls
        return self._seen.setdefault(name, Seen(port=cls.port, factory=cls.spec(self._config)))


def _contract(item: pytest.Item) -> type[Contract[Bench]] | None:
    cls = getattr(item, "cls", None)
    return cls if isinstance(cls, type) and issubclass(cls, Contract) else None


def _clause(item: pytest.Item) -> Clause | None:
    method = getattr(item, "function", None)
    return clause_of(method)


def _verdict(clause: Clause, report: pytest.TestReport) -> Verdict | None:
    """What one phase of one test says about its clause; None where it says nothing yet."""
    message = _message(report)
    expected_to_fail = hasattr(report, "wasxfail")
    if report.failed:
        return Verdict(clause=clause, outcome=ClauseOutcome.FAILED, message=message)
    if report.skipped and expected_to_fail and report.wasxfail.startswith("excluded: "):  # whatever its level
        return Verdict(clause=clause, outcome=ClauseOutcome.EXCLUDED, message=report.wasxfail)
    if report.skipped and expected_to_fail and clause.level is Level.SHOULD:
        return Verdict(clause=clause, outcome=ClauseOutcome.FAILED, message=message)
    if report.skipped and NOT_CLAIMED in message:
        return Verdict(clause=clause, outcome=ClauseOutcome.NOT_CLAIMED, message=message)
    if report.when == "call" and report.passed:
        return Verdict(clause=clause, outcome=ClauseOutcome.PASSED)
    return None  # skipped in some other way: as if it had not run


def _message(report: pytest.TestReport) -> str:
    """The last thing said, in one line: what failed, without the traceback."""
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    crash = getattr(report.longrepr, "reprcrash", None)
    text = str(getattr(crash, "message", report.longrepr or ""))
    return " ".join(text.removeprefix("arende_conformance.clauses.ClauseFailed: ").split())
