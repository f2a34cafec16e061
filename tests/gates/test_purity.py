"""Domain and views are pure, ports know nothing of the rest, and the gate catches what is not so."""

from pathlib import Path

import pytest

from tests.gates.purity import ALLOWED, belongs, impurities
from tests.gates.reading import CORE, SAMPLES, imports, modules, package_of, tree_of

PURE = [(room, path) for room in ALLOWED for path in modules(CORE / "arende" / room)]
PORTS = modules(CORE / "arende" / "ports")


def test_there_is_something_to_look_at() -> None:
    assert sum(room == "domain" for room, _ in PURE) > 40
    assert sum(room == "views" for room, _ in PURE) >= 3
    assert len(PORTS) > 10


@pytest.mark.parametrize(("room", "path"), PURE, ids=lambda value: value if isinstance(value, str) else value.name)
def test_pure_rooms_import_from_an_allow_list_and_do_nothing_outside(room: str, path: Path) -> None:
    assert list(impurities(tree_of(path), package_of(path, CORE), ALLOWED[room])) == []


@pytest.mark.parametrize("path", PORTS, ids=lambda path: path.name)
def test_ports_import_nothing_of_arende_outside_ports(path: Path) -> None:
    names = [name for name, _ in imports(tree_of(path), package_of(path, CORE))]
    assert [n for n in names if belongs(n, ("arende",)) and not belongs(n, ("arende.ports",))] == []


SAMPLE = SAMPLES / "purity"
CAUGHT = {
    "clock.py": 5,
    "files.py": 4,
    "imports.py": 7,
    "indirect.py": 4,
    "upwards.py": 3,
}


@pytest.mark.parametrize("name", CAUGHT)
def test_each_broken_sample_is_caught_wherever_it_is_broken(name: str) -> None:
    found = list(impurities(tree_of(SAMPLE / name), "arende.domain.case", ALLOWED["domain"]))
    assert len(found) == CAUGHT[name], found
    wrong = [line for line, text in enumerate((SAMPLE / name).read_text().splitlines(), 1) if "# wrong" in text]
    assert sorted({int(fault.split(":")[0]) for fault in found}) == wrong


def test_no_sample_is_left_out() -> None:
    assert {path.name for path in SAMPLE.glob("*.py")} == CAUGHT.keys()


def test_views_may_read_ports_and_domain_may_not() -> None:
    tree = tree_of(SAMPLE / "upwards.py")
    as_view = list(impurities(tree, "arende.views", ALLOWED["views"]))
    assert [fault for fault in as_view if "arende.ports" in fault] == []
