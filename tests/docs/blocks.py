"""The code blocks of the pages, as the site's own parser of Markdown finds them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen
from markdown_it import MarkdownIt

from .build import ROOT

STARTS: Final = re.compile(r"<!-- starts (in: clinic(?:, sign-in by demo)?|with: register\.jsonl) -->")
"""What is in the folder that a page begins in; else it is empty. The register is that of docs/register.md."""


@frozen
class Block:
    """A block: the page's path in the repository, the line (from 1) of its first line of code, its language, the file
    that it is (empty: none), its text, and the comment right above it.
    """

    page: str
    line: int
    language: str
    file: str
    text: str
    above: str = ""

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def first(self) -> str:
        """Its first line of code, by which a list of exceptions names it."""
        return self.text.split("\n", 1)[0].strip()


def pages() -> list[str]:
    """Every page of the repository's own."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def blocks_of(page: str, root: Path = ROOT) -> list[Block]:
    """In their order."""
    return list(blocks_in(page, (root / page).read_text(encoding="utf-8")))


def blocks_in(page: str, text: str) -> Iterator[Block]:
    """An indented block is one of commands."""
    above = ""
    for token in MarkdownIt("commonmark").parse(text):
        line = (token.map or [0, 0])[0] + 1
        if token.type == "fence" and not token.info.startswith("{"):  # a directive, which the site is built with
            language, _, file = token.info.strip().partition(" ")
            yield Block(page, line + 1, language, file.strip(), token.content, above)
        elif token.type == "code_block":
            yield Block(page, line, "sh", "", token.content, above)
        above = token.content.strip() if token.type == "html_block" else ""
