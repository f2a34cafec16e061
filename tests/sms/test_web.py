"""The HTTP client: what certainly did not arrive, what may have, and that a call always comes back. Real sockets."""

import gc
import logging
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import trustme
from arende.ports.calls import NoReply, NotSent
from arende.ports.sms import SmsRequest
from arende_conformance.standins.server import Got, Reply, StandIn
from arende_sms.settings import WebSettings
from arende_sms.web import LONGEST, Call, Web

from tests.sms.faults import DRIPS, Bad, Script, drip, endless, gibberish, good_head, half_way, reset, silence


class Echo:
    """Answers 201 with what was asked."""

    def __init__(self) -> None:
        self.left: list[SmsRequest] = []

    def answer(self, got: Got) -> Reply:
        return Reply(status=201, body=f"{got.method} {got.target} ".encode() + got.body, headers={"X-Kind": "echo"})


@pytest.fixture
def echo() -> Iterator[StandIn]:
    stand_in = StandIn(Echo())
    yield stand_in
    stand_in.close()


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web(WebSettings(timeout=30, connect_timeout=30))
    yield made
    made.close()


@pytest.fixture
def quick() -> Iterator[Web]:
    """In a great hurry: for those who never answer."""
    made = Web(WebSettings(timeout=0.8, connect_timeout=0.3))
    yield made
    made.close()


def call(address: str, *, method: str = "POST", body: bytes = b"to=1") -> Call:
    return Call(method=method, url=f"{address}/a?key=s3cret", headers={"authorization": "Basic s3cret"}, body=body)


def test_an_answer_is_given_whole(web: Web, echo: StandIn) -> None:
    reply = web.call(call(echo.address))
    assert (reply.status, reply.body, reply.whole) == (201, b"POST /a?key=s3cret to=1", True)
    assert reply.headers["x-kind"] == "echo"
    assert echo.got[0].headers["user-agent"] == "arende"


def test_a_connection_is_used_again_also_by_threads(web: Web, echo: StandIn) -> None:
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(web.call, [call(echo.address)] * 60))
    assert {reply.status for reply in replies} == {201}
    assert len(echo.got) == 60


def test_a_redirect_is_an_answer_and_is_not_followed(web: Web, echo: StandIn) -> None:
    echo.instead = [Reply(status=307, headers={"location": f"{echo.address}/elsewhere"})]
    assert web.call(call(echo.address)).status == 307
    assert len(echo.got) == 1


def test_a_name_that_is_none_and_a_port_that_is_closed_are_not_sent(web: Web) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for address, code in (("http://nothing.invalid", "dns"), (f"http://127.0.0.1:{port}", "refused")):
        with pytest.raises(NotSent) as caught:
            web.call(call(address))
        assert caught.value.code == code


