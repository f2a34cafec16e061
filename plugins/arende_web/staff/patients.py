"""The profile of a patient, and the view of a visit, each with «Nytt» in its upper part (S1, S3). No rule is here."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from arende.domain.ids import PersonId, VisitId, shard_of
from arende.domain.refusals import Refusal
from arende.domain.visit.model import VisitStatus
from arende.engine import Engine, Receipt
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import give, new_once
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .case import not_told
from .frame import answered, staff_page

STATUSES: Final[Mapping[VisitStatus, tuple[str, str]]] = {
    VisitStatus.WAITING: ("Väntar", "Waiting"),
    VisitStatus.ONGOING: ("Pågående", "Ongoing"),
    VisitStatus.ENDED: ("Avslutat", "Ended"),
}
ENTRIES: Final[Mapping[VisitStatus, str]] = {
    VisitStatus.ONGOING: "ongoing_visit",
    VisitStatus.ENDED: "ended_visit",
}
"""Where «Nytt» stands in the view of a visit, and the entry that it is (S1)."""
PERSON_ACTS: Final[Mapping[str, tuple[str, Callable[[PersonId, Form], Mapping[str, object]]]]] = {
    "emergency": ("open_emergency_access", lambda who, form: {"patient": who, "reason": form.text("reason")}),
    "phone": ("record_phone", lambda who, form: {"person": who, "phone": form.line("phone")}),
    "consent": ("record_sms_consent", lambda who, form: {"person": who, "source": form.line("source")}),
    "no-sms": ("withdraw_sms_consent", lambda who, form: {"person": who, "source": form.line("source")}),
    "block": ("block_unit", lambda who, form: {"person": who, "unit": form.some("unit")}),
    "unblock": ("lift_block", lambda who, form: {"person": who, "unit": form.some("unit")}),
}
"""What staff do on a profile: the command, and its fields."""


@get("/patients/{person:str}", sync_to_thread=True)
def profile(
    person: FromPath[str], staff: TheStaff, engine: TheEngine, after: FromQuery[str | None] = None
) -> Response[str]:
    """Who the patient is, with the cases that the assignment may see."""
    return profile_page(engine, staff, PersonId(person), after=after)


@post("/patients/{person:str}/{act:str}", status_code=303)
async def on_profile(
    person: FromPath[str],
    act: FromPath[str],
    request: Request[object, object, State],
    staff: TheStaff,
    engine: TheEngine,
) -> Response[str]:
    """One of the acts on a profile."""
    if act not in PERSON_ACTS:
        raise NotFoundException("act")
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(done_on_profile, PersonId(person), act, form, staff, engine)


def done_on_profile(patient: PersonId, act: str, form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    command, fields = PERSON_ACTS[act]
    answer = give(engine, staff.asker, staff.actor, command, fields(patient, form), form)
    if isinstance(answer, Receipt):
        return go(staff.asker, f"/patients/{patient}")
    return profile_page(engine, staff, patient, answer, act, form.fields)


def profile_page(
    engine: Engine,
    staff: StaffAsker,
    patient: PersonId,
    refusal: Refusal | None = None,
    act: str = "",
    typed: Mapping[str, str] | None = None,
    after: str | None = None,
) -> Response[str]:
    queries = engine.queries
    person = answered(queries.person(staff.actor, patient))
    units = answered(queries.units(staff.actor, shard_of(staff.actor.assignment))).items
    data = {
        "person": person,
        "cases": answered(queries.cases_of_patient(staff.actor, patient, after=after, limit=50)),
        "after": after,
        "blocked": [unit for unit in units if unit.id in person.blocked],
        "units": sorted(units, key=lambda unit: unit.id != queries.own_unit(staff.actor)),
        "no_sms": staff.asker.text(not_told(person.hindrances)) if person.hindrances else "",
        "refusal": refusal,
        "act_met": act,
        "typed": typed or {},
        "once": new_once(),
    }
    status = 200 if refusal is None else status_of(refusal)
    return staff_page(engine, staff, "staff/patient.html", "search", data, status=status)


@get("/visits/{visit:str}", sync_to_thread=True)
def visit(visit: FromPath[str], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """One visit."""
    return visit_page(engine, staff, VisitId(visit))


@post(["/visits/{visit:str}/start", "/visits/{visit:str}/end"], status_code=303)
async def on_visit(
    visit: FromPath[str], request: Request[object, object, State], staff: TheStaff, engine: TheEngine
) -> Response[str]:
    """Started, by whoever takes it; or ended."""
    form = await read_form(request, staff.asker)
    command = "start_visit" if request.url.path.endswith("/start") else "end_visit"
    return await asyncio.to_thread(done_on_visit, VisitId(visit), command, form, staff, engine)


def done_on_visit(visit: VisitId, command: str, form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    answer = give(engine, staff.asker, staff.actor, command, {"visit": visit}, form)
    if isinstance(answer, Receipt):
        return go(staff.asker, f"/visits/{visit}")
    return visit_page(engine, staff, visit, answer, status_of(answer))


def visit_page(
    engine: Engine, staff: StaffAsker, visit: VisitId, refusal: Refusal | None = None, status: int = 200
) -> Response[str]:
    row = answered(engine.queries.visit(staff.actor, visit))
    data = {
        "row": row,
        "said": staff.asker.text(STATUSES[row.status]),
        "way": ENTRIES.get(row.status),
        "mine": row.assignment == staff.actor.assignment,
        "refusal": refusal,
        "once": new_once(),
    }
    return staff_page(engine, staff, "staff/visit.html", "start", data, status=status)


ROUTES: Final[list[ControllerRouterHandler]] = [profile, on_profile, visit, on_visit]
