"""Sphinx extension: a picture of a screen leads to itself in its full size, for it is small on a phone.

Drawings (SVG) are as large as the page lets them be.
"""

from docutils import nodes
from sphinx.application import Sphinx


def _full_size(_app: Sphinx, doctree: nodes.document) -> None:
    for image in doctree.findall(nodes.image):
        if not isinstance(image.parent, nodes.reference) and not image["uri"].endswith(".svg"):
            image["scale"] = 100  # Sphinx makes a link of an image that states its size


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-read", _full_size)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
