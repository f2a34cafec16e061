"""`arende patient guardian` and `guardian-end`: custody of a child as the register has it (B16). No rule is here."""

from ..context import Session, today
from ..given import carry_out, person_id
from ..spoken import argument, option, spoken
from .shared import AS, COMMAND_ID, done

CHILD = argument("child", "CHILD")
GUARDIAN = argument("guardian", "GUARDIAN")


@spoken(
    "patient guardian",
    AS,
    CHILD,
    GUARDIAN,
    option("--source", metavar="TEXT", required=True),
    option("--verified", metavar="DATE", required=True),
    option("--until", metavar="DATE"),
    COMMAND_ID,
)
def record(
    session: Session,
    as_: str | None,
    child: str,
    guardian: str,
    source: str,
    verified: str,
    until: str | None,
    command_id: str | None,
) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        data = {
            "child": person_id(session, engine, actor, child, "child"),
            "guardian": person_id(session, engine, actor, guardian, "guardian"),
            "source": source,
            "verified": verified,
            "until": until,
        }
        receipt = carry_out(session, engine, actor, "record_guardianship", data, command_id)
    done(session, receipt, ("Vårdnadshavaren är inskriven för", "The guardian is recorded for"), sign=" ")


@spoken("patient guardian-end", AS, CHILD, GUARDIAN, option("--ended", metavar="DATE"), COMMAND_ID)
def end(
    session: Session, as_: str | None, child: str, guardian: str, ended: str | None, command_id: str | None
) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        data = {
            "child": person_id(session, engine, actor, child, "child"),
            "guardian": person_id(session, engine, actor, guardian, "guardian"),
            "ended": today(engine).isoformat() if ended is None else ended,
        }
        receipt = carry_out(session, engine, actor, "end_guardianship", data, command_id)
    done(session, receipt, ("Vårdnaden är avslutad för", "The custody has ended for"), sign=" ")
