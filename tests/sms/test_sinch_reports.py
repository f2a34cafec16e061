"""What comes in from Sinch: reports, replies, and what it signed how long ago."""

from typing import TypeAlias

import pytest
from arende.ports.http import RawRequest
from arende.ports.sms import Delivery, SmsReply, SmsReport
from arende_conformance.sms.over_http import CALLBACK
from arende_conformance.standins.sinch import SinchSide
from arende_sms.sinch.provider import SinchSms
from arende_sms.sinch.signing import signed
from attrs import evolve

from tests.sms.http_bench import SINCE, TO, Bench, request

SinchBench: TypeAlias = Bench[SinchSide, SinchSms]
BATCH = f"01FC{1:022d}"
AT = SINCE + 250_000
GIVEN = {
    "x-sinch-webhook-signature": "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE=",
    "x-sinch-webhook-signature-algorithm": "HmacSHA256",
    "x-sinch-webhook-signature-nonce": "01FJA8B4A7BM43YGWSG9GBV067",
    "x-sinch-webhook-signature-timestamp": "1634579353",
}
"""With the body below and `foo_secret1234`: the vector in the tests of Sinch's own library (sinch-sdk-node)."""
BODY = (
    b'{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4",'
    b'"contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS",'
    b'"identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com",'
    b'"external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}'
)


@pytest.mark.parametrize(
    ("status", "state", "raw_state"),
    [
        ("Dispatched", Delivery.SENT, "dispatched_401"),
        ("Delivered", Delivery.DELIVERED, "delivered"),
        ("Aborted", Delivery.FAILED, "aborted_402"),
        ("Unknown", Delivery.FAILED, "unknown_403"),
        ("Expired", Delivery.EXPIRED, "expired_406"),
    ],
)
def test_reports(sinch: SinchBench, status: str, state: Delivery, raw_state: str) -> None:
    provider = sinch.open()
    provider.send(request())
    raw = sinch.side.report("vg1.n-1", status)
    assert provider.verify(raw)
    report = SmsReport(our_id="vg1.n-1", provider_id=BATCH, state=state, raw_state=raw_state, at=AT)
    assert provider.parse_report(raw) == (report,)
    assert provider.parse_reply(raw) == ()


def test_what_reports_nothing_and_what_is_malformed(sinch: SinchBench) -> None:
    provider = sinch.open()
    told = {"type": "recipient_delivery_report_sms", "batch_id": "B1", "status": "Queued", "code": 400}
    assert provider.parse_report(sinch.side.called(CALLBACK, told)) == ()
    assert provider.parse_report(sinch.side.called(CALLBACK, {**told, "type": "delivery_report_sms"})) == ()
    assert provider.parse_report(sinch.side.reply(CALLBACK, TO)) == ()
    assert provider.parse_report(evolve(sinch.side.called(CALLBACK, told), method="GET")) == ()
    assert provider.parse_reply(evolve(sinch.side.reply(CALLBACK, TO), method="GET")) == ()
    bare = provider.parse_report(sinch.side.called(CALLBACK, {**told, "status": "FAILED", "code": TO, "at": 7}))
    assert bare == (SmsReport(our_id=None, provider_id="B1", state=Delivery.FAILED, raw_state="failed", at=None),)
    good = sinch.side.called(CALLBACK, {**told, "status": "Failed"})
    for raw in (
        sinch.side.called(CALLBACK, {**told, "status": None}),
        sinch.side.called(CALLBACK, {**told, "status": "Failed", "batch_id": 7}),
        evolve(good, body=b'{"type":'),
        evolve(good, body=b"[]"),
        evolve(good, body=b"[" * 9999),
        evolve(good, body=b'{"x": "' + b"x" * (1 << 16) + b'"}'),
    ):
        with pytest.raises(ValueError, match=r"."):
            provider.parse_report(raw)


def test_the_signature_is_that_of_sinchs_own_library() -> None:
    raw = RawRequest(method="POST", url=CALLBACK, headers=GIVEN, body=BODY, remote="")
    now, day = 1_634_579_353_000_000, 86_400_000_000
    assert signed(b"foo_secret1234", raw, now=now, age=day)
    assert not signed(b"foo_secret1235", raw, now=now, age=day)
    assert not signed(b"", raw, now=now, age=day)
    # It holds for a while, and our clock may be a little behind.
    assert signed(b"foo_secret1234", raw, now=now + day, age=day)
    assert not signed(b"foo_secret1234", raw, now=now + day + 1, age=day)
    assert signed(b"foo_secret1234", raw, now=now - 300_000_000, age=day)
    assert not signed(b"foo_secret1234", raw, now=now - 300_000_001, age=day)


def test_only_what_sinch_signed_is_believed(sinch: SinchBench) -> None:
    provider = sinch.open()
    provider.send(request())
    good = sinch.side.report("vg1.n-1")
    assert provider.verify(evolve(good, remote="203.0.113.9"))
    for name, value in (
        ("", ""),
        ("", good.headers["x-sinch-webhook-signature"].swapcase()),
        ("", "å"),
        ("-nonce", ""),
        ("-nonce", "other"),
        ("-timestamp", ""),
        ("-timestamp", str(SINCE // 1_000_000 + 1)),
        ("-timestamp", "now"),
        ("-algorithm", "none"),
    ):
        headers = {**good.headers, f"x-sinch-webhook-signature{name}": value}
        assert not provider.verify(evolve(good, headers=headers)), name
    for forged in (
        evolve(good, body=good.body.replace(b"Delivered", b"Failed")),
        evolve(good, body=good.body + b" " * (1 << 16)),
        evolve(good, url="https://clinic.example/callbacks/sms/other"),
        evolve(good, url="https://["),
        evolve(good, headers={}),
    ):
        assert not provider.verify(forged)
    sinch.now += 172_800_000_001
    assert not provider.verify(good)  # too old


def test_who_wrote_back_is_told_and_never_what(sinch: SinchBench) -> None:
    provider = sinch.open()
    raw = sinch.side.reply(CALLBACK, TO)
    assert provider.verify(raw)
    (reply,) = provider.parse_reply(raw)
    assert reply == SmsReply(sender=TO, provider_id=f"01MO{1:022d}", at=SINCE)
    assert "ont" not in repr(reply)
    assert TO not in repr(reply)
    assert provider.parse_reply(sinch.side.reply(CALLBACK, "Comviq")) == ()
    with pytest.raises(ValueError, match="missing"):
        provider.parse_reply(sinch.side.called(CALLBACK, {"type": "mo_text", "from": "46701740605"}))
