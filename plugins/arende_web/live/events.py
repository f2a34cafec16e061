"""`/events`: the stream of hints to a page. What a page then asks for is judged as always; here is no content.

An event is `hint`, whose data names what to look at again (inbox, pool, unit, cases, case), or `resync` for everything.
Its id is a time, which the browser brings back when it has lost the connection.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Mapping
from typing import Final

from arende.domain.access import View
from arende.domain.actor import Purpose, StaffActor
from arende.domain.case.model import Case
from arende.domain.ids import Kind, Ref, shard_of
from arende.engine import Engine
from arende.engine.case_ranges import Whose
from arende.engine.sessions import Acting
from arende.views.columns import pool_of
from litestar import Request, get
from litestar.datastructures import State
from litestar.params import FromQuery
from litestar.response import Stream
from litestar.types import ControllerRouterHandler

from ..asking import SignInNeeded
from ..faults import Refused
from ..given import TheAsker, TheEngine, TheHub
from .hub import RESYNC, Hint, Hub

RETRY: Final = "retry: 3000\n\n"
LIFE: Final = 300.0
"""Seconds that a stream lasts at most. The browser comes back at once with what it has had last, and is judged anew:
its session may have ended, by another process, or its assignment. Each a little sooner, so not all come at once."""
HEADERS: Final = {"x-accel-buffering": "no", "cache-control": "no-store"}


@get(["/events", "/patient/events"])
async def events(
    request: Request[object, object, State],
    asker: TheAsker,
    engine: TheEngine,
    hub: TheHub,
    after: FromQuery[int | None] = None,
    case: FromQuery[str | None] = None,
) -> Stream:
    """The stream. `after` is the time of the page; what the browser says it has had last wins over it."""
    if asker.actor is None or asker.session is None:
        raise SignInNeeded(asker)
    last = request.headers.get("last-event-id", "")
    since = int(last) if last.isascii() and last.isdigit() and len(last) <= 18 else after
    topics = await asyncio.to_thread(topics_of, engine, asker.actor, case)
    ends = (asker.session.until - engine.queries.clock.now()).total_seconds()
    return Stream(streamed(hub, asker.token, topics, since, ends), media_type="text/event-stream", headers=HEADERS)


async def streamed(
    hub: Hub, token: str, topics: Mapping[str, str], since: int | None, ends: float
) -> AsyncIterator[str]:
    """The stream as text, no longer than the session may last, or `LIFE`."""
    loop = asyncio.get_running_loop()
    until = loop.time() + min(ends, LIFE * random.uniform(0.8, 1.0))
    listener = hub.join(token, frozenset(topics), since)
    try:
        yield RETRY
        async for hint in hub.hints(listener):
            yield written(hint, topics)
            if loop.time() >= until:
                return
    finally:
        hub.leave(listener)


def written(hint: Hint | None, topics: Mapping[str, str]) -> str:
    """A hint as an event; None as a comment."""
    if hint is None:
        return ":\n\n"
    if hint is RESYNC:
        return "event: resync\ndata: all\n\n"
    names = " ".join(sorted({topics[topic] for topic in hint.topics}))
    return f"id: {hint.at}\nevent: hint\ndata: {names}\n\n"


def topics_of(engine: Engine, actor: Acting, case: str | None) -> Mapping[str, str]:
    """Topics of changes, by what the page calls them. A case only for who may read it. Raises Refused."""
    queries = engine.queries
    found: dict[str, str] = {}
    if isinstance(actor, StaffActor):
        whose = queries.whose(actor, None, own=View.COUNTERS)
        if not isinstance(whose, Whose):
            raise Refused(whose)  # the assignment has ended, or has come to nothing
        unit = queries.unit_of(actor.assignment)
        if unit is not None:
            found |= {pool_of(unit): "pool", unit: "unit"}
        found |= dict.fromkeys(queries.owners_of(actor.assignment), "inbox")
    else:
        found[actor.person] = "cases"
    state = queries.state(Ref(Kind.CASE, case)) if case else None
    if isinstance(state, Case) and isinstance(queries.may(actor, View.CASE, shard_of(state.id), state), Purpose):
        found[state.id] = "case"
    return found


ROUTES: Final[list[ControllerRouterHandler]] = [events]
