"""Writes `docs/vendors/hooks.md` from the hook specifications and ports: `python -m tests.gates.hooks_page` anew.

What a page cannot say is missing where its author left it out: `undocumented` names each hook, class and method
without a docstring.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from arende_conformance.contracts import CONTRACTS

from tests.gates.reading import CORE, ROOT, tree_of

FILE: Final = ROOT / "docs" / "vendors" / "hooks.md"
PORTS: Final = CORE / "arende" / "ports"
PREFIX: Final = "arende_register_"
HEAD: Final = """# Hooks and ports

Made by `python -m tests.gates.hooks_page` from `arende.ports`: change the docstrings there, not this page.

A plugin is a module with one function for each port it serves, marked `@hookimpl` (`arende.ports.hooks`) and named by
an entry point of the group `arende`:

```toml
[project.entry-points."arende"]
our_sms = "our_package.sms"
```

Each hook is called once, at start-up, with its registry; `registry.add(name, factory)` puts the factory under the name
that settings use. Where a factory lacks a method or a parameter, or a name is taken, arende does not start and says so,
a sentence for each fault. After that every call goes to the object that `open` gave.

What a port has no clauses for is registered and checked, and nothing here promises that this version calls it.
"""
SHARED: Final = ("config", "http", "records", "indexes", "journal")
"""Modules with what several ports have in common."""


def page() -> str:
    """The whole page."""
    return HEAD + "".join([*map(_section, hooks()), *map(_shared, SHARED)])


def read() -> list[Path]:
    """Every module that the page is made of."""
    return [PORTS / "hooks.py", *map(port_of, hooks()), *(PORTS / f"{name}.py" for name in SHARED)]


def hooks() -> list[ast.FunctionDef]:
    """The hook specifications, in their order."""
    return [
        node
        for node in tree_of(PORTS / "hooks.py").body
        if isinstance(node, ast.FunctionDef) and any(ast.unparse(d) == "hookspec" for d in node.decorator_list)
    ]


def port_of(hook: ast.FunctionDef) -> Path:
    """The module of the port that a hook registers for."""
    return PORTS / f"{hook.name.removeprefix(PREFIX)}.py"


def undocumented(tree: ast.Module) -> list[str]:
    """Hook specifications, classes, and methods of protocols that say nothing of themselves."""
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not ast.get_docstring(node):
            found.append(node.name)
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node):
            found.append(node.name)
        if isinstance(node, ast.ClassDef) and _is_protocol(node):
            found += [f"{node.name}.{method.name}" for method in _methods(node) if not ast.get_docstring(method)]
    return found


def _section(hook: ast.FunctionDef) -> str:
    port = port_of(hook).stem
    has = port in CONTRACTS
    clauses = f"Its clauses: `arende-conformance list --port {port}`." if has else "It has no clauses yet."
    lines = [f"\n## `{hook.name}({ast.unparse(hook.args)})`\n", f"{_text(hook)} {clauses}", *_module(port)]
    return "\n".join(lines) + "\n"


def _shared(name: str) -> str:
    return "\n".join([f"\n## `arende.ports.{name}`", *_module(name)]) + "\n"


def _module(name: str) -> Iterator[str]:
    """What a module says of itself, its protocols, and the rest of its classes."""
    tree = tree_of(PORTS / f"{name}.py")
    for paragraph in _paragraphs(ast.get_docstring(tree) or ""):
        yield f"\n{paragraph}"
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in filter(_is_protocol, classes):
        yield f"\n### `{node.name}`\n\n{_text(node)}\n"
        yield from (f"- `{_call(method)}`: {_text(method)}" for method in _methods(node))
    values = [node for node in classes if not _is_protocol(node)]
    aliases = [node for node in tree.body if isinstance(node, ast.AnnAssign) and _is_alias(node)]
    if values or aliases:
        yield f"\n### Values and errors of `arende.ports.{name}`\n"
    for node in values:
        yield f"- `{node.name}`: {_text(node)}"
        yield from _fields(node)
    yield from (f"- `{ast.unparse(alias.target)}`: `{ast.unparse(alias.value)}`" for alias in aliases if alias.value)


def _is_alias(node: ast.AnnAssign) -> bool:
    return ast.unparse(node.annotation) == "TypeAlias"


def _is_protocol(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base) == "Protocol" for base in node.bases)


def _methods(node: ast.ClassDef) -> list[ast.FunctionDef]:
    return [method for method in node.body if isinstance(method, ast.FunctionDef)]


def _call(method: ast.FunctionDef) -> str:
    """The signature without `self`; a property has no parentheses."""
    result = f" -> {ast.unparse(method.returns)}" if method.returns else ""
    if any(ast.unparse(d) == "property" for d in method.decorator_list):
        return f"{method.name}{result}"
    given = ast.unparse(method.args).removeprefix("self").removeprefix(", ")
    return f"{method.name}({given}){result}"


def _fields(node: ast.ClassDef) -> Iterator[str]:
    """A line for each field or member, with the sentence that follows it, if one does."""
    for one, after in zip(node.body, [*node.body[1:], None], strict=True):
        told = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            told = f": {' '.join(after.value.value.split())}"
        if isinstance(one, ast.AnnAssign):
            yield f"  - `{ast.unparse(one.target)}: {ast.unparse(one.annotation)}`{told}"
        elif isinstance(one, ast.Assign):
            yield f"  - `{ast.unparse(one.targets[0])} = {ast.unparse(one.value)}`{told}"


def _text(node: ast.FunctionDef | ast.ClassDef) -> str:
    return " ".join((ast.get_docstring(node) or "").split())


def _paragraphs(docstring: str) -> Iterator[str]:
    """Of a module's docstring; a table keeps its shape."""
    for paragraph in docstring.split("\n\n"):
        yield f"```text\n{paragraph}\n```" if paragraph.startswith("==") else " ".join(paragraph.split())


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(page(), encoding="utf-8")