def test_a_name_server_that_never_answers_does_not_hold_the_call(quick: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Event()  # never while the call waits

    def hang(*args: object, **kwargs: object) -> list[object]:
        answer.wait(DRIPS)
        raise socket.gaierror(socket.EAI_AGAIN, "late")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    with pytest.raises(NotSent) as caught:
        quick.call(call("http://provider.example"))
    answer.set()
    assert caught.value.code == "timeout"


@pytest.mark.parametrize(("script", "code"), [(reset, "reset"), (half_way, "reset"), (gibberish, "connection")])
def test_what_was_written_and_not_answered_may_have_arrived(web: Web, script: Script, code: str) -> None:
    with Bad(script) as bad:
        with pytest.raises(NoReply) as caught:
            web.call(call(bad.address))
        assert caught.value.code == code
        assert bad.asked == 1
        web.close()


@pytest.mark.parametrize("script", [silence, drip(good_head(b"201 Created", 2), b"{}", from_body=False)])
def test_a_call_comes_back_whatever_the_other_side_does(quick: Web, script: Script) -> None:
    with Bad(script) as bad:
        with pytest.raises(NoReply) as caught:
            quick.call(call(bad.address))
        assert caught.value.code == "timeout"
        quick.close()


def test_a_body_that_drips_takes_nothing_back_of_the_status(quick: Web) -> None:
    with Bad(drip(good_head(b"429 Too Many Requests", DRIPS + 2), b"{}", from_body=True)) as bad:
        reply = quick.call(call(bad.address))
        assert (reply.status, reply.body, reply.whole) == (429, b"", False)
        quick.close()


def test_a_body_without_end_is_cut(web: Web) -> None:
    with Bad(endless) as bad:
        reply = web.call(call(bad.address))
        assert (reply.status, reply.body, reply.whole) == (201, b"", False)
        web.close()


def test_a_body_as_long_as_it_may_be_is_whole(web: Web, echo: StandIn) -> None:
    echo.instead = [Reply(status=200, body=b"x" * n) for n in (LONGEST, LONGEST + 1)]
    assert [web.call(call(echo.address)).whole for _ in range(2)] == [True, False]


def test_other_certificates_than_ours_are_not_spoken_to(tmp_path: Path) -> None:
    trusted, other = trustme.CA(), trustme.CA()
    trusted.cert_pem.write_to_path(tmp_path / "ca.pem")
    settings = WebSettings(timeout=5, trust=ssl.create_default_context(cafile=str(tmp_path / "ca.pem")))
    for issuer, name, good in (
        (trusted, "127.0.0.1", True),
        (other, "127.0.0.1", False),
        (trusted, "b.example", False),
    ):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issuer.issue_cert(name).configure_cert(context)
        stand_in, web = StandIn(Echo(), tls=context), Web(settings)
        try:
            if good:
                assert web.call(call(stand_in.address)).status == 201
            else:
                with pytest.raises(NotSent) as caught:
                    web.call(call(stand_in.address))
                assert caught.value.code == "tls"
                assert stand_in.got == []
        finally:
            web.close()
            stand_in.close()


def test_tls_with_one_who_speaks_none_is_not_sent(web: Web, echo: StandIn) -> None:
    with pytest.raises(NotSent):
        web.call(call(echo.address.replace("http:", "https:")))
    assert echo.got == []


def test_calls_go_through_a_proxy_that_is_set_and_no_other(
    echo: StandIn, monkeypatch: pytest.MonkeyPatch, web: Web
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert web.call(call(echo.address)).status == 201
    through = Web(WebSettings(proxy=echo.address))
    try:
        assert through.call(call("http://provider.example")).body.startswith(b"POST http://provider.example/a")
    finally:
        through.close()


def test_a_proxy_that_opens_no_way_has_sent_nothing(echo: StandIn) -> None:
    """It answers CONNECT with an error: the request itself never left."""
    echo.instead = [Reply(status=403)]
    through = Web(WebSettings(timeout=5, proxy=echo.address))
    try:
        with pytest.raises(NotSent):
            through.call(call("https://provider.example"))
    finally:
        through.close()


def test_a_closed_client_sends_nothing(web: Web, echo: StandIn) -> None:
    assert web.call(call(echo.address)).status == 201
    web.close()
    web.close()
    with pytest.raises(NotSent) as caught:
        web.call(call(echo.address))
    assert caught.value.code == "closed"
    gc.collect()


def test_nothing_secret_is_shown_or_logged(
    web: Web, echo: StandIn, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    shown = [repr(web.call(call(echo.address))), repr(call(echo.address)), repr(web)]
    with Bad(half_way) as bad:
        with pytest.raises(NoReply) as caught:
            web.call(call(bad.address))
        web.close()
    shown += [repr(caught.value), str(caught.value), repr(caught.value.__cause__), caplog.text]
    assert "connect_tcp" in caplog.text  # what is listened to is spoken
    assert not any("s3cret" in text for text in shown)


def test_no_module_of_the_adapter_loads_the_client_before_it_is_used() -> None:
    modules = "arende_sms.elks46, arende_sms.web, arende_sms.spool"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys, {modules}; sys.exit('httpx' in sys.modules or 'arende.engine' in sys.modules)",
        ],
        check=False,
    )
    assert done.returncode == 0
