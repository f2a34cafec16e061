"""`POST /api/v1/directory/{feed}`: a register pushes what has changed, as lines of JSON, by the feed's own token.

Nobody is signed in, and nothing of a line is told back: counts, and of faults the line's number, path and problem.
"""

import asyncio
import hmac
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from arende.domain.refusal_texts import sentence
from arende.domain.refusals import FeedGap, InputInvalid
from arende.engine.directory import OpenFeed
from arende.engine.directory.plain import taken_plain
from arende.wire.converter import said
from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.params import FromPath
from returns.pipeline import is_successful

from ..asking import Asker
from ..faults import Refused, problem, status_of
from ..given import TheAsker, TheEngine
from .call import query_of
from .operations import BASE
from .schemas import Taken
from .told import TOO_LARGE, Fault, Told

PLACE: Final = "/directory/{feed}"
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a delivery: more than a hundred thousand persons."""
MEDIA: Final = ("application/x-ndjson", "application/jsonl")
QUERY: Final = ("after", "cursor", "full", "confirm")
NO_TOKEN: Final = Fault(
    401,
    "feed.token",
    (
        "Skicka flödets push_token som Authorization: Bearer. Flödet ska finnas bland [[directory]].",
        "Send the feed's push_token as Authorization: Bearer. The feed must be among [[directory]].",
    ),
)
NOT_LINES: Final = Fault(
    415,
    "body.media",
    (
        "Skicka innehållet som application/x-ndjson, okomprimerat.",
        "Send the content as application/x-ndjson, not compressed.",
    ),
)


@post(f"{BASE}{PLACE.replace('}', ':str}')}", status_code=200, request_max_body_size=LARGEST)
async def push(
    feed: FromPath[str], request: Request[object, object, State], asker: TheAsker, engine: TheEngine
) -> Response[object]:
    """Lines in, and what came of them. Nothing is read before the token is known to be the feed's."""
    known = engine.directory.feeds.get(feed)
    if not may_push(request.headers.get("authorization", ""), known):
        return problem(asker, 401, NO_TOKEN.code, asker.text(NO_TOKEN.text), None, {"www-authenticate": "Bearer"})
    query = query_of(request, QUERY, asker)
    full, confirm = (truth(query, name, asker) for name in ("full", "confirm"))
    try:
        lines = await lines_of(request)
    except Told as error:
        return problem(asker, error.fault.status, error.fault.code, asker.text(error.fault.text))

    def taken() -> Response[object]:
        answer = engine.directory.push(
            feed, lines, after=query.get("after"), cursor=query.get("cursor"), full=full, confirm=confirm
        )
        if is_successful(answer):
            return Response(taken_plain(feed, answer.unwrap(), asker.lang), media_type="application/json")
        refusal = answer.failure()
        more: dict[str, object] = {"field": refusal.field} if refusal.field else {}
        if isinstance(refusal, FeedGap):
            more["kept"] = refusal.kept
        return problem(asker, status_of(refusal), refusal.code, sentence(refusal, asker.lang), more)

    return await asyncio.to_thread(taken)


def may_push(authorization: str, feed: OpenFeed | None) -> bool:
    """Whether the token is the feed's. Of a feed that is not there, or takes nothing so, no more is told."""
    token = "" if feed is None or feed.push_token is None else feed.push_token
    scheme, _, given = authorization.partition(" ")
    same = hmac.compare_digest(given.strip().encode("utf-8", "replace"), token.encode())
    return same and token != "" and scheme.lower() == "bearer"


def truth(query: Mapping[str, str], name: str, asker: Asker) -> bool:
    """Raises Refused."""
    text = query.get(name, "false")
    if text not in ("true", "false"):
        raise Refused(InputInvalid(name, said("choice", asker.lang)))
    return text == "true"


async def lines_of(request: Request[object, object, State]) -> BytesIO:
    """The body, line by line. Raises Told."""
    packed = request.headers.get("content-encoding", "").strip().lower() not in ("", "identity")
    if packed or request.headers.get("content-type", "").partition(";")[0].strip().lower() not in MEDIA:
        raise Told(NOT_LINES)
    body = BytesIO()
    async for part in request.stream():
        if body.tell() + len(part) > LARGEST:
            raise Told(TOO_LARGE)
        body.write(part)
    body.seek(0)
    return body


SCHEME: Final = "feed"


def described(ref: str, problems: Mapping[str, object]) -> Mapping[str, object]:
    """The operation in OpenAPI; `ref` is the schema of its answer."""
    text: Mapping[str, object] = {"type": "string", "maxLength": 200}
    truth: Mapping[str, object] = {"type": "boolean", "default": False}
    about = {
        "after": ("The cursor that the delivery follows on: another than the one kept is refused (`feed.gap`).", text),
        "cursor": ("Where the register goes on afterwards: the one kept is received already (`repeated`).", text),
        "full": ("Whether this is the whole register: what the feed has said and now lacks ends.", truth),
        "confirm": ("End what is lacking, even where it is unusually much.", truth),
    }
    name: Mapping[str, object] = {"type": "string", "pattern": "^[A-Za-z0-9-]{1,64}$"}
    return {
        "post": {
            "operationId": "pushDirectory",
            "summary": "Changes of a register, or all of it, as lines of JSON: the format of `arende import`.",
            "tags": ["register"],
            "security": [{SCHEME: []}],
            "parameters": [
                {"name": "feed", "in": "path", "required": True, "schema": name},
                *(
                    {"name": one, "in": "query", "description": told, "schema": schema}
                    for one, (told, schema) in about.items()
                ),
            ],
            "requestBody": {"required": True, "content": {MEDIA[0]: {"schema": {"type": "string"}}}},
            "responses": {
                "200": {"description": "Taken.", "content": {"application/json": {"schema": {"$ref": ref}}}},
                **problems,
            },
        }
    }


ANSWER: Final = Taken
