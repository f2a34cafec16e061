"""`arende ticket`: ask for contact, create for someone, take, put back, turn into a case or a visit, cancel, show.

Every rule is the engine's.
"""

from collections.abc import Mapping

import click

from ...domain.actor import Actor, RepresentativeActor
from ...domain.commands import Maturity
from ...domain.ids import PersonId, TicketId
from ...engine import Engine
from ..context import Session
from ..given import STDIN, carry_out, checked_id, got, local_time, person_id, read_input, reason_id
from ..output import emit
from ..plain import listed, thing
from ..shown_tickets import contacts, tickets
from ..shown_tickets import ticket as show_ticket
from ..spoken import Branch, argument, option, spoken
from .shared import AS, COMMAND_ID, DESPITE_NO_SMS, done

HERE = "arende.cli.commands.ticket"
PLACES = {"return": "put_back", "list": "own"}
"""Names that Python keeps for itself."""
NAMES = ("ask", "create", "take", "return", "case", "visit", "cancel", "list", "show", "reasons")

group = Branch("ticket", {name: f"{HERE}:{PLACES.get(name, name)}" for name in NAMES})

MATURITY = option("--maturity", metavar="|".join(Maturity), type=click.Choice(list(map(str, Maturity))))
TICKET = argument("ticket", "TICKET")


def worded(message: str) -> str:
    return read_input("message") if message == STDIN else message


@spoken(
    "ticket ask",
    AS,
    option("--unit", metavar="UNIT", required=True),
    option("--reason", metavar="TITLE|ID", required=True),
    option("--message", metavar="TEXT", required=True),
    option("--patient", metavar="ID|NUMBER"),
    COMMAND_ID,
)
def ask(
    session: Session,
    as_: str | None,
    unit: str,
    reason: str,
    message: str,
    patient: str | None,
    command_id: str | None,
) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        data = {
            "unit": checked_id(unit, "unit"),
            "reason": offered(engine, actor, unit, reason),
            "message": worded(message),
            "patient": concerns(actor, patient),
        }
        receipt = carry_out(session, engine, actor, "ask_for_contact", data, command_id)
    done(session, receipt, ("Du har bett om kontakt", "You have asked for contact"))


def concerns(actor: Actor, patient: str | None) -> str:
    """Whom it concerns: the one who asks, unless a child is named by id."""
    if patient is not None:
        return checked_id(patient, "patient")
    return actor.person if isinstance(actor, RepresentativeActor) else ""


def offered(engine: Engine, actor: Actor, unit: str, reason: str) -> str:
    """The id of an offered reason by its title; what is not one of them is for the engine to refuse."""
    if not isinstance(actor, RepresentativeActor):
        return reason
    rows = got(engine.queries.ways_to_contact(actor, actor.person)).items
    named = (row.reason for row in rows if row.unit == unit and reason.casefold() == row.title.casefold())
    return next(named, None) or checked_id(reason, "reason")


@spoken(
    "ticket create",
    AS,
    option("--patient", metavar="ID|NUMBER", required=True),
    option("--reason", metavar="TITLE|ID"),
    option("--message", metavar="TEXT", required=True),
    option("--representative", metavar="ID|NUMBER"),
    MATURITY,
    COMMAND_ID,
)
def create(
    session: Session,
    as_: str | None,
    patient: str,
    reason: str | None,
    message: str,
    representative: str | None,
    maturity: str | None,
    command_id: str | None,
) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        data = {
            "patient": person_id(session, engine, actor, patient, "patient"),
            "reason": reason_id(session, engine, actor, reason),
            "message": worded(message),
            "representative": (
                person_id(session, engine, actor, representative, "representative") if representative else None
            ),
            "maturity": maturity,
        }
        receipt = carry_out(session, engine, actor, "create_ticket", data, command_id)
    done(session, receipt, ("Biljetten väntar i patientliggaren", "The ticket waits in the ledger"))


@spoken("ticket take", AS, TICKET, COMMAND_ID)
def take(session: Session, as_: str | None, ticket: str, command_id: str | None) -> None:
    changed(session, as_, ticket, "take_ticket", {}, command_id, ("Du har tagit biljetten", "You have the ticket"))


@spoken("ticket return", AS, TICKET, COMMAND_ID)
def put_back(session: Session, as_: str | None, ticket: str, command_id: str | None) -> None:
    said = ("Biljetten väntar i patientliggaren igen", "The ticket waits in the ledger again")
    changed(session, as_, ticket, "return_ticket", {}, command_id, said)


@spoken("ticket cancel", AS, TICKET, option("--reason", "why_cancelled", metavar="TEXT"), COMMAND_ID)
def cancel(session: Session, as_: str | None, ticket: str, why_cancelled: str | None, command_id: str | None) -> None:
    said = ("Biljetten är avslutad", "The ticket is ended")
    changed(session, as_, ticket, "cancel_ticket", {"reason": why_cancelled}, command_id, said)


@spoken(
    "ticket case",
    AS,
    TICKET,
    option("--days", metavar="DAYS"),
    MATURITY,
    option("--message", metavar="TEXT"),
    DESPITE_NO_SMS,
    COMMAND_ID,
)
def case(
    session: Session,
    as_: str | None,
    ticket: str,
    days: str | None,
    maturity: str | None,
    message: str | None,
    despite_no_sms: bool,
    command_id: str | None,
) -> None:
    data: dict[str, object] = {"days": days, "maturity": maturity, "despite_no_sms": despite_no_sms}
    data["message"] = None if message is None else worded(message)
    said = ("Biljetten är nu ett ärende", "The ticket is a case now")
    changed(session, as_, ticket, "turn_into_case", data, command_id, said)


@spoken("ticket visit", AS, TICKET, option("--at", metavar="TIME"), MATURITY, COMMAND_ID)
def visit(
    session: Session, as_: str | None, ticket: str, at: str | None, maturity: str | None, command_id: str | None
) -> None:
    with session.engine() as engine:
        scheduled = None if at is None else local_time(engine, session.actor(as_), at)
    data = {"scheduled": scheduled, "maturity": maturity}
    said = ("Biljetten är nu ett besök", "The ticket is a visit now")
    changed(session, as_, ticket, "turn_into_visit", data, command_id, said)


def changed(
    session: Session,
    as_: str | None,
    ticket: str,
    name: str,
    data: Mapping[str, object],
    command_id: str | None,
    said: tuple[str, str],
) -> None:
    with session.engine() as engine:
        whole = {"ticket": checked_id(ticket, "ticket"), **data}
        receipt = carry_out(session, engine, session.actor(as_), name, whole, command_id)
    done(session, receipt, said)


@spoken("ticket list", AS, option("--patient", metavar="ID|NUMBER"))
def own(session: Session, as_: str | None, patient: str | None) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        page = got(engine.queries.tickets_of(actor, PersonId(concerns(actor, patient))))
    if session.json:
        emit(listed(page, session.lang))
    else:
        tickets(session, page)


@spoken("ticket show", AS, TICKET)
def show(session: Session, as_: str | None, ticket: str) -> None:
    actor, id = session.actor(as_), TicketId(checked_id(ticket, "ticket"))
    with session.engine() as engine:
        row = got(engine.queries.ticket(actor, id))
    if session.json:
        emit(thing(row, session.lang))
    else:
        show_ticket(session, row)


@spoken("ticket reasons", AS, option("--patient", metavar="ID|NUMBER"))
def reasons(session: Session, as_: str | None, patient: str | None) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        page = got(engine.queries.ways_to_contact(actor, PersonId(concerns(actor, patient))))
    if session.json:
        emit(listed(page, session.lang))
    else:
        contacts(session, page)
