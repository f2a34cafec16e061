"""46elks: what is asked of it, what its answers and reports mean, who may report, and the stand-in's own strictness."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import pytest
from arende.ports.config import ConfigError, Option
from arende.ports.sms import (
    Accepted,
    Answering,
    Asked,
    AskedSms,
    Delivery,
    Known,
    NotTaken,
    Rejected,
    Rejection,
    SmsReply,
    SmsReport,
    SmsRequest,
    Unanswered,
    Uncertain,
)
from arende_conformance.intree_sms import PATH, elks46
from arende_conformance.sms.over_http import CALLBACK
from arende_conformance.standins.elks46 import BASIC, FROM_THEM, Elks46Side
from arende_conformance.standins.server import FORM, Got, Reply, said
from arende_sms.elks46 import ELKS46, Elks46Sms
from arende_sms.over_http import MARGIN
from attrs import evolve

from tests.sms.http_bench import Bench
from tests.sms.strictness import tried

Elks46Bench = Bench[Elks46Side, Elks46Sms]

TO = "+46701740605"
ADDRESS = f"{CALLBACK}/{PATH}"


def request(id: str = "vg1.n-1", to: str = TO, text: str = "Hej åäö €") -> SmsRequest:
    return SmsRequest(id=id, to=to, sender="Vardgivare", text=text)


@pytest.fixture
def bench() -> Iterator[Elks46Bench]:
    made = Bench("elks46", Elks46Side(), elks46(), ELKS46.open)
    made.now = 1 << 60
    yield made
    made.close()


def test_what_is_sent_and_that_no_text_is_kept(bench: Elks46Bench) -> None:
    provider = bench.open()
    outcome = provider.send(request())
    assert outcome == Accepted(provider_id=f"s{1:032x}", parts=1)
    (got,) = bench.stand_in.got
    assert (got.method, got.target) == ("POST", "/a1/sms")
    assert got.form == {
        "from": "Vardgivare",
        "to": TO,
        "message": "Hej åäö €",
        "dontlog": "message",
        "whendelivered": f"{ADDRESS}?sms=vg1.n-1",
    }
    assert "message" not in bench.side.stored[0]
    assert isinstance(provider, Asked)
    assert isinstance(provider, Answering)


def test_without_a_callback_no_report_is_asked_for(bench: Elks46Bench) -> None:
    provider = bench.open(callback_url="", callback_secret="")
    assert isinstance(provider.send(request()), Accepted)
    assert "whendelivered" not in bench.stand_in.got[0].form
    assert not provider.verify(bench.side.called("https://clinic.example/?sms=n-1", {}))


def test_refusals(bench: Elks46Bench) -> None:
    assert bench.open(password="wrong").send(request()) == Rejected(kind=Rejection.CREDENTIALS, code="http_401")
    bench.side.credits = False
    assert bench.open().send(request()) == Rejected(kind=Rejection.CREDENTIALS, code="credits")
    bench.stand_in.instead = [said(200, {"id": "s1", "status": "failed"}), said(200, {"status": "created"})]
    assert bench.open().send(request()) == Rejected(kind=Rejection.SENDER, code="failed")
    assert bench.open().send(request()) == Uncertain(code="answer")
    assert bench.side.left == []


@pytest.mark.parametrize(
    ("status", "state", "at"),
    [
        ("sent", Delivery.SENT, None),
        ("delivered", Delivery.DELIVERED, 1_795_694_400_250_000),
        ("failed", Delivery.FAILED, None),
    ],
)
def test_reports(bench: Elks46Bench, status: str, state: Delivery, at: int | None) -> None:
    provider = bench.open()
    provider.send(request())
    raw = bench.side.report("vg1.n-1", status)
    assert provider.verify(raw)
    report = SmsReport(our_id="vg1.n-1", provider_id=f"s{1:032x}", state=state, raw_state=status, at=at)
    assert provider.parse_report(raw) == (report,)
    assert provider.parse_reply(raw) == ()


def test_what_reports_nothing_and_what_is_malformed(bench: Elks46Bench) -> None:
    provider = bench.open()
    assert provider.parse_report(bench.side.called(ADDRESS, {"id": "s1", "status": "created"})) == ()
    assert provider.parse_report(bench.side.reply(ADDRESS, TO)) == ()
    assert provider.parse_report(evolve(bench.side.called(ADDRESS, {}), method="GET")) == ()
    late = provider.parse_report(bench.side.called(ADDRESS, {"id": "s1", "status": "delivered", "delivered": "x"}))
    assert [(one.our_id, one.at) for one in late] == [(None, None)]
    good = bench.side.called(ADDRESS, {"id": "s1", "status": "sent"})
    for raw in (
        evolve(good, body=b"status=sent"),
        evolve(good, body=b"id=s1"),
        evolve(good, body=b"id=s1&id=s2&status=sent"),
        evolve(good, body=b"id=s1&status=%ff"),
        evolve(good, body=b"id=s1&status=sent&x=" + b"x" * (1 << 16)),
        evolve(good, body=b"&".join(b"a%d=1" % n for n in range(200))),
        evolve(good, headers={"content-type": "application/json"}),
    ):
        with pytest.raises(ValueError, match=r"."):
            provider.parse_report(raw)


def test_only_the_secret_address_is_believed(bench: Elks46Bench) -> None:
    provider = bench.open()
    provider.send(request())
    good = bench.side.report("vg1.n-1")
    assert provider.verify(good)
    assert provider.verify(evolve(good, remote="203.0.113.9"))  # no addresses are set
    for url in (
        CALLBACK,
        f"{CALLBACK}/",
        f"{CALLBACK}/{PATH[:-1]}",
        f"{CALLBACK}/{PATH}x",
        f"{CALLBACK}/{PATH.lower()}",
        f"{CALLBACK}/other?secret={PATH}",
        f"https://clinic.example/{PATH}",
        f"{CALLBACK}/é",
        "https://[",
        "",
    ):
        assert not provider.verify(evolve(good, url=url))


def test_addresses_that_are_set_are_the_only_ones(bench: Elks46Bench) -> None:
    provider = bench.open(callback_addresses="176.10.154.199, 2001:9b0:2:902::199 192.0.2.0/24")
    provider.send(request())
    good = bench.side.report("vg1.n-1")
    for remote, believed in (
        (FROM_THEM, True),
        ("2001:9b0:2:902::199", True),
        ("192.0.2.77", True),
        ("203.0.113.7", False),
        ("", False),
        ("176.10.154.199, 203.0.113.7", False),
    ):
        assert provider.verify(evolve(good, remote=remote)) is believed
    assert not provider.verify(evolve(good, url=CALLBACK))


def test_who_wrote_back_is_told_and_never_what(bench: Elks46Bench) -> None:
    provider = bench.open()
    raw = bench.side.reply(ADDRESS, TO)
    assert provider.verify(raw)
    (reply,) = provider.parse_reply(raw)
    assert reply == SmsReply(sender=TO, provider_id=f"s{1:032x}", at=1_795_694_400_000_000)
    assert "ont" not in repr(reply)
    assert TO not in repr(reply)
    assert provider.parse_reply(bench.side.reply(ADDRESS, "Comviq")) == ()
    assert provider.parse_reply(evolve(raw, method="GET")) == ()
    with pytest.raises(ValueError, match="missing"):
        provider.parse_reply(evolve(raw, body=b"direction=incoming&from=%2B46701740605"))


def test_by_its_id_an_sms_is_known(bench: Elks46Bench) -> None:
    provider = bench.open()
    provider.send(request())
    asked = AskedSms(id="vg1.n-1", to=TO, provider_id=f"s{1:032x}", since=bench.now)
    for status, state in (("created", Delivery.SENT), ("sent", Delivery.SENT), ("failed", Delivery.FAILED)):
        bench.side.stored[0]["status"] = status
        known = provider.ask(asked)
        report = SmsReport(our_id="vg1.n-1", provider_id=f"s{1:032x}", state=state, raw_state=status, at=None)
        assert known == Known(report=report)
    bench.side.stored[0]["status"] = "new"
    assert provider.ask(asked) == Unanswered(code="new")
    assert provider.ask(evolve(asked, provider_id="s/../x")) == Unanswered(code="http_404")


def test_what_was_never_taken_is_told_only_when_nothing_went_to_the_number(bench: Elks46Bench) -> None:
    provider = bench.open()
    since = 1_795_694_400_000_000
    asked = AskedSms(id="vg1.n-1", to=TO, provider_id=None, since=since)
    bench.now = since + MARGIN - 1
    assert provider.ask(asked) == Unanswered(code="early")  # it may still be on its way
    bench.now = since + MARGIN
    assert provider.ask(asked) == NotTaken()
    provider.send(request("vg1.n-2", to="+46701740606"))
    bench.side.stored[0]["created"] = "2026-11-26T12:00:01.000000"
    assert provider.ask(asked) == NotTaken()
    provider.send(request("vg1.n-3"))
    bench.side.stored[1]["created"] = "2026-11-26T11:58:59.000000"
    assert provider.ask(asked) == NotTaken()  # long before
    bench.side.stored[1]["created"] = "2026-11-26T11:59:30.000000"
    assert provider.ask(asked) == Unanswered(code="ambiguous")


@pytest.mark.parametrize(
    "page", [said(200, {}), said(200, {"data": {}}), said(200, {"data": [], "next": 7}), Reply(status=200, body=b"<p>")]
)
def test_an_answer_that_does_not_tell_is_no_answer(bench: Elks46Bench, page: Reply) -> None:
    bench.stand_in.instead = [page]
    asked = AskedSms(id="vg1.n-1", to=TO, provider_id=None, since=0)
    assert bench.open().ask(asked) == Unanswered(code="answer")


def test_a_history_of_several_pages_is_read_to_its_end_or_not_believed(bench: Elks46Bench) -> None:
    asked = AskedSms(id="vg1.n-1", to=TO, provider_id=None, since=0)
    more = said(200, {"data": [], "next": "2026-11-26T11:59:30.000000"})
    bench.stand_in.instead = [more, said(200, {"data": []})]
    assert bench.open().ask(asked) == NotTaken()
    assert bench.stand_in.got[1].query["start"] == "2026-11-26T11:59:30.000000"
    bench.stand_in.instead = [more] * 9
    assert bench.open().ask(asked) == Unanswered(code="ambiguous")
    bench.stand_in.close()
    assert bench.open().ask(asked) == Unanswered(code="refused")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"username": ""}, "username must be a text"),
        ({"api_url": "http://api.46elks.com"}, "api_url must be a URL that begins with https"),
        ({"callback_secret": ""}, "callback_secret is missing"),
        ({"callback_secret": "short"}, "callback_secret must be 20–200"),
        ({"callback_url": ""}, "callback_url is missing"),
        ({"callback_url": "https://clinic.example/x?y=1"}, "callback_url must have no query"),
        ({"callback_url": "https://my_clinic.example/x"}, "callback_url must have a host name without underscores"),
        ({"callback_addresses": "46elks"}, "callback_addresses must be addresses or networks"),
        ({"proxy": "proxy.example:3128"}, "proxy must be a URL such as"),
        ({"proxy": "http://u:p@proxy.example:3128"}, "proxy must be a URL such as"),
        ({"ca_file": "/nowhere.pem"}, "ca_file must name a file that can be read"),
        ({"timeout": 0}, "timeout must be a whole number from 1 to 60"),
        ({"pasword": "x"}, "has no option pasword"),
    ],
)
def test_configuration_that_cannot_work_is_one_sentence(
    bench: Elks46Bench, change: Mapping[str, Option], told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        bench.open(**change)
    assert str(caught.value).startswith("The SMS provider elks46")
    assert told in str(caught.value)
    assert PATH not in str(caught.value)


def test_the_stand_in_is_as_strict_as_46elks() -> None:
    side = Elks46Side()
    fields = {"from": "Vardgivare", "to": TO, "message": "Hej", "dontlog": "message", "whendelivered": ADDRESS}
    good = Got(
        method="POST",
        target="/a1/sms",
        headers={"authorization": BASIC, "content-type": FORM},
        body=urlencode(fields).encode(),
    )

    def but(**other: str) -> Got:
        return evolve(good, body=urlencode({**fields, **other}).encode())

    poor = Elks46Side()
    poor.credits = False
    bad = {
        "path": evolve(good, target="/a1/mms"),
        "user": evolve(good, headers={"content-type": FORM}),
        "method": evolve(good, method="PUT"),
        "form": evolve(good, headers={"authorization": BASIC, "content-type": "application/json"}),
        "fields": but(client_reference="x"),
        "text": but(message=""),
        "to": but(to="0701740605"),
        "from": but(**{"from": "1177"}),
        "address": but(whendelivered="clinic.example"),
        "dontlog": but(dontlog="yes"),
    }
    tried(side.rules[:-1], good, bad)
    assert side.answer(good).status == 200
    assert poor.answer(good) == said(403, "Not enough credits")
    assert [one.id for one in side.left] == [""]
    assert side.answer(evolve(good, method="GET", target="/a1/sms?page=2")).status == 400
    assert side.answer(evolve(good, method="GET", target="/a1/sms/s0")).status == 404
