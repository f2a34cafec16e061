"""SECURITY.md says by which tests each protection is shown: they are there."""

import re

from tests.gates.reading import ROOT

SHOWN = re.compile(r"`(tests/[\w./-]+)`")


def not_there(text: str) -> list[str]:
    return [path for path in SHOWN.findall(text) if not (ROOT / path).exists()]


def test_every_test_that_the_page_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert len(SHOWN.findall(page)) > 10
    assert not_there(page) == []


def test_one_that_is_not_would_be_found() -> None:
    assert not_there("| x | y | `tests/web/test_hostile.py`, `tests/nowhere/` |") == ["tests/nowhere/"]
