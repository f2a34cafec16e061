"""`arende ledger`: the free visits and tickets that wait at a unit. Asked of the engine; nothing is sorted here."""

from ...domain.ids import UnitId
from ..context import Session
from ..given import checked_id, got
from ..output import emit
from ..plain import listed
from ..shown_tickets import ledger
from ..spoken import option, spoken
from .shared import AS, paged


@spoken("ledger", AS, option("--unit", metavar="UNIT"), *paged())
def command(session: Session, as_: str | None, unit: str | None, after: str | None, limit: int) -> None:
    actor = session.actor(as_)
    at = None if unit is None else UnitId(checked_id(unit, "unit"))
    with session.engine() as engine:
        page = got(engine.queries.ledger(actor, at, after=after, limit=limit))
    if session.json:
        emit(listed(page, session.lang))
    else:
        ledger(session, page)
