"""axe-core in a page: what machines can tell of WCAG 2.2 AA. The library is brought by npm and never shipped."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.node import npm_install

AXE: Final = "axe-core@4.14.1"
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FOUND: Final = """async tags => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})).violations.map(
  one => `${one.id}: ${one.nodes.map(node => node.target.join(" ")).join(" | ")}`)"""


def source(folder: Path) -> str:
    """The library; a test that cannot have it skips."""
    if missing := npm_install(folder, AXE):
        pytest.skip(missing)
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def found_by(page: Page, axe: str) -> list[str]:
    """What it says against the page as it is now."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(FOUND, TAGS)
    return found
