"""`arende patient`: search, add, show; its other commands are beside it. Who may see whom is the engine's to say."""

from ...domain.ids import PersonId
from ...views.rows import Page
from ..context import Session
from ..given import STDIN, carry_out, got, person_id, provider_for, typed
from ..output import emit
from ..plain import listed, thing
from ..shown import people
from ..spoken import Branch, argument, option, spoken
from .shared import AS, COMMAND_ID, done, paged

HERE = "arende.cli.commands"
NUMBER = ("Personnummer", "Personal identity number")
NAME = ("Namn (--name)", "Name (--name)")
SOUGHT = ("Personnummer eller namn", "Personal identity number or name")
CONTACT = {"phone": "phone", "consent": "consent", "no-sms": "no_sms"}
PROVIDER = option("--provider", metavar="PROVIDER")

group = Branch(
    "patient",
    {
        **{name: f"{HERE}.patient:{name}" for name in ("search", "add", "show")},
        **{name: f"{HERE}.patient_access:{name}" for name in ("emergency", "block", "unblock")},
        **{name: f"{HERE}.patient_contact:{at}" for name, at in CONTACT.items()},
        "guardian": f"{HERE}.patient_guardian:record",
        "guardian-end": f"{HERE}.patient_guardian:end",
    },
)


@spoken("patient search", AS, argument("text", "TEXT", required=False), PROVIDER, *paged())
def search(
    session: Session, as_: str | None, text: str | None, provider: str | None, after: str | None, limit: int
) -> None:
    actor, sought = session.actor(as_), typed(session, text, SOUGHT, "text")
    with session.engine() as engine:
        at = provider_for(engine, actor, provider)
        page = got(engine.queries.search_patients(actor, sought, provider=at, after=after, limit=limit))
    if session.json:
        emit(listed(page, session.lang))
    else:
        people(session, page)


@spoken(
    "patient add",
    AS,
    argument("identifier", "NUMBER", required=False),
    option("--name", metavar="NAME"),
    option("--phone", metavar="NUMBER"),
    option("--language", metavar="LANGUAGE"),
    option("--born", metavar="DATE"),
    option("--protected", is_flag=True, default=False),
    PROVIDER,
    COMMAND_ID,
)
def add(
    session: Session,
    as_: str | None,
    identifier: str | None,
    name: str | None,
    phone: str | None,
    language: str | None,
    born: str | None,
    protected: bool,
    provider: str | None,
    command_id: str | None,
) -> None:
    actor, number = session.actor(as_), typed(session, identifier, NUMBER, "identifier")
    data = {
        "identifier": number,
        "name": typed(session, name or (STDIN if identifier == STDIN else None), NAME, "name"),
        "phone": phone,
        "language": language,
        "born": born,
        "protected": protected or None,
    }
    with session.engine() as engine:
        at = provider_for(engine, actor, provider)
        receipt = carry_out(session, engine, actor, "register_person", {"provider": at, **data}, command_id)
    done(session, receipt, ("Patienten finns", "The patient is there"))


@spoken("patient show", AS, argument("person", "ID|NUMBER"))
def show(session: Session, as_: str | None, person: str) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        row = got(engine.queries.person(actor, PersonId(person_id(session, engine, actor, person, "person"))))
    if session.json:
        emit(thing(row, session.lang))
    else:
        people(session, Page((row,)))
