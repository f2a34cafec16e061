"""`arende case correct | retract | note | documented | sign-note`: what is added to a case's record.

Every rule is the engine's.
"""

import click

from ...domain.ids import CaseId, TemplateId
from ...engine import Receipt
from ..context import Session
from ..given import STDIN, carry_out, checked_id, got
from ..output import emit, say, words
from ..spoken import argument, option, spoken
from .case_text import text_of
from .shared import AS, COMMAND_ID, DESPITE_NO_SMS, done, what_is_seen

NUMBER = click.IntRange(0, 10**9)
WRITTEN = (
    argument("source", STDIN, required=False),
    option("--text", metavar="TEXT"),
    option("--file", metavar="FILE"),
    COMMAND_ID,
)


@spoken(
    "case correct",
    AS,
    argument("case", "CASE"),
    argument("number", "NUMBER", type=NUMBER),
    option("--seen", metavar="NUMBER", type=NUMBER),
    option("--despite-new", is_flag=True, default=False),
    DESPITE_NO_SMS,
    option("--template", metavar="TEMPLATE"),
    *WRITTEN,
)
def correct(
    session: Session,
    as_: str | None,
    case: str,
    number: int,
    source: str | None,
    text: str | None,
    file: str | None,
    seen: int | None,
    despite_new: bool,
    despite_no_sms: bool,
    template: str | None,
    command_id: str | None,
) -> None:
    """With --template the text has been made from it."""
    actor, id, written = session.actor(as_), checked_id(case, "case"), text_of(source, text, file)
    with session.engine() as engine:
        seen = what_is_seen(engine, actor, id, seen, command_id)
        data = {"case": id, "number": number, "text": written, "seen": seen}
        data |= {"despite_new": despite_new, "template": template, "despite_no_sms": despite_no_sms}
        receipt = carry_out(session, engine, actor, "correct_message", data, command_id)
    done(session, receipt, ("Rättelsen är skickad i", "The correction is sent in"), sign=" ")


@spoken(
    "case retract",
    AS,
    argument("case", "CASE"),
    argument("number", "NUMBER", type=NUMBER),
    option("--reason", "because", metavar="TEXT", required=True),
    COMMAND_ID,
)
def retract(session: Session, as_: str | None, case: str, number: int, because: str, command_id: str | None) -> None:
    data = {"case": checked_id(case, "case"), "number": number, "reason": because}
    with session.engine() as engine:
        receipt = carry_out(session, engine, session.actor(as_), "retract_message", data, command_id)
    done(session, receipt, ("Meddelandet är återtaget i", "The message is retracted in"), sign=" ")


@spoken("case note", AS, argument("case", "CASE"), *WRITTEN)
def note(
    session: Session,
    as_: str | None,
    case: str,
    source: str | None,
    text: str | None,
    file: str | None,
    command_id: str | None,
) -> None:
    data = {"case": checked_id(case, "case"), "text": text_of(source, text, file)}
    with session.engine() as engine:
        receipt = carry_out(session, engine, session.actor(as_), "add_note", data, command_id)
    done(session, receipt, ("Den interna anteckningen är sparad i", "The internal note is kept in"), sign=" ")


@spoken(
    "case documented",
    AS,
    argument("case", "CASE"),
    option("--up-to", metavar="NUMBER", type=NUMBER),
    option("--nothing", is_flag=True, default=False),
    COMMAND_ID,
)
def documented(
    session: Session, as_: str | None, case: str, up_to: int | None, nothing: bool, command_id: str | None
) -> None:
    actor, id = session.actor(as_), checked_id(case, "case")
    with session.engine() as engine:
        last = got(engine.queries.case(actor, CaseId(id))).messages if up_to is None else up_to
        data = {"case": id, "up_to": last, "nothing_to_record": nothing}
        receipt = carry_out(session, engine, actor, "mark_documented", data, command_id)
    said = ("Markerat: inget att journalföra", "Marked: nothing to record")
    done(session, receipt, said if nothing else ("Markerat som journalfört", "Marked as documented"))


@spoken(
    "case sign-note",
    AS,
    argument("case", "CASE"),
    option("--title", metavar="TEXT", told=("Anteckningens rubrik; annars ärendets.", "Its title; else the case's.")),
    option("--template", metavar="TEMPLATE"),
    option("--corrects", metavar="NUMBER", type=NUMBER),
    option("--up-to", metavar="NUMBER", type=NUMBER),
    option("--propose", is_flag=True, default=False),
    *WRITTEN,
)
def sign_note(
    session: Session,
    as_: str | None,
    case: str,
    title: str | None,
    template: str | None,
    corrects: int | None,
    up_to: int | None,
    propose: bool,
    source: str | None,
    text: str | None,
    file: str | None,
    command_id: str | None,
) -> None:
    """With --propose nothing is signed: what the note can be begun with is written out."""
    actor, id = session.actor(as_), checked_id(case, "case")
    chosen = None if template is None else TemplateId(checked_id(template, "template"))
    with session.engine() as engine:
        if propose:
            proposed = got(engine.queries.note_proposal(actor, CaseId(id), chosen, session.lang))
            if session.json:
                emit({"title": proposed.title, "text": proposed.text, "up_to": proposed.up_to, "left": proposed.left})
            else:
                say(words(proposed.text))
            return
        data: dict[str, object] = {"case": id, "text": text_of(source, text, file), "template": template}
        data |= {"title": title or got(engine.queries.case(actor, CaseId(id))).title}
        data |= {"up_to": up_to, "corrects": corrects}
        receipt = carry_out(session, engine, actor, "sign_journal_note", data, command_id)
    done(session, receipt, ("Journalanteckningen är signerad i", "The journal note is signed in"), sign=" ")


@spoken("case transfer", AS, argument("case", "CASE"), option("--exporter", metavar="NAME"), COMMAND_ID)
def transfer(session: Session, as_: str | None, case: str, exporter: str | None, command_id: str | None) -> None:
    """To the exporter that is named; without one, to each that the settings have."""
    id = checked_id(case, "case")
    with session.engine() as engine:
        first, *others = [exporter] if exporter else engine.settings.policy.exporters or ("",)

        def asked(name: str) -> Receipt:
            key = None if command_id is None else f"{command_id}-{name}"
            return carry_out(session, engine, session.actor(as_), "export_case", {"case": id, "exporter": name}, key)

        receipt = asked(first)  # where none is set up, the refusal says so
        for name in others:
            asked(name)
    done(session, receipt, ("Förs över till journalen", "On its way to the record"))
