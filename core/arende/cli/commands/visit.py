"""`arende visit`: create, start, end, show. A visit without a time waits in the ledger; the rules are the engine's."""

import click

from ...domain.commands import Maturity
from ...domain.ids import VisitId
from ...views.rows import Page
from ..context import Session
from ..given import carry_out, checked_id, got, local_time, person_id, reason_id
from ..output import emit
from ..plain import thing
from ..shown import visits
from ..spoken import Branch, argument, option, spoken
from .shared import AS, COMMAND_ID, done

HERE = "arende.cli.commands.visit"

group = Branch("visit", {name: f"{HERE}:{name}" for name in ("create", "start", "end", "show")})


@spoken(
    "visit create",
    AS,
    option("--patient", metavar="ID|NUMBER", required=True),
    option("--reason", metavar="TITLE|ID"),
    option("--at", metavar="TIME"),
    option("--representative", metavar="ID|NUMBER"),
    option("--maturity", metavar="|".join(Maturity), type=click.Choice(list(map(str, Maturity)))),
    COMMAND_ID,
)
def create(
    session: Session,
    as_: str | None,
    patient: str,
    reason: str | None,
    at: str | None,
    representative: str | None,
    maturity: str | None,
    command_id: str | None,
) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        data = {
            "patient": person_id(session, engine, actor, patient, "patient"),
            "reason": reason_id(session, engine, actor, reason),
            "scheduled": None if at is None else local_time(engine, actor, at),
            "representative": (
                person_id(session, engine, actor, representative, "representative") if representative else None
            ),
            "maturity": maturity,
        }
        receipt = carry_out(session, engine, actor, "create_visit", data, command_id)
    done(session, receipt, ("Besöket är skapat", "The visit is created"))


@spoken("visit start", AS, argument("visit", "VISIT"), COMMAND_ID)
def start(session: Session, as_: str | None, visit: str, command_id: str | None) -> None:
    changed(session, as_, visit, "start_visit", command_id, ("Besöket pågår", "The visit is ongoing"))


@spoken("visit end", AS, argument("visit", "VISIT"), COMMAND_ID)
def end(session: Session, as_: str | None, visit: str, command_id: str | None) -> None:
    changed(session, as_, visit, "end_visit", command_id, ("Besöket är avslutat", "The visit has ended"))


def changed(
    session: Session, as_: str | None, visit: str, name: str, command_id: str | None, said: tuple[str, str]
) -> None:
    with session.engine() as engine:
        data = {"visit": checked_id(visit, "visit")}
        receipt = carry_out(session, engine, session.actor(as_), name, data, command_id)
    done(session, receipt, said)


@spoken("visit show", AS, argument("visit", "VISIT"))
def show(session: Session, as_: str | None, visit: str) -> None:
    actor, id = session.actor(as_), VisitId(checked_id(visit, "visit"))
    with session.engine() as engine:
        row = got(engine.queries.visit(actor, id))
    if session.json:
        emit(thing(row, session.lang))
    else:
        visits(session, Page((row,)))
