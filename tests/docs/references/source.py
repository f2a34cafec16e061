"""What the source says of itself and the running program does not: words after a field, tables in a docstring."""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from ...gates.reading import tree_of

RULE: Final = re.compile(r"^=+( +=+)+$")
NAMES: Final = re.compile(r"`([\w.]+)`")


@frozen
class Field:
    """A field of a class: its name, type and default as they are written, and the words after it (empty: none)."""

    name: str
    form: str
    default: str
    about: str


def fields_of(cls: type) -> list[Field]:
    """The fields of an attrs class and of those that it inherits from, in their order."""
    found: dict[str, Field] = {}
    for one in reversed(cls.__mro__):
        if one.__module__.startswith("arende"):
            found |= {field.name: field for field in own_fields(one)}
    return list(found.values())


def own_fields(cls: type) -> Iterator[Field]:
    body = class_body(cls)
    for one, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(one, ast.AnnAssign) and "ClassVar" not in ast.unparse(one.annotation):
            told = ""
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                told = " ".join(str(after.value.value).split())
            yield Field(ast.unparse(one.target), ast.unparse(one.annotation), default_of(one.value), told)


def class_body(cls: type) -> list[ast.stmt]:
    tree = tree_of(Path(inspect.getfile(cls)))
    return next(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == cls.__name__)


def default_of(value: ast.expr | None) -> str:
    """As it is written; that of `field(default=…)`; empty where there is none, or one that is made."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "field":
        given = {one.arg: one.value for one in value.keywords}
        return ast.unparse(given["default"]) if "default" in given else ""
    return "" if value is None or isinstance(value, ast.Call) else ast.unparse(value)


def docstring_table(docstring: str) -> Mapping[str, str]:
    """Names in the first column of a docstring's table to the words beside them; several names may share a row."""
    found: dict[str, str] = {}
    names: list[str] = []
    inside = False
    for line in docstring.splitlines():
        if RULE.match(line.strip()):
            inside = not inside
            continue
        if not inside:
            continue
        first, second = split_at(line, docstring)
        if first:
            names = NAMES.findall(first)
            found |= dict.fromkeys(names, second)
        else:
            found |= {name: f"{found[name]} {second}" for name in names}
    return found


def split_at(line: str, docstring: str) -> tuple[str, str]:
    """A row's two cells: the second column begins where the rule's second part does."""
    rule = next(one for one in docstring.splitlines() if RULE.match(one.strip()))
    at = rule.index(" =") + 1
    return line[:at].strip(), line[at:].strip()


def prose(docstring: str) -> str:
    """A docstring's first paragraph, in one line."""
    return " ".join(docstring.strip().split("\n\n")[0].split())
