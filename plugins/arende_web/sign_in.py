"""Signing in and out, for both faces: choose a way, carry it out, choose an assignment. Who may what is the engine's.

A way either sends the browser to its provider, or shows something here: a form (demo), a QR code or a button (BankID).
"""

import asyncio
from typing import Final
from urllib.parse import urlencode

from arende.domain.actor import StaffActor
from arende.domain.directory.model import Provider
from arende.domain.ids import AssignmentId, Kind, PersonId, Ref, shard_of
from arende.engine import Engine
from arende.engine.sign_in import Ended, SignedIn, SignIn
from arende.ports.auth import NotAuthenticated, Pending
from arende.ports.http import RawRequest
from litestar import Request, Response, get, post
from litestar.datastructures import Cookie, State
from litestar.enums import MediaType
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from .asking import Asker, Face, own_path
from .demo import people, sms_of
from .faults import fault_page
from .forms import Form, bare_form, read_form
from .given import TheAsker, TheEngine, TheEntry, TheHub, TheWeb
from .pages import go, page
from .words import HINTS, SIGN_IN_FAULTS, WAYS

DEMO: Final = "demo"
RETURN: Final = "/return"


@get(["/sign-in", "/patient/sign-in"])
async def choose_way(
    asker: TheAsker, entry: TheEntry, engine: TheEngine, why: FromQuery[str | None] = None
) -> Response[str]:
    """The ways to sign in, with whom a demonstration has to offer. `why`: how a sign-in ended that a page followed."""
    fault = "" if why is None else asker.text(SIGN_IN_FAULTS.get(why) or SIGN_IN_FAULTS["again"])
    return await asyncio.to_thread(way_page, asker, entry, engine, fault)


def way_page(asker: Asker, entry: SignIn, engine: Engine, fault: str = "", status: int = 200) -> Response[str]:
    ways = [(name, asker.text(WAYS.get(name.lower(), (name, name)))) for name in entry.ways if name != DEMO]
    shown = people(engine, asker.face) if DEMO in entry.ways else ()
    data = {"ways": ways, "people": shown, "fault": fault, "demo": DEMO in entry.ways, "staff": is_staff(asker)}
    return page(asker, "sign_in.html", data, status=status)


@post(["/sign-in/{way:str}", "/patient/sign-in/{way:str}"], status_code=303)
async def begin(
    way: FromPath[str], request: Request[object, object, State], asker: TheAsker, entry: TheEntry, engine: TheEngine
) -> Response[str]:
    """Begin: on to the provider's page, or to what is shown here; the demonstration's form is the whole sign-in."""
    form = await bare_form(request)
    return await asyncio.to_thread(begun, way, form, asker, entry, engine)


def begun(way: str, form: Form, asker: Asker, entry: SignIn, engine: Engine) -> Response[str]:
    return_to = asker.origin + asker.url(asker.face.sign_in + RETURN)
    started = entry.begin(way, return_to=return_to, remote=asker.remote)
    if isinstance(started, NotAuthenticated):
        return failed(asker, entry, engine, started)
    if way == DEMO:
        raw = RawRequest(
            method="POST", url=return_to, headers={}, body=form.text("identity").encode(), remote=asker.remote
        )
        return ended(asker, entry, engine, entry.complete(started.token, raw, remote=asker.remote))
    cookies = [asker.cookie(started.token)]
    challenge = started.challenge
    if challenge.redirect is not None:
        # By a page, not by a redirect: browsers hold a form's redirects to our `form-action`, which is this site alone.
        return page(asker, "sign_in_away.html", {"to": challenge.redirect}, cookies=cookies)
    return go(asker, asker.face.sign_in + RETURN, cookies)


@get(["/sign-in/return", "/patient/sign-in/return"])
async def returned(
    request: Request[object, object, State], asker: TheAsker, entry: TheEntry, engine: TheEngine
) -> Response[str]:
    """What the provider sent the browser back with, or the next look at a sign-in that is under way."""
    raw = RawRequest(
        method="GET",
        url=asker.origin + asker.url(asker.path),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=b"",
        remote=asker.remote,
    )
    return await asyncio.to_thread(completed, raw, asker, entry, engine)


@post(["/sign-in/return", "/patient/sign-in/return"], status_code=303)
async def handed_over(
    request: Request[object, object, State], asker: TheAsker, entry: TheEntry, engine: TheEngine
) -> Response[str]:
    """A host's own page has posted the token of the way `host`; it must be of the same origin, as the cookie is."""
    form = await bare_form(request)
    raw = RawRequest(
        method="POST",
        url=asker.origin + asker.url(asker.path),
        headers={},
        body=urlencode({"token": form.line("token")}).encode(),
        remote=asker.remote,
    )
    return await asyncio.to_thread(completed, raw, asker, entry, engine)


def completed(raw: RawRequest, asker: Asker, entry: SignIn, engine: Engine) -> Response[str]:
    return ended(asker, entry, engine, entry.complete(asker.token, raw, remote=asker.remote))


@post(["/sign-in/cancel", "/patient/sign-in/cancel"], status_code=303)
async def cancel(request: Request[object, object, State], asker: TheAsker, entry: TheEntry) -> Response[str]:
    """The person gave up."""
    await read_form(request, asker)
    await asyncio.to_thread(entry.cancel, asker.token)
    return go(asker, asker.face.sign_in, [asker.cookie("")])


