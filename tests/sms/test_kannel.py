"""Kannel: what is asked of it, what its answers and reports mean, who may report, and the stand-in's own strictness."""

from collections.abc import Mapping
from typing import TypeAlias

import pytest
from arende.ports.config import ConfigError, Option
from arende.ports.sms import (
    Accepted,
    Answering,
    Asked,
    Delivery,
    Rejected,
    Rejection,
    SmsReply,
    SmsReport,
    Uncertain,
)
from arende_conformance.intree_sms import PATH as END
from arende_conformance.sms.over_http import CALLBACK
from arende_conformance.standins.kannel import KEY, PATH, USER, KannelSide, filled
from arende_conformance.standins.server import Got, Reply, said
from arende_sms.kannel import KannelSms
from attrs import evolve

from tests.sms.http_bench import SINCE, TO, Bench, request
from tests.sms.strictness import tried

KannelBench: TypeAlias = Bench[KannelSide, KannelSms]
ADDRESS = f"{CALLBACK}/{END}"


def test_what_is_sent_and_that_nothing_stands_in_the_address(kannel: KannelBench) -> None:
    provider = kannel.open()
    assert provider.send(request()) == Accepted(provider_id=None, parts=1)
    (got,) = kannel.stand_in.got
    assert (got.method, got.target) == ("POST", PATH)
    assert got.body.decode() == "Hej åäö €"
    assert {name: value for name, value in got.headers.items() if "kannel" in name or name == "content-type"} == {
        "content-type": "text/plain; charset=UTF-8",
        "x-kannel-username": USER,
        "x-kannel-password": KEY,
        "x-kannel-from": "Vardgivare",
        "x-kannel-to": TO,
        "x-kannel-coding": "0",
        "x-kannel-dlr-mask": "31",
        "x-kannel-dlr-url": f"{ADDRESS}?sms=vg1.n-1&state=%d&at=%T&id=%F",
    }
    assert not isinstance(provider, Asked)
    assert isinstance(provider, Answering)


def test_what_gsm7_lacks_goes_as_ucs2(kannel: KannelBench) -> None:
    assert kannel.open().send(request(text="Hej 🙂")) == Accepted(provider_id=None, parts=1)
    assert kannel.side.left[0].text == "Hej 🙂"
    assert kannel.stand_in.got[0].headers["x-kannel-coding"] == "2"


def test_what_kannel_would_cut_is_refused(kannel: KannelBench) -> None:
    assert kannel.open().send(request(text="å" * 161)) == Rejected(kind=Rejection.CONTENT, code="long")
    assert kannel.open(max_messages=2).send(request(text="å" * 161)) == Accepted(provider_id=None, parts=2)
    assert len(kannel.side.left) == 1


def test_what_the_options_change(kannel: KannelBench) -> None:
    provider = kannel.open(callback_url="", callback_secret="", smsc="telia")
    assert isinstance(provider.send(request()), Accepted)
    assert kannel.stand_in.got[0].headers["x-kannel-smsc"] == "telia"
    assert "x-kannel-dlr-url" not in kannel.stand_in.got[0].headers
    assert not provider.verify(kannel.side.called(f"{ADDRESS}?sms=vg1.n-1&state=1"))


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (said(202, "0: Accepted for delivery"), Accepted(provider_id=None, parts=1)),
        (said(202, "3: Queued for later delivery\n"), Accepted(provider_id=None, parts=1)),
        (said(202, "Sent."), Uncertain(code="immediate")),
        (said(202, "4: Anything else"), Uncertain(code="answer")),
        (said(403, "Not routable. Do not try again."), Rejected(kind=Rejection.SENDER, code="unroutable")),
        (said(403, "Authorization failed for sendsms"), Rejected(kind=Rejection.CREDENTIALS, code="http_403")),
        (said(400, "Number(s) has/have been denied by white- and/or black-lists."), (Rejection.RECIPIENT, "denied")),
        (said(400, "Charset or body misformed, rejected"), (Rejection.CONTENT, "body")),
        (said(400, "DLR-URL field misformed, rejected"), (Rejection.SENDER, "http_400")),
        (said(503, "Temporal failure, try again later."), Rejected(kind=Rejection.BUSY, code="temporary")),
        (said(500, "Sending failed."), Uncertain(code="http_500")),
    ],
)
def test_answers(kannel: KannelBench, reply: Reply, outcome: object) -> None:
    kannel.stand_in.instead = [reply]
    expected = Rejected(kind=outcome[0], code=outcome[1]) if isinstance(outcome, tuple) else outcome
    assert kannel.open().send(request()) == expected


def test_a_gateway_that_is_full_or_without_a_connection(kannel: KannelBench) -> None:
    provider = kannel.open()
    kannel.side.connected = False
    assert isinstance(provider.send(request()), Accepted)
    kannel.side.full = True
    assert provider.send(request()) == Rejected(kind=Rejection.BUSY, code="temporary")
    kannel.side.routes = False
    assert provider.send(request()) == Rejected(kind=Rejection.SENDER, code="unroutable")
    assert len(kannel.side.left) == 1


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("1", Delivery.DELIVERED),
        ("2", Delivery.FAILED),
        ("4", Delivery.SENT),
        ("8", Delivery.SENT),
        ("16", Delivery.FAILED),
        ("34", Delivery.EXPIRED),
        ("66", Delivery.FAILED),
    ],
)
def test_reports(kannel: KannelBench, value: str, state: Delivery) -> None:
    provider = kannel.open()
    provider.send(request("n%d/å&1"))
    raw = kannel.side.report("n%d/å&1", value)
    assert provider.verify(raw)
    report = SmsReport(our_id="n%d/å&1", provider_id="smsc 0000", state=state, raw_state=f"dlr_{value}", at=SINCE)
    assert provider.parse_report(raw) == (report,)
    assert provider.parse_reply(raw) == ()
    assert TO[1:] not in raw.url


