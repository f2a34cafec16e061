"""Twilio: what is asked of it, what its answers mean, what can be asked, and the stand-in's own strictness."""

from collections.abc import Mapping
from typing import TypeAlias
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
    SmsReport,
    Unanswered,
    Uncertain,
)
from arende_conformance.sms.over_http import CALLBACK
from arende_conformance.standins.server import FORM, Got, Reply, said
from arende_conformance.standins.twilio import ACCOUNT, BASIC, KEY, MESSAGES, TwilioSide, error
from arende_sms.over_http import MARGIN
from arende_sms.twilio.provider import TwilioSms
from attrs import evolve

from tests.sms.http_bench import SINCE, TO, Bench, request
from tests.sms.strictness import tried

TwilioBench: TypeAlias = Bench[TwilioSide, TwilioSms]
SID = f"SM{1:032x}"


def test_what_is_sent(twilio: TwilioBench) -> None:
    provider = twilio.open()
    assert provider.send(request()) == Accepted(provider_id=SID, parts=1)
    (got,) = twilio.stand_in.got
    assert (got.method, got.target) == ("POST", f"{MESSAGES}.json")
    address = f"{CALLBACK}?sms=vg1.n-1"
    assert got.form == {"From": "Vardgivare", "To": TO, "Body": "Hej åäö €", "StatusCallback": address}
    assert isinstance(provider, Asked)
    assert isinstance(provider, Answering)


def test_what_the_options_change(twilio: TwilioBench) -> None:
    provider = twilio.open(callback_url="", discard_text=True, api_key="SK1", api_secret="s3cret")
    assert provider.send(request()) == Rejected(kind=Rejection.CREDENTIALS, code="20003")
    (got,) = twilio.stand_in.got
    assert got.headers["authorization"] == "Basic U0sxOnMzY3JldA=="
    assert got.form == {"From": "Vardgivare", "To": TO, "Body": "Hej åäö €", "ContentRetention": "discard"}
    assert not provider.verify(twilio.side.called(CALLBACK, {"MessageSid": SID}))
    assert twilio.side.left == []


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (error(400, 21211), Rejected(kind=Rejection.RECIPIENT, code="21211")),
        (error(400, 21614), Rejected(kind=Rejection.RECIPIENT, code="21614")),
        (error(400, 21606), Rejected(kind=Rejection.SENDER, code="21606")),
        (error(400, 21617), Rejected(kind=Rejection.CONTENT, code="21617")),
        (error(429, 20429), Rejected(kind=Rejection.BUSY, code="20429")),
        (error(400, 29999), Rejected(kind=Rejection.SENDER, code="29999")),
        (error(500, 20500), Uncertain(code="20500")),
        (said(201, {"sid": "SM1", "status": "failed", "error_code": 30002}), (Rejection.CREDENTIALS, "30002")),
        (said(201, {"sid": "SM1", "status": "failed", "error_code": None}), (Rejection.SENDER, "failed")),
        (said(201, {"sid": "SM1", "status": "accepted", "num_segments": "0"}), Accepted(provider_id="SM1")),
        (said(201, {"sid": "SM1", "status": "queued", "num_segments": 2}), Accepted(provider_id="SM1")),
        (said(201, {"sid": "", "status": "queued"}), Uncertain(code="answer")),
    ],
)
def test_answers(twilio: TwilioBench, reply: Reply, outcome: object) -> None:
    twilio.stand_in.instead = [reply]
    expected = Rejected(kind=outcome[0], code=outcome[1]) if isinstance(outcome, tuple) else outcome
    assert twilio.open().send(request()) == expected


def test_refusals(twilio: TwilioBench) -> None:
    assert twilio.open().send(request(text="å" * 1601)) == Rejected(kind=Rejection.CONTENT, code="long")
    assert twilio.stand_in.got == []
    twilio.side.opted_out = {TO}
    assert twilio.open().send(request()) == Rejected(kind=Rejection.RECIPIENT, code="21610")
    twilio.side.opted_out = set()
    twilio.side.active = False
    assert twilio.open().send(request()) == Rejected(kind=Rejection.CREDENTIALS, code="20005")


def test_by_its_id_an_sms_is_known(twilio: TwilioBench) -> None:
    provider = twilio.open()
    provider.send(request())
    asked = AskedSms(id="vg1.n-1", to=TO, provider_id=SID, since=twilio.now)
    for status, state in (("queued", Delivery.SENT), ("sent", Delivery.SENT), ("delivered", Delivery.DELIVERED)):
        twilio.side.stored[0]["status"] = status
        report = SmsReport(our_id="vg1.n-1", provider_id=SID, state=state, raw_state=status, at=None)
        assert provider.ask(asked) == Known(report=report)
    twilio.side.stored[0] |= {"status": "failed", "error_code": 30036}
    known = provider.ask(asked)
    assert isinstance(known, Known)
    assert known.report.state is Delivery.EXPIRED
    twilio.side.stored[0]["status"] = "new"
    assert provider.ask(asked) == Unanswered(code="new")
    assert provider.ask(evolve(asked, provider_id="SM/../x")) == Unanswered(code="http_404")


