"""Rule of the gate: what an adapter of the tree says of its configuration is said in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.gates.reading import tree_of

SAID = {"ConfigError": 0, "fault": 1, "Options": 1, "need": 1}
"""Which argument of each holds the words."""


def in_one_language(path: Path) -> Iterator[int]:
    """Lines where the words are one text, and not a pair."""
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda node: node.lineno):
        said = node.args[SAID.get(name_of(node.func), len(node.args)) :]
        if said and isinstance(said[0], ast.Constant | ast.JoinedStr):
            yield node.lineno


def name_of(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
