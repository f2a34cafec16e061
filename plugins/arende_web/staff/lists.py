"""Lists of cases: the inbox, an assignment's own, the unit's, its pool, what is undocumented. Order is the engine's."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final
from urllib.parse import urlencode

from arende.domain.case.lists import LABELS, CaseList
from arende.domain.ids import UnitId
from arende.engine import Engine
from arende.ports.times import to_micros
from arende.views.rows import CaseRow, Page
from attrs import frozen
from litestar import Response, get
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..given import TheEngine, TheStaff
from ..pages import page
from .frame import answered, frame_of, staff_page

PAGES: Final = 20
"""As many pages back as an address remembers."""
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


@frozen(kw_only=True)
class List:
    """What stands around the rows of a list."""

    SIZE: ClassVar[int] = 50

    title: tuple[str, str]
    which: CaseList | None
    """None: a list that is no `CaseList`."""
    here: str
    """Entry of the menu that is current."""
    base: str
    """Address of a list, but for its name."""
    current: str
    """Name of this one among the filters."""
    filters: Sequence[tuple[str, str, int | None]]
    """Name, text, and how many it holds."""


@get("/inbox", sync_to_thread=True)
def inbox(
    staff: TheStaff, engine: TheEngine, after: FromQuery[str | None] = None, back: FromQuery[str] = ""
) -> Response[str]:
    """Inkorg › Asynkrona besök: what the assignment has to deal with (S12)."""
    return own_list(staff, engine, CaseList.TO_DO, after, back)


@get("/cases", sync_to_thread=True)
def own(
    staff: TheStaff,
    engine: TheEngine,
    list: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    back: FromQuery[str] = "",
) -> Response[str]:
    """The assignment's own cases, by list (B18)."""
    return own_list(staff, engine, list_of(list, CaseList.ONGOING), after, back)


def own_list(staff: StaffAsker, engine: Engine, which: CaseList, after: str | None, back: str) -> Response[str]:
    rows = answered(engine.queries.cases_of_assignment(staff.actor, which, after=after, limit=List.SIZE))
    title = ("Inkorg › Asynkrona besök", "Inbox › Asynchronous visits") if which is CaseList.TO_DO else LABELS[which]
    counts = answered(engine.queries.counts(staff.actor))
    shown = named(staff, title, which, ENTRIES.get(which, ""), "/cases?list=", counts)
    return list_page(staff, engine, shown, rows, after, back)


@get("/pool", sync_to_thread=True)
def pool(
    staff: TheStaff,
    engine: TheEngine,
    list: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    back: FromQuery[str] = "",
) -> Response[str]:
    """Enhetens kö: what any assignment at the unit may take (B19)."""
    which = list_of(list, CaseList.TO_DO)
    rows = answered(engine.queries.pool(staff.actor, None, which, after=after, limit=List.SIZE))
    counts = answered(engine.queries.counts(staff.actor, pool=True))
    shown = named(staff, ("Enhetens kö", "The unit's pool"), which, "pool", "/pool?list=", counts)
    return list_page(staff, engine, shown, rows, after, back)


@get("/unit", sync_to_thread=True)
def unit(
    staff: TheStaff,
    engine: TheEngine,
    list: FromQuery[str | None] = None,
    after: FromQuery[str | None] = None,
    back: FromQuery[str] = "",
) -> Response[str]:
    """Enhetens ärenden, for who may see them all; why not, for others."""
    which = list_of(list, CaseList.ONGOING)
    at = engine.queries.own_unit(staff.actor) or UnitId("")
    rows = answered(engine.queries.cases_of_unit(staff.actor, at, which, after=after, limit=List.SIZE))
    counts = answered(engine.queries.counts(staff.actor, unit=at))
    shown = named(staff, ("Enhetens ärenden", "The unit's cases"), which, "unit", "/unit?list=", counts)
    return list_page(staff, engine, shown, rows, after, back)


OWN, POOL, UNIT = "own", "pool", "unit"
WHOSE: Final[Mapping[str, tuple[str, str]]] = {
    OWN: ("Mina", "Mine"),
    POOL: ("Enhetens kö", "The unit's pool"),
    UNIT: ("Enhetens alla", "All of the unit's"),
}
"""Whose messages are to be documented (S17)."""


@get("/undocumented", sync_to_thread=True)
def undocumented(
    staff: TheStaff,
    engine: TheEngine,
    of: FromQuery[str] = OWN,
    after: FromQuery[str | None] = None,
    back: FromQuery[str] = "",
) -> Response[str]:
    """What does not stand in the health record yet, also after the period: per assignment and unit (S17)."""
    queries = engine.queries
    of = of if of in WHOSE else OWN
    at = None if of == OWN else queries.own_unit(staff.actor)
    rows = answered(queries.undocumented(staff.actor, unit=at, pool=of == POOL, after=after, limit=List.SIZE))
    shown = List(
        title=("Ej journalförda", "Undocumented"),
        which=None,
        here="undocumented",
        base="/undocumented?of=",
        current=of,
        filters=[(name, staff.asker.text(both), None) for name, both in WHOSE.items()],
    )
    return list_page(staff, engine, shown, rows, after, back)


def named(
    staff: StaffAsker, title: tuple[str, str], which: CaseList, here: str, base: str, counts: Mapping[CaseList, int]
) -> List:
    """One of the lists that there are of an assignment, a pool, a unit; without `counts` nothing is counted."""
    filters = [(one.value, staff.asker.text(both), counts.get(one)) for one, both in LABELS.items()]
    return List(title=title, which=which, here=here, base=base, current=which.value, filters=filters)


def list_page(
    staff: StaffAsker, engine: Engine, shown: List, rows: Page[CaseRow], after: str | None, back: str
) -> Response[str]:
    """A page of a list, with the filters beside it and the ways to the pages after and before."""
    text = staff.asker.text
    earlier = [one for one in back.split(".") if one][-PAGES:]
    address = shown.base + shown.current
    data = {
        "title": text(shown.title),
        "which": shown.which,
        "order": "" if shown.which is None else text(ORDERS[shown.which]),
        "rows": rows.items,
        "next": None if rows.next is None else at(address, rows.next, [*earlier, *([after] if after else [])]),
        "before": None if after is None else at(address, earlier[-1] if earlier else None, earlier[:-1]),
        "base": shown.base,
        "current": shown.current,
        "filters": shown.filters,
        "read_at": to_micros(engine.queries.clock.now()),
    }
    return staff_page(engine, staff, "staff/list.html", shown.here, data)


def at(address: str, after: str | None, back: Sequence[str]) -> str:
    """A page of the list by its cursor, with those of the pages before it, so that one can go back. Cursors tell no
    name and no number of anyone.
    """
    if after is None:
        return address
    return f"{address}&{urlencode({'after': after, **({'back': '.'.join(back)} if back else {})})}"


@get("/counts", sync_to_thread=True)
def counts(staff: TheStaff, engine: TheEngine) -> Response[str]:
    """The numbers of the menu alone, as a live page asks for them again."""
    return page(staff.asker, "staff/counts.html", {"frame": frame_of(engine, staff.actor, "")})


ROUTES: Final[list[ControllerRouterHandler]] = [inbox, own, pool, unit, undocumented, counts]
