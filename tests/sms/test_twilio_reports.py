"""What comes in from Twilio: reports, replies, and whose signature stands over them."""

from typing import TypeAlias
from urllib.parse import urlencode

import pytest
from arende.ports.http import RawRequest
from arende.ports.sms import Delivery, SmsReply, SmsReport
from arende_conformance.sms.over_http import CALLBACK
from arende_conformance.standins.server import FORM
from arende_conformance.standins.twilio import TwilioSide
from arende_sms.twilio.provider import TwilioSms
from arende_sms.twilio.signing import signed
from attrs import evolve

from tests.sms.http_bench import TO, Bench, request

TwilioBench: TypeAlias = Bench[TwilioSide, TwilioSms]
SID = f"SM{1:032x}"


@pytest.mark.parametrize(
    ("status", "code", "state", "raw_state"),
    [
        ("sent", "", Delivery.SENT, "sent"),
        ("delivered", "", Delivery.DELIVERED, "delivered"),
        ("undelivered", "30003", Delivery.FAILED, "undelivered_30003"),
        ("undelivered", "30036", Delivery.EXPIRED, "undelivered_30036"),
        ("failed", "+46701740605", Delivery.FAILED, "failed"),
        ("canceled", "", Delivery.FAILED, "canceled"),
    ],
)
def test_reports(twilio: TwilioBench, status: str, code: str, state: Delivery, raw_state: str) -> None:
    provider = twilio.open()
    provider.send(request())
    raw = twilio.side.report("vg1.n-1", status, code)
    assert provider.verify(raw)
    report = SmsReport(our_id="vg1.n-1", provider_id=SID, state=state, raw_state=raw_state, at=None)
    assert provider.parse_report(raw) == (report,)
    assert provider.parse_reply(raw) == ()


def test_what_reports_nothing_and_what_is_malformed(twilio: TwilioBench) -> None:
    provider = twilio.open()
    for status in ("queued", "sending", "accepted", "received", "partially_delivered", ""):
        assert provider.parse_report(twilio.side.called(CALLBACK, {"MessageSid": SID, "MessageStatus": status})) == ()
    assert provider.parse_report(twilio.side.reply(CALLBACK, TO)) == ()
    good = twilio.side.called(CALLBACK, {"MessageSid": SID, "MessageStatus": "sent"})
    assert provider.parse_report(evolve(good, method="GET")) == ()
    assert provider.parse_reply(evolve(good, method="GET")) == ()
    for raw in (
        evolve(good, body=b"MessageStatus=sent"),
        evolve(good, body=b"MessageSid=1&MessageSid=2&MessageStatus=sent"),
        evolve(good, body=b"MessageSid=%ff&MessageStatus=sent"),
        evolve(good, body=good.body + b"&x=" + b"x" * (1 << 16)),
        evolve(good, headers={"content-type": "application/json"}),
    ):
        with pytest.raises(ValueError, match=r"."):
            provider.parse_report(raw)


def test_the_signature_is_that_of_the_reference() -> None:
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    fields = {"CallSid": "CA1234567890ABCDE", "From": "+12349013030", "To": "+18005551212", "Caller": "+12349013030"}
    raw = RawRequest(
        method="POST",
        url=url,
        headers={"content-type": FORM, "x-twilio-signature": "0/KCTR6DLpKmkAf8muzZqo1nDgQ="},
        body=urlencode({**fields, "Digits": "1234"}).encode(),
        remote="",
    )
    assert signed("https://mycompany.com/myapp.php", b"12345", raw)
    # Our own address is what must have been signed, whatever name the host was called by.
    assert signed("https://mycompany.com/myapp.php", b"12345", evolve(raw, url=url.replace("mycompany", "inner")))
    assert signed("https://mycompany.com:443/myapp.php", b"12345", raw)
    assert not signed("https://mycompany.com:8443/myapp.php", b"1234", raw)
    assert not signed("https://mycompany.com/other.php", b"12345", evolve(raw, url=url.replace("myapp", "other")))
    assert not signed("http://mycompany.com/myapp.php", b"12345", raw)
    assert not signed("", b"12345", raw)


def test_only_what_twilio_signed_is_believed(twilio: TwilioBench) -> None:
    provider = twilio.open()
    provider.send(request())
    good = twilio.side.report("vg1.n-1")
    given = good.headers["x-twilio-signature"]
    assert provider.verify(evolve(good, remote="203.0.113.9"))
    shared = {"x-twilio-webhooks-signature-settings": "key=webhooks_1,algorithm=HMAC_SHA256"}
    known = {"x-twilio-webhooks-signature-settings": "algorithm=hmac_sha1"}
    assert provider.verify(evolve(good, headers={**good.headers, **known}))
    for forged in (
        evolve(good, headers={**good.headers, **shared}),
        evolve(good, headers={"content-type": FORM}),
        evolve(good, headers={**good.headers, "x-twilio-signature": ""}),
        evolve(good, headers={**good.headers, "x-twilio-signature": given.swapcase()}),
        evolve(good, headers={**good.headers, "x-twilio-signature": f"{given} "}),
        evolve(good, headers={**good.headers, "x-twilio-signature": "å"}),
        evolve(good, headers={**good.headers, "content-type": "application/json"}),
        evolve(good, method="PUT"),
        evolve(good, url=good.url.replace("n-1", "n-2")),
        evolve(good, url=good.url.replace("provider", "other")),
        evolve(good, url=CALLBACK),
        evolve(good, url="https://["),
        evolve(good, body=good.body.replace(b"=delivered", b"=sent")),
        evolve(good, body=good.body + b"&x=1"),
        evolve(good, body=b"\xff"),
    ):
        assert not provider.verify(forged)


def test_who_wrote_back_is_told_and_never_what(twilio: TwilioBench) -> None:
    provider = twilio.open()
    raw = twilio.side.reply(CALLBACK, TO)
    assert provider.verify(raw)
    (reply,) = provider.parse_reply(raw)
    assert reply == SmsReply(sender=TO, provider_id=SID, at=None)
    assert "ont" not in repr(reply)
    assert TO not in repr(reply)
    assert provider.parse_reply(twilio.side.reply(CALLBACK, "whatsapp:+46701740605")) == ()
    with pytest.raises(ValueError, match="missing"):
        provider.parse_reply(twilio.side.called(CALLBACK, {"SmsStatus": "received", "From": TO}))
