"""A walk over every form of every page with what no one should write: never a fault of ours, never a lost text.

Pages are found by the application's own routes, and forms by reading the pages: what is new is walked over, too.
"""

import html
from collections.abc import Iterator, Mapping
from datetime import date

import httpx
import pytest
from arende.domain import commands as c
from arende.domain.ids import TemplateId
from arende_web import WebSettings, create_app
from arende_web.app import Web
from arende_web.settings import Rates
from litestar.routes import HTTPRoute

from tests.engine.clinic import COLLEAGUE, FOLLOW_UP, NURSE, Clinic

from .hostile import SCRIPT, TEXTS, FoundForm, forms_of
from .serving import Served, Visitor, served

ELSEWHERE = ("/sign-out", "/patient/sign-out", "/sign-in", "/patient/sign-in")
"""They end the session, or begin one."""
LONG = ("text", "message", "reason", "note")
"""Fields in which one writes more than a word."""
UNSEEN = ("empty", "nul", "lines")
"""Texts that do not stand on a page as they were sent."""
KEPT = (409, 422, 429)
"""A refused form stands there again with what was typed."""


@pytest.fixture
def open_site(site: Served) -> Iterator[tuple[Served, Web]]:
    """The clinic, served without limits."""
    app = create_app(site.clinic.engine, WebSettings(rates=Rates(sign_in=0, search=0, send=0)))
    with served(app) as base:
        found = Served(site.clinic, base)
        with found.closing:
            yield found, app


