"""`arende template`: add, list, retire message templates. Whose they are and who may keep them, the engine says."""

from ...domain.actor import StaffActor
from ...domain.ids import UnitId
from ..context import Session
from ..given import STDIN, carry_out, checked_id, got
from ..output import emit
from ..plain import listed
from ..shown import templates
from ..spoken import Branch, argument, option, spoken
from .case_text import text_of
from .shared import AS, COMMAND_ID, done

HERE = "arende.cli.commands.template"

group = Branch("template", {name: f"{HERE}:{name}" for name in ("add", "list", "retire")} | {"list": f"{HERE}:listing"})


@spoken(
    "template add",
    AS,
    argument("template", "TEMPLATE"),
    argument("source", STDIN, required=False),
    option("--title", metavar="NAME", required=True),
    option("--text", metavar="TEXT"),
    option("--file", metavar="FILE"),
    option("--unit", metavar="UNIT"),
    option("--shared", is_flag=True, default=False),
    COMMAND_ID,
)
def add(
    session: Session,
    as_: str | None,
    template: str,
    source: str | None,
    title: str,
    text: str | None,
    file: str | None,
    unit: str | None,
    shared: bool,
    command_id: str | None,
) -> None:
    """Without --unit or --shared it is the signed-in assignment's own."""
    actor = session.actor(as_)
    own = actor.assignment if isinstance(actor, StaffActor) and unit is None and not shared else None
    data = {
        "template": checked_id(template, "template"),
        "name": title,
        "text": text_of(source, text, file),
        "unit": None if unit is None else checked_id(unit, "unit"),
        "assignment": own,
    }
    with session.engine() as engine:
        receipt = carry_out(session, engine, actor, "register_template", data, command_id)
    done(session, receipt, ("Frastexten är sparad", "The template is saved"))


@spoken("template list", AS, option("--unit", metavar="UNIT"))
def listing(session: Session, as_: str | None, unit: str | None) -> None:
    actor = session.actor(as_)
    with session.engine() as engine:
        page = got(engine.queries.templates(actor, None if unit is None else UnitId(checked_id(unit, "unit"))))
    if session.json:
        emit(listed(page, session.lang))
    else:
        templates(session, page)


@spoken("template retire", AS, argument("template", "TEMPLATE"), COMMAND_ID)
def retire(session: Session, as_: str | None, template: str, command_id: str | None) -> None:
    with session.engine() as engine:
        data = {"template": checked_id(template, "template")}
        receipt = carry_out(session, engine, session.actor(as_), "retire_template", data, command_id)
    done(session, receipt, ("Frastexten erbjuds inte längre", "The template is offered no more"))
