"""Options that several commands have, and how a receipt is answered. No command is here."""

from typing import Final

import click

from ...domain.actor import Actor, StaffActor
from ...domain.ids import CaseId
from ...engine import Engine, Receipt
from ..context import Session
from ..given import got
from ..output import emit, say, words
from ..plain import receipt as plain_receipt
from ..spoken import option

AS: Final = option("--as", "as_", metavar="staff:ASSIGNMENT|rep:PERSON")
COMMAND_ID: Final = option("--command-id", metavar="ID")
DESPITE_NO_SMS: Final = option("--despite-no-sms", is_flag=True, default=False)


def paged() -> tuple[click.Option, click.Option]:
    """Cursor and length of a page."""
    return (
        option("--after", metavar="CURSOR"),
        option("--limit", metavar="NUMBER", type=click.IntRange(1, 500), default=50),
    )


def done(session: Session, receipt: Receipt, made: tuple[str, str], *, sign: str = ": ") -> None:
    """What was done, with the id of what it made or was about."""
    if session.json:
        emit(plain_receipt(receipt))
        return
    again = session.text((" (redan gjort)", " (done already)")) if receipt.repeated else ""
    ids = ", ".join(receipt.ids.values())
    say(words(f"{session.text(made)}{sign}{ids}{again}"))


def what_is_seen(engine: Engine, actor: Actor, case: str, told: int | None, command_id: str | None) -> int | None:
    """What the writer has read, as they say; else as far as it is known: what `case show` has shown them, or their own
    last message. So nobody answers what they have not seen without being asked (B20). Raises Refused.

    A command with an id of its own must be the same each time that it is given, and so says itself what was read.
    """
    if told is not None or command_id is not None or not isinstance(actor, StaffActor):
        return told
    return got(engine.queries.case(actor, CaseId(case))).seen
