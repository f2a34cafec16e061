"""Sphinx extension: blocks of `mermaid` become pictures as the site is made, light and dark, so that no reader's
browser has to draw or fetch anything. A diagram with a fault is a warning, thus an error.
"""

import hashlib
import html
from pathlib import Path
from typing import Final

import mermaidx
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

THEMES: Final = {"light": "default", "dark": "dark"}
"""What furo calls it to what Mermaid calls it."""
FOLDER: Final = "_diagrams"


def drawn(source: str, theme: str) -> str:
    """The picture as SVG. RuntimeError with Mermaid's own words where the source has a fault."""
    svg: str = mermaidx.render(source, theme=theme).svg()
    return svg


def _draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for block in list(doctree.findall(nodes.literal_block)):
        if block.get("language") == "mermaid":
            try:
                block.replace_self(_pictures(app, docname, block))
            except RuntimeError as fault:
                logging.getLogger(__name__).warning("no diagram: %s", fault, location=block)


def _pictures(app: Sphinx, docname: str, block: nodes.literal_block) -> list[nodes.Node]:
    source = block.astext()
    told = html.escape(f"Diagram: {_heading(block)}")
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    up = "../" * docname.count("/")
    found: list[nodes.Node] = []
    for name, theme in THEMES.items():
        file = folder / f"{hashlib.sha256(source.encode()).hexdigest()[:16]}-{name}.svg"
        file.write_text(drawn(source, theme), encoding="utf-8")
        at = f"{up}{FOLDER}/{file.name}"
        picture = f'<a class="only-{name}" href="{at}"><img class="diagram" src="{at}" alt="{told}"></a>'
        found.append(nodes.raw("", picture, format="html"))
    return found


def _heading(node: nodes.Node) -> str:
    """Of the section that a node stands in."""
    above = node.parent
    while above is not None and not isinstance(above, nodes.section):
        above = above.parent
    return above[0].astext() if above is not None else ""


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-resolved", _draw)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
