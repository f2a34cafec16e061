"""What a built site leads to: each address in its pages, and what is wrong with it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

OUT: Final = re.compile(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""")
"""What a style sheet would fetch from elsewhere."""
LOADS: Final = ("src", "srcset", "poster", "data")
"""Attributes whose address a browser fetches by itself; so does a `link`."""


class Page(HTMLParser):
    """The names (ids) of a page and its addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.leads: set[str] = set()
        self.loads: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (tag == "a" and name == "name"):
                self.names.add(value)
            elif name in LOADS or (tag == "link" and name == "href"):
                self.loads.add(value)
            elif name == "href":
                self.leads.add(value)


def faults(out: Path) -> list[str]:
    """Of a whole site: what leads nowhere, what a browser would fetch from elsewhere, what is no address."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(out.rglob("*.html"))}
    sheets = {path: path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.css"))}
    outside = [
        f"{path.relative_to(out)}: loads {url} from elsewhere"
        for path, text in sheets.items()
        for url in OUT.findall(text)
    ]
    return outside + [
        f"{path.relative_to(out)}: {fault}"
        for path, page in pages.items()
        for fault in (*_loads(page, path), *_leads(page, path, pages))
    ]


def _loads(page: Page, path: Path) -> Iterator[str]:
    for address in sorted(page.loads):
        parts = urlsplit(address)
        if parts.scheme == "data":
            continue
        if parts.scheme or parts.netloc:
            yield f"loads {address} from elsewhere"
        elif parts.path and not (path.parent / unquote(parts.path)).exists():
            yield f"loads {address}, which is not there"


def _leads(page: Page, path: Path, pages: dict[Path, Page]) -> Iterator[str]:
    for address in sorted(page.leads):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            if not outward(address):
                yield f"{address!r} is no address that we lead out to"
            continue
        to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not to.is_file():
            yield f"leads to {address}, which is not there"
        elif parts.fragment and to in pages and not _is_place(unquote(parts.fragment), pages[to]):
            yield f"leads to {address}, a place that the page does not have"


def _is_place(name: str, page: Page) -> bool:
    return name in page.names or name == "top"


def outward(address: str) -> bool:
    """Whether an address out of the site has a form that can be one: nothing is asked of the other side."""
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return "@" in parts.path and " " not in address
    return parts.scheme == "https" and "." in parts.netloc and not set(address) & set(" <>\"'")
