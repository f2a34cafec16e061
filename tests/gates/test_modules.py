"""Modules are short and have a door sign; importing arende brings no more than it says."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.module_rules import faults_of
from tests.gates.reading import CORE, ROOT, SAMPLES, SHIPPED, modules, tree_of

ALL = modules(*SHIPPED, ROOT / "tests")


def test_every_module_is_short_and_has_a_door_sign() -> None:
    assert {str(path.relative_to(ROOT)): faults_of(path) for path in ALL if faults_of(path)} == {}


def test_the_broken_samples_are_caught(tmp_path: Path) -> None:
    assert faults_of(SAMPLES / "modules" / "no_sign.py") == ["no docstring that says what lives here"]
    long = tmp_path / "long.py"
    long.write_text('"""A module that is one line longer than the rule lets it be."""\n' + "x = 1\n" * 300)
    assert faults_of(long) == ["301 lines, 300 at most"]
    long.write_text('"""A module that is just as long as the rule lets it be."""\n' + "x = 1\n" * 299)
    assert faults_of(long) == []


def test_no_inheritance_in_the_domain() -> None:
    allowed = {"StrEnum"}
    for path in modules(CORE / "arende" / "domain"):
        classes = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]
        bases = {ast.unparse(base) for node in classes for base in node.bases}
        assert bases <= allowed, path.name


def brought_by(statement: str) -> set[str]:
    """Top-level names of the modules that are there after the statement and were not before."""
    code = f"import sys\nbefore = set(sys.modules)\n{statement}\nprint(*(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CORE)
    return {name.partition(".")[0] for name in run.stdout.split()}


def test_import_arende_brings_nothing_but_itself() -> None:
    assert brought_by("import arende") == {"arende"}


HEAVY = {"cattrs", "cattr", "pluggy", "peewee", "orjson", "click", "rich", "phonenumbers", "uuid_utils", "psycopg"}


@pytest.mark.parametrize(
    ("statement", "may"),
    [
        ("import arende.domain.decide, arende.domain.evolve, arende.domain.needs", set()),
        ("import arende.ports.storage, arende.ports.sms, arende.ports.records", set()),
        ("import arende.ports.hooks", {"pluggy"}),
        ("import arende.testing.given, arende.testing.build, arende.testing.clock", set()),
    ],
)
def test_the_rules_and_the_ports_bring_nothing_heavy(statement: str, may: set[str]) -> None:
    brought = brought_by(statement)
    assert "arende" in brought
    assert brought & HEAVY <= may
