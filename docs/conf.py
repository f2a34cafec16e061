"""How Sphinx makes the documentation: `python -m tests.docs.build FOLDER`, or
`sphinx-build -W --keep-going -n -b html -c docs . FOLDER` from the root of the repository.

The root is the source folder, so that a relative link between README and docs/ is the same link on a forge and here.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_site"))

project = "arende"
author = "The arende developers"
copyright = "the arende developers, Apache-2.0"
language = "en"
root_doc = "docs/index"

extensions = ["myst_parser", "site_links", "site_contents", "site_pictures"]
include_patterns = ["docs/**", "*.md"]
# Where no page is, so that nobody walks through it.
exclude_patterns = [".*", "[a-ce-z]*/**", "docs/_site", "build", "dist"]
source_suffix = {".md": "markdown"}

# The anchors that a forge gives headings; a link to one that is not there is an error.
myst_heading_anchors = 6
nitpicky = True

# A block without a language is one of commands, indented.
highlight_language = "sh"

# Two hyphens before an option stay two.
smartquotes = False

html_theme = "furo"
html_title = "arende"
html_static_path = ["_site/static"]
html_css_files = ["arende.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options: dict[str, object] = {}
