"""What the first page shows of answers is what the commands above it answer: line by line, but for ids and times."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from ..node import free_port
from .blocks import blocks_in
from .build import ROOT
from .shell import Shell

PAGE: Final = "docs/start.md"
DRAWN: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d|SE1\.[0-9a-f]{8}-\S*")
"""Times and ids, which are others each time."""


def told(line: str) -> str:
    """The line with one space between words and nothing that is drawn."""
    return " ".join(DRAWN.sub("*", line).split())


def unlike(shown: str, said: str) -> Iterator[str]:
    """Lines of `shown` that nobody said; «…» stands for anything."""
    lines = [told(line) for line in said.splitlines()]
    for line in filter(None, map(told, shown.splitlines())):
        wanted = re.compile(".*".join(map(re.escape, line.split("…"))))
        if not any(wanted.fullmatch(one) for one in lines):
            yield line


def faults(text: str, folder: Path) -> list[str]:
    (folder / "page").mkdir()
    shell = Shell(folder / "page", folder / "beside", free_port())
    found: list[str] = []
    try:
        for block in blocks_in(PAGE, text):
            if block.language == "sh":
                found += shell.sh(block)
            elif block.language == "text":
                found += [f"{block.place}: {line}" for line in unlike(block.text, shell.said)]
    finally:
        found += shell.end()
    return found


@pytest.mark.slow
def test_answers_are_shown_as_they_are(tmp_path: Path) -> None:
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    assert text.count("```text") >= 3
    assert faults(text, tmp_path) == []


def test_an_answer_that_is_not_is_found(tmp_path: Path) -> None:
    page = "# Page\n\n```sh\necho 'Id  SE1.01a224ae-1d78 at 2026-11-29 10:32, said so'\n```\n\n```text\n{}\n```\n"
    assert faults(page.format("Id SE1.77777777-7777 at 2027-01-01 00:00, …"), tmp_path) == []
    (tmp_path / "b").mkdir()
    assert faults(page.format("Id SE1.77777777-7777, unsaid"), tmp_path / "b") == ["docs/start.md:8: Id * unsaid"]
