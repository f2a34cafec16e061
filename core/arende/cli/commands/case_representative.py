"""`arende case representative`: another representative, chosen by staff (B16). Who may be one, the engine says."""

import click

from ...domain.commands import History, Maturity
from ..context import Session
from ..given import carry_out, checked_id, person_id
from ..spoken import argument, option, spoken
from .shared import AS, COMMAND_ID, DESPITE_NO_SMS, done


@spoken(
    "case representative",
    AS,
    argument("case", "CASE"),
    argument("representative", "ID|NUMBER"),
    option("--maturity", metavar="|".join(Maturity), type=click.Choice(list(map(str, Maturity)))),
    option("--history", metavar="|".join(History), type=click.Choice(list(map(str, History)))),
    DESPITE_NO_SMS,
    COMMAND_ID,
)
def command(
    session: Session,
    as_: str | None,
    case: str,
    representative: str,
    maturity: str | None,
    history: str | None,
    despite_no_sms: bool,
    command_id: str | None,
) -> None:
    actor, id = session.actor(as_), checked_id(case, "case")
    with session.engine() as engine:
        data = {
            "case": id,
            "representative": person_id(session, engine, actor, representative, "representative"),
            "maturity": maturity,
            "history": history,
            "despite_no_sms": despite_no_sms,
        }
        receipt = carry_out(session, engine, actor, "change_representative", data, command_id)
    done(session, receipt, ("Ombudet är bytt i", "The representative is changed in"), sign=" ")
