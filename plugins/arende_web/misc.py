"""What belongs to no face: the language switch, help and the accessibility statement. No patient is seen here."""

from typing import Final

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler

from .asking import own_path
from .forms import bare_form
from .given import TheAsker
from .pages import go, page


@post(["/language", "/patient/language"], status_code=303)
async def language(request: Request[object, object, State], asker: TheAsker) -> Response[str]:
    """The language that was chosen, from now on."""
    form = await bare_form(request)
    lang = asker.lang_cookie("en" if form.line("lang") == "en" else "sv")
    return go(asker, own_path(form.line("next"), asker.face.home), [lang])


@get(["/accessibility", "/patient/accessibility"])
async def accessibility(asker: TheAsker) -> Response[str]:
    """Tillgänglighetsredogörelse."""
    return page(asker, "accessibility.html", {})


ROUTES: Final[list[ControllerRouterHandler]] = [language, accessibility]
