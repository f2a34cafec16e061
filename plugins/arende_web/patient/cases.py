"""The patient's side's cases: ongoing and ended (S15). Which ones those are the engine answers."""

from typing import Final

from arende.domain.ticket.model import TicketStatus
from arende.ports.times import to_micros
from litestar import Response, get
from litestar.types import ControllerRouterHandler

from ..doing import new_once
from ..given import TheEngine, ThePatient
from ..pages import page
from ..staff.frame import answered


@get("/patient", sync_to_thread=True)
def cases(patient: ThePatient, engine: TheEngine) -> Response[str]:
    """Ongoing ones first; ended ones under «Avslutade»."""
    rows = answered(engine.queries.cases_of_patient(patient.actor, patient.actor.person)).items
    tickets = answered(engine.queries.tickets_of(patient.actor, patient.actor.person)).items
    data = {
        "ongoing": [row for row in rows if row.open],
        "ended": [row for row in rows if not row.open],
        "tickets": [row for row in tickets if row.status is TicketStatus.WAITING],
        "read_at": to_micros(engine.queries.clock.now()),
        "once": new_once(),
    }
    return page(patient.asker, "patient/cases.html", data)


ROUTES: Final[list[ControllerRouterHandler]] = [cases]
