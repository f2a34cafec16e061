"""`arende record`: what a case keeps, and what is ordered about that (B26). Nothing is removed but by order."""

import click

from ...domain.effects import EraseText
from ...domain.ids import CaseId
from ...domain.policy import RETENTION_YEARS
from ...views.happening_texts import TEXTS_OF
from ..context import Session
from ..faults import Told
from ..given import carry_out, checked_id, got
from ..output import emit, say, table, words
from ..plain import plain
from ..shown import show_list
from ..spoken import Branch, argument, option, spoken
from ..words import heading, moment
from .shared import AS, COMMAND_ID, done

HERE = "arende.cli.commands.record"
group = Branch(
    "record",
    {
        "texts": f"{HERE}:texts",
        "redact": f"{HERE}:redact",
        "hold": f"{HERE}:hold",
        "release": f"{HERE}:release",
        "due": f"{HERE}:due",
    },
)
ORDER = (
    option("--by", "decided", metavar="TEXT", required=True),
    option("--reason", "because", metavar="TEXT", required=True),
)


@spoken("record texts", AS, argument("case", "CASE"))
def texts(session: Session, as_: str | None, case: str) -> None:
    actor, id = session.actor(as_), CaseId(checked_id(case, "case"))
    with session.engine() as engine:
        found = got(engine.erasing.texts(actor, id))
    if session.json:
        items = [
            {
                "id": str(one.place),
                "what": one.name,
                "at": plain(one.at),
                "message": one.message,
                "gone": one.gone,
            }
            for one in found
        ]
        emit({"items": items, "next": None})
        return
    gone = session.text(("borttagen", "removed"))
    rows = [
        [
            str(one.place),
            session.text(TEXTS_OF[one.name]),
            "" if one.message is None else str(one.message),
            moment(one.at),
            gone if one.gone else "",
        ]
        for one in found
    ]
    made = table([heading(name, session.lang) for name in ("place", "kind", "message", "written", "gone")], rows)
    show_list(session, made, len(rows), None, ("Inga texter.", "No texts."))


@spoken(
    "record redact",
    AS,
    argument("case", "CASE"),
    argument("place", "NUMBER", type=click.IntRange(1, 10**9)),
    *ORDER,
    option("--drafts", is_flag=True, default=False),
    COMMAND_ID,
)
def redact(
    session: Session,
    as_: str | None,
    case: str,
    place: int,
    decided: str,
    because: str,
    drafts: bool,
    command_id: str | None,
) -> None:
    """Ordered and done: the worker sees to it too, if this call is cut short."""
    actor, id = session.actor(as_), CaseId(checked_id(case, "case"))
    with session.engine() as engine:
        text = next((one for one in got(engine.erasing.texts(actor, id)) if one.place == place), None)
        if text is None:
            raise Told(
                "record.no_text",
                "Där står ingen text som kan tas bort: se arende record texts.",
                "No text that can be removed stands there: see arende record texts.",
                {"place": ("ingen text", "no text")},
            )
        data = {"case": id, "place": place, "message": text.message, "by": decided, "reason": because, "drafts": drafts}
        receipt = carry_out(session, engine, actor, "redact_text", data, command_id)
        engine.erasing.erase(EraseText(case=id, place=place, drafts=drafts))
    done(session, receipt, ("Texten är borttagen ur", "The text is removed from"), sign=" ")


@spoken("record hold", AS, argument("case", "CASE"), *ORDER, COMMAND_ID)
def hold(session: Session, as_: str | None, case: str, decided: str, because: str, command_id: str | None) -> None:
    actor, id = session.actor(as_), CaseId(checked_id(case, "case"))
    with session.engine() as engine:
        receipt = carry_out(session, engine, actor, "place_hold", ordered(id, decided, because), command_id)
    done(session, receipt, ("Inget får gallras ur", "Nothing may be removed from"), sign=" ")


@spoken("record release", AS, argument("case", "CASE"), *ORDER, COMMAND_ID)
def release(session: Session, as_: str | None, case: str, decided: str, because: str, command_id: str | None) -> None:
    actor, id = session.actor(as_), CaseId(checked_id(case, "case"))
    with session.engine() as engine:
        receipt = carry_out(session, engine, actor, "lift_hold", ordered(id, decided, because), command_id)
    done(session, receipt, ("Undantaget från gallring är hävt för", "The hold is lifted from"), sign=" ")


@spoken("record due", option("--years", metavar="YEARS", default=RETENTION_YEARS, type=click.IntRange(RETENTION_YEARS)))
def due(session: Session, years: int) -> None:
    with session.engine() as engine:
        found = list(engine.erasing.past(years))
    if session.json:
        items = [{"id": one.case, "last_entry": plain(one.last_entry), "until": plain(one.until)} for one in found]
        emit({"items": items, "next": None})
        return
    if not found:
        say(words(session.text(("Inget kan gallras.", "Nothing can be removed."))))
        return
    rows = [[one.case, moment(one.last_entry), moment(one.until)] for one in found]
    say(table([heading(name, session.lang) for name in ("id", "last_entry", "kept_until")], rows, whole=[0]))


def ordered(case: CaseId, by: str, reason: str) -> dict[str, object]:
    return {"case": case, "by": by, "reason": reason}
