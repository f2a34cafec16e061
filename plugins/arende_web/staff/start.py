"""Startsida: the ledger, where staff take the next waiting patient (S16). Who may take what the engine answers."""

from typing import Final

from litestar import Response, get
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from ..doing import new_once
from ..given import TheEngine, TheStaff
from .frame import answered, staff_page


@get("/", sync_to_thread=True)
def start(staff: TheStaff, engine: TheEngine, after: FromQuery[str | None] = None) -> Response[str]:
    """The ledger of the unit, longest wait first."""
    rows = answered(engine.queries.ledger(staff.actor, after=after))
    return staff_page(engine, staff, "staff/start.html", "start", {"page": rows, "after": after, "once": new_once()})


ROUTES: Final[list[ControllerRouterHandler]] = [start]
