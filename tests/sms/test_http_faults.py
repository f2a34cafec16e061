"""Every provider over HTTP when things go wrong: what was certainly not taken is BUSY, what may have been is Uncertain.

Real sockets and one table for all of them: a provider's own answers are in its own tests.
"""

import logging
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import trustme
from arende.ports.sms import Rejected, Rejection, SendOutcome, SmsProvider, SmsRequest, Uncertain
from arende_conformance.standins.server import Got, Reply, StandIn, said
from arende_sms.settings import WebSettings

from tests.sms.faults import DRIPS, Bad, Script, drip, endless, gibberish, good_head, half_way, reset, silence
from tests.sms.http_providers import PATIENT, PROVIDERS, QUICK, Provider

SMS = SmsRequest(id="vg1.n-1", to="+46701740605", sender="Vardgivare", text="Du har fått ett nytt ärende. Hemligt.")
HTML = f"<html><body><h1>502 Bad Gateway</h1> {SMS.to} {SMS.text}</body></html>".encode()
ELSEWHERE = {"location": "https://sign-in.example"}
PAGE = {"content-type": "text/html"}
UNCERTAIN = ((reset, "reset"), (half_way, "reset"), (gibberish, "connection"), (endless, "answer"))
SLOW: tuple[tuple[Script, SendOutcome], ...] = (
    (silence, Uncertain(code="timeout")),
    (drip(good_head(b"201 Created", 2), b"{}", from_body=False), Uncertain(code="timeout")),
    (drip(good_head(b"201 Created", DRIPS + 2), b"{}", from_body=True), Uncertain(code="answer")),
    # What it says is a refusal, however long it takes to say why.
    (
        drip(good_head(b"429 Too Many", DRIPS + 2), b"{}", from_body=True),
        Rejected(kind=Rejection.BUSY, code="http_429"),
    ),
)
ANSWERED = (
    (Reply(status=500, body=HTML, headers=PAGE), Uncertain(code="http_500")),
    (Reply(status=502, body=HTML, headers=PAGE), Uncertain(code="http_502")),
    (Reply(status=503, body=HTML, headers=PAGE), Uncertain(code="http_503")),
    (Reply(status=504), Uncertain(code="http_504")),
    (Reply(status=200, body=HTML, headers=PAGE), Uncertain(code="answer")),
    (Reply(status=201, body=b'{"id": '), Uncertain(code="answer")),
    (said(202, []), Uncertain(code="answer")),
    (said(200, {"id": 7, "sid": 7}), Uncertain(code="answer")),
    (Reply(status=204), Uncertain(code="answer")),
    (Reply(status=429, headers={"retry-after": "17"}), Rejected(kind=Rejection.BUSY, code="http_429", retry_after=17)),
    (Reply(status=429, body=HTML), Rejected(kind=Rejection.BUSY, code="http_429")),
    (Reply(status=401, body=HTML), Rejected(kind=Rejection.CREDENTIALS, code="http_401")),
    (Reply(status=403, body=HTML), Rejected(kind=Rejection.CREDENTIALS, code="http_403")),
    (Reply(status=404), Rejected(kind=Rejection.CREDENTIALS, code="http_404")),
    (Reply(status=400, body=HTML), Rejected(kind=Rejection.SENDER, code="http_400")),
    (
        Reply(status=302, headers=ELSEWHERE),
        Rejected(kind=Rejection.SENDER, code="http_302"),
    ),
    (said(400, {"code": "+46701740605", "text": SMS.text}), Rejected(kind=Rejection.SENDER, code="http_400")),
)


@pytest.fixture(params=PROVIDERS, ids=lambda p: p.name)
def provider(request: pytest.FixtureRequest) -> Provider:
    found = request.param
    assert isinstance(found, Provider)
    return found


@pytest.fixture
def scripted() -> Iterator[StandIn]:
    stand_in = StandIn(Empty())
    yield stand_in
    stand_in.close()


@pytest.fixture(scope="module")
def certified() -> Iterator[StandIn]:
    """A server with a certificate that nobody here trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    stand_in = StandIn(Empty(), tls=context)
    yield stand_in
    stand_in.close()


class Empty:
    """Answers by script only."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []

    def answer(self, got: Got) -> Reply:
        return Reply(status=599)


def sent(provider: Provider, address: str, web: WebSettings = PATIENT) -> SendOutcome:
    opened: SmsProvider = provider.open(provider.options(address), web)
    try:
        outcome = opened.send(SMS)
    finally:
        opened.close()
    assert "70174" not in repr(outcome)
    return outcome


def test_what_could_not_be_connected_to_was_not_taken(provider: Provider) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert sent(provider, closed) == Rejected(kind=Rejection.BUSY, code="refused")
    assert sent(provider, "https://nothing.invalid") == Rejected(kind=Rejection.BUSY, code="dns")


def test_who_is_not_who_they_should_be_gets_nothing(provider: Provider, certified: StandIn) -> None:
    assert sent(provider, certified.address) == Rejected(kind=Rejection.BUSY, code="tls")
    assert certified.got == []


@pytest.mark.parametrize(("script", "code"), UNCERTAIN)
def test_what_was_written_and_not_answered_is_uncertain(provider: Provider, script: Script, code: str) -> None:
    with Bad(script) as bad:
        assert sent(provider, bad.address) == Uncertain(code=code)
        assert bad.asked == 1  # never sent twice by itself


def test_what_takes_its_time_is_left_at_the_deadline(provider: Provider) -> None:
    def outcome(script: Script) -> SendOutcome:
        with Bad(script) as bad:
            return sent(provider, bad.address, QUICK)

    with ThreadPoolExecutor(len(SLOW)) as pool:
        assert list(pool.map(outcome, [script for script, _ in SLOW])) == [expected for _, expected in SLOW]


@pytest.mark.parametrize(("reply", "outcome"), ANSWERED)
def test_answers_that_no_table_of_the_provider_knows(
    provider: Provider, scripted: StandIn, reply: Reply, outcome: SendOutcome
) -> None:
    scripted.instead = [reply]
    assert sent(provider, scripted.address) == outcome
    assert len(scripted.got) == 1


def test_nothing_is_logged_or_shown(provider: Provider, scripted: StandIn, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    scripted.instead = [reply for reply, _ in ANSWERED]
    for _ in ANSWERED:
        sent(provider, scripted.address)
    opened = provider.open(provider.options(scripted.address), PATIENT)
    shown = f"{caplog.text} {opened!r} {provider.read(provider.options(scripted.address))!r}"
    opened.close()
    given = provider.harness().options(scripted.address)
    secrets = [str(value) for name, value in given.items() if name.endswith(("password", "secret", "token"))]
    assert secrets
    assert not [word for word in (*secrets, SMS.to[1:], "Hemligt") if word in shown]
    assert "connect_tcp" in shown
