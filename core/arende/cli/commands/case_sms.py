"""`arende case retry-sms`: SMS that did not arrive, sent again. Every rule is the engine's."""

from ...domain.ids import CaseId
from ..context import Session
from ..given import carry_out, checked_id, got
from ..output import emit, say, words
from ..plain import receipt as plain_receipt
from ..spoken import argument, option, spoken
from .shared import AS


@spoken("case retry-sms", AS, argument("case", "CASE"), option("--notice", metavar="ID"))
def retry(session: Session, as_: str | None, case: str, notice: str | None) -> None:
    """Without --notice all of the case's that are in trouble."""
    actor, id = session.actor(as_), checked_id(case, "case")
    with session.engine() as engine:
        row = got(engine.queries.case(actor, CaseId(id)))
        named = row.sms_troubled if notice is None else (checked_id(notice, "notice"),)
        receipts = [carry_out(session, engine, actor, "retry_sms", {"case": id, "notice": one}, None) for one in named]
    if session.json:
        emit({"id": id, "items": [plain_receipt(receipt) for receipt in receipts], "next": None})
        return
    count = len(receipts)
    say(words(session.text((f"{count} SMS skickas igen: {id}", f"{count} SMS are sent again: {id}"))))
