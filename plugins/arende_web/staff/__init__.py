"""The caregiver interface: pages for staff in an assignment. What may be done, and why not, the engine answers."""

from typing import Final

from litestar.types import ControllerRouterHandler

from . import (
    absence,
    acts,
    case,
    drafts,
    elsewhere,
    journal_notes,
    lists,
    patients,
    phrases,
    records,
    representative,
    search,
    start,
    ticket_new,
    tickets,
    wizard,
)

ROUTES: Final[list[ControllerRouterHandler]] = [
    *start.ROUTES,
    *lists.ROUTES,
    *case.ROUTES,
    *acts.ROUTES,
    *wizard.ROUTES,
    *representative.ROUTES,
    *search.ROUTES,
    *patients.ROUTES,
    *tickets.ROUTES,
    *ticket_new.ROUTES,
    *phrases.ROUTES,
    *absence.ROUTES,
    *drafts.ROUTES,
    *elsewhere.ROUTES,
    *records.ROUTES,
    *journal_notes.ROUTES,
]
