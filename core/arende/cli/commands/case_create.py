"""`arende case create`: Slutför from the command line. Who may represent, which days will do: the engine says."""

import click

from ...domain.commands import Entry, Maturity
from ..context import Session
from ..faults import Refused
from ..given import STDIN, carry_out, checked_id, person_id, read_input, reason_id
from ..guardians import helped
from ..output import note
from ..spoken import option, spoken
from .shared import AS, COMMAND_ID, DESPITE_NO_SMS, done

ENTRIES = [str(entry) for entry in Entry if entry is not Entry.TICKET]
"""What comes of a ticket is opened by `arende ticket case`."""


@spoken(
    "case create",
    AS,
    option("--patient", metavar="ID|NUMBER", required=True),
    option("--reason", metavar="TITLE|ID"),
    option("--days", metavar="DAYS"),
    option("--representative", metavar="ID|NUMBER"),
    option("--maturity", metavar="|".join(Maturity), type=click.Choice(list(map(str, Maturity)))),
    option("--entry", metavar="|".join(ENTRIES), type=click.Choice(ENTRIES), default=str(Entry.PROFILE)),
    option("--visit", metavar="VISIT"),
    option("--follows", metavar="CASE"),
    option("--message", metavar="TEXT"),
    DESPITE_NO_SMS,
    COMMAND_ID,
)
def command(
    session: Session,
    as_: str | None,
    patient: str,
    reason: str | None,
    days: str | None,
    representative: str | None,
    maturity: str | None,
    entry: str,
    visit: str | None,
    follows: str | None,
    message: str | None,
    despite_no_sms: bool,
    command_id: str | None,
) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        person = person_id(session, engine, actor, patient, "patient")
        data = {
            "patient": person,
            "reason": reason_id(session, engine, actor, reason),
            "representative": (
                person_id(session, engine, actor, representative, "representative") if representative else None
            ),
            "maturity": maturity,
            "days": days,
            "entry": entry,
            "visit": None if visit is None else checked_id(visit, "visit"),
            "follows": None if follows is None else checked_id(follows, "follows"),
            "message": read_input("message") if message == STDIN else message,
            "despite_no_sms": despite_no_sms,
        }
        try:
            receipt = carry_out(session, engine, actor, "create_case", data, command_id)
        except Refused as refused:
            raise helped(engine, actor, person, refused) from None
    done(session, receipt, ("Ärendet är skapat", "The case is created"))
    if message is None:
        id = receipt.ids["case"]
        line = f'arende case send {id} --as {as_ or "staff:…"} --text "…"'
        note(session, (f"Skriv första meddelandet: {line}", f"Write the first message: {line}"))
