"""Byt ombud: who may be chosen instead, and how much of the thread they see (B16). The post is one of `acts`."""

from typing import Final

from arende.domain.case.commands import History
from arende.domain.ids import CaseId
from arende.domain.policy import Choice
from litestar import Response, get
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from ..doing import new_once
from ..given import TheEngine, TheStaff
from .frame import answered, staff_page

HISTORIES: Final = {
    History.NOTHING: ("Det som skrivs från och med nu", "What is written from now on"),
    History.ALL: ("Hela tråden", "The whole thread"),
}


@get("/cases/{case:str}/choose-representative", sync_to_thread=True)
def choose(case: FromPath[str], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """The form. What is wrong with a choice is shown on the page of the case."""
    row = answered(engine.queries.case(staff.actor, CaseId(case)))
    form = answered(engine.queries.opening(staff.actor, row.patient.id))
    data = {
        "row": row,
        "form": form,
        "either": form.choice is Choice.EITHER,
        "itself": form.choice in (Choice.EITHER, Choice.SELF),
        "histories": [(one.value, staff.asker.text(both)) for one, both in HISTORIES.items()],
        "once": new_once(),
    }
    return staff_page(engine, staff, "staff/representative.html", "", data)


ROUTES: Final[list[ControllerRouterHandler]] = [choose]
