"""Pages: templates rendered for who asks, with the links, texts and tokens that every page needs. No question is asked.

A page is rendered in the handler's own thread, from values that are already there: nothing is read while it is.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from importlib.resources import files
from typing import Final

from arende.domain.case.attention import LABELS, Attention
from arende.domain.refusal_texts import sentence
from arende.domain.refusals import Refusal
from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType

from . import texts
from .asking import Asker
from .texts import Lang

STATIC: Final = files(__package__) / "static"


@cache
def environment(lang: Lang) -> Environment:
    """Templates in one language. What they print is escaped, and what they lack is an error."""
    made = Environment(
        loader=PackageLoader("arende_web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    translations = texts.catalogue(lang)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # the i18n extension adds it when it is loaded
        translations.gettext, translations.ngettext, newstyle=True
    )
    return made


@cache
def versioned(name: str) -> str:
    """A static file's path with a digest of what it holds, so that browsers may keep it for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def rendered(asker: Asker, template: str, data: Mapping[str, object]) -> str:
    """The page as text."""
    lang = asker.lang
    common = {
        "asker": asker,
        "lang": lang,
        "url": asker.url,
        "static": lambda name: asker.url(versioned(name)),
        "csrf": asker.csrf if asker.token else "",
        "day": partial(day, lang=lang),
        "short_day": partial(short_day, lang=lang),
        "clock": partial(clock, lang=lang),
        "moment": partial(moment, lang=lang),
        "waited": partial(waited, lang=lang),
        "left": partial(texts.left, lang=lang),
        "attention": partial(attention, lang=lang),
        "why": partial(why, lang=lang),
    }
    return environment(lang).get_template(template).render({**common, **data})


def page(
    asker: Asker, template: str, data: Mapping[str, object], *, status: int = 200, cookies: list[Cookie] | None = None
) -> Response[str]:
    """The page as an answer."""
    return Response(rendered(asker, template, data), media_type=MediaType.HTML, status_code=status, cookies=cookies)


def go(asker: Asker, path: str, cookies: list[Cookie] | None = None) -> Response[str]:
    """After a post: on to a page of ours, which can be loaded anew without posting anew."""
    return Response(
        "", status_code=303, headers={"location": asker.url(path)}, cookies=cookies, media_type=MediaType.HTML
    )


def day(at: date | datetime, zone: str = texts.ZONE, *, lang: Lang) -> str:
    return texts.day(at, lang, zone)


def short_day(at: date | datetime, zone: str = texts.ZONE, *, lang: Lang) -> str:
    return texts.short_day(at, lang, zone)


def clock(at: datetime, zone: str = texts.ZONE, *, lang: Lang) -> str:
    return texts.clock(at, lang, zone)


def moment(at: datetime, zone: str = texts.ZONE, *, lang: Lang) -> str:
    return texts.moment(at, lang, zone)


def waited(since: datetime, now: datetime, *, lang: Lang) -> str:
    return texts.waited(since, now, lang)


def attention(reason: Attention, *, lang: Lang) -> str:
    return LABELS[reason][0 if lang == "sv" else 1]


def why(refusal: Refusal, *, lang: Lang) -> str:
    """The refusal as a sentence that says what to do."""
    return sentence(refusal, lang)