def ended(asker: Asker, entry: SignIn, engine: Engine, answer: Ended) -> Response[str]:
    """In, not yet, or not."""
    match answer:
        case SignedIn(token=token, actor=actor):
            if actor is None:
                path = "/sign-in/assignment" if is_staff(asker) else "/patient/sign-in/person"
            elif isinstance(actor, StaffActor) is not is_staff(asker):
                entry.sessions.revoke(token)
                return failed(asker, entry, engine, NotAuthenticated(code="face.other", again=True))
            else:
                path = asker.face.home
            return away(asker, path, [asker.cookie(token)])
        case Pending(qr=qr, hint=hint, again_after=micros):
            data = {
                "qr": picture(qr) if qr else "",
                "launch": entry.launch(asker.token),
                "hint": asker.text(HINTS.get(hint, HINTS["pending"])),
                "wait": max(1, round(micros / 1_000_000)),
            }
            return page(asker, "sign_in_wait.html", data)
        case NotAuthenticated():
            return failed(asker, entry, engine, answer)


def away(asker: Asker, path: str, cookies: list[Cookie] | None = None) -> Response[str]:
    """On to another page; a page that follows by itself is told to go there, and not handed its content."""
    if not asker.by_itself:
        return go(asker, path, cookies)
    return Response("", headers={"hx-redirect": asker.url(path)}, cookies=cookies, media_type=MediaType.HTML)


def picture(text: str) -> str:
    """A QR code as SVG, in the page itself: it is another one each second, so an address of its own would be late."""
    import segno  # loaded when someone first signs in so

    return segno.make(text, error="l", micro=False).svg_inline(border=3, light="#fff", omitsize=True)


def failed(asker: Asker, entry: SignIn, engine: Engine, answer: NotAuthenticated) -> Response[str]:
    if asker.by_itself:
        code = answer.code if answer.code in SIGN_IN_FAULTS else "again" if answer.again else "not"
        return away(asker, f"{asker.face.sign_in}?why={code}", [asker.cookie("")])
    both = SIGN_IN_FAULTS.get(answer.code) or SIGN_IN_FAULTS["again" if answer.again else "not"]
    return way_page(asker, entry, engine, asker.text(both), 403)


@get("/sign-in/assignment", sync_to_thread=True)
def assignments(asker: TheAsker, entry: TheEntry) -> Response[str]:
    """«Byt uppdrag»: what the person may sign in to, with how much waits in each (S6)."""
    session = asker.session
    if session is None or not session.who:
        return go(asker, Face.STAFF.sign_in)
    rows = [row for id in entry.known(session) for row in entry.assignments(id)]
    now = session.actor.assignment if isinstance(session.actor, StaffActor) else None
    return page(asker, "assignments.html", {"rows": rows, "current": now})


@post("/sign-in/assignment", status_code=303)
async def choose_assignment(request: Request[object, object, State], asker: TheAsker, entry: TheEntry) -> Response[str]:
    """The chosen assignment, in a session with a new token."""
    form = await read_form(request, asker)
    token = await asyncio.to_thread(entry.choose, asker.token, AssignmentId(form.line("assignment")))
    if token is None:
        return go(asker, "/sign-in/assignment")
    return go(asker, own_path(form.line("next"), "/"), [asker.cookie(token)])


@get("/patient/sign-in/person", sync_to_thread=True)
def persons(asker: TheAsker, entry: TheEntry, engine: TheEngine) -> Response[str]:
    """Someone whom several care providers know chooses which one to visit."""
    session = asker.session
    if session is None or not session.who:
        return go(asker, Face.PATIENT.sign_in)
    found = [(id, engine.queries.state(Ref(Kind.PROVIDER, shard_of(id)))) for id in entry.known(session)]
    rows = [(id, state.name) for id, state in found if isinstance(state, Provider)]
    return page(asker, "persons.html", {"rows": rows})


@post("/patient/sign-in/person", status_code=303)
async def choose_person(request: Request[object, object, State], asker: TheAsker, entry: TheEntry) -> Response[str]:
    """The chosen provider, in a session with a new token."""
    form = await read_form(request, asker)
    token = await asyncio.to_thread(entry.choose, asker.token, PersonId(form.line("person")))
    return go(asker, "/patient" if token else "/patient/sign-in/person", [asker.cookie(token)] if token else None)


@post(["/sign-out", "/patient/sign-out"], status_code=303)
async def sign_out(
    request: Request[object, object, State], asker: TheAsker, engine: TheEngine, hub: TheHub
) -> Response[str]:
    """The session is revoked, wherever its token may be."""
    await read_form(request, asker)
    await asyncio.to_thread(engine.sessions.revoke, asker.token)
    hub.end(asker.token)
    return go(asker, asker.face.sign_in, [asker.cookie("")])


@get("/demo/sms", sync_to_thread=True)
def phones(asker: TheAsker, engine: TheEngine, web: TheWeb) -> Response[str]:
    """In a demonstration: the SMS that have left, as the phones would show them."""
    if not engine.settings.demo or not web.sms_folder:
        return fault_page(asker, 404, asker.text(("Sidan finns bara i en demonstration.", "Only in a demonstration.")))
    return page(asker, "phones.html", {"sms": sms_of(web.sms_folder)})


def is_staff(asker: Asker) -> bool:
    return asker.face is Face.STAFF


ROUTES: Final[list[ControllerRouterHandler]] = [
    choose_way,
    begin,
    returned,
    handed_over,
    cancel,
    assignments,
    choose_assignment,
    persons,
    choose_person,
    sign_out,
    phones,
]
