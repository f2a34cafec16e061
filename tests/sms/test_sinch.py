"""Sinch: what is asked of it, what its answers mean, what can be asked, and the stand-in's own strictness."""

import json
from collections.abc import Mapping
from typing import TypeAlias

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
from arende_conformance.standins.server import Got, Reply, said
from arende_conformance.standins.sinch import BATCHES, KEY, SHARED, SinchSide, error
from arende_sms.over_http import MARGIN
from arende_sms.sinch.provider import REMEMBERED, SinchSms
from attrs import evolve

from tests.sms.http_bench import SINCE, TO, Bench, request
from tests.sms.strictness import tried

SinchBench: TypeAlias = Bench[SinchSide, SinchSms]
BATCH = f"01FC{1:022d}"
ASKED = AskedSms(id="vg1.n-1", to=TO, provider_id=None, since=SINCE)


def test_what_is_sent(sinch: SinchBench) -> None:
    provider = sinch.open()
    assert provider.send(request()) == Accepted(provider_id=BATCH)
    (got,) = sinch.stand_in.got
    assert (got.method, got.target) == ("POST", BATCHES)
    assert got.json == {
        "from": "Vardgivare",
        "to": [TO],
        "body": "Hej åäö €",
        "type": "mt_text",
        "client_reference": "vg1.n-1",
        "delivery_report": "per_recipient",
        "callback_url": CALLBACK,
    }
    assert isinstance(provider, Asked)
    assert isinstance(provider, Answering)


def test_without_a_callback_no_report_is_asked_for(sinch: SinchBench) -> None:
    provider = sinch.open(callback_url="", hmac_secret="")
    assert isinstance(provider.send(request()), Accepted)
    assert "delivery_report" not in sinch.stand_in.got[0].json
    assert not provider.verify(sinch.side.called(CALLBACK, {}))


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (error(400, "syntax_constraint_violation"), (Rejection.SENDER, "syntax_constraint_violation")),
        (error(403, "missing_callback_url"), (Rejection.CREDENTIALS, "missing_callback_url")),
        (error(403, "unknown_group"), (Rejection.CREDENTIALS, "unknown_group")),
        (error(429, "too_many_requests"), (Rejection.BUSY, "too_many_requests")),
        (said(400, {"code": 7, "text": TO}), (Rejection.SENDER, "7")),
        (error(500, "internal"), Uncertain(code="internal")),
        (said(201, {"id": "", "canceled": False}), Uncertain(code="answer")),
        (said(201, {"id": "B1", "canceled": True}), (Rejection.SENDER, "canceled")),
        (said(200, {"id": "B1"}), Accepted(provider_id="B1")),
    ],
)
def test_answers(sinch: SinchBench, reply: Reply, outcome: object) -> None:
    sinch.stand_in.instead = [reply]
    expected = Rejected(kind=outcome[0], code=outcome[1]) if isinstance(outcome, tuple) else outcome
    assert sinch.open().send(request()) == expected


def test_refusals(sinch: SinchBench) -> None:
    assert sinch.open().send(request(text="å" * 2001)) == Rejected(kind=Rejection.CONTENT, code="long")
    assert sinch.stand_in.got == []
    assert sinch.open(api_token="x").send(request()) == Rejected(kind=Rejection.CREDENTIALS, code="http_401")
    sinch.side.active = False
    assert sinch.open().send(request()) == Rejected(kind=Rejection.CREDENTIALS, code="unauthorized")
    assert sinch.side.left == []


def test_by_its_id_an_sms_is_known(sinch: SinchBench) -> None:
    provider = sinch.open()
    provider.send(request())
    asked = evolve(ASKED, provider_id=BATCH)
    for status, state, raw_state in (
        ("Queued", Delivery.SENT, "queued_400"),
        ("Dispatched", Delivery.SENT, "dispatched_401"),
        ("DELIVERED", Delivery.DELIVERED, "delivered_403"),
        ("Delivered", Delivery.DELIVERED, "delivered"),
        ("Expired", Delivery.EXPIRED, "expired_406"),
    ):
        sinch.side.stored[0]["status"] = status
        report = SmsReport(our_id="vg1.n-1", provider_id=BATCH, state=state, raw_state=raw_state, at=None)
        assert provider.ask(asked) == Known(report=report)
    assert TO[1:] not in sinch.stand_in.got[-1].target
    sinch.side.stored[0]["status"] = "new"
    assert provider.ask(asked) == Unanswered(code="new")
    assert provider.ask(evolve(asked, provider_id="B/../x")) == Unanswered(code="http_404")


