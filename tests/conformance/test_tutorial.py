"""The tutorial's code is the example's, file by file and to the last line: what is read is what is run."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "vendor-sms"
TUTORIAL = ROOT / "docs" / "vendors" / "tutorial.md"
BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def told() -> dict[str, str]:
    """The files that the tutorial builds: the blocks of each, one after the other."""
    found: dict[str, list[str]] = defaultdict(list)
    for path, block in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        found[path].append(block)
    return {path: "".join(blocks) for path, blocks in found.items()}


def lines(text: str) -> list[str]:
    """Without empty ones, which stand between blocks."""
    return [line for line in text.splitlines() if line.strip()]


def files() -> list[str]:
    """The example's own files that hold anything."""
    found = (p for p in EXAMPLE.rglob("*") if p.suffix in (".py", ".toml") and p.stat().st_size)
    return sorted(p.relative_to(EXAMPLE).as_posix() for p in found)


def test_the_tutorial_builds_every_file() -> None:
    assert sorted(told()) == files()


@pytest.mark.parametrize("path", files())
def test_a_file_is_as_the_tutorial_has_it(path: str) -> None:
    assert lines(told()[path]) == lines((EXAMPLE / path).read_text(encoding="utf-8"))
