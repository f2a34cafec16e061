"""Operations of staff about their unit: absence, templates, drafts, another unit's cases, and cases as files."""

from typing import Final

import orjson
from arende.domain.actor import Choice, Purpose, StaffActor
from arende.domain.case.lists import CaseList
from arende.domain.ids import Kind, UnitId, shard_of
from arende.domain.refusals import NoAccess, NotFound, Refusal
from arende.views.rows import Page
from arende.views.waits import AbsenceRow, UnitName
from arende.wire.disclosure import disclosure_json
from arende.wire.journal import entry_json
from returns.result import Result

from ..asking import SignInNeeded
from ..faults import Refused
from . import bodies_session as bodies
from .call import Call
from .entry import acting
from .operations import PAGE, Leads, Operation, Side, asks, gives
from .schemas import BegunDraft, Case, Document, Listed, SignedIn
from .staff import FIRST, LIST, case_id, own_unit, which

STAFF: Final = Side.STAFF
TO_TEMPLATE: Final = Leads(to="template", param="template")


def absences(call: Call) -> object:
    return call.many(call.engine.queries.absences(call.staff, own_unit(call)))


def drafts(call: Call) -> object:
    return call.many(call.engine.queries.drafts(call.staff, after=call.after, limit=call.limit))


def known(call: Call) -> Result[Page[UnitName], Refusal]:
    """The provider's units, of which one is chosen."""
    return call.engine.queries.units(call.staff, shard_of(call.staff.assignment))


def units(call: Call) -> object:
    return call.many(known(call))


def choose(call: Call) -> object:
    body = call.as_published(bodies.OtherUnit)
    if body.unit not in [one.id for one in call.asked(known(call)).items]:
        raise Refused(NotFound(Kind.UNIT, "unit"))
    return changed(call, StaffActor(call.staff.assignment, Choice(UnitId(body.unit), Purpose[body.purpose.upper()])))


def leave(call: Call) -> object:
    return changed(call, StaffActor(call.staff.assignment))


def changed(call: Call, actor: StaffActor) -> object:
    """A token in place of the one before. Raises SignInNeeded where the session has ended meanwhile."""
    token = call.engine.sessions.rotate(call.asker.token, actor)
    if token is None:
        raise SignInNeeded(call.asker)
    return {"token": token, "actor": acting(actor), "assignments": [], "persons": []}


def chosen(call: Call) -> object:
    choice, wanted = call.staff.choice, which(call, CaseList.ONGOING)
    if choice is None:
        raise Refused(NoAccess())
    queries = call.engine.queries
    return call.many(queries.cases_of_unit(call.staff, choice.unit, wanted, after=call.after, limit=call.limit))


def entry(call: Call) -> object:
    return read(entry_json(call.asked(call.engine.queries.journal_entry(call.staff, case_id(call)))))


def disclosure(call: Call) -> object:
    ground = call.as_published(bodies.Disclosing).ground
    return read(disclosure_json(call.asked(call.engine.queries.disclosure(call.staff, case_id(call), ground))))


def read(document: bytes) -> object:
    """A document of ours, as it is published."""
    return {"document": orjson.loads(document)}


OPERATIONS: Final = (
    asks("absences", "/absences", STAFF, "Who is away just now, and who stands in.", absences, Listed[AbsenceRow]),
    gives("cover", "/absences", STAFF, "A colleague stands in.", "cover_assignment", bodies.Absence),
    gives("endCover", "/absences/{assignment}/end", STAFF, "Back before time.", "end_cover"),
    asks("drafts", "/drafts", STAFF, "All that is begun and not sent, by case.", drafts, Listed[BegunDraft], PAGE),
    gives(
        "keepTemplate",
        "/templates/{template}",
        STAFF,
        "A message template is made, or changed. Its id is chosen by who makes it.",
        "register_template",
        bodies.Template,
        method="PUT",
        leads=(TO_TEMPLATE,),
    ),
    gives("retireTemplate", "/templates/{template}/retire", STAFF, "It is offered no more.", "retire_template"),
    asks("units", "/units", STAFF, "The provider's units.", units, Listed[UnitName]),
    Operation(
        id="chooseUnit",
        method="POST",
        path="/session/unit",
        side=STAFF,
        about="Look at another unit, for a purpose: an active choice, which is logged. The token before is void.",
        run=choose,
        ends=True,
        answer=SignedIn,
        body=bodies.OtherUnit,
    ),
    Operation(
        id="leaveUnit",
        method="DELETE",
        path="/session/unit",
        side=STAFF,
        about="Back to the own unit alone. The token before is void.",
        run=leave,
        ends=True,
        answer=SignedIn,
    ),
    asks(
        "casesOfChosenUnit",
        "/session/unit/cases",
        STAFF,
        "The chosen unit's cases, without those that patients keep from other units.",
        chosen,
        Listed[Case],
        (LIST, *PAGE),
        (FIRST,),
    ),
    asks("entry", "/cases/{case}/entry", STAFF, "The entry for the health record: no internal note.", entry, Document),
    Operation(
        id="disclose",
        method="POST",
        path="/cases/{case}/disclosure",
        side=STAFF,
        about="The whole case with its internal notes, on a ground that is chosen each time and logged.",
        run=disclosure,
        answer=Document,
        body=bodies.Disclosing,
    ),
)
