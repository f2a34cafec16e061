"""Options that several commands have, and how a receipt is answered. No command is here."""

from typing import Final

import click

from ...engine import Receipt
from ..context import Session
from ..output import emit, say, words
from ..plain import receipt as plain_receipt
from ..spoken import option

AS: Final = option("--as", "as_", metavar="staff:ASSIGNMENT|rep:PERSON")
COMMAND_ID: Final = option("--command-id", metavar="ID")


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
