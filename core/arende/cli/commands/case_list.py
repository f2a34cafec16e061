"""`arende case list`: the lists of cases, each with its count. Which cases, and in what order, the engine says."""

import click

from ...domain.actor import Actor, RepresentativeActor
from ...domain.case.lists import CaseList
from ...domain.ids import AssignmentId, PersonId, UnitId
from ...engine import Engine
from ..context import Session
from ..given import checked_id, got, person_id
from ..output import emit
from ..plain import counted as plain_counts
from ..plain import listed
from ..shown import cases, show_counts
from ..spoken import option, spoken
from ..usage import Misuse
from .shared import AS, paged


@spoken(
    "case list",
    AS,
    option("--list", "which", metavar="|".join(CaseList), type=click.Choice(list(map(str, CaseList)))),
    option("--assignment", metavar="ASSIGNMENT"),
    option("--unit", metavar="UNIT"),
    option("--pool", is_flag=True, default=False),
    option("--patient", metavar="ID|NUMBER"),
    *paged(),
)
def command(
    session: Session,
    as_: str | None,
    which: str | None,
    assignment: str | None,
    unit: str | None,
    pool: bool,
    patient: str | None,
    after: str | None,
    limit: int,
) -> None:
    if sum((assignment is not None, unit is not None or pool, patient is not None)) > 1:
        raise Misuse(
            "Ange bara en av --assignment, --unit (med eller utan --pool) och --patient",
            "Give only one of --assignment, --unit (with or without --pool) and --patient",
        )
    actor = session.actor(as_)
    own = isinstance(actor, RepresentativeActor) and assignment is None and unit is None and not pool
    with session.engine() as engine:
        if patient is not None or own:
            of_patient(session, engine, actor, patient, CaseList(which or CaseList.ALL), after, limit)
            return
        of_staff(session, engine, actor, CaseList(which or CaseList.ONGOING), assignment, unit, pool, after, limit)


def of_patient(
    session: Session, engine: Engine, actor: Actor, patient: str | None, which: CaseList, after: str | None, limit: int
) -> None:
    """A patient's list; on the patient's side their own, unless they name another, which the engine refuses."""
    if patient is None and isinstance(actor, RepresentativeActor):
        person = actor.person
    else:
        person = PersonId(person_id(session, engine, actor, patient or "", "patient"))
    page = got(engine.queries.cases_of_patient(actor, person, which, after=after, limit=limit))
    if session.json:
        emit(listed(page, session.lang))
    else:
        cases(session, page, staff_side=not isinstance(actor, RepresentativeActor))


def of_staff(
    session: Session,
    engine: Engine,
    actor: Actor,
    which: CaseList,
    assignment: str | None,
    unit: str | None,
    pool: bool,
    after: str | None,
    limit: int,
) -> None:
    """An assignment's list, a unit's or its pool's, with how much every list there holds."""
    queries = engine.queries
    at = None if unit is None else UnitId(checked_id(unit, "unit"))
    owner = None if assignment is None else AssignmentId(checked_id(assignment, "assignment"))
    if pool:
        page = got(queries.pool(actor, at, which, after=after, limit=limit))
    elif at is not None:
        page = got(queries.cases_of_unit(actor, at, which, after=after, limit=limit))
    else:
        page = got(queries.cases_of_assignment(actor, which, assignment=owner, after=after, limit=limit))
    counts = got(queries.counts(actor, assignment=owner, unit=at, pool=pool))
    if session.json:
        emit({**listed(page, session.lang), "counts": plain_counts(counts)})
    else:
        cases(session, page, staff_side=not isinstance(actor, RepresentativeActor))
        show_counts(session, counts)
