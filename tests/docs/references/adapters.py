"""The options of adapters: which are asked for, read from the code, and what they are, from its docstrings' tables."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from pathlib import Path
from tomllib import loads
from typing import Final

from arende.ports.options import Options
from attrs import evolve, frozen

from ...gates.reading import tree_of
from ..build import ROOT
from .source import docstring_table, prose

KINDS: Final = {
    "text": "text",
    "texts": "texts",
    "whole": "whole number",
    "truth": "true or false",
    "one_of": "one of a few words",
    "url": "URL",
    "path": "path of a file",
}
"""Methods of `Options`, and what each reads."""
RECEIVERS: Final = ("o", "options")
"""What an adapter's code calls its `Options`."""
OPTIONAL: Final = ("path",)
SHARED: Final = {"sms": "arende_sms.settings"}
"""What adapters of a port share, and tell once."""
TABLES: Final = {
    "storage": "storage",
    "sms": "[[sms]]",
    "auth": "[[auth]]",
    "journal": "[export.NAME]",
    "webhooks": "[subscribers.NAME]",
    "directory": "[[directory]]",
}
"""By how the name of the entry point begins: where in the settings its adapters stand."""
ELSEWHERE: Final = ("transcript",)
"""Entry points that bring nothing which the settings name."""


@frozen
class Asked:
    """An option: its name, what it is read as, its default as it is written, and whether it must be given."""

    name: str
    kind: str
    default: str
    required: bool


@frozen
class Adapter:
    """What an entry point brings: the names that settings use, what it says of itself, its options and their words."""

    point: str
    names: tuple[str, ...]
    about: str
    options: tuple[Asked, ...]
    words: Mapping[str, str]

    @property
    def table(self) -> str:
        return TABLES[self.point.partition("_")[0]]

    @property
    def dumb(self) -> list[str]:
        """Options that no table of a docstring tells of, and rows of it that no code asks for."""
        asked = {one.name for one in self.options}
        return [
            *(name for name in asked if not self.words.get(name)),
            *(name for name in self.words if name not in asked),
        ]


def adapters() -> list[Adapter]:
    """Of every entry point of ours, in the order of `pyproject.toml`."""
    project = loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points: Mapping[str, str] = project["entry-points"]["arende"]
    return [adapter(point, module) for point, module in points.items() if point not in ELSEWHERE]


def shared(module: str) -> Adapter:
    """What several adapters ask for."""
    return adapter("", module)


def adapter(point: str, module: str) -> Adapter:
    files = files_of(module)
    trees = [tree_of(file) for file in files]
    asking = [tree for tree in trees if any(asked_in(tree))]
    words: dict[str, str] = {}
    asked: dict[str, Asked] = {}
    for tree in asking:
        words |= docstring_table(ast.get_docstring(tree) or "")
        asked |= {one.name: one for one in asked_in(tree) if one.name not in asked}
    for name in words:  # asked for by a name that the code has in a table
        if any(name in texts(ast.walk(tree)) for tree in asking):
            asked.setdefault(name, Asked(name, "text", "", False))
    schemes: tuple[str, ...] = getattr(import_module(module), "SCHEMES", ())
    names = tuple(dict.fromkeys(name for tree in trees for name in registered(tree))) or schemes
    return Adapter(point, names, prose(ast.get_docstring(trees[0]) or ""), in_order(asked, words), words)


def in_order(asked: Mapping[str, Asked], words: Mapping[str, str]) -> tuple[Asked, ...]:
    """As those who wrote of them put them; then the rest."""
    return tuple(asked[name] for name in dict.fromkeys([*words, *asked]) if name in asked)


def files_of(module: str) -> list[Path]:
    """The module first; where it is a package's door, the rest of the package after it."""
    spec = find_spec(module)
    assert spec is not None and spec.origin is not None
    door = Path(spec.origin)
    if door.name in ("plugin.py", "__init__.py"):
        rest = sorted(path for path in door.parent.glob("*.py") if path != door)
        return [door, *rest]
    return [door]


def registered(tree: ast.Module) -> Iterator[str]:
    """The names that a module puts into a registry."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "registry.add":
            yield from texts(node.args[:1])


def texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def asked_in(tree: ast.Module) -> Iterator[Asked]:
    """`o.text("name", …)`, and what is handed on with `o` beside it: `uri(o, "name", …)`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        of, kind = (ast.unparse(node.func.value), node.func.attr) if isinstance(node.func, ast.Attribute) else ("", "")
        if of in RECEIVERS and kind in KINDS:
            yield from one_asked(node, kind)
        elif len(node.args) > 1 and ast.unparse(node.args[0]) in RECEIVERS:
            yield from (Asked(name, "text", "", False) for name in texts(node.args[1:2]))


def one_asked(node: ast.Call, kind: str) -> Iterator[Asked]:
    """Of one call of `Options`, by the names of its parameters."""
    named = dict(zip(signature(getattr(Options, kind)).parameters, [None, *node.args], strict=False))
    named |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    given = named.get("default")
    default = repr(given.value) if isinstance(given, ast.Constant) and given.value not in (None, "") else ""
    bounds = [named.get(name) for name in ("least", "most")]
    what = KINDS[kind]
    if all(isinstance(bound, ast.Constant) for bound in bounds):
        what += " " + "–".join(ast.unparse(bound) for bound in bounds if bound)
    for name in texts(node.args[:1]):
        yield Asked(name, what, toml(default), given is None and kind not in OPTIONAL)


def toml(python: str) -> str:
    """A default as the settings have it."""
    return {"True": "true", "False": "false"}.get(python, python.replace("'", '"'))


def with_words(of: Adapter, words: Mapping[str, str]) -> Adapter:
    both = {**words, **of.words}
    return evolve(of, words=both, options=in_order({one.name: one for one in of.options}, both))
