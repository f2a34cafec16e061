"""How often one may sign in, search and send: who goes beyond has to wait and loses nothing."""

from collections.abc import Iterator
from typing import Final

import pytest
from arende_web import WebSettings, create_app
from arende_web.api.routes import OPERATIONS
from arende_web.limits import MANY, PATHS, Limits
from arende_web.settings import Rates

from tests.engine.clinic import FOLLOW_UP, NURSE

from .serving import Served, served


@pytest.fixture
def strict(site: Served) -> Iterator[Served]:
    """The clinic, served by a web with low limits."""
    settings = WebSettings(rates=Rates(sign_in=6, search=2, send=2))
    with served(create_app(site.clinic.engine, settings)) as base:
        found = Served(site.clinic, base)
        with found.closing:
            yield found


def test_a_bucket_leaks_evenly() -> None:
    now = [0.0]
    limits = Limits(Rates(), clock=lambda: now[0])
    key = ("send", "anna")
    assert [limits.counted(key, 3) for _ in range(4)] == [0, 0, 0, 20]
    assert limits.counted(("send", "bo"), 3) == 0, "another one is not touched"
    now[0] = 20.0
    assert [limits.counted(key, 3) for _ in range(2)] == [0, 20]
    now[0] = 80.0
    assert [limits.counted(key, 3) for _ in range(4)] == [0, 0, 0, 20]


def test_who_has_been_quiet_is_forgotten_first() -> None:
    now = [0.0]
    limits = Limits(Rates(), clock=lambda: now[0])
    for one in range(MANY + 1):
        limits.counted(("search", str(one)), 60)
    assert len(limits.full) <= MANY
    now[0] = 1000.0
    for one in range(MANY + 1):
        limits.counted(("search", str(one)), 60)
    assert len(limits.full) <= MANY


def test_no_limit_where_none_is_wanted() -> None:
    assert Limits(Rates(send=0)).rates.of("send") == 0


def test_a_message_too_many_is_kept_on_the_page_and_can_be_sent_from_it(strict: Served) -> None:
    clinic = strict.clinic
    case = clinic.open_case("anton")
    visitor = strict.visitor().sign_in(clinic, NURSE)
    for text in ("ett", "två"):
        visitor.get(f"/cases/{case}")
        assert visitor.post(f"/cases/{case}/send", {"text": text}).status_code == 200
    visitor.get(f"/cases/{case}")
    refused = visitor.post(f"/cases/{case}/send", {"text": "tre <b>&"})
    assert refused.status_code == 429 and 1 <= int(refused.headers["retry-after"]) <= 60
    assert "tre &lt;b&gt;&amp;</textarea>" in refused.text and 'name="_csrf"' in refused.text
    assert "script-src" in refused.headers["content-security-policy"]
    assert clinic.engine.queries.case(NURSE, case).unwrap().messages == 2
    other = strict.visitor().sign_in(clinic, clinic.rep("anton"))
    other.get(f"/patient/cases/{case}")
    assert other.post(f"/patient/cases/{case}/send", {"text": "Tack"}).status_code == 200


def test_signing_in_is_counted_by_address(strict: Served) -> None:
    visitor = strict.visitor()
    codes = [visitor.post("/sign-in/demo", {"identity": "x"}).status_code for _ in range(7)]
    assert codes == [403] * 6 + [429]
    assert visitor.get("/sign-in").status_code == 200
    assert visitor.client.post("/sign-in/demo", content=b"\xff" * 300_000).status_code == 429


def test_a_program_is_told_in_a_problem_document(strict: Served) -> None:
    visitor = strict.visitor().sign_in(strict.clinic, NURSE)
    csrf = {"x-csrf-token": visitor.client.get("/api/v1/session").json()["csrf"]}
    search = [visitor.client.post("/api/v1/patients/search", json={"text": "a"}, headers=csrf) for _ in range(3)]
    assert [one.status_code for one in search] == [200, 200, 429]
    assert search[2].json()["code"] == "http.429" and search[2].headers["retry-after"]
    body = {"patient": strict.clinic.persons["anton"], "reason": FOLLOW_UP}
    assert visitor.client.post("/api/v1/cases", json=body, headers=csrf).status_code == 200, "each by itself"


COUNTED: Final = {
    "signIn": "sign_in",
    "searchPatients": "search",
    "addPatient": "search",
    "sendMessage": "send",
    "correctMessage": "send",
    "answer": "send",
    "createTicket": "send",
    "askForContact": "send",
}
"""Adding a patient answers whether one is there already, as a search does."""


def test_operations_are_counted_as_pages_are() -> None:
    for one in OPERATIONS:
        path = f"/api/v1{one.path}".replace("{", "").replace("}", "")
        found = next((name for name, paths in PATHS.items() if paths.fullmatch(path)), None)
        assert one.method != "POST" or found == COUNTED.get(one.id), one.id
