"""Sök patient, and adding one who is not found (S2). By post alone, so that no identifier stands in an address."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from arende.domain.ids import PersonId, shard_of
from arende.domain.person import Identifier, parse, pretty
from arende.domain.phase import local_date
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.views.person_rows import PersonRow
from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from ..asking import StaffAsker
from ..doing import give, new_once
from ..faults import status_of
from ..forms import Form, read_form
from ..given import TheEngine, TheStaff
from ..pages import go
from ..texts import ZONE
from .frame import answered, staff_page

SIZE: Final = 50
SEARCHES: Final = 5
"""As many searches back as a session remembers: one for each tab that is open."""
HITS: Final = "arende:hits"


@get("/search", sync_to_thread=True)
def empty(staff: TheStaff, engine: TheEngine) -> Response[str]:
    """The form, before anything is asked."""
    return search_page(staff, engine, asked=False)


@post("/search", status_code=303)
async def search(request: Request[object, object, State], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """Whom the full identifier or the names find: on to a page of them, that can be loaded anew and gone back to."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(found, form, staff, engine)


def found(form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    """Where nobody is found what was sought stays on the page, for they are added from there."""
    text = form.line("q")
    page = answered(engine.queries.find_patients(staff.actor, text, limit=SIZE))
    if page.items:
        key = new_once()[:8]
        engine.sessions.keep(staff.asker.token, kept_hits(staff, key, page.items, more=page.next is not None))
        return go(staff.asker, f"/search/hits?of={key}")
    rows = answered(engine.queries.search_patients(staff.actor, text, limit=SIZE)).items
    return search_page(staff, engine, text, rows, full=identifier(engine, text) is not None)


def kept_hits(staff: StaffAsker, key: str, persons: Sequence[PersonId], *, more: bool) -> Mapping[str, str]:
    """What the session keeps, with these hits: ids of ours, and nothing of what was typed."""
    session = staff.asker.session
    kept = dict(session.kept) if session is not None else {}
    earlier = kept.get(HITS, "").splitlines()[-(SEARCHES - 1) :]
    return kept | {HITS: "\n".join([*earlier, " ".join([key, "more" if more else "all", *persons])])}


@get("/search/hits", sync_to_thread=True)
def hits(staff: TheStaff, engine: TheEngine, of: FromQuery[str] = "") -> Response[str]:
    """The hits of a search of this session, as they are now. What is shown again is logged again."""
    session = staff.asker.session
    lines = session.kept.get(HITS, "").splitlines() if session is not None else []
    line = next((parts for parts in map(str.split, lines) if parts[0] == of), None)
    if line is None:
        return go(staff.asker, "/search")
    rows = answered(engine.queries.hits(staff.actor, [PersonId(id) for id in line[2:]])).items
    return search_page(staff, engine, "", rows, more=line[1] == "more")


def search_page(
    staff: StaffAsker,
    engine: Engine,
    text: str = "",
    rows: Sequence[PersonRow] = (),
    *,
    asked: bool = True,
    more: bool = False,
    full: bool = False,
) -> Response[str]:
    data = {"q": text, "rows": rows, "asked": asked, "more": more, "full": full}
    return staff_page(engine, staff, "staff/search.html", "search", data)


@get("/patients/add", sync_to_thread=True)
def add(staff: TheStaff, engine: TheEngine) -> Response[str]:
    """Lägg till patient: first the identifier, for who has it may be there already."""
    return add_page(engine, staff, {}, None)


@post("/patients/add", status_code=303)
async def added(request: Request[object, object, State], staff: TheStaff, engine: TheEngine) -> Response[str]:
    """With an identifier alone: on to the patient, or to the rest of the form. With a name: the patient is added."""
    form = await read_form(request, staff.asker)
    return await asyncio.to_thread(carry_on, form, staff, engine)


def carry_on(form: Form, staff: StaffAsker, engine: Engine) -> Response[str]:
    typed = form.line("identifier")
    one = there(engine, staff, typed)
    if one is not None:
        return go(staff.asker, f"/patients/{one.id}")
    known = identifier(engine, typed)
    if known is not None and "name" not in form.fields:
        return add_page(engine, staff, {"identifier": pretty(known)}, None, status=200)
    answer = give(
        engine,
        staff.asker,
        staff.actor,
        "register_person",
        {
            "provider": shard_of(staff.actor.assignment),
            "identifier": typed,
            "name": form.line("name"),
            "phone": form.line("phone"),
            "language": form.some("language"),
            "born": form.some("born"),
            "protected": form.ticked("protected") or None,
        },
        form,
    )
    if isinstance(answer, Receipt):
        return go(staff.asker, f"/new?person={answer.ids['person']}&way=search")
    return add_page(engine, staff, form.fields, answer, status=status_of(answer))


def there(engine: Engine, staff: StaffAsker, typed: str) -> PersonRow | None:
    """Who has the identifier already."""
    if identifier(engine, typed) is None:
        return None
    rows = answered(engine.queries.search_patients(staff.actor, typed)).items
    return rows[0] if rows else None


def identifier(engine: Engine, text: str) -> Identifier | None:
    read = parse(text, local_date(engine.queries.clock.now(), ZONE))
    return read if isinstance(read, Identifier) else None


def add_page(
    engine: Engine, staff: StaffAsker, typed: Mapping[str, str], refusal: Refusal | None, status: int = 200
) -> Response[str]:
    known = identifier(engine, typed.get("identifier", "")) is not None
    data = {"typed": typed, "refusal": refusal, "known": known, "once": new_once()}
    return staff_page(engine, staff, "staff/add.html", "search", data, status=status)


ROUTES: Final[list[ControllerRouterHandler]] = [empty, search, hits, add, added]