def ids(clinic: Clinic) -> Mapping[str, str]:
    """Something of each kind that an address can name."""
    case = clinic.open_case("anton")
    clinic.say(case, "Hej")
    visit = clinic.open_visit("anton")
    ticket = clinic.do(c.CreateTicket(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Ring"), NURSE)
    person = clinic.persons["anton"]
    own = NURSE.assignment
    clinic.do(c.RegisterTemplate(template=TemplateId("SE1.t"), name="Råd", text="Vila", assignment=own), NURSE)
    clinic.do(c.CoverAssignment(assignment=own, by=COLLEAGUE.assignment, last_day=date(2026, 12, 1)), NURSE)
    clinic.do(c.SaveDraft(case=case, text="Utkast"), NURSE)
    return {
        "case": case,
        "visit": visit,
        "ticket": ticket.ids["ticket"],
        "person": person,
        "patient": person,
        "way": "demo",
        "act": "send",
        "phrase": "SE1.t",
        "assignment": own,
        "name": "demo",
    }


def paths(app: Web, method: str, known: Mapping[str, str]) -> Iterator[str]:
    """Every address of ours that takes the method."""
    for route in app.inner.routes:
        if isinstance(route, HTTPRoute) and method in route.methods and not route.path.startswith(("/static", "/api")):
            path = route.path_format
            for name, value in known.items():
                path = path.replace(f"{{{name}}}", value)
            yield path


def walked(visitor: Visitor, app: Web, known: Mapping[str, str], side: str) -> Iterator[FoundForm]:
    """The forms on every page of a side, each once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for path in paths(app, "GET", known):
        if path.startswith(("/events", "/patient/events")) or path.startswith("/patient") is not (side == "patient"):
            continue
        page = visitor.client.get(path if path != "/new-ticket" else f"/new-ticket?person={known['person']}")
        assert page.status_code < 500, path
        for form in forms_of(page.text):
            shape = (form.action, tuple(sorted(form.fields)))
            if form.action and not form.action.startswith(ELSEWHERE) and shape not in seen:
                seen.add(shape)
                yield form


def post(visitor: Visitor, form: FoundForm, fields: Mapping[str, str]) -> httpx.Response:
    answer = visitor.client.post(form.action, data=dict(fields), follow_redirects=False)
    assert answer.status_code < 500, (form.action, answer.status_code)
    assert SCRIPT not in answer.text, form.action
    return answer


def hostile(visitor: Visitor, form: FoundForm, names: Mapping[str, str]) -> None:
    """Every text in every field that one writes in; and posts that are no form of ours."""
    for name, text in names.items():
        fields = form.fields | dict.fromkeys(form.written, text)
        answer = post(visitor, form, fields)
        if form.written & set(LONG) and answer.status_code in KEPT and name not in UNSEEN:
            assert text in html.unescape(answer.text), (form.action, name, "the text is lost")
    if "_csrf" in form.fields:
        assert post(visitor, form, form.fields | {"_csrf": "0"}).status_code in (403, 404)
    once = form.fields | dict.fromkeys(form.written, "igen")
    assert post(visitor, form, once).status_code == post(visitor, form, once).status_code or "once" not in once
    post(visitor, form, once | {"seen": "0", "number": "-1", "up_to": "x"})
    raw = {"content-type": "application/x-www-form-urlencoded"}
    for content, headers in (
        (b"\xff\xfe=1", raw),
        (b"a=%ff&text=%ff", raw),
        (b"&" * 5_000, raw),
        (b"{}", {"content-type": "application/json"}),
        (b"", {}),
        (b"text=" + b"x" * 10_000_000, raw),
    ):
        answer = visitor.client.post(form.action, content=content, headers=headers)
        assert 400 <= answer.status_code < 500, (form.action, content[:20])


def test_the_form_that_everyone_writes_in(open_site: tuple[Served, Web]) -> None:
    site, _ = open_site
    case = ids(site.clinic)["case"]
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    page = visitor.client.get(f"/cases/{case}")
    form = next(one for one in forms_of(page.text) if one.action.endswith("/send"))
    hostile(visitor, form, {name: TEXTS[name] for name in ("long", "script")})
    stale = post(visitor, form, form.fields | {"_csrf": form.fields["_csrf"], "text": "kvar"})
    assert stale.status_code < 400 or "kvar" in stale.text


def test_a_text_survives_the_end_of_the_session(open_site: tuple[Served, Web]) -> None:
    site, _ = open_site
    case = site.clinic.open_case("anton")
    visitor = site.visitor().sign_in(site.clinic, NURSE)
    visitor.get(f"/cases/{case}")
    site.clinic.engine.sessions.revoke_all("SE1.haris")
    told = visitor.post(f"/cases/{case}/send", {"text": "Länge & väl <b>skrivet</b>"})
    assert told.status_code == 403 and "Länge &amp; väl &lt;b&gt;skrivet&lt;/b&gt;</textarea>" in told.text
    assert "_csrf" not in told.text


@pytest.mark.slow
@pytest.mark.parametrize("side", ["staff", "patient"])
def test_every_form_of_every_page(open_site: tuple[Served, Web], side: str) -> None:
    site, app = open_site
    known = ids(site.clinic)
    actor = NURSE if side == "staff" else site.clinic.rep("anton")
    visitor = site.visitor().sign_in(site.clinic, actor)
    forms = list(walked(visitor, app, known, side))
    assert len(forms) >= 3
    for form in forms:
        hostile(visitor, form, TEXTS)


@pytest.mark.slow
@pytest.mark.parametrize("side", ["staff", "patient", "nobody"])
def test_every_address_with_ids_of_all_kinds(open_site: tuple[Served, Web], side: str) -> None:
    site, app = open_site
    visitor = site.visitor()
    if side != "nobody":
        visitor.sign_in(site.clinic, NURSE if side == "staff" else site.clinic.rep("anton"))
    names = tuple(ids(site.clinic))
    for text in ("SE9.x", "%00", "x" * 3_000, "..", "%3Cscript%3E", "%F0%9F%98%80", "SE1."):
        for method in ("GET", "POST"):
            for path in paths(app, method, dict.fromkeys(names, text)):
                if not path.startswith(("/events", "/patient/events", *ELSEWHERE)):
                    answer = visitor.client.request(method, path, follow_redirects=False)
                    assert answer.status_code < 500 or answer.status_code == 503, (method, path[:80])
                    assert "<script>alert" not in answer.text
