"""`arende patient phone`, `consent`, `no-sms`: how a person may be told (B4). What stands is the engine's to say."""

import click

from ...domain.phone import NumberSource
from ..context import Session
from ..given import carry_out, person_id, typed
from ..spoken import argument, option, spoken
from ..usage import Misuse
from .shared import AS, COMMAND_ID, done

PERSON = argument("person", "ID|NUMBER")
SAID_BY = option("--source", metavar="TEXT", required=True)
DAY = option("--day", metavar="DATE")
NUMBER = ("Mobilnummer", "Mobile number")


@spoken(
    "patient phone",
    AS,
    PERSON,
    argument("phone", "NUMBER", required=False),
    option("--none", "no_phone", is_flag=True, default=False),
    option("--from", "number_source", metavar="|".join(NumberSource), type=click.Choice(list(map(str, NumberSource)))),
    COMMAND_ID,
)
def phone(
    session: Session,
    as_: str | None,
    person: str,
    phone: str | None,
    no_phone: bool,
    number_source: str | None,
    command_id: str | None,
) -> None:
    if no_phone and phone is not None:
        raise Misuse("Ange ett nummer eller --none, inte båda", "Give a number or --none, not both", "phone")
    actor = session.actor(as_)
    with session.engine() as engine:
        id = person_id(session, engine, actor, person, "person")
        number = None if no_phone else typed(session, phone, NUMBER, "phone")
        data = {"person": id, "phone": number, "source": number_source}
        receipt = carry_out(session, engine, actor, "record_phone", data, command_id)
    done(session, receipt, ("Numret är inskrivet för", "The number is recorded for"), sign=" ")


@spoken("patient consent", AS, PERSON, SAID_BY, DAY, COMMAND_ID)
def consent(
    session: Session, as_: str | None, person: str, source: str, day: str | None, command_id: str | None
) -> None:
    said = ("Samtycke till SMS är inskrivet för", "Consent to SMS is recorded for")
    told(session, as_, person, {"source": source, "day": day}, "record_sms_consent", command_id, said)


@spoken("patient no-sms", AS, PERSON, SAID_BY, DAY, COMMAND_ID)
def no_sms(
    session: Session, as_: str | None, person: str, source: str, day: str | None, command_id: str | None
) -> None:
    said = ("Inga SMS går längre till", "No SMS go any longer to")
    told(session, as_, person, {"source": source, "day": day}, "withdraw_sms_consent", command_id, said)


def told(
    session: Session,
    as_: str | None,
    person: str,
    data: dict[str, object],
    name: str,
    command_id: str | None,
    said: tuple[str, str],
) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        id = person_id(session, engine, actor, person, "person")
        receipt = carry_out(session, engine, actor, name, {"person": id, **data}, command_id)
    done(session, receipt, said, sign=" ")
