"""Lists of cases: the inbox, an assignment's own, the unit's, its pool, what is undocumented. Order is the engine's."""

from collections.abc import Mapping
from typing import Final

from arende.domain.case.lists import LABELS, CaseList
from arende.domain.ids import UnitId
from arende.engine import Engine
from arende.ports.times import to_micros
from arende.views.rows import CaseRow, Page
from litestar import Response, get
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..given import TheEngine, TheStaff
from ..pages import page
from .frame import answered, frame_of, staff_page

SIZE: Final = 50
ORDERS: Final[Mapping[CaseList, tuple[str, str]]] = {
    CaseList.TO_DO: ("Längst väntetid överst.", "Longest wait first."),
    CaseList.THEIR_TURN: ("Längst väntetid överst.", "Longest wait first."),
    CaseList.ONGOING: ("Det som slutar först står överst.", "What ends first stands first."),
    CaseList.CLOSING_SOON: ("Det som slutar först står överst.", "What ends first stands first."),
    CaseList.ENDED: ("Det som slutade senast står överst.", "What ended last stands first."),
    CaseList.ALL: ("Det senast skapade står överst.", "What was created last stands first."),
}
ENTRIES: Final[Mapping[CaseList, str]] = {
    CaseList.TO_DO: "inbox",
    CaseList.ONGOING: "mine",
    CaseList.CLOSING_SOON: "soon",
    CaseList.ENDED: "ended",
}
"""Which entry of the menu is current."""


def list_of(name: str | None, otherwise: CaseList) -> CaseList:
    return next((which for which in CaseList if which.value == name), otherwise)


@get("/inbox", sync_to_thread=True)
def inbox(staff: TheStaff, engine: TheEngine, after: FromQuery[str | None] = None) -> Response[str]:
    """Inkorg › Asynkrona besök: what the assignment has to deal with (S12)."""
    return own_list(staff, engine, CaseList.TO_DO, after)


@get("/cases", sync_to_thread=True)
def own(
    staff: TheStaff, engine: TheEngine, list: FromQuery[str | None] = None, after: FromQuery[str | None] = None
) -> Response[str]:
    """The assignment's own cases, by list (B18)."""
    return own_list(staff, engine, list_of(list, CaseList.ONGOING), after)


def own_list(staff: StaffAsker, engine: Engine, which: CaseList, after: str | None) -> Response[str]:
    rows = answered(engine.queries.cases_of_assignment(staff.actor, which, after=after, limit=SIZE))
    title = ("Inkorg › Asynkrona besök", "Inbox › Asynchronous visits") if which is CaseList.TO_DO else LABELS[which]
    counts = answered(engine.queries.counts(staff.actor))
    return list_page(staff, engine, title, which, rows, after, "/cases?list=", counts, ENTRIES.get(which, ""))


@get("/pool", sync_to_thread=True)
def pool(
    staff: TheStaff, engine: TheEngine, list: FromQuery[str | None] = None, after: FromQuery[str | None] = None
) -> Response[str]:
    """Enhetens kö: what any assignment at the unit may take (B19)."""
    which = list_of(list, CaseList.TO_DO)
    rows = answered(engine.queries.pool(staff.actor, None, which, after=after, limit=SIZE))
    counts = answered(engine.queries.counts(staff.actor, pool=True))
    title = ("Enhetens kö", "The unit's pool")
    return list_page(staff, engine, title, which, rows, after, "/pool?list=", counts, "pool")


@get("/unit", sync_to_thread=True)
def unit(
    staff: TheStaff, engine: TheEngine, list: FromQuery[str | None] = None, after: FromQuery[str | None] = None
) -> Response[str]:
    """Enhetens ärenden, for who may see them all; why not, for others."""
    which = list_of(list, CaseList.ONGOING)
    at = engine.queries.own_unit(staff.actor) or UnitId("")
    rows = answered(engine.queries.cases_of_unit(staff.actor, at, which, after=after, limit=SIZE))
    counts = answered(engine.queries.counts(staff.actor, unit=at))
    title = ("Enhetens ärenden", "The unit's cases")
    return list_page(staff, engine, title, which, rows, after, "/unit?list=", counts, "unit")


@get("/undocumented", sync_to_thread=True)
def undocumented(staff: TheStaff, engine: TheEngine, after: FromQuery[str | None] = None) -> Response[str]:
    """What does not stand in the health record yet, also after the period (S17)."""
    rows = answered(engine.queries.undocumented(staff.actor, after=after, limit=SIZE))
    title = ("Ej journalförda", "Undocumented")
    return list_page(staff, engine, title, None, rows, after, "", {}, "undocumented")


def list_page(
    staff: StaffAsker,
    engine: Engine,
    title: tuple[str, str],
    which: CaseList | None,
    rows: Page[CaseRow],
    after: str | None,
    base: str,
    counts: Mapping[CaseList, int],
    here: str,
) -> Response[str]:
    """A page of a list, with the filters beside it and the cursor of the page after."""
    text = staff.asker.text
    filters = [(one.value, text(both), counts.get(one)) for one, both in LABELS.items()] if base else []
    data = {
        "title": text(title),
        "which": which,
        "order": "" if which is None else text(ORDERS[which]),
        "rows": rows.items,
        "next": rows.next,
        "after": after,
        "base": base,
        "filters": filters,
        "read_at": to_micros(engine.queries.clock.now()),
    }
    return staff_page(engine, staff, "staff/list.html", here, data)


@get("/counts", sync_to_thread=True)
def counts(staff: TheStaff, engine: TheEngine) -> Response[str]:
    """The numbers of the menu alone, as a live page asks for them again."""
    return page(staff.asker, "staff/counts.html", {"frame": frame_of(engine, staff.actor, "")})


ROUTES: Final[list[ControllerRouterHandler]] = [inbox, own, pool, unit, undocumented, counts]
