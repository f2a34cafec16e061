"""`docs/reference/queries.md`: what can be asked of `engine.queries`, and the rows that are answered with."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from pkgutil import iter_modules
from types import FunctionType
from typing import Final, get_args

import arende.views
from arende.engine.queries import Queries

from ...gates.reading import tree_of
from .markdown import code, ended, head, table, text
from .source import fields_of, prose

INTRO: Final = """
Everything that can be asked: in Python `engine.queries.NAME(actor, …)`. Each answers a `Result`: what was asked for, or
a refusal; and what it shows of patients is in the [access log](../audit.md) before it answers. A query waits for the
storage, so an asynchronous host asks in a thread. Who may read what: [who sees what](../concepts/access.md).

A `Page` has `items` and `next`; `next` given as `after` goes on, and None is the end.
"""
INNER: Final = frozenset({"seen", "whose", "known", "view", "bounds", "persons"})
"""Parameters of what the rooms have among themselves."""
WORD: Final = re.compile(r"\w+")


def page() -> str:
    lines = head("Queries", "`arende.engine`", "queries", INTRO)
    for module, found in groupby(queries(), key=lambda query: query.__module__):
        lines += [f"## {title(module)}", ""]
        for query in found:
            lines += [f"### `{query.__name__}`", "", code(signature(query)), "", text(told(query)), ""]
    lines += ["## Rows", ""]
    for row in rows():
        about = text(prose(inspect.cleandoc(row.__doc__ or "")))
        fields = [(code(one.name), code(one.form), one.about) for one in fields_of(row)]
        lines += [f"### `{row.__name__}`", "", about, "", *table(("field", "type", "what"), fields)]
    return ended(lines)


def queries() -> list[FunctionType]:
    """By the module that they stand in, and there as they stand."""
    found = [query for _, query in inspect.getmembers(Queries, inspect.isfunction) if is_asked(query)]
    return sorted(found, key=lambda query: (query.__module__, definition(query).lineno))


def is_asked(query: FunctionType) -> bool:
    names = list(inspect.signature(query).parameters)
    if query.__name__.startswith("_") or names[1:2] != ["actor"]:
        return False
    answers = ast.unparse(definition(query).returns or ast.Constant("")).startswith("Result[")
    return answers and not INNER & {*names}


def definition(query: FunctionType) -> ast.FunctionDef:
    tree = tree_of(Path(inspect.getfile(inspect.unwrap(query))))
    return next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == query.__name__)


def signature(query: FunctionType) -> str:
    node = definition(query)
    arguments = ast.unparse(node.args).removeprefix("self, ")
    return f"{node.name}({arguments}) -> {ast.unparse(node.returns or ast.Constant(None))}"


def title(module: str) -> str:
    """`case_lists` as Case lists."""
    return module.rpartition(".")[2].replace("_", " ").capitalize()


def told(query: FunctionType) -> str:
    return inspect.cleandoc(query.__doc__ or "")


def rows() -> list[type]:
    """Classes of `arende.views` that answers, and fields of such, name."""
    found: dict[str, type] = {}
    wanted = [name for query in queries() for name in named(query)]
    while wanted:
        name = wanted.pop()
        for row in known(name):
            if row.__name__ not in found and row.__name__ != "Page":
                found[row.__name__] = row
                wanted += [word for one in fields_of(row) for word in WORD.findall(one.form)]
    return [found[name] for name in sorted(found)]


def named(query: FunctionType) -> list[str]:
    return WORD.findall(ast.unparse(definition(query).returns or ast.Constant("")))


def known(name: str) -> Iterator[type]:
    """Attrs classes of that name, or that an alias of that name joins, in the modules of the views."""
    for one in iter_modules(arende.views.__path__, "arende.views."):
        found: object = vars(import_module(one.name)).get(name)
        for cls in (found, *get_args(found)):
            if inspect.isclass(cls) and cls.__module__.startswith("arende.views") and hasattr(cls, "__attrs_attrs__"):
                yield cls


def undocumented() -> list[str]:
    unsaid = [query.__name__ for query in queries() if not told(query)]
    return unsaid + [row.__name__ for row in rows() if not (row.__doc__ or "").strip()]
