"""Copies the examples' code into `docs/embedding.md`: `python -m tests.examples.page`. A test holds the page to it."""

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "embedding.md"
PLACE: Final = re.compile(r"(<!-- (\S+): ([a-z ]+) -->\n```python\n).*?(```\n)", re.DOTALL)


def part(path: str, name: str) -> str:
    """What stands between the two marks. ValueError where they do not."""
    text = (ROOT / path).read_text(encoding="utf-8")
    found = re.search(rf"^ *# begin: {name}\n(.*?)^ *# end: {name}$", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f"{path} has no part {name}")
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", "shown.py", "-"]
    # What was nested in a function has other blank lines at the margin.
    done = subprocess.run(command, input=dedent(found[1]), capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout


def filled(text: str) -> str:
    """The page with the code as it is."""
    return PLACE.sub(lambda m: f"{m[1]}{part(m[2], m[3])}{m[4]}", text)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
