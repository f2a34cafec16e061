"""Schemas of the documents that leave, made from the types: `python -m tests.wire.schemas` writes `docs/schemas/`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec
import orjson
from arende.domain.disclosure import Ground
from arende.ports import disclosure, journal
from arende.ports.disclosure import Disclosure
from arende.ports.journal import JournalEntry
from arende.views.disclosure import MOVED
from attrs import AttrsInstance, fields

FOLDER: Final = Path(__file__).parents[2] / "docs" / "schemas"
NULL: Final = {"type": "null"}
INSTANT: Final = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
}
CLOSED: Final[Mapping[tuple[str, str], list[str]]] = {
    ("Disclosure", "ground"): [one.value for one in Ground],
    ("DisclosedMove", "what"): sorted(set(MOVED.values())),
}
"""Fields that are plain text in the ports, and one of these values."""

Schema = dict[str, object]


def schema(of: type[AttrsInstance], format: str) -> Schema:
    """JSON Schema 2020-12 of a document: every field is there, none that is not told, times as text."""
    _, parts = msgspec.json.schema_components((of,), ref_template="#/$defs/{name}")
    types = {one.__name__: one for one in reached(of)}
    made = {name: plain(name, part, types.get(name)) for name, part in sorted(parts.items())}
    for name, told in ((of.__name__, format), (JournalEntry.__name__, journal.FORMAT)):
        part = made[name]
        assert isinstance(part["properties"], dict) and isinstance(part["required"], list)
        part["properties"] = {"format": {"const": told}, **part["properties"]}
        part["required"] = ["format", *[field for field in part["required"] if field != "format"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:arende:schema:{format}",
        "$ref": f"#/$defs/{of.__name__}",
        "$defs": made,
    }


def plain(name: str, part: Mapping[str, object], of: type[AttrsInstance] | None) -> Schema:
    """As msgspec has it, in the order of the fields, with what a document of ours holds to besides."""
    told: Schema = {"description": " ".join(str(part.get("description", "")).split())}
    if of is None:
        return told | {key: part[key] for key in ("enum", "type") if key in part}
    given = part["properties"]
    assert isinstance(given, dict)
    properties = {one.name: value(name, one.name, given[one.name], "time" in one.metadata) for one in fields(of)}
    return told | {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def value(part: str, field: str, given: Mapping[str, object], time: bool) -> Schema:
    kinds = given.get("anyOf", [given])
    assert isinstance(kinds, list)
    made = [one if one == NULL else of_kind(part, field, one, time) for one in kinds]
    return made[0] if len(made) == 1 else {"anyOf": made}


def of_kind(part: str, field: str, given: Mapping[str, object], time: bool) -> Schema:
    if time:
        return dict(INSTANT)
    if (part, field) in CLOSED:
        return {"enum": CLOSED[part, field]}
    told = {key: of for key, of in given.items() if key != "default"}
    return told | {"minimum": 1} if told.get("type") == "integer" else told


def reached(of: type[AttrsInstance]) -> Iterator[type[AttrsInstance]]:
    """The type, and those of its fields."""
    info = msgspec.inspect.type_info(of)
    yield from within(info)


def within(info: object) -> Iterator[type[AttrsInstance]]:
    match info:
        case msgspec.inspect.DataclassType(cls=cls, fields=held):
            yield cls
            for one in held:
                yield from within(one.type)
        case msgspec.inspect.VarTupleType(item_type=item):
            yield from within(item)
        case msgspec.inspect.UnionType(types=types):
            for kind in types:
                yield from within(kind)
        case _:
            pass


def documents() -> Mapping[str, bytes]:
    """Every schema, by the name of its file."""
    made = {"arende.journal-2.json": schema(JournalEntry, journal.FORMAT)}
    made["arende.disclosure-1.json"] = schema(Disclosure, disclosure.FORMAT)
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return {name: orjson.dumps(one, option=option) for name, one in made.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in documents().items():
        (FOLDER / name).write_bytes(content)
