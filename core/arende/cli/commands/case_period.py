"""`arende case extend`, `shorten`, `close`, `reopen`: the end of the phase moves (B13). The rules are the engine's."""

import sys
from typing import Final

import click

from ...domain.ids import CaseId
from ..context import Session
from ..given import STDIN, carry_out, checked_id, read_input
from ..spoken import argument, option, spoken
from ..usage import Misuse
from .shared import AS, COMMAND_ID, done

WHY: Final = option("--reason", "why", metavar="TEXT", required=True)
LAST_DAY: Final = option("--last-day", metavar="DATE", required=True)


@spoken("case extend", AS, argument("case", "CASE"), LAST_DAY, WHY, COMMAND_ID)
def extend(session: Session, as_: str | None, case: str, last_day: str, why: str, command_id: str | None) -> None:
    said = ("Perioden är förlängd i", "The period is extended in")
    give(session, as_, "extend_phase", case, why, command_id, said, last_day=last_day)


@spoken("case shorten", AS, argument("case", "CASE"), LAST_DAY, WHY, COMMAND_ID)
def shorten(session: Session, as_: str | None, case: str, last_day: str, why: str, command_id: str | None) -> None:
    said = ("Perioden är förkortad i", "The period is shortened in")
    give(session, as_, "shorten_phase", case, why, command_id, said, last_day=last_day)


@spoken("case close", AS, argument("case", "CASE"), WHY, option("--yes", is_flag=True, default=False), COMMAND_ID)
def close(session: Session, as_: str | None, case: str, why: str, yes: bool, command_id: str | None) -> None:
    warn(session, as_, case)
    if not yes:
        confirm(session)
    give(session, as_, "close_case", case, why, command_id, ("Ärendet är avslutat", "The case is closed"), sign=": ")


@spoken("case reopen", AS, argument("case", "CASE"), option("--days", metavar="DAYS", required=True), WHY, COMMAND_ID)
def reopen(session: Session, as_: str | None, case: str, days: str, why: str, command_id: str | None) -> None:
    said = ("Ärendet är öppnat igen", "The case is reopened")
    give(session, as_, "reopen_case", case, why, command_id, said, days=days, sign=": ")


def give(
    session: Session,
    as_: str | None,
    name: str,
    case: str,
    why: str,
    command_id: str | None,
    said: tuple[str, str],
    *,
    sign: str = " ",
    **more: str,
) -> None:
    """One of the four, with its reason, which `-` reads from standard input."""
    data = {"case": checked_id(case, "case"), "reason": read_input("reason") if why == STDIN else why, **more}
    with session.engine() as engine:
        receipt = carry_out(session, engine, session.actor(as_), name, data, command_id)
    done(session, receipt, said, sign=sign)


def warn(session: Session, as_: str | None, case: str) -> None:
    """What is not in the health record yet is told before the case closes (S17). It bars nothing: it stays listed."""
    with session.engine() as engine:
        answer = engine.queries.case(session.actor(as_), CaseId(checked_id(case, "case")))
    count = answer.map(lambda row: row.undocumented).value_or(0)
    if count:
        sv = "1 meddelande är" if count == 1 else f"{count} meddelanden är"
        en = "1 message is" if count == 1 else f"{count} messages are"
        sv = f"{sv} inte i journalen än. Ärendet står kvar under arende undocumented tills det är märkt."
        en = f"{en} not in the record yet. The case stays under arende undocumented until it is marked."
        click.echo(session.text((sv, en)), err=True)


def confirm(session: Session) -> None:
    """Closing is an act of its own (S18): whoever can be asked is asked, anyone else says so on the line. Misuse."""
    asked = session.text(("Avsluta ärendet nu, för båda sidor?", "Close the case now, for both sides?"))
    if not sys.stdin.isatty() or not click.confirm(asked, err=True):
        raise Misuse("Bekräfta med --yes att ärendet ska avslutas", "Confirm by --yes that the case is to close", "yes")
