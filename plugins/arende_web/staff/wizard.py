"""«Nytt»: three steps to a case or a visit (S1–S10, S19). What has been typed travels in the form from step to step.

Nothing is kept between the steps and nothing is decided here: each step is asked of the engine (`would`), and Slutför
carries a key of its own, so that it happens once however often it is pressed.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from arende.domain.case.commands import Maturity
from arende.domain.ids import CaseId, PersonId
from arende.domain.phase import whole_days
from arende.domain.policy import Choice
from arende.domain.refusals import InputInvalid, Refusal
from arende.engine import Engine, Receipt
from arende.views.opening import Chosen, OpeningForm
from attrs import field, frozen
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import give, new_once, would
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from .case import not_told
from .frame import answered, staff_page

CASE: Final = "async"
SCHEDULED: Final = "scheduled"
KINDS: Final[Mapping[str, tuple[str, str]]] = {
    SCHEDULED: ("Schemalagd", "Scheduled"),
    "free": ("Schemalagt fri", "Scheduled without a time"),
    CASE: ("Asynkront", "Asynchronous"),
}
"""In the order of the seed (S3)."""
CARRIED: Final = (
    "patient",
    "entry",
    "visit",
    "follows",
    "kind",
    "representative",
    "maturity",
    "reason",
    "days",
    "scheduled",
    "message",
    "once",
)
"""Fields that travel from step to step."""
FIRST: Final = frozenset({"patient", "representative", "maturity", "born", "kind", "visit"})
"""Fields of the first step: a fault in one of them leads back there."""


@frozen(kw_only=True)
class Step:
    """What a page of the wizard shows: its number, what has been typed, and what is wrong."""

    number: int
    typed: Mapping[str, str] = field(repr=False)
    refusal: Refusal | None = None


@get("/new", sync_to_thread=True)
def begin(
    staff: TheStaff,
    engine: TheEngine,
    person: FromQuery[str],
    way: FromQuery[str] = "profile",
    visit: FromQuery[str | None] = None,
    follows: FromQuery[str | None] = None,
) -> Response[str]:
    """Step 1, from a profile, a visit, a search hit, or an ended case that is followed."""
    typed = {"patient": person, "entry": way, "once": new_once(), "visit": visit or "", "follows": follows or ""}
    return step_page(engine, staff, Step(number=1, typed=typed))


@post("/new", status_code=200)
async def go_on(request: Request[object, object, State], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """Nästa, Tillbaka or Slutför."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(next_page, form, staff, engine)


