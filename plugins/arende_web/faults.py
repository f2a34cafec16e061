"""What goes wrong, as an answer: a page for people, a problem document (RFC 9457) for machines. No rule is here.

A refusal that a form met is shown on the form's own page with what was typed (`refused`); here is what has no form.
"""

import logging
import secrets
from collections.abc import Mapping
from typing import Final

from arende.domain.refusal_texts import sentence
from arende.domain.refusals import (
    ColleagueWrote,
    Exists,
    FeedGap,
    FeedOvertaken,
    NoAccess,
    NotFound,
    PatientSideWrote,
    Refusal,
    RepresentationEnded,
    TakenByAnother,
    TicketTaken,
    Unavailable,
    Unclear,
    VisitTaken,
)
from arende.ports.storage import StorageError
from litestar import Request, Response
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.exceptions import HTTPException

from .asking import BY_ITSELF, Asker, SignInNeeded
from .forms import Forged
from .pages import go, page

LOG: Final = logging.getLogger("arende.web")
PROBLEM: Final = "application/problem+json"

STATUS: Final[Mapping[type[Refusal], int]] = {
    NoAccess: 403,
    RepresentationEnded: 403,
    NotFound: 404,
    ColleagueWrote: 409,
    PatientSideWrote: 409,
    TakenByAnother: 409,
    TicketTaken: 409,
    VisitTaken: 409,
    Exists: 409,
    FeedGap: 409,
    FeedOvertaken: 409,
    Unavailable: 503,
    Unclear: 503,
}
"""Of a refusal; 422 for what is not here: what was asked for is understood, and cannot be done."""

TITLES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("Det gick inte att läsa", "It could not be read"),
    401: ("Du är inte inloggad", "You are not signed in"),
    403: ("Du har inte behörighet", "You are not authorised"),
    404: ("Sidan finns inte", "There is no such page"),
    405: ("Så kan sidan inte användas", "The page cannot be used so"),
    409: ("Något har ändrats", "Something has changed"),
    413: ("För mycket text", "Too much text"),
    415: ("Det gick inte att läsa", "It could not be read"),
    422: ("Det gick inte", "It was not possible"),
    429: ("För många försök", "Too many attempts"),
    500: ("Något gick fel", "Something went wrong"),
    503: ("Det gick inte just nu", "Not possible just now"),
}
SENTENCES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("Gå tillbaka och försök igen.", "Go back and try again."),
    403: (
        "Sidan kan ha varit öppen för länge. Gå tillbaka, ladda om den och försök igen.",
        "The page may have been open for too long. Go back, reload it and try again.",
    ),
    404: ("Kontrollera adressen, eller gå till startsidan.", "Check the address, or go to the start page."),
    405: ("Gå till startsidan och försök igen.", "Go to the start page and try again."),
    413: ("Gå tillbaka och korta texten.", "Go back and shorten the text."),
    429: ("Vänta en minut och försök igen.", "Wait a minute and try again."),
    500: (
        "Inget är ändrat. Försök igen, och ange referensen om felet kommer tillbaka.",
        "Nothing has changed. Try again, and give the reference if the fault comes back.",
    ),
    503: ("Inget är ändrat. Försök igen om en stund.", "Nothing has changed. Try again in a while."),
}


class Refused(Exception):
    """A question or command was refused where no form can show it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def status_of(refusal: Refusal) -> int:
    return STATUS.get(type(refusal), 422)


def fault_page(asker: Asker, status: int, text: str, reference: str = "") -> Response[str]:
    """A page that says what went wrong and where to go on."""
    title = asker.text(TITLES.get(status, TITLES[400]))
    return page(asker, "fault.html", {"title": title, "text": text, "reference": reference}, status=status)


def document(
    asker: Asker, status: int, code: str, text: str, more: Mapping[str, object] | None = None
) -> dict[str, object]:
    """A problem document. `code` is stable; title and detail are for people."""
    title = asker.text(TITLES.get(status, TITLES[400]))
    told = {"type": f"urn:arende:problem:{code}", "title": title, "status": status, "detail": text, "code": code}
    return {**told, **(more or {})}


def problem(
    asker: Asker,
    status: int,
    code: str,
    text: str,
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response[object]:
    """The document as an answer."""
    content: object = document(asker, status, code, text, more)
    return Response(content, status_code=status, media_type=PROBLEM, headers=dict(headers or {}))


Answer = Response[str] | Response[object]


def answered(
    asker: Asker,
    status: int,
    code: str,
    text: str,
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """A page, or for machines a problem document."""
    if asker.path.startswith("/api/"):
        return problem(asker, status, code, text, more, headers)
    return fault_page(asker, status, text, str((more or {}).get("reference", "")))


def on_sign_in(request: Request[object, object, State], error: SignInNeeded) -> Answer:
    """To the sign-in, and back afterwards where it was a page that was asked for."""
    asker = error.asker
    if request.headers.get(BY_ITSELF) == "true":
        # The session has ended: the page is loaded anew, which leads to the sign-in and leaves nothing on the screen.
        return Response("", status_code=401, headers={"hx-refresh": "true"}, media_type=MediaType.HTML)
    if asker.path.startswith("/api/"):
        text, needed = asker.text(("Logga in först.", "Sign in first.")), {"www-authenticate": "Bearer"}
        return answered(asker, 401, "sign_in", text, None, needed)
    if asker.method not in ("GET", "HEAD"):
        return fault_page(asker, 403, asker.text(SENTENCES[403]))
    return go(asker, asker.face.sign_in)


def on_refusal(request: Request[object, object, State], error: Refused) -> Answer:
    asker = asker_in(request)
    refusal = error.refusal
    more: dict[str, object] = {"field": refusal.field} if refusal.field else {}
    return answered(asker, status_of(refusal), refusal.code, sentence(refusal, asker.lang), more)


def on_storage(request: Request[object, object, State], error: StorageError) -> Answer:
    del error
    asker = asker_in(request)
    return answered(asker, 503, "unavailable", asker.text(SENTENCES[503]))


def on_http(request: Request[object, object, State], error: HTTPException) -> Answer:
    """What the framework itself refused. Its own words are never shown."""
    asker = asker_in(request)
    status = error.status_code
    code = "forged" if isinstance(error, Forged) else f"http.{status}"
    return answered(asker, status, code, asker.text(SENTENCES.get(status, SENTENCES[400])), None, error.headers)


def on_bug(request: Request[object, object, State], error: Exception) -> Answer:
    """A fault of ours: logged by kind and place with a reference, never with what was being worked on."""
    asker = asker_in(request)
    reference = secrets.token_hex(4)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
    LOG.error("fault %s: %s at %s", reference, type(error).__name__, where)
    return answered(asker, 500, "fault", asker.text(SENTENCES[500]), {"reference": reference})


def asker_in(request: Request[object, object, State]) -> Asker:
    """Who asks, as the application's first step noted it."""
    asker = request.scope["state"]["asker"]
    assert isinstance(asker, Asker)
    return asker
