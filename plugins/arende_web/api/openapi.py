"""The description of the API in OpenAPI 3.1, made of the table of operations and the classes it names. No call is read.

Schemas come from the classes by msgspec; bodies take nothing that is not described.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

import msgspec
from arende import __version__

from . import feed
from .operations import BASE, Operation, Param, Side
from .schemas import Problem, Taken

PLACE: Final = re.compile(r"\{(\w+)\}")
REF: Final = "#/components/schemas/{name}"
PROBLEMS: Final[Mapping[int, str]] = {
    400: "The body is no JSON object.",
    401: "Nobody is signed in, or the sign-in did not succeed.",
    403: "Not authorised for this.",
    404: "There is no such thing.",
    405: "The address is not used so.",
    409: "Something has changed meanwhile: look again, and decide anew.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    422: "Understood, and refused: `code` and `field` say why.",
    429: "Too many calls: wait as long as `Retry-After` says.",
    503: "Not possible just now: nothing has changed.",
}
ABOUT: Final = """\
Asynchronous care cases over the same calls as the web pages: what may be done, and why not, the engine answers.

**Signing in.** `Authorization: Bearer <token>` with the token of a session (`POST /sign-in/{way}`), or the web's own
cookie with `X-CSRF-Token` (`GET /session`) on everything but GET.

**Once.** With `Idempotency-Key` a command is carried out once: the same again gives the first receipt (`repeated`), and
the same key for something else is refused (`command.reused`).

**Stale sends.** `seen` tells the number of the last message that the writer had before their eyes. Where the patient's
side has written since, the message is refused with 409; `despite_new` sends it all the same.

**Registers.** A host's register pushes its changes to `POST /directory/{feed}`, with the token of the feed.

**Pages.** `next` of a list is handed in as `after`. **Faults** are problem documents (RFC 9457) with a stable `code`.
"""


def document(operations: Sequence[Operation], root: str) -> dict[str, object]:
    """The whole description; `root` is the path that the application is mounted under."""
    paths: dict[str, dict[str, object]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = described(one, operations)
    schemas, refs = components(tuple(operations))
    faults = {str(status): {"$ref": f"#/components/responses/{status}"} for status in PROBLEMS}
    paths[feed.PLACE] = dict(feed.described(refs[Taken], faults))
    problem = {"application/problem+json": {"schema": {"$ref": refs[Problem]}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "arende",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": f"{root}{BASE}"}],
        "security": [{"bearer": []}, {"cookie": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {str(status): {"description": text, "content": problem} for status, text in PROBLEMS.items()},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "arende"},
                feed.SCHEME: {"type": "http", "scheme": "bearer", "description": "The feed's `push_token`."},
            },
        },
    }


def described(one: Operation, operations: Iterable[Operation]) -> dict[str, object]:
    """One operation."""
    _, refs = components(tuple(operations))
    told: dict[str, object] = {"operationId": one.id, "summary": one.about, "tags": [one.side.value]}
    told["parameters"] = [
        *(
            {"name": name, "in": "path", "required": True, "schema": WAY if name == "way" else ID}
            for name in PLACE.findall(one.path)
        ),
        *map(param, one.query),
        *([KEY] if one.command else []),
    ]
    if one.body is not None:
        told["requestBody"] = {
            "required": required(one),
            "content": {"application/json": {"schema": {"$ref": refs[one.body]}}},
        }
    if one.side is Side.NOBODY:
        told["security"] = []
    done: dict[str, object] = {"description": "Done."}
    if one.answer is not None:
        done["content"] = {"application/json": {"schema": {"$ref": refs[one.answer]}}}
    if one.leads:
        done["links"] = {
            leads.to: {"operationId": leads.to, "parameters": {leads.param: leads.value}} for leads in one.leads
        }
    faults = {str(status): {"$ref": f"#/components/responses/{status}"} for status in PROBLEMS}
    told["responses"] = {str(one.status): done, **faults}
    return told


ID: Final[Mapping[str, object]] = {"type": "string", "pattern": "^[A-Za-z0-9-]{1,32}\\.[A-Za-z0-9-]{1,64}$"}
WAY: Final[Mapping[str, object]] = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,32}$"}
KEY: Final[Mapping[str, object]] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The `command_id`: a command with it is carried out once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
}


def param(one: Param) -> dict[str, object]:
    schema: dict[str, object] = {"type": "string", "maxLength": 200}
    if one.number is not None:
        schema = {"type": "integer", "minimum": one.number[0], "maximum": one.number[1]}
    if one.id:
        schema = dict(ID)
    if one.choices:
        schema = {"type": "string", "enum": list(one.choices)}
    return {"name": one.name, "in": "query", "description": one.about, "schema": schema}


def required(one: Operation) -> bool:
    """Whether the body may be left out: where every field may."""
    schemas, _ = components((one,))
    body = schemas[getattr(one.body, "__name__", "")]
    return bool(body.get("required"))


@cache
def components(operations: tuple[Operation, ...]) -> tuple[dict[str, dict[str, object]], dict[object, str]]:
    """Every schema by its name, and where each class's stands."""
    bodies = {one.body for one in operations if one.body is not None}
    classes: list[object] = sorted(
        {Problem, Taken, *bodies, *(one.answer for one in operations if one.answer is not None)}, key=str
    )
    refs, schemas = msgspec.json.schema_components(classes, ref_template=REF)
    for body in bodies:
        schemas[body.__name__]["additionalProperties"] = False
    return schemas, {cls: ref["$ref"] for cls, ref in zip(classes, refs, strict=True)}
