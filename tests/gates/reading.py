"""Where the code of the tree is, and how gates read it: syntax trees and comments, never by importing it."""

import ast
import tokenize
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "tests" / "samples"
CORE = ROOT / "core"
SHIPPED = (CORE, ROOT / "adapters", ROOT / "plugins", ROOT / "conformance")


def modules(*folders: Path) -> list[Path]:
    """Every module below the folders, in order; samples are broken on purpose and left out."""
    found = (path for folder in folders for path in folder.rglob("*.py"))
    return sorted(path for path in found if SAMPLES not in path.parents and "__pycache__" not in path.parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=path.name)


def package_of(path: Path, root: Path) -> str:
    """The dotted package that a module's relative imports start from."""
    return ".".join(path.relative_to(root).parent.parts)


def imports(tree: ast.Module, package: str) -> Iterator[tuple[str, int]]:
    """Absolute names of all that is imported, wherever it stands in the module, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((f"{origin}.{alias.name}", node.lineno) for alias in node.names)


def comments(path: Path) -> Iterator[tuple[str, int]]:
    """Each comment with its line."""
    for token in tokenize.generate_tokens(StringIO(path.read_text(encoding="utf-8")).readline):
        if token.type == tokenize.COMMENT:
            yield token.string, token.start[0]
