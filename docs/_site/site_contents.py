"""Sphinx extension: the lists of links of an index page are the table of contents.

So an index page is plain Markdown, read on a forge as it stands: below each heading, a list whose items begin with a
link to a page. The heading is the caption of these pages in the menu. A page that no index leads to is a warning of
Sphinx's, thus an error. The front page at the root of what is built leads to `docs/index`; Swedish pages say that they
are Swedish.
"""

import re
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

HEADING: Final = re.compile(r"^## (.+)$")
ITEM: Final = re.compile(r"^[-*] \[([^\]]+)\]\(([^)#\s]+)\.md\)")
SWEDISH: Final = "docs/sv/"
FRONT: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>arende</title>
<meta http-equiv="refresh" content="0; url=docs/index.html"></head>
<body><p><a href="docs/index.html">arende</a></p></body></html>
"""


def contents(text: str) -> str:
    """The directives that say what an index page says by its lists."""
    caption = ""
    entries: list[str] = []
    made: list[str] = []
    for line in [*text.splitlines(), "## end"]:
        if heading := HEADING.match(line):
            if entries:
                made.append("\n".join(["```{toctree}", ":hidden:", *caption_of(caption), "", *entries, "```"]))
            caption, entries = heading[1], []
        elif item := ITEM.match(line):
            entries.append(f"{item[1]} <{item[2]}>")
    return "\n\n".join(made)


def caption_of(heading: str) -> list[str]:
    """A heading without marks; none before the first one."""
    return [f":caption: {heading.replace('`', '')}"] if heading else []


def _add(_app: Sphinx, docname: str, source: list[str]) -> None:
    if docname == "index" or docname.endswith("/index"):
        source[0] = f"{source[0]}\n\n{contents(source[0])}\n"


def _language(_app: Sphinx, pagename: str, _template: str, context: dict[str, object], _doctree: object) -> None:
    if pagename.startswith(SWEDISH):
        context["language"] = "sv"


def _front(app: Sphinx, fault: Exception | None) -> None:
    if fault is None and app.builder.name == "html":
        (Path(app.outdir) / "index.html").write_text(FRONT, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("source-read", _add)
    app.connect("html-page-context", _language)
    app.connect("build-finished", _front)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
