"""What a line at fault is about is still there: nothing ends because the line that tells of it could not be used."""

from collections.abc import Iterator, Sequence
from datetime import date

import orjson

from ...domain.directory.model import IdentifierClaim
from ...domain.needs import identifier_ref
from ...domain.person import Identifier
from ...ports.records import PlainRow
from ...ports.times import to_micros
from ...wire.about import Standing, standing_by
from ..load import Overlay, load
from .applying import Todo
from .keeping import Keeping
from .stated import ASSIGNMENT, GUARDIANSHIP, SEPARATOR, STATED, UNTOLD, again


def stand(lines: Sequence[bytes], keeping: Keeping, today: date) -> None:
    """Keep that what these lines are about has not ended; of one that nobody can read, that there was such a line.
    Raises Overtaken, StorageError.
    """
    rows = {row.sub: row for text in lines for row in kept(standing_by(text, today), keeping)}
    todo = [idle(key, row) for key, row in enumerate(rows.values())]
    keeping.applying.apply(todo)


def idle(key: int, row: PlainRow) -> Todo:
    return Todo(key=key, command=lambda _: None, rows=lambda _: (row,))


def kept(standing: Standing, keeping: Keeping) -> Iterator[PlainRow]:
    """Rows anew; of what the feed has never stated there are none."""
    feed, whole, at = keeping.feed, keeping.state.whole, to_micros(keeping.handler.clock.now())
    if standing.untold:
        body = orjson.dumps({"whole": whole})
        for sort in sorted(standing.sorts):
            yield PlainRow(kind=STATED, key=feed.name, sub=SEPARATOR.join((UNTOLD, sort)), body=body, at=at)
        return
    parts: tuple[str, ...] = ()
    if standing.assignment is not None:
        parts = (ASSIGNMENT, standing.assignment)
    elif standing.custody is not None:
        parts = (GUARDIANSHIP, *persons(standing.custody, keeping))
    row = keeping.handler.storage.rows_at(feed.shard, STATED, [feed.name], SEPARATOR.join(parts))[0] if parts else None
    more = None if row is None else again(row, whole, at)
    if more is not None:
        yield more


def persons(named: Sequence[Identifier], keeping: Keeping) -> Iterator[str]:
    """Their ids, of those who are known."""
    seen, shard = Overlay(), keeping.feed.shard
    refs = [identifier_ref(keeping.feed.provider, one) for one in named]
    load(keeping.handler.storage, shard, refs, seen)
    for ref in refs:
        claim = seen.states[ref]
        if isinstance(claim, IdentifierClaim):
            yield claim.person
