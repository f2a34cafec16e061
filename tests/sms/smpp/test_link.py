"""The connection to a server that is not ours: TLS, keep-alive, what it may ask, what goes wrong, nothing told."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from arende.ports.config import AdapterConfig
from arende.ports.sms import Accepted, Rejected, Rejection
from arende_sms.smpp.plugin import SmppFactory

from .smsc import ACCOUNT, Smsc, until
from .test_sending import NUMBER, TEXT, bound, sms


@pytest.fixture
def secure(smsc_folder: Path, tmp_path: Path) -> Iterator[Smsc]:
    """The same with a certificate for 127.0.0.1, whose authority stands in `ca.pem`."""
    authority, other = trustme.CA(), trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_pem.write_to_path(tmp_path / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    other.cert_pem.write_to_path(tmp_path / "other.pem")
    process = Smsc(smsc_folder, certificate={"key": str(tmp_path / "key.pem"), "cert": str(tmp_path / "cert.pem")})
    yield process
    process.reset()
    process.stop()


def test_over_tls(secure: Smsc, tmp_path: Path) -> None:
    provider = secure.open(tls=True, ca_file=str(tmp_path / "ca.pem"))
    assert isinstance(provider.send(sms()), Accepted)
    assert secure.wait("submit")["text"] == TEXT
    secure.deliver("r", esm_class=4, receipted_message_id="1", message_state=2, short_message="")
    [one] = until(lambda: provider.heard(1))
    provider.settle([one.key])
    secure.wait("answered", key="r")


@pytest.mark.parametrize("authority", ["other.pem", ""])
def test_a_certificate_of_a_stranger_is_none(secure: Smsc, tmp_path: Path, authority: str) -> None:
    provider = secure.open(tls=True, ca_file=str(tmp_path / authority) if authority else "")
    assert provider.send(sms()) == Rejected(kind=Rejection.BUSY, code="tls", retry_after=1)
    assert secure.seen("bind") == []


def test_a_certificate_for_another_name_is_none(secure: Smsc, tmp_path: Path) -> None:
    options = {**ACCOUNT, "ca_file": str(tmp_path / "ca.pem"), "host": "localhost", "port": secure.port}
    provider = SmppFactory().open(AdapterConfig(name="smpp", options=options))
    secure.opened.append(provider)
    assert provider.send(sms()) == Rejected(kind=Rejection.BUSY, code="tls", retry_after=1)


def test_tls_to_one_who_speaks_in_clear_tells_nothing(smsc: Smsc) -> None:
    outcome = smsc.open(tls=True, connect_timeout=1).send(sms())
    assert isinstance(outcome, Rejected)
    assert outcome.kind is Rejection.BUSY
    assert smsc.seen("bind") == []


def test_silence_is_asked_about_and_an_answer_keeps_the_session(smsc: Smsc) -> None:
    provider = smsc.open(enquire_link=1)
    bound(smsc, provider)
    for _ in range(2):
        smsc.wait("enquire_link")
    assert smsc.seen("close") == []


def test_without_an_answer_the_session_is_given_up_and_a_new_one_made(smsc: Smsc) -> None:
    provider = smsc.open(enquire_link=1, timeout=1)
    bound(smsc, provider)
    smsc.wait("bind")
    smsc.order("answers_links", yes=False)
    smsc.wait("enquire_link")
    smsc.wait("close")
    smsc.order("answers_links", yes=True)
    smsc.wait("bind")
    bound(smsc, provider)


def test_the_operator_may_ask_too(smsc: Smsc) -> None:
    bound(smsc, smsc.open())
    smsc.order("ask")
    assert smsc.wait("answered", key="link")["command"] == "enquire_link_resp"
    smsc.order("odd")
    answer = smsc.wait("answered", key="odd")
    assert (answer["command"], answer["status"]) == ("generic_nack", 3)


def test_the_operator_may_unbind_and_is_met_again(smsc: Smsc) -> None:
    provider = smsc.open()
    bound(smsc, provider)
    smsc.wait("bind")
    smsc.order("unbind")
    assert smsc.wait("answered", key="unbind")["command"] == "unbind_resp"
    smsc.wait("bind")
    bound(smsc, provider)


@pytest.mark.parametrize("octets", ["00000008", "7fffffff0000000500000000000000ff", "ff" * 64])
def test_a_frame_of_an_impossible_length_ends_the_session_and_only_that(smsc: Smsc, octets: str) -> None:
    provider = smsc.open()
    bound(smsc, provider)
    smsc.wait("bind")
    smsc.order("raw", hex=octets + "00" * 16)
    smsc.wait("close")
    smsc.wait("bind")
    bound(smsc, provider)


def test_neither_number_text_nor_secret_is_told(smsc: Smsc, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        provider = smsc.open()
        smsc.next({}, {"status": 0x0B}, {"drop": True})
        outcomes = [provider.send(sms(f"n-{n}")) for n in range(3)]
        smsc.deliver("x", source_addr=NUMBER.lstrip("+"), source_addr_ton=1, short_message="Jag mår bra")
        heard = provider.heard(10)
    told = f"{caplog.text} {outcomes} {provider!r} {vars(provider)} {heard}"
    for secret in (NUMBER.lstrip("+"), TEXT, "s3cret-1", "Jag mår bra"):
        assert secret not in told
