"""`arende inbox`: what an assignment has to deal with, or its unit's pool, and how much every list there holds.

Asked of the engine; nothing is sorted or counted here.
"""

from ...domain.ids import AssignmentId, UnitId
from ..context import Session
from ..given import checked_id, got
from ..output import emit
from ..plain import counted, listed
from ..shown import cases, show_counts
from ..spoken import option, spoken
from ..usage import Misuse
from .shared import AS, paged


@spoken(
    "inbox",
    AS,
    option("--assignment", metavar="ASSIGNMENT"),
    option("--pool", is_flag=True, default=False),
    option("--unit", metavar="UNIT"),
    *paged(),
)
def command(
    session: Session,
    as_: str | None,
    assignment: str | None,
    pool: bool,
    unit: str | None,
    after: str | None,
    limit: int,
) -> None:
    actor = session.actor(as_)
    if unit is not None and not pool:
        raise Misuse("--unit hör till --pool", "--unit goes with --pool", "unit")
    if assignment is not None and pool:
        raise Misuse("Ange bara en av --assignment och --pool", "Give only one of --assignment and --pool", "pool")
    owner = None if assignment is None else AssignmentId(checked_id(assignment, "assignment"))
    at = None if unit is None else UnitId(checked_id(unit, "unit"))
    with session.engine() as engine:
        queries = engine.queries
        if pool:
            page, unread = got(queries.pool(actor, at, after=after, limit=limit)), None
        else:
            page = got(queries.inbox(actor, assignment=owner, after=after, limit=limit))
            unread = got(queries.unread(actor, assignment=owner))
        counts = got(queries.counts(actor, assignment=owner, unit=at, pool=pool))
    if session.json:
        told = {} if unread is None else {"unread": unread}
        emit({**listed(page, session.lang), "counts": counted(counts), **told})
        return
    cases(session, page, staff_side=True)
    show_counts(session, counts, unread)
