"""The table of operations as routes of the application: each reads its call, asks on a thread, and answers in JSON."""

import asyncio
from collections.abc import Sequence
from typing import Final

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.types import ControllerRouterHandler

from ..asking import Asker, SignInNeeded
from ..faults import problem
from ..given import TheAsker, TheEngine, TheEntry, TheHub
from . import entry, feed, patient, staff, staff_people, staff_unit
from .call import Call, body_of, key_of, ours, path_of, query_of
from .openapi import document
from .operations import BASE, Operation, Side
from .told import Fault, Told

OPERATIONS: Final[Sequence[Operation]] = (
    *entry.OPERATIONS,
    *staff.OPERATIONS,
    *staff_people.OPERATIONS,
    *staff_unit.OPERATIONS,
    *patient.OPERATIONS,
)


def route_of(operation: Operation) -> HTTPRouteHandler:
    """The operation as a route."""

    async def answer(
        request: Request[object, object, State], asker: TheAsker, engine: TheEngine, entry: TheEntry, hub: TheHub
    ) -> Response[object]:
        try:
            if operation.side is not Side.NOBODY:
                known(operation, asker)
                ours(request, asker)
            call = Call(
                engine=engine,
                entry=entry,
                asker=asker,
                path=path_of(request, asker),
                query=query_of(request, tuple(one.name for one in operation.query), asker),
                body=await body_of(request),
                key=key_of(request, asker) if operation.command else None,
            )
            content = await asyncio.to_thread(operation.run, call)
        except Told as error:
            return told(asker, error.fault)
        if operation.ends:
            hub.end(asker.token)
        return Response(content, status_code=operation.status, media_type="application/json")

    path = BASE + operation.path.replace("}", ":str}")
    return HTTPRouteHandler(path, http_method=[operation.method], status_code=200)(answer)


def known(operation: Operation, asker: Asker) -> None:
    """Raises SignInNeeded where nobody is signed in, or nothing is chosen that the operation is for."""
    if asker.session is None or not asker.session.who:
        raise SignInNeeded(asker)
    if operation.side is not Side.ANY and asker.actor is None:
        raise SignInNeeded(asker)


def told(asker: Asker, fault: Fault) -> Response[object]:
    return problem(asker, fault.status, fault.code, asker.text(fault.text))


@get(f"{BASE}/openapi.json")
async def described(asker: TheAsker) -> Response[dict[str, object]]:
    """The API's own description."""
    return Response(document(OPERATIONS, asker.root), media_type="application/json")


ROUTES: Final[list[ControllerRouterHandler]] = [described, feed.push, *map(route_of, OPERATIONS)]
