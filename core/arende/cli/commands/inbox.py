"""`arende inbox`: what an assignment has to deal with. Asked of the engine; nothing is sorted here."""

from ...domain.ids import AssignmentId
from ..context import Session
from ..given import checked_id, got
from ..output import emit
from ..plain import listed
from ..shown import cases
from ..spoken import option, spoken
from .shared import AS, paged


@spoken("inbox", AS, option("--assignment", metavar="ASSIGNMENT"), *paged())
def command(session: Session, as_: str | None, assignment: str | None, after: str | None, limit: int) -> None:
    actor = session.actor(as_)
    owner = None if assignment is None else AssignmentId(checked_id(assignment, "assignment"))
    with session.engine() as engine:
        page = got(engine.queries.inbox(actor, assignment=owner, after=after, limit=limit))
    if session.json:
        emit(listed(page, session.lang))
    else:
        cases(session, page, staff_side=True)
