"""`docs/reference/http.md`: every operation of the JSON API, from the OpenAPI document that the web answers with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import orjson
from arende_web.api.openapi import PROBLEMS, document
from arende_web.api.routes import OPERATIONS

from .markdown import cell, code, ended, head, table, text

INTRO: Final = """
All addresses are below `/api/v1`. How to call it, with examples, stands in [the web](../web.md#the-json-api).
"""
WHO: Final = {
    "nobody": "Anyone",
    "any": "Whoever is signed in",
    "staff": "Staff",
    "patient": "The patient's side",
    "register": "A host's register, by the token of its feed",
}
"""What a tag says of who may ask."""
JSON: Final = "application/json"
KEY: Final = "Idempotency-Key"
Tree = Mapping[str, "Tree"] | Sequence["Tree"] | str | int | float | bool | None


class Described:
    """The document, as JSON has it."""

    def __init__(self) -> None:
        self.whole: Tree = orjson.loads(orjson.dumps(document(OPERATIONS, "")))

    def at(self, *path: str) -> Tree:
        found = self.whole
        for name in path:
            found = within(found, name)
        return found


def within(tree: Tree, name: str) -> Tree:
    return tree.get(name) if isinstance(tree, Mapping) else None


def items(tree: Tree) -> list[tuple[str, Tree]]:
    return list(tree.items()) if isinstance(tree, Mapping) else []


def listed(tree: Tree) -> list[Tree]:
    return list(tree) if isinstance(tree, Sequence) and not isinstance(tree, str) else []


def page() -> str:
    described = Described()
    lines = head("The JSON API", "the OpenAPI document that `/api/v1/openapi.json` answers with", "http", INTRO)
    lines += paragraphs(described)
    lines += ["## What may go wrong", "", "Each operation may answer with these, as problem documents:", ""]
    lines += table(("status", "what"), ((str(status), about) for status, about in PROBLEMS.items()))
    for tag, who in WHO.items():
        lines += [f"## {who}", ""]
        for path, methods in items(described.at("paths")):
            for method, told in items(methods):
                if within(told, "tags") == [tag]:
                    lines += operation(method.upper(), path, told)
    lines += ["## Shapes", ""]
    for name, schema in items(described.at("components", "schemas")):
        lines += shape(name, schema)
    return ended(lines)


def paragraphs(described: Described) -> Iterator[str]:
    for paragraph in str(described.at("info", "description")).strip().split("\n\n")[1:]:
        yield from (" ".join(paragraph.split()), "")


def operation(method: str, path: str, told: Tree) -> Iterator[str]:
    yield from (
        f"### `{method} {path}`",
        "",
        f"{cell(str(within(told, 'summary')))} (`{within(told, 'operationId')}`)",
        "",
    )
    given = [param for param in listed(within(told, "parameters")) if within(param, "name") != KEY]
    rows = [
        (
            code(str(within(one, "name"))),
            str(within(one, "in")),
            form(within(one, "schema")),
            str(within(one, "description") or ""),
        )
        for one in given
    ]
    yield from table(("parameter", "in", "form", "what"), rows)
    bodies = items(within(within(told, "requestBody"), "content"))
    parts = [
        f"Body: {form(within(body, 'schema'))}{'' if kind == JSON else f' ({code(kind)})'}." for kind, body in bodies
    ]
    if len(given) != len(listed(within(told, "parameters"))):
        parts.append(f"Takes `{KEY}`.")
    ((status, done),) = [(key, one) for key, one in items(within(told, "responses")) if key.startswith("2")]
    answer = within(within(within(done, "content"), JSON), "schema")
    parts.append(f"Answers {status}: {form(answer)}." if answer is not None else f"Answers {status}, without content.")
    yield from (" ".join(parts), "")


def shape(name: str, schema: Tree) -> Iterator[str]:
    yield from (f"### `{name}`", "")
    about = within(schema, "description")
    if isinstance(about, str):
        yield from (text(about), "")
    if within(schema, "properties") is None:
        yield from (f"{form(schema)}.", "")
    required = listed(within(schema, "required"))
    rows = [
        (code(field), form(one), "yes" if field in required else "")
        for field, one in items(within(schema, "properties"))
    ]
    yield from table(("field", "form", "always there"), rows)


def form(schema: Tree) -> str:
    """A schema in words."""
    ref = within(schema, "$ref")
    if isinstance(ref, str):
        name = ref.rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    several = listed(within(schema, "anyOf"))
    if several:
        return " or ".join(dict.fromkeys(map(form, several)))
    choices = listed(within(schema, "enum"))
    if choices:
        return ", ".join(code(str(one)) for one in choices)
    match within(schema, "type"):
        case "array":
            return f"list of {form(within(schema, 'items'))}"
        case "object":
            more = within(schema, "additionalProperties")
            return f"object of {form(more)}" if isinstance(more, Mapping) and more else "object"
        case "null":
            return "null"
        case str(kind):
            return " ".join([str(within(schema, "format") or kind), *bounds(schema)])
        case _:
            return "anything"


def bounds(schema: Tree) -> Iterator[str]:
    low, high, longest = (within(schema, name) for name in ("minimum", "maximum", "maxLength"))
    if low is not None or high is not None:
        yield f"{'' if low is None else low}–{'' if high is None else high}"
    if longest is not None:
        yield f"of at most {longest} characters"


def undocumented() -> list[str]:
    """Operations and shapes of objects that say nothing of themselves, and parameters of a query."""
    described = Described()
    found = [
        f"{method} {path}"
        for path, methods in items(described.at("paths"))
        for method, told in items(methods)
        if not within(told, "summary") or not set(listed(within(told, "tags"))) <= set(WHO)
    ]
    return found + [
        f"{path} {within(param, 'name')}"
        for path, methods in items(described.at("paths"))
        for _, told in items(methods)
        for param in listed(within(told, "parameters"))
        if within(param, "in") == "query" and not within(param, "description")
    ]
