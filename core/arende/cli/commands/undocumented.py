"""`arende undocumented`: cases with messages that do not stand in the health record (S17). Asked of the engine."""

from ...domain.ids import AssignmentId, UnitId
from ..context import Session
from ..given import checked_id, got
from ..output import emit, table
from ..plain import listed
from ..shown import show_list
from ..spoken import option, spoken
from ..usage import Misuse
from ..words import heading, moment
from .shared import AS, paged


@spoken(
    "undocumented",
    AS,
    option("--assignment", metavar="ASSIGNMENT"),
    option("--unit", metavar="UNIT"),
    option("--pool", is_flag=True, default=False),
    *paged(),
)
def command(
    session: Session,
    as_: str | None,
    assignment: str | None,
    unit: str | None,
    pool: bool,
    after: str | None,
    limit: int,
) -> None:
    if assignment is not None and (unit is not None or pool):
        raise Misuse(
            "Ange bara en av --assignment och --unit (med eller utan --pool)",
            "Give only one of --assignment and --unit (with or without --pool)",
        )
    actor = session.actor(as_)
    owner = None if assignment is None else AssignmentId(checked_id(assignment, "assignment"))
    at = None if unit is None else UnitId(checked_id(unit, "unit"))
    with session.engine() as engine:
        page = got(engine.queries.undocumented(actor, assignment=owner, unit=at, pool=pool, after=after, limit=limit))
        count = got(engine.queries.undocumented_count(actor, assignment=owner, unit=at, pool=pool))
    if session.json:
        emit({**listed(page, session.lang), "count": count})
        return
    names = ("title", "patient", "undocumented", "since", "staff", "id")
    rows = [
        [
            row.title,
            row.patient.name,
            str(row.undocumented),
            "" if row.undocumented_since is None else moment(row.undocumented_since),
            row.staff.name,
            row.id,
        ]
        for row in page.items
    ]
    made = table([heading(name, session.lang) for name in names], rows, whole=[len(names) - 1])
    show_list(session, made, len(rows), page.next, ("Allt är journalfört.", "All is documented."))
