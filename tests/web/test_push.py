"""A register pushed over HTTP: by the feed's token only, strictly read, and nothing of a person told back (B30)."""

import gzip
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx
import pytest
from arende.engine import Settings
from arende.engine.directory import Feeds
from arende.testing.clock import FakeClock
from arende_web import WebSettings, create_app
from arende_web.api import feed
from arende_web.settings import Rates
from attrs import frozen

from tests.engine.clinic import NOW, NURSE, Clinic, open_clinic, put_up
from tests.engine.registers import ANTON, FEED, TOKEN, Line, assignment, configured, custody, person, raw

from .serving import Served, served

LINES: Final = "application/x-ndjson"


@frozen
class Host:
    """The clinic, and a register that pushes to it."""

    clinic: Clinic
    http: httpx.Client

    @property
    def feeds(self) -> Feeds:
        return self.clinic.engine.directory

    def push(
        self, *lines: Line | bytes, name: str = FEED, token: str = TOKEN, media: str = LINES, query: str = ""
    ) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}", "content-type": media}
        return self.http.post(f"/directory/{name}{query}", content=b"\n".join(raw(lines)), headers=headers)


@pytest.fixture(params=["memory", "sqlite"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    url = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/clinic.db"
    feeds = (configured("push", push_token=TOKEN), configured("push", "utan"))
    settings = Settings(storage=url, directory=feeds, auth=["demo"], demo=True)
    clinic = put_up(open_clinic(url, tmp_path, clock=FakeClock(NOW), settings=settings))
    app = create_app(clinic.engine, WebSettings(rates=Rates(push=8)))
    with served(app) as base, httpx.Client(base_url=f"{base}/api/v1", trust_env=False, timeout=60) as http:
        yield Host(clinic, http)
    clinic.engine.close()


def code(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


@pytest.mark.spec("B30")
def test_changes_are_pushed_once(host: Host) -> None:
    told = host.push(person(ANTON, "Anton Nytt"), person("19800107-2382", "Fel"), query="?cursor=1")
    assert told.status_code == 200
    answer = told.json()
    assert (answer["id"], answer["lines"], answer["changed"], answer["faulty"]) == (FEED, 2, 1, 1)
    assert (answer["cursor"], answer["repeated"], answer["trouble"]) == ("1", False, None)
    (fault,) = answer["faults"]
    assert (fault["number"], fault["path"]) == (2, "identifier")
    assert "2382" not in told.text and "Anton" not in told.text
    assert host.push(person(ANTON, "Anton Annat"), query="?cursor=1").json()["repeated"] is True
    gap = host.push(person(ANTON, "Anton Annat"), query="?after=0&cursor=2")
    assert code(gap) == (409, "feed.gap")
    assert (gap.json()["kept"], gap.json()["field"]) == ("1", "after")
    assert host.push(person(ANTON, "Anton Annat"), query="?after=1&cursor=2").json()["changed"] == 1


@pytest.mark.spec("B30")
def test_only_the_feed_s_own_token_opens_it(host: Host) -> None:
    line = person(ANTON, "Anton Nytt")
    wrong = host.push(line, token="x" * 32)
    assert code(wrong) == (401, "feed.token")
    assert wrong.headers["www-authenticate"] == "Bearer"
    for name, token in ((FEED, "-"), ("utan", "-"), ("utan", TOKEN), ("borta", TOKEN), ("borta", "-")):
        other = host.push(line, name=name, token=token)
        assert (code(other), other.json()) == ((401, "feed.token"), wrong.json())
    assert host.feeds.status()[0].tried is None


def test_what_is_not_as_described_is_refused(host: Host) -> None:
    line = person(ANTON, "Anton Nytt")
    assert code(host.push(line, media="application/json")) == (415, "body.media")
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": LINES, "content-encoding": "gzip"}
    packed = host.http.post(f"/directory/{FEED}?full=true", content=gzip.compress(raw([line])[0]), headers=headers)
    assert code(packed) == (415, "body.media")
    assert code(host.push(line, query="?full=ja")) == (422, "input.invalid")
    assert code(host.push(line, query="?okänd=1")) == (422, "input.invalid")
    assert code(host.push(line, query="?cursor=")) == (422, "text.missing")
    assert host.http.get(f"/directory/{FEED}").status_code == 405
    assert host.feeds.status()[0].tried is None


def test_too_large_a_delivery_is_refused(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "LARGEST", 50)
    assert code(host.push(person(ANTON, "Anton Nytt"))) == (413, "body.too_large")
    assert host.feeds.status()[0].tried is None


def test_deliveries_are_counted(host: Host) -> None:
    codes = [host.push(token="x" * 32).status_code for _ in range(9)]
    assert codes == [401] * 8 + [429]
    for other in (f"/directory/{FEED}/", f"/directory//{FEED}", f"directory//{FEED}//"):
        assert host.http.post(other, content=b"").status_code == 429


@pytest.mark.spec("B30")
def test_a_whole_register_ends_what_it_lacks_and_asks_where_that_is_much(host: Host) -> None:
    many = [assignment(n, staff="SE1.haris") for n in range(20)]
    assert host.push(*many, query="?full=true").json()["changed"] == 20
    held = host.push(many[0], query="?full=true&cursor=1").json()
    assert (held["ended"], held["trouble"]["code"]) == (0, "feed.many_ended")
    assert "19 " in held["trouble"]["message"]
    done = host.push(many[0], query="?full=true&confirm=true&cursor=1").json()
    assert (done["ended"], done["trouble"]) == (19, None)


def test_a_fault_of_ours_tells_nothing_of_anyone(
    host: Host, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Anton 19800107-2381")

    monkeypatch.setattr(Feeds, "push", broken)
    with caplog.at_level(logging.DEBUG):
        told = host.push(person(ANTON, "Anton Nytt"))
    assert code(told) == (500, "fault")
    assert "Anton" not in told.text + caplog.text
    assert "19800107" not in told.text + caplog.text


def test_it_is_described(host: Host) -> None:
    document = json.loads(host.http.get("/openapi.json").text)
    described = document["paths"]["/directory/{feed}"]["post"]
    assert described["security"] == [{"feed": []}]
    assert [one["name"] for one in described["parameters"]] == ["feed", *feed.QUERY]
    schema = document["components"]["schemas"]["Taken"]
    assert set(host.push(person(ANTON)).json()) == set(schema["properties"])


@pytest.mark.spec("B16")
def test_staff_are_told_where_no_register_keeps_guardians_true(host: Host) -> None:
    said = "Vårdnadshavare hämtas inte från folkbokföringen"
    site = Served(host.clinic, str(host.http.base_url).removesuffix("/api/v1/"))
    visitor = site.visitor().sign_in(host.clinic, NURSE)
    elsa, anton = host.clinic.persons["elsa"], host.clinic.persons["anton"]
    pages = (f"/patients/{elsa}", f"/new?person={elsa}&way=profile", f"/new-ticket?person={elsa}")
    assert [said in visitor.get(path).text for path in pages] == [True] * 3
    assert said not in visitor.get(f"/patients/{anton}").text, "an adult has none"
    host.push(custody())
    assert [said in visitor.get(path).text for path in pages] == [False] * 3
    site.closing.close()