def test_what_was_never_taken_is_told_only_when_nothing_went_to_the_number(twilio: TwilioBench) -> None:
    provider = twilio.open()
    asked = AskedSms(id="vg1.n-1", to=TO, provider_id=None, since=SINCE)
    twilio.now = SINCE + MARGIN - 1
    assert provider.ask(asked) == Unanswered(code="early")
    twilio.now = SINCE + MARGIN
    assert provider.ask(asked) == NotTaken()
    assert twilio.open(redacted_numbers=True).ask(asked) == Unanswered(code="redacted")
    provider.send(request("vg1.n-2", to="+46701740606"))
    provider.send(request("vg1.n-3"))
    twilio.side.stored[1]["date_created"] = "Thu, 26 Nov 2026 11:58:59 +0000"
    assert provider.ask(asked) == NotTaken()  # long before
    twilio.side.page = 1
    provider.send(request("vg1.n-4"))
    twilio.side.stored[2]["date_created"] = "Thu, 26 Nov 2026 11:58:00 +0000"
    assert provider.ask(asked) == NotTaken()
    assert "PageToken" in twilio.stand_in.got[-1].query
    for created in ("Thu, 26 Nov 2026 11:59:30 +0000", "yesterday", None):
        twilio.side.stored[1]["date_created"] = created
        assert provider.ask(asked) == Unanswered(code="ambiguous")


@pytest.mark.parametrize(
    "page",
    [
        said(200, {}),
        said(200, {"messages": {}}),
        said(200, {"messages": [], "next_page_uri": 7}),
        said(200, {"messages": [], "next_page_uri": "https://elsewhere.example/"}),
        Reply(status=200, body=b"<p>"),
    ],
)
def test_an_answer_that_does_not_tell_is_no_answer(twilio: TwilioBench, page: Reply) -> None:
    twilio.stand_in.instead = [page]
    asked = AskedSms(id="vg1.n-1", to=TO, provider_id=None, since=0)
    assert twilio.open().ask(asked) == Unanswered(code="answer")
    twilio.stand_in.instead = [said(200, {"messages": [], "next_page_uri": f"{MESSAGES}.json?Page=1"})] * 9
    assert twilio.open().ask(asked) == Unanswered(code="ambiguous")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"account_sid": "u1"}, "account_sid must be AC and 32"),
        ({"auth_token": ""}, "auth_token must be a text"),
        ({"api_key": "SK1"}, "api_secret is missing"),
        ({"api_secret": "s3cret"}, "api_key is missing"),
        ({"discard_text": "yes"}, "discard_text must be true or false"),
        ({"callback_secret": "x"}, "has no option callback_secret"),
    ],
)
def test_configuration_that_cannot_work_is_one_sentence(
    twilio: TwilioBench, change: Mapping[str, Option], told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        twilio.open(**change)
    assert told in str(caught.value)
    assert KEY not in str(caught.value)


def test_the_stand_in_is_as_strict_as_twilio() -> None:
    side = TwilioSide()
    fields = {"From": "Vardgivare", "To": TO, "Body": "Hej", "StatusCallback": f"{CALLBACK}?sms=1"}
    headers = {"authorization": BASIC, "content-type": FORM}
    good = Got(method="POST", target=f"{MESSAGES}.json", headers=headers, body=urlencode(fields).encode())

    def but(**other: str) -> Got:
        return evolve(good, body=urlencode({**fields, **other}).encode())

    bad = {
        "path": evolve(good, target=f"/2010-04-01/Accounts/{ACCOUNT}/SMS/Messages.json"),
        "user": evolve(good, headers={"content-type": FORM}),
        "method": evolve(good, method="PUT"),
        "form": evolve(good, headers={**headers, "content-type": "application/json"}),
        "fields": but(to=TO),
        "to": but(To="0701740605"),
        "from": but(From="46elks-Vard"),
        "text": but(Body=""),
        "length": but(Body="x" * 1601),
        "address": but(StatusCallback="https://my_clinic.example/"),
        "retention": but(ContentRetention="none"),
        "opted out": but(To="+46701740699"),
    }
    side.opted_out = {"+46701740699"}
    tried(side.rules[:-1], good, bad)
    assert side.answer(good).status == 201
    side.active = False
    assert side.answer(good) == error(403, 20005)
    assert len(side.left) == 1
    assert side.answer(evolve(good, method="GET", target=f"{MESSAGES}.json?number=1")).status == 400
    assert side.answer(evolve(good, method="GET", target=f"{MESSAGES}/SM0.json")).status == 404
