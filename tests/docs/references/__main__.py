"""`python -m tests.docs.references [NAME…]`: writes the pages with these names anew, or all of them."""

import sys

from . import FOLDER, PAGES


def main(*names: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in names or PAGES:
        (FOLDER / f"{name}.md").write_text(PAGES[name](), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
