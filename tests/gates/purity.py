"""What pure code may import and call, as tables, and what of a module breaks them. The rule is an allow-list."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.gates.reading import imports

BASE: Final = (
    "attrs",
    "returns",
    "typing",
    "collections",
    "enum",
    "datetime",
    "zoneinfo",  # named exception: it reads its tables
    "unicodedata",
    "re",
)
ALLOWED: Final = {
    "domain": (*BASE, "arende.domain"),
    "views": (*BASE, "hashlib", "arende.domain", "arende.ports", "arende.views"),
}
BANNED_NAMES: Final = frozenset(
    {
        "open",
        "print",
        "eval",
        "exec",
        "input",
        "__import__",
        "compile",
        "breakpoint",
        "getattr",
        "globals",
        "vars",
        "__builtins__",
    }
)
CLOCKS: Final = frozenset({"now", "utcnow", "today"})
TOLD: Final = frozenset({"facts", "self"})
"""What may have an attribute `now`: there it is a value that was handed in."""


def belongs(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in allowed)


def impurities(tree: ast.Module, package: str, allowed: tuple[str, ...]) -> Iterator[str]:
    """Each breach, with its line."""
    for name, line in imports(tree, package):
        if not belongs(name, allowed):
            yield f"{line}: imports {name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in BANNED_NAMES:
            yield f"{node.lineno}: uses {node.id}"
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and not told(node):
            yield f"{node.lineno}: reads the clock by .{node.attr}"
        if isinstance(node, ast.Global | ast.Nonlocal):
            yield f"{node.lineno}: changes what lies outside the function"


def told(node: ast.Attribute) -> bool:
    """Whether it is `facts.now`, a value, and not a call of anything's."""
    return node.attr == "now" and isinstance(node.value, ast.Name) and node.value.id in TOLD
