"""`arende outbox`: what waits to be carried out, across every care provider. No body is shown, for it names people."""

from ...engine import Engine
from ...engine.shards import providers
from ...ports.records import OutboxItem, Shard
from ...ports.times import from_micros
from ...wire.cursor import decode_cursor, encode_cursor
from ..context import Session
from ..faults import Refused
from ..output import emit, table
from ..plain import plain
from ..shown import show_list
from ..spoken import Branch, spoken
from ..words import heading, moment
from .shared import paged

group = Branch("outbox", {"list": "arende.cli.commands.outbox:listing"})


@spoken("outbox list", *paged())
def listing(session: Session, after: str | None, limit: int) -> None:
    with session.engine() as engine:
        found = waiting(engine, after, limit + 1)
    items, more = found[:limit], len(found) > limit
    following = encode_cursor(items[-1].shard, items[-1].id) if more else None
    if session.json:
        emit({"items": [document(item) for item in items], "next": following})
        return
    names = ("kind", "due", "attempt", "stream", "id")
    rows = [[one.kind, moment(from_micros(one.not_before)), str(one.attempt), one.stream, one.id] for one in items]
    shown = table([heading(name, session.lang) for name in names], rows, whole=[3, 4])
    show_list(session, shown, len(rows), following, ("Inget väntar.", "Nothing waits."))


def waiting(engine: Engine, after: str | None, limit: int) -> list[OutboxItem]:
    """Items by care provider and id, after the cursor. Raises Refused for what is no cursor."""
    from ...domain.refusals import InputInvalid

    place = None if after is None else decode_cursor(after)
    if after is not None and place is None:
        raise Refused(InputInvalid("after", "markören är inte en av våra; börja om från listans början"))
    at, last = ("", None) if place is None else (str(place[0]), place[1])
    found: list[OutboxItem] = []
    for shard in providers(engine.storage):
        if shard >= at and len(found) < limit:
            found += engine.storage.outbox(Shard(shard), last if shard == at else None, limit - len(found))
    return found


def document(item: OutboxItem) -> dict[str, object]:
    return {
        "id": item.id,
        "provider": item.shard,
        "kind": item.kind,
        "stream": item.stream,
        "not_before": plain(from_micros(item.not_before)),
        "created": plain(from_micros(item.created)),
        "attempt": item.attempt,
    }
