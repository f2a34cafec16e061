"""Sphinx extension: links to folders of the repository, and names of languages that Pygments has another name for.

A link to a page leads to the page, one to any other file to a copy of it. A folder is no page: the link leads to the
folder's index or README where it has one, and is else its words alone. A link to what is not there stays, for MyST to
find fault with.
"""

from pathlib import Path
from typing import Final

from docutils import nodes
from pygments.lexers.data import JsonLexer
from sphinx import addnodes
from sphinx.application import Sphinx

FIRST: Final = ("index", "README")
"""The page of a folder, in this order."""


def _folders(app: Sphinx, doctree: nodes.document) -> None:
    here = Path(app.srcdir, app.env.docname).parent
    for link in list(doctree.findall(addnodes.pending_xref)):
        target = link["reftarget"]
        folder = (here / target).resolve()
        if link["reftype"] != "myst" or not target or not folder.is_dir():
            continue
        names = [(folder / name).relative_to(app.srcdir).as_posix() for name in FIRST]
        page = next((name for name in names if name in app.env.found_docs), None)
        if page is None:
            link.replace_self(link.children)
        else:
            link["refdomain"], link["reftarget"], link["reftargetid"] = "doc", page, None


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_lexer("jsonl", JsonLexer)
    app.connect("doctree-read", _folders)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