def test_what_reports_nothing_and_what_is_malformed(kannel: KannelBench) -> None:
    provider = kannel.open()
    for query in ("sms=n-1&state=0", "sms=n-1&state=%25d", "sms=n-1&state=01", "sms=n-1", ""):
        assert provider.parse_report(kannel.side.called(f"{ADDRESS}?{query}")) == ()
    good = kannel.side.called(f"{ADDRESS}?sms=n-1&state=1&at=x&id=")
    assert provider.parse_report(good) == (
        SmsReport(our_id="n-1", provider_id=None, state=Delivery.DELIVERED, raw_state="dlr_1", at=None),
    )
    assert provider.parse_report(evolve(good, method="POST")) == ()
    for query in (
        "state=1",
        "sms=&state=1",
        "sms=n-1&sms=n-2&state=1",
        "sms=%ff&state=1",
        "x=1&" * 101,
        "sms=n-1&state=1&x=" + "x" * 65536,
    ):
        with pytest.raises(ValueError, match=r"."):
            provider.parse_report(kannel.side.called(f"{ADDRESS}?{query}"))


def test_only_the_secret_address_is_believed(kannel: KannelBench) -> None:
    provider = kannel.open(callback_addresses="192.0.2.13")
    provider.send(request())
    good = kannel.side.report("vg1.n-1")
    assert provider.verify(good)
    assert not provider.verify(evolve(good, remote="203.0.113.9"))
    for url in (CALLBACK, f"{ADDRESS}x?sms=vg1.n-1", f"{CALLBACK}?secret={END}", "https://[", ""):
        assert not provider.verify(evolve(good, url=url))


def test_who_wrote_back_is_told(kannel: KannelBench) -> None:
    provider = kannel.open()
    replies: list[SmsReply] = []
    for sender in (TO, "46701740605", "0046701740605", "0701740605"):
        raw = kannel.side.reply(ADDRESS, sender)
        assert provider.verify(raw)
        assert provider.parse_report(raw) == ()
        replies += provider.parse_reply(raw)
    assert {(one.sender, one.at) for one in replies} == {(TO, SINCE)}
    assert replies[2].provider_id == f"00000000-0000-0000-0000-{3:012d}"
    assert TO not in repr(replies)
    (abroad,) = kannel.open(country="45").parse_reply(kannel.side.reply(ADDRESS, "020123456"))
    assert abroad.sender == "+4520123456"
    raw = kannel.side.reply(ADDRESS, TO)
    assert provider.parse_reply(kannel.side.reply(ADDRESS, "Comviq")) == ()
    assert provider.parse_reply(evolve(raw, method="POST")) == ()
    with pytest.raises(ValueError, match="missing"):
        provider.parse_reply(kannel.side.called(f"{ADDRESS}?from=46701740605"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"api_url": "http://kannel.example:13013/cgi-bin/sendsms"}, "api_url must be a URL that begins with https"),
        ({"api_url": ""}, "api_url must be a text"),
        ({"password": "lösen"}, "password must be ASCII"),
        ({"callback_secret": ""}, "callback_secret is missing"),
        ({"max_messages": 0}, "max_messages must be a whole number from 1 to 10"),
        ({"dlr_mask": 31}, "has no option dlr_mask"),
    ],
)
def test_configuration_that_cannot_work_is_one_sentence(
    kannel: KannelBench, change: Mapping[str, Option], told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        kannel.open(**change)
    assert told in str(caught.value)
    assert KEY not in str(caught.value)
    assert "lösen" not in str(caught.value)


def test_the_stand_in_is_as_strict_as_kannel() -> None:
    side = KannelSide()
    headers = {"content-type": "text/plain; charset=UTF-8", "x-kannel-username": USER, "x-kannel-password": KEY}
    headers |= {"x-kannel-to": TO, "x-kannel-from": "Vardgivare", "x-kannel-coding": "0"}
    headers |= {"x-kannel-dlr-mask": "31", "x-kannel-dlr-url": f"{ADDRESS}?sms=n-1"}
    good = Got(method="POST", target=PATH, headers=headers, body="Hej å č".encode())

    def but(**other: str) -> Got:
        return evolve(
            good, headers={**headers, **{f"x-kannel-{name}".replace("_", "-"): v for name, v in other.items()}}
        )

    bad = {
        "path": evolve(good, target="/cgi-bin/sendota"),
        "query": evolve(good, target=f"{PATH}?username={USER}"),
        "type": evolve(good, headers={**headers, "content-type": "application/x-www-form-urlencoded"}),
        "user": but(password="x"),
        "headers": but(flash="1"),
        "to": but(to=f"{TO} {TO}"),
        "from": but(**{"from": ""}),
        "coding": but(coding="3"),
        "text": evolve(good, body=b"\xff"),
        "address": but(dlr_url="clinic.example"),
        "mask": but(dlr_mask="128"),
    }
    tried(side.rules[:-2], good, bad)
    assert side.answer(good) == said(202, "0: Accepted for delivery")
    assert (side.left[0].id, side.left[0].text) == ("n-1", "Hej å ?")
    latin = evolve(good, headers={**headers, "content-type": "text/plain"})
    side.answer(latin)
    assert side.left[1].text == "Hej ?¥ Ä?"  # without a charset, å is lost
    assert filled("a%%d%dx%z%", {"d": "1 2"}) == "a%d1%202x%z%"
