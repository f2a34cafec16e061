"""`/callbacks/sms/{provider}`, and below it: what providers send to us, handed on as it came. None of it is read here.

Whether a request is the provider's, and what it says, the engine finds out; the answer is a status and nothing more.
"""

import asyncio
from typing import Final

from arende.engine.sms.incoming import LONGEST_BODY
from arende.ports.http import RawRequest
from litestar import Request, Response, route
from litestar.datastructures import State
from litestar.enums import HttpMethod
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from .given import TheAsker, TheEngine

METHODS: Final = [HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE]


@route(
    ["/callbacks/sms/{provider:str}", "/callbacks/sms/{provider:str}/{rest:path}"],
    http_method=METHODS,
    status_code=200,
)
async def sms(
    provider: FromPath[str], request: Request[object, object, State], asker: TheAsker, engine: TheEngine
) -> Response[bytes]:
    """A report or a reply, by the provider's name in the settings. The answer is empty; 204: all of it is kept."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            break  # too large, whatever follows
    raw = RawRequest(
        method=asker.method,
        url=asker.origin + asker.url(asker.path),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
        remote=asker.remote,
    )
    received = await asyncio.to_thread(engine.sms_reports.receive, provider, raw)
    return Response(b"", status_code=received.status)


ROUTES: Final[list[ControllerRouterHandler]] = [sms]
