"""The code of `docs/embedding.md` is that of the examples, each of which the page shows."""

import re

from .page import PAGE, PLACE, ROOT, filled


def test_the_page_shows_the_code_that_is_run() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert filled(text) == text, "python -m tests.examples.page"
    shown = {found[1] for found in PLACE.findall(text)}
    marked = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "examples" / "embedding").glob("*.py")
        if re.search(r"# begin: ", path.read_text(encoding="utf-8"))
    }
    assert shown == marked != set()
    assert len(re.findall("<!-- examples/", text)) == len(shown), (
        "a mark without its block; other code is run where it stands"
    )
