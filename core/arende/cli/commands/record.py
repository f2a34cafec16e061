"""`arende record`: what a case keeps, and what is ordered about that (B26). Nothing is removed but by order."""

from collections.abc import Iterator

import click
from attrs import frozen

from ...domain.case.lists import CaseList
from ...domain.effects import EraseText
from ...domain.ids import CaseId, PersonId
from ...domain.policy import RETENTION_YEARS
from ...domain.refusals import CaseNotOnHold, CaseOnHold
from ...engine import Engine
from ...engine.handle import Receipt
from ...views.happening_texts import TEXTS_OF
from ..context import Session
from ..faults import Refused, Told
from ..given import carry_out, checked_id, got, person_id
from ..output import emit, say, table, words
from ..plain import plain
from ..shown import show_list
from ..spoken import Branch, argument, option, spoken
from ..usage import Misuse
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
OF_CASE = argument("case", "CASE", required=False)
OF_PATIENT = option("--patient", metavar="ID|NUMBER")
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


@spoken("record hold", AS, OF_CASE, OF_PATIENT, *ORDER, COMMAND_ID)
def hold(
    session: Session,
    as_: str | None,
    case: str | None,
    patient: str | None,
    decided: str,
    because: str,
    command_id: str | None,
) -> None:
    made = ("Inget får gallras ur", "Nothing may be removed from")
    Held(session, as_, "place_hold", CaseOnHold, made).see_to(case, patient, decided, because, command_id)


@spoken("record release", AS, OF_CASE, OF_PATIENT, *ORDER, COMMAND_ID)
def release(
    session: Session,
    as_: str | None,
    case: str | None,
    patient: str | None,
    decided: str,
    because: str,
    command_id: str | None,
) -> None:
    made = ("Undantaget från gallring är hävt för", "The hold is lifted from")
    Held(session, as_, "lift_hold", CaseNotOnHold, made).see_to(case, patient, decided, because, command_id)


@frozen
class Held:
    """A hold that is placed or lifted: of one case, or of each that a patient has now."""

    session: Session
    as_: str | None
    name: str
    """Of the command."""
    already: type[CaseOnHold | CaseNotOnHold]
    """How one is refused that stands so already: of several, that is no fault."""
    made: tuple[str, str]

    def see_to(self, case: str | None, patient: str | None, by: str, reason: str, command_id: str | None) -> None:
        if (case is None) == (patient is None) or (patient is not None and command_id is not None):
            raise Misuse("Ange ett ärende, eller --patient", "Give a case, or --patient", "case")
        with self.session.engine() as engine:
            if case is not None:
                id = CaseId(checked_id(case, "case"))
                receipt = self.carry_out(engine, id, by, reason, command_id)
                done(self.session, receipt, self.made, sign=" ")
                return
            ids = [id for id in self.cases(engine, patient or "") if self.one(engine, id, by, reason)]
        if self.session.json:
            emit({"items": [{"id": id} for id in ids], "next": None})
            return
        sv, en = f"{self.made[0]} {len(ids)} ärenden", f"{self.made[1]} {len(ids)} cases"
        say(words(self.session.text((sv, en))))

    def carry_out(self, engine: Engine, id: CaseId, by: str, reason: str, command_id: str | None) -> Receipt:
        data = {"case": id, "by": by, "reason": reason}
        return carry_out(self.session, engine, self.session.actor(self.as_), self.name, data, command_id)

    def one(self, engine: Engine, id: CaseId, by: str, reason: str) -> bool:
        """Whether it had to be done. Raises Refused."""
        try:
            self.carry_out(engine, id, by, reason, None)
        except Refused as refused:
            if isinstance(refused.refusal, self.already):
                return False
            raise
        return True

    def cases(self, engine: Engine, patient: str) -> Iterator[CaseId]:
        """Every case of the patient. Raises Refused."""
        actor = self.session.actor(self.as_)
        person = PersonId(person_id(self.session, engine, actor, patient, "patient"))
        after: str | None = None
        while True:
            page = got(engine.queries.cases_of_patient(actor, person, CaseList.ALL, after=after, limit=100))
            yield from [CaseId(row.id) for row in page.items]
            after = page.next
            if after is None:
                return


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
