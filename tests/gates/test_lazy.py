"""What `import arende.engine` must not load: what is for opening an engine, reading a file, or callers with a loop."""

import subprocess
import sys

import pytest

LATER = (
    "arende.engine.assembly",
    "arende.engine.audit",
    "asyncio",
    "cattrs",
    "importlib.metadata",
    "pluggy",
    "tomllib",
)
"""Each is loaded where it is used; together they were a third of the time that the import takes (P8)."""


def loaded_by(code: str) -> set[str]:
    line = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    return set(subprocess.run(line, check=True, capture_output=True, text=True).stdout.split())


def test_the_engine_is_imported_without_what_only_opening_needs() -> None:
    assert sorted(loaded_by("import arende.engine") & set(LATER)) == []


@pytest.mark.parametrize("module", LATER)
def test_each_of_them_would_be_seen(module: str) -> None:
    assert module in loaded_by(f"import arende.engine, {module}")
