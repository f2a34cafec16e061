"""The rules of typing that mypy does not hold by itself: where Any may stand, and how an error may be silenced."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.gates.reading import comments, imports, tree_of

IGNORE = re.compile(r"#\s*type:\s*ignore")
WITH_REASON = re.compile(r"# type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\]\s+#\s*\S.{9,}")
FEW = 10


def uses_of_any(path: Path) -> Iterator[str]:
    """Each import or use of typing's Any, with its line."""
    tree = tree_of(path)
    for name, line in imports(tree, ""):
        if name in ("typing.Any", "typing_extensions.Any", "typing.*"):
            yield f"{line}: imports {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "Any":
            yield f"{node.lineno}: uses .Any"


def ignores(path: Path) -> list[tuple[str, int]]:
    """Each comment that silences mypy."""
    return [(text, line) for text, line in comments(path) if IGNORE.search(text)]


def unreasoned(path: Path) -> list[int]:
    """Lines that silence mypy without code or reason."""
    return [line for text, line in ignores(path) if WITH_REASON.search(text) is None]
