"""Makes the documentation as a site, with every warning an error: `python -m tests.docs.build FOLDER`."""

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
STRICT: Final = ("-W", "--keep-going", "-n", "-q", "-E", "-b", "html")
"""Warnings are errors, all of them are told, names that lead nowhere are among them, nothing is taken from before."""


def build(out: Path, root: Path = ROOT) -> str:
    """Make the site of a tree in a folder; what Sphinx found fault with, or an empty text."""
    command = [sys.executable, "-m", "sphinx", *STRICT, "-c", str(root / "docs"), str(root), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, timeout=300)
    return "" if done.returncode == 0 else done.stderr or f"exit {done.returncode}"


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]).resolve()))