def test_by_our_id_an_sms_is_known_or_was_never_taken(sinch: SinchBench) -> None:
    provider = sinch.open()
    assert provider.ask(ASKED) == Unanswered(code="early")  # it may still be on its way
    sinch.now = SINCE + MARGIN
    assert provider.ask(ASKED) == NotTaken()
    provider.send(request("vg1.n-2"))
    assert provider.ask(ASKED) == NotTaken()
    provider.send(request())
    known = provider.ask(ASKED)
    assert isinstance(known, Known)
    assert (known.report.our_id, known.report.provider_id) == ("vg1.n-1", f"01FC{2:022d}")
    query = sinch.stand_in.got[-2].query
    assert (query["client_reference"], query["start_date"]) == ("vg1.n-1", "2026-11-26T11:59:00.000Z")
    sinch.now = SINCE + REMEMBERED + 1
    assert provider.ask(ASKED) == Unanswered(code="old")


@pytest.mark.parametrize(
    "page",
    [
        said(200, {}),
        said(200, {"count": 0, "batches": {}}),
        said(200, {"count": "0", "batches": []}),
        said(200, {"count": 1, "batches": []}),
        said(200, {"count": 1, "batches": [{"id": 7, "client_reference": "vg1.n-1"}]}),
        Reply(status=200, body=b"<p>"),
    ],
)
def test_an_answer_that_does_not_tell_is_no_answer(sinch: SinchBench, page: Reply) -> None:
    sinch.now = SINCE + MARGIN
    sinch.stand_in.instead = [page]
    assert sinch.open().ask(ASKED) == Unanswered(code="answer")


def test_a_list_of_several_pages_is_read_to_its_end_or_not_believed(sinch: SinchBench) -> None:
    sinch.now = SINCE + MARGIN
    full = [{"id": f"B{n}", "client_reference": "another"} for n in range(100)]
    sinch.stand_in.instead = [said(200, {"count": 101, "batches": full}), said(200, {"count": 101, "batches": [1]})]
    assert sinch.open().ask(ASKED) == NotTaken()
    assert [got.query["page"] for got in sinch.stand_in.got] == ["0", "1"]
    sinch.stand_in.instead = [said(200, {"count": 9999, "batches": full})] * 9
    assert sinch.open().ask(ASKED) == Unanswered(code="ambiguous")


@pytest.mark.parametrize(
    "told",
    [
        {"batch_id": BATCH, "statuses": []},
        {"batch_id": BATCH, "statuses": [{"status": "Delivered"}] * 2},
        {"batch_id": "other", "statuses": [{"status": "Delivered"}]},
        {"batch_id": BATCH, "statuses": ["Delivered"]},
    ],
)
def test_a_report_that_is_not_of_this_one_is_no_answer(sinch: SinchBench, told: Mapping[str, object]) -> None:
    sinch.stand_in.instead = [said(200, told)]
    assert isinstance(sinch.open().ask(evolve(ASKED, provider_id=BATCH)), Unanswered)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"service_plan_id": "a/b"}, "service_plan_id must be letters and digits"),
        ({"api_token": "a b"}, "api_token must be a token"),
        ({"hmac_secret": ""}, "hmac_secret is missing"),
        ({"callback_url": ""}, "callback_url is missing"),
        ({"report_age": 1}, "report_age must be a whole number from 60 to 604800"),
        ({"callback_secret": "x"}, "has no option callback_secret"),
    ],
)
def test_configuration_that_cannot_work_is_one_sentence(
    sinch: SinchBench, change: Mapping[str, Option], told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        sinch.open(**change)
    assert told in str(caught.value)
    assert SHARED not in str(caught.value)


def test_the_stand_in_is_as_strict_as_sinch() -> None:
    side = SinchSide()
    batch = {"from": "Vardgivare", "to": [TO], "body": "Hej", "type": "mt_text", "client_reference": "n-1"}
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
    good = Got(method="POST", target=BATCHES, headers=headers, body=json.dumps(batch).encode())

    def but(**other: object) -> Got:
        return evolve(good, body=json.dumps({**batch, **other}).encode())

    bad = {
        "path": evolve(good, target="/xms/v1/other/batches"),
        "token": evolve(good, headers={**headers, "authorization": f"Basic {KEY}"}),
        "method": evolve(good, method="PUT"),
        "json": evolve(good, body=b"to=1"),
        "fields": but(reference="x"),
        "to": but(to=[TO, TO]),
        "from": but(**{"from": "Vårdgivare"}),
        "text": but(body="x" * 2001),
        "type": but(type="mt_binary"),
        "report": but(delivery_report="all"),
        "address": but(callback_url="clinic.example"),
        "reference": but(client_reference="x" * 2049),
        "callback": but(delivery_report="full"),
    }
    tried(side.rules[:-1], good, bad)
    assert side.answer(good).status == 201
    side.active = False
    assert side.answer(good) == error(403, "unauthorized")
    assert [one.id for one in side.left] == ["n-1"]
    assert side.answer(evolve(good, method="GET", target=f"{BATCHES}?to=1")).status == 400
    assert side.answer(evolve(good, method="GET", target=f"{BATCHES}/B0/delivery_report")).status == 404
