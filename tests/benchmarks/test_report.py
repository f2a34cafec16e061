"""The report of `python -m benchmarks`: its promised shape, and that a miss and an unmeasured row count as missed."""

import subprocess
import sys
from pathlib import Path
from typing import TypedDict

import orjson

from benchmarks.rounds import interleaved, percentile
from benchmarks.rows import row, unmeasured
from benchmarks.svg import Chart, svg

ROOT = Path(__file__).parents[2]
PROMISED = {"target", "name", "ratio", "min", "max", "bound", "met", "note"}


class ReportRow(TypedDict):
    target: str
    name: str
    ratio: float
    min: float
    max: float
    bound: float
    met: bool
    note: str


class Report(TypedDict):
    machine: str
    rows: list[ReportRow]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_report_of_a_cheap_target_has_the_promised_shape(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    ran = run("--quick", "--json", str(file), "P4")
    assert ran.returncode == 0, ran.stderr
    report: Report = orjson.loads(file.read_bytes())
    assert report["machine"]
    assert [one["target"] for one in report["rows"]] == ["P4"]
    for one in report["rows"]:
        assert one.keys() >= PROMISED
        assert one["min"] <= one["ratio"] <= one["max"]
        assert one["ratio"] > 0
        assert one["met"] == (one["ratio"] <= one["bound"])
        assert one["met"] or one["note"]


def test_an_unknown_target_is_wrong_usage() -> None:
    ran = run("P10")
    assert ran.returncode == 2
    assert "P10" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_median_decides_and_a_miss_says_why() -> None:
    met = row("P1", "a", [0.5, 0.9, 1.2], 0.85, why=lambda: "slow")
    missed = row("P1", "a", [0.5, 0.8, 1.2], 0.85, why=lambda: "slow")
    assert (met.ratio, met.min, met.max, met.met, met.note) == (0.9, 0.5, 1.2, True, "")
    assert (missed.met, missed.note) == (False, "slow")


def test_a_bound_can_be_a_ceiling() -> None:
    assert row("P8", "a", [5.9], 6, sense="<=").met
    assert not row("P8", "a", [6.1], 6, sense="<=").met
    assert row("P8", "a", [6.1], 6, sense="<=").note


def test_what_was_not_measured_is_missed_whatever_the_sense() -> None:
    for one in (unmeasured("P6", "a", 0.8, "x"), unmeasured("P5", "a", 1, "x", sense="<=", unit="ms")):
        assert not one.met
        assert one.note == "Not measured: x"
        assert one.ratio == 0


def test_rounds_are_interleaved_and_the_first_is_thrown_away() -> None:
    calls: list[str] = []

    def contender(name: str) -> float:
        calls.append(name)
        return float(len(calls))

    found = interleaved({"a": lambda: contender("a"), "b": lambda: contender("b")}, 2)
    assert calls == ["a", "b", "b", "a", "a", "b"]
    assert found == {"a": [4.0, 5.0], "b": [3.0, 6.0]}


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.99) == 3.0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0


def test_a_chart_tells_its_figures_in_words_too() -> None:
    drawn = svg(Chart(title="A < B", x="cases", y="µs", lines={"arende": [(10, 5.0), (1000, 6.5)]}))
    assert "A &lt; B" in drawn
    assert "arende: 5 at 10, 6.5 at 1,000" in drawn
    assert drawn.count("<circle") == 2
