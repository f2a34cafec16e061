"""What belongs to no face: language, shortcuts, time left of a session, accessibility. No patient is seen here."""

from typing import Final

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.types import ControllerRouterHandler

from .asking import own_path
from .forms import bare_form, read_form
from .given import TheAsker, TheEngine, TheStaff, TheWeb
from .pages import go, page


@post(["/language", "/patient/language"], status_code=303)
async def language(request: Request[object, object, State], asker: TheAsker) -> Response[str]:
    """The language that was chosen, from now on."""
    form = await bare_form(request)
    lang = asker.lang_cookie("en" if form.line("lang") == "en" else "sv")
    return go(asker, own_path(form.line("next"), asker.face.home), [lang])


@post("/keys", status_code=303)
async def keys(request: Request[object, object, State], staff: TheStaff) -> Response[str]:
    """Shortcuts on or off, for who asks, in this browser."""
    form = await read_form(request, staff.asker)
    cookie = staff.asker.keys_cookie(form.ticked("on"))
    return go(staff.asker, own_path(form.line("next"), "/"), [cookie])


@get(["/session", "/patient/session"])
async def session(asker: TheAsker, engine: TheEngine) -> Response[str]:
    """Seconds until the session ends if it is not used. Asking by hand is a use of it (`asking.BY_ITSELF`)."""
    if asker.session is None:
        return Response("0", status_code=401, media_type=MediaType.TEXT)
    left = (asker.session.until - engine.queries.clock.now()).total_seconds()
    return Response(str(max(0, int(left))), media_type=MediaType.TEXT)


@get(["/accessibility", "/patient/accessibility"])
async def accessibility(asker: TheAsker, web: TheWeb) -> Response[str]:
    """Tillgänglighetsredogörelse: the facts of the product, with what the provider adds by settings."""
    return page(asker, "accessibility.html", {"web": web})


ROUTES: Final[list[ControllerRouterHandler]] = [language, keys, session, accessibility]