def next_page(form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    typed = {name: form.text(name) for name in CARRIED}
    step = form.number("step") or 1
    if form.line("go") == "back":
        return step_page(engine, staff, Step(number=max(1, step - 1), typed=typed))
    if step == 1:
        refusal = first_fault(engine, staff, typed)
        return step_page(engine, staff, Step(number=1 if refusal else 2, typed=typed, refusal=refusal))
    command, fields = asked(engine, staff, typed)
    if isinstance(fields, InputInvalid):
        return step_page(engine, staff, Step(number=2, typed=typed, refusal=fields))
    if command == "create_case":
        # That no SMS goes is told on the last step, and confirmed there (B4).
        fields = {**fields, "despite_no_sms": step == 2 or form.ticked("despite_no_sms")}
    if step == 2:
        answer: Receipt | Refusal | None = would(engine, staff.asker, staff.actor, command, fields)
        if answer is None:
            return step_page(engine, staff, Step(number=3, typed=typed))
    else:
        answer = give(engine, staff.asker, staff.actor, command, fields, form)
    if isinstance(answer, Receipt):
        case = answer.ids.get("case")
        return go(staff.asker, f"/cases/{case}/created" if case else f"/visits/{answer.ids['visit']}")
    at = 1 if answer.field in FIRST else 2
    return step_page(engine, staff, Step(number=at, typed=typed, refusal=answer))


def first_fault(engine: Engine, staff: StaffAsker, typed: Mapping[str, str]) -> Refusal | None:
    """What is wrong with the first step, before the second is shown."""
    if typed["kind"] not in KINDS:
        return InputInvalid("kind", staff.asker.text(("välj ett slags besök", "choose a kind of visit")))
    return opening(engine, staff, typed).refusal


def opening(engine: Engine, staff: StaffAsker, typed: Mapping[str, str]) -> OpeningForm:
    maturity = next((one for one in Maturity if one.value == typed.get("maturity")), None)
    representative = PersonId(typed["representative"]) if typed.get("representative") else None
    chosen = Chosen(representative=representative, maturity=maturity)
    return answered(engine.queries.opening(staff.actor, PersonId(typed["patient"]), chosen))


def asked(
    engine: Engine, staff: StaffAsker, typed: Mapping[str, str]
) -> tuple[str, Mapping[str, object] | InputInvalid]:
    """The command that the form makes, as people typed it."""
    common = {name: typed[name] or None for name in ("patient", "representative", "maturity", "reason")}
    if typed["kind"] == CASE:
        rest = {name: typed[name] or None for name in ("entry", "visit", "follows", "message")}
        return "create_case", {**common, **rest, "days": typed["days"]}
    if typed["kind"] != SCHEDULED:
        return "create_visit", common
    try:
        at = datetime.fromisoformat(typed["scheduled"])
    except ValueError:
        return "create_visit", InputInvalid(
            "scheduled", staff.asker.text(("ange dag och tid", "give a day and a time"))
        )
    zone = ZoneInfo(opening(engine, staff, typed).zone)
    return "create_visit", {**common, "scheduled": at.replace(tzinfo=zone).isoformat()}


def step_page(engine: Engine, staff: StaffAsker, step: Step) -> Response[str]:
    """The page of a step; what is wrong stands above it and at its field."""
    queries, asker = engine.queries, staff.asker
    typed = dict(step.typed)
    offered = opening(engine, staff, typed)
    reasons = answered(queries.reasons(staff.actor)).items
    if step.number == 2 and not typed.get("reason"):
        typed["reason"] = next((one.id for one in reasons if one.preset), "")
    reason = next((one for one in reasons if one.id == typed.get("reason")), None)
    prefilled = reason.days if reason and reason.days is not None else offered.days
    if step.number == 2 and not typed.get("days"):
        typed["days"] = str(prefilled)
    days = whole_days(typed.get("days", ""))
    whom = next((one for one in offered.guardians if one.id == typed.get("representative")), offered.patient)
    data = {
        "step": step.number,
        "typed": typed,
        "refusal": step.refusal,
        "field": step.refusal.field if step.refusal else "",
        "form": offered,
        "either": offered.choice is Choice.EITHER,
        "child": offered.choice in (Choice.EITHER, Choice.GUARDIAN),
        "kinds": [(name, asker.text(both)) for name, both in KINDS.items()],
        "kind": asker.text(KINDS[typed["kind"]]) if typed.get("kind") in KINDS else "",
        "case": typed.get("kind") == CASE,
        "reasons": reasons,
        "reason": reason,
        "whom": whom,
        "shown": offered.shown(days, queries.clock.now()) if days and 1 <= days <= 3650 else None,
        "carried": CARRIED,
        "no_sms": staff.asker.text(not_told(offered.hindrances)),
    }
    status = status_of(step.refusal) if step.refusal else 200
    return staff_page(engine, staff, "staff/new.html", "search", data, status=status)


@get("/cases/{case:str}/created", sync_to_thread=True)
def created(case: FromPath[str], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """After Slutför: what was made, and the way into it, for it is empty still (S10)."""
    row = answered(engine.queries.case(staff.actor, CaseId(case)))
    return staff_page(engine, staff, "staff/created.html", "search", {"row": row})


ROUTES: Final[list[ControllerRouterHandler]] = [begin, go_on, created]
