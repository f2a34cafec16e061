"""`arende case handover`, `take`, `seen`, and `arende assignment`: who answers for a case (B19); what staff have read.

The rules are the engine's.
"""

import click

from ..context import Session
from ..given import STDIN, carry_out, checked_id, read_input
from ..spoken import Branch, argument, option, spoken
from ..usage import Misuse
from .shared import AS, COMMAND_ID, done

HERE = "arende.cli.commands.case_owner"

group = Branch("assignment", {name: f"{HERE}:{name}" for name in ("cover", "uncover", "end")})


@spoken(
    "case handover",
    AS,
    argument("case", "CASE"),
    option("--to", metavar="ASSIGNMENT"),
    option("--pool", is_flag=True, default=False),
    option("--note", metavar="TEXT", default=""),
    COMMAND_ID,
)
def handover(
    session: Session, as_: str | None, case: str, to: str | None, pool: bool, note: str, command_id: str | None
) -> None:
    if (to is None) is not pool:
        raise Misuse("Ange --to ASSIGNMENT eller --pool", "Give --to ASSIGNMENT or --pool", "to")
    receiver = None if to is None else checked_id(to, "assignment")
    data = {"case": checked_id(case, "case"), "to": receiver, "note": read_input("note") if note == STDIN else note}
    with session.engine() as engine:
        receipt = carry_out(session, engine, session.actor(as_), "hand_over", data, command_id)
    done(session, receipt, ("Överlämnat", "Handed over"))


@spoken("case take", AS, argument("case", "CASE"), COMMAND_ID)
def take(session: Session, as_: str | None, case: str, command_id: str | None) -> None:
    with session.engine() as engine:
        data = {"case": checked_id(case, "case")}
        receipt = carry_out(session, engine, session.actor(as_), "take_case", data, command_id)
    done(session, receipt, ("Taget", "Taken"))


@spoken(
    "case seen", AS, argument("case", "CASE"), argument("number", "NUMBER", type=click.IntRange(0, 10**9)), COMMAND_ID
)
def seen(session: Session, as_: str | None, case: str, number: int, command_id: str | None) -> None:
    with session.engine() as engine:
        data = {"case": checked_id(case, "case"), "up_to": number}
        receipt = carry_out(session, engine, session.actor(as_), "mark_seen", data, command_id)
    done(session, receipt, ("Läsmärket är flyttat", "The read mark is moved"))


@spoken(
    "assignment cover",
    AS,
    argument("assignment", "ASSIGNMENT"),
    option("--by", metavar="ASSIGNMENT", required=True),
    option("--until", "covered_until", metavar="DATE", required=True),
    COMMAND_ID,
)
def cover(
    session: Session, as_: str | None, assignment: str, by: str, covered_until: str, command_id: str | None
) -> None:
    data = {
        "assignment": checked_id(assignment, "assignment"),
        "by": checked_id(by, "assignment"),
        "last_day": covered_until,
    }
    with session.engine() as engine:
        receipt = carry_out(session, engine, session.actor(as_), "cover_assignment", data, command_id)
    done(session, receipt, ("Täcks av en kollega", "Covered by a colleague"))


@spoken("assignment uncover", AS, argument("assignment", "ASSIGNMENT"), COMMAND_ID)
def uncover(session: Session, as_: str | None, assignment: str, command_id: str | None) -> None:
    data = {"assignment": checked_id(assignment, "assignment")}
    with session.engine() as engine:
        receipt = carry_out(session, engine, session.actor(as_), "end_cover", data, command_id)
    done(session, receipt, ("Täckningen är avslutad", "The cover has ended"))


@spoken("assignment end", AS, argument("assignment", "ASSIGNMENT"), COMMAND_ID)
def end(session: Session, as_: str | None, assignment: str, command_id: str | None) -> None:
    data = {"assignment": checked_id(assignment, "assignment")}
    with session.engine() as engine:
        receipt = carry_out(session, engine, session.actor(as_), "end_assignment", data, command_id)
    done(session, receipt, ("Uppdraget är avslutat", "The assignment has ended"))
