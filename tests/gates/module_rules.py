"""What every module looks like: a door sign, and short enough to be read at one sitting."""

import ast
from pathlib import Path
from typing import Final

from tests.gates.reading import tree_of

LONGEST: Final = 300
SHORTEST_SIGN: Final = 15


def faults_of(path: Path) -> list[str]:
    """What is wrong with a module, if anything."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if not lines and path.name == "__init__.py":
        return []
    sign = ast.get_docstring(tree_of(path)) or ""
    found = [] if lines <= LONGEST else [f"{lines} lines, {LONGEST} at most"]
    return found if len(sign) >= SHORTEST_SIGN else [*found, "no docstring that says what lives here"]
