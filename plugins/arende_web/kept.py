"""Answers to a post that cannot be carried out now, which keep all that was typed: who has to wait, or to sign in anew.

What was posted is shown, and can be sent again from the page itself: nothing is done, so nothing is checked. A program
gets a problem document.
"""

from collections.abc import Mapping
from typing import Final

from litestar.datastructures import Headers
from litestar.serialization import encode_json
from litestar.types import HTTPScope, Receive, Send

from .asking import Asker
from .faults import PROBLEM, document
from .forms import FORM, LARGEST, Form, Unreadable, parsed
from .pages import rendered

TOO_MANY: Final = ("För många försök", "Too many attempts")
SIGN_IN: Final = ("Logga in igen", "Sign in again")
HOW: Final = (
    "Du är inte inloggad längre, så inget är skickat. Logga in i en ny flik, kopiera texten härifrån och skicka den.",
    "You are no longer signed in, so nothing was sent. Sign in in a new tab, copy the text from here, and send it.",
)
BUTTON: Final = ("Försök igen", "Try again")
LABEL: Final = ("Det du skrev finns kvar:", "What you wrote is kept:")
TEXTS: Final = ("text", "message", "reason", "note", "q")
"""Fields that people write in, which are shown; the rest go along unseen."""
OPEN: Final = ("/sign-in", "/patient/sign-in", "/language", "/patient/language", "/keys")
"""Where one need not be signed in to post."""


async def too_many(scope: HTTPScope, receive: Receive, send: Send, asker: Asker, seconds: int) -> None:
    """429, with what was typed. Nothing is routed: this is the whole answer."""
    text = asker.text((f"Vänta {seconds} sekunder och försök igen.", f"Wait {seconds} seconds and try again."))
    wait = {"retry-after": str(seconds)}
    if asker.path.startswith("/api/"):
        await answer(send, 429, PROBLEM, encode_json(document(asker, 429, "http.429", text)), wait)
        return
    form = await posted(scope, receive)
    await answer(send, 429, HTML, shown(asker, form, TOO_MANY, text, again=True).encode(), wait)


def signed_out(scope: HTTPScope, asker: Asker) -> bool:
    """Whether a form comes from someone whose session has ended."""
    path = asker.path.partition("?")[0]
    if asker.method != "POST" or asker.session is not None or path.startswith((*OPEN, "/api/", "/callbacks/")):
        return False
    return Headers.from_scope(scope).get("content-type", "").partition(";")[0].strip().lower() == FORM


async def sign_in_again(scope: HTTPScope, receive: Receive, send: Send, asker: Asker) -> None:
    """403, with what was typed."""
    page = shown(asker, await posted(scope, receive), SIGN_IN, asker.text(HOW), again=False)
    await answer(send, 403, HTML, page.encode(), {})


HTML: Final = "text/html; charset=utf-8"


async def answer(send: Send, status: int, media: str, body: bytes, more: Mapping[str, str]) -> None:
    told = {"content-type": media, "content-length": str(len(body)), **more}
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def posted(scope: HTTPScope, receive: Receive) -> Form:
    """The form that came; an empty one where it is none, or too large."""
    body, more = b"", True
    while more and len(body) <= LARGEST:
        message = await receive()
        if message["type"] != "http.request":
            break
        body, more = body + message["body"], message["more_body"]
    try:
        media = Headers.from_scope(scope).get("content-type", "")
        return parsed(media, body) if len(body) <= LARGEST else Form({})
    except Unreadable:
        return Form({})


def shown(asker: Asker, form: Form, title: tuple[str, str], sentence: str, *, again: bool) -> str:
    """The page."""
    texts = {name: form.text(name) for name in TEXTS if form.line(name)}
    data = {
        "title": asker.text(title),
        "sentence": sentence,
        "label": asker.text(LABEL),
        "button": asker.text(BUTTON) if again else "",
        "link": "" if again else asker.text(SIGN_IN),
        "action": asker.url(asker.path),
        "shown": texts,
        "hidden": {name: value for name, value in form.fields.items() if again and name not in texts},
    }
    return rendered(asker, "kept.html", data)
