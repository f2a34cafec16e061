"""`arende patient emergency`, `block`, `unblock`: what opens and closes a patient's cases to staff (B24).

Who may, whose block is taken and how long an emergency lasts is the engine's to say.
"""

from ...domain.policy import EMERGENCY_HOURS
from ..context import Session
from ..given import STDIN, carry_out, checked_id, person_id, read_input
from ..output import note
from ..spoken import argument, option, spoken
from .shared import AS, COMMAND_ID, done

MINUTES = round(EMERGENCY_HOURS.total_seconds() / 60)


@spoken(
    "patient emergency",
    AS,
    argument("patient", "ID|NUMBER"),
    option("--reason", "why", metavar="TEXT", required=True),
    COMMAND_ID,
)
def emergency(session: Session, as_: str | None, patient: str, why: str, command_id: str | None) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        data = {
            "patient": person_id(session, engine, actor, patient, "patient"),
            "reason": read_input("reason") if why == STDIN else why,
        }
        receipt = carry_out(session, engine, actor, "open_emergency_access", data, command_id)
    done(session, receipt, ("Nödöppnat", "Emergency access is open"))
    sv = f"Gäller i {MINUTES} minuter. Skälet och allt som läses loggas och granskas efteråt."
    en = f"It lasts for {MINUTES} minutes. The reason and all that is read is logged and reviewed afterwards."
    note(session, (sv, en))


@spoken(
    "patient block",
    AS,
    argument("person", "ID|NUMBER"),
    option("--unit", metavar="UNIT", required=True),
    COMMAND_ID,
)
def block(session: Session, as_: str | None, person: str, unit: str, command_id: str | None) -> None:
    said = ("Spärren gäller för", "The block stands for")
    changed(session, as_, person, unit, "block_unit", command_id, said)


@spoken(
    "patient unblock",
    AS,
    argument("person", "ID|NUMBER"),
    option("--unit", metavar="UNIT", required=True),
    COMMAND_ID,
)
def unblock(session: Session, as_: str | None, person: str, unit: str, command_id: str | None) -> None:
    said = ("Spärren är hävd för", "The block is lifted for")
    changed(session, as_, person, unit, "lift_block", command_id, said)


def changed(
    session: Session, as_: str | None, person: str, unit: str, name: str, command_id: str | None, said: tuple[str, str]
) -> None:
    actor, at = session.actor(as_), checked_id(unit, "unit")
    with session.engine() as engine:
        data = {"person": person_id(session, engine, actor, person, "person"), "unit": at}
        receipt = carry_out(session, engine, actor, name, data, command_id)
    done(session, receipt, said, sign=" ")
