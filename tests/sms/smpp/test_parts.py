"""Ids in both forms, waits, statuses, sender names, options and the inbox: the parts of `smpp` that need no server."""

import ssl
from pathlib import Path

import pytest
import trustme
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende.ports.sms import Rejection
from arende_sms.smpp import backoff, ids, inbox, status
from arende_sms.smpp.addresses import recipient, sender
from arende_sms.smpp.hearing import Hearing, pay
from arende_sms.smpp.ids import Form, Sent
from arende_sms.smpp.pdu import Address, Command, Message, Pdu, submit_body
from arende_sms.smpp.plugin import SmppFactory
from arende_sms.smpp.settings import SmppSettings, options, read_settings
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from tests.sms.test_docs import table

from .smsc import ACCOUNT
from .test_receipts import READING


@given(st.integers(0, 2**64), st.booleans(), st.sampled_from([Form.AUTO, Form.DECIMAL, Form.HEX]))
def test_an_id_is_found_by_its_number_whichever_way_it_is_written(number: int, zeros: bool, form: Form) -> None:
    answered_in_hex = form is not Form.HEX
    pad = "000" if zeros else ""
    hexadecimal, decimal = f"{pad}{number:X}", f"{pad}{number}"
    answered, receipted = (hexadecimal, decimal) if answered_in_hex else (decimal, hexadecimal)
    sent = Sent()
    told = sent.add("n-1", "+46701740605", [answered])
    message_id, one = sent.find(receipted, "46701740605", form)
    assert one is not None
    assert (one.our_id, one.id, message_id) == ("n-1", told, told)


def test_the_latest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "REMEMBERED", 3)
    sent = Sent()
    for n in range(5):
        sent.add(f"n-{n}", "+46701740605", [f"x{n}"])
    assert [sent.find(f"x{n}", "", Form.AUTO)[1] is not None for n in range(5)] == [False, False, True, True, True]


def test_an_id_that_is_no_number_is_left_as_it_is() -> None:
    assert Sent().find("Qz-7", "", Form.HEX) == ("Qz-7", None)
    assert Sent().find("00F", "", Form.DECIMAL) == ("f", None)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_waits_grow_and_end_somewhere(times: int, chance: float) -> None:
    longest = min(60.0, 2.0 ** min(times - 1, 10))
    assert longest / 2 <= backoff.reconnect(times, chance) <= longest
    assert 1 <= backoff.hold_back(times) <= backoff.hold_back(times + 1) <= 30


def test_a_status_that_nobody_knows_is_tried_again() -> None:
    assert status.kind(0x0B) is Rejection.RECIPIENT
    assert status.kind(0x4FF) is Rejection.BUSY
    assert all(status.kind(known) is Rejection.BUSY for known in status.HELD_BACK)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Vardgivare", Address(text="Vardgivare", ton=5, npi=0)),
        ("1177direkt", Address(text="1177direkt", ton=5, npi=0)),
        ("+46701740605", Address(text="46701740605", ton=1, npi=1)),
        ("46701740605", Address(text="46701740605", ton=1, npi=1)),
        ("71234", Address(text="71234", ton=0, npi=0)),
        ("Vårdgivare", None),
        ("ab", None),
        ("Vardgivaren1", None),
        ("", None),
    ],
)
def test_senders(name: str, address: Address | None) -> None:
    assert sender(name) == address


@pytest.mark.parametrize("number", ["", "+46", "0701740605", "+0701740605", "46701740605", "+46701740605\n"])
def test_what_is_no_number(number: str) -> None:
    assert recipient(number) is None


def settings(location: str = "sms.example", **given: Option) -> SmppSettings:
    return read_settings(options(AdapterConfig(name="smpp", location=location, options={**ACCOUNT, **given})))


def test_tls_is_the_rule_and_checks_who_answers() -> None:
    plain, usual = settings(tls=False), settings()
    assert (plain.tls, plain.port, usual.port, usual.host) == (None, 2775, 3550, "sms.example")
    assert usual.tls is not None
    assert (usual.tls.check_hostname, usual.tls.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert settings("", host="::1", port=7).port == 7
    assert settings("[::1]:7").host == "::1"
    assert "s3cret-1" not in repr(usual)


@pytest.mark.parametrize(
    ("location", "given", "said"),
    [
        ("", {}, "host"),
        ("sms.example:many", {}, "HOST:PORT"),
        ("sms.example:70000", {}, "port"),
        ("sms.example", {"password": ""}, "password"),
        ("sms.example", {"password": "å"}, "password"),
        ("sms.example", {"password": "x\0y"}, "password"),
        ("sms.example", {"system_id": "x" * 16}, "system_id"),
        ("sms.example", {"system_id": 7}, "system_id"),
        ("sms.example", {"tls": "yes"}, "tls"),
        ("sms.example", {"window": 0}, "window"),
        ("sms.example", {"window": True}, "window"),
        ("sms.example", {"alphabet": "latin1"}, "gsm7, ucs2"),
        ("sms.example", {"long_messages": "split"}, "udh, sar, payload"),
        ("sms.example", {"message_ids": "hex"}, "receipt_hex"),
        ("sms.example", {"receipt_zone": "Mars/Here"}, "receipt_zone"),
        ("sms.example", {"receipt_zone": "/etc/passwd"}, "receipt_zone"),
        ("sms.example", {"country": "0"}, "country"),
        ("sms.example", {"ca_file": "/nowhere"}, "ca_file"),
        ("sms.example", {"cert_file": "/nowhere"}, "cert_file"),
        ("sms.example", {"key_file": __file__}, "cert_file"),
        ("sms.example", {"cert_file": __file__, "key_file": __file__}, "cert_file"),
        ("sms.example", {"ca_file": __file__}, "ca_file"),
        ("sms.example", {"passwrod": "s3cret-2"}, "passwrod"),
    ],
)
def test_a_wrong_option_is_named_and_not_shown(location: str, given: dict[str, Option], said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        SmppFactory().open(AdapterConfig(name="smpp", location=location, options={**ACCOUNT, **given}))
    assert said in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_certificates_may_be_of_ones_own(tmp_path: Path) -> None:
    authority = trustme.CA()
    ours = authority.issue_cert("arende@clinic.example")
    files = {name: str(tmp_path / f"{name}.pem") for name in ("ca_file", "cert_file", "key_file")}
    authority.cert_pem.write_to_path(files["ca_file"])
    ours.cert_chain_pems[0].write_to_path(files["cert_file"])
    ours.private_key_pem.write_to_path(files["key_file"])
    assert settings(**files).tls is not None


@define
class Other:
    """A session whose answers are written down."""

    over: bool = False
    said: list[tuple[str, int, int]] = field(factory=list)

    def answer(self, sequence: int, status: int) -> None:
        self.said.append(("answer", sequence, status))

    def nack(self, sequence: int, status: int) -> None:
        self.said.append(("nack", sequence, status))


def deliver(text: bytes, sequence: int) -> Pdu:
    source, destination = Address(text="46701740605", ton=1, npi=1), Address(text="Vard", ton=5, npi=0)
    message = Message(source=source, destination=destination, esm_class=4, data_coding=0, text=text)
    return Pdu(command=Command.DELIVER_SM, sequence=sequence, body=submit_body(message, receipt=0))


def test_without_room_the_operator_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "ROOM", 2)
    hearing, session = Hearing(READING), Other()
    for n in range(3):
        hearing.message(session, deliver(f"id:{n} stat:DELIVRD".encode(), n))
    assert session.said == [("answer", 2, status.TRY_AGAIN)]
    assert [one.what.provider_id for one in hearing.heard(9)] == ["0", "1"]
    assert [one.what.provider_id for one in hearing.heard(1)] == ["0"]


def test_a_session_that_is_over_is_owed_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    hearing, old, new = Hearing(READING), Other(), Other()
    hearing.message(old, deliver(b"id:1 stat:DELIVRD", 5))
    old.over = True
    hearing.message(new, deliver(b"id:1 stat:DELIVRD", 6))
    [one] = hearing.heard(9)
    pay(hearing.settled([one.key]))
    assert (old.said, new.said) == ([], [("answer", 6, status.OK)])
    assert hearing.settled([one.key]) == []


@given(st.binary(max_size=300))
def test_whatever_comes_in_is_kept_or_answered(body: bytes) -> None:
    hearing, session = Hearing(READING), Other()
    hearing.message(session, Pdu(command=Command.DELIVER_SM, sequence=9, body=body))
    assert len(session.said) + len(hearing.heard(9)) == 1


def test_the_page_lists_every_option_with_its_default() -> None:
    asked = options(AdapterConfig(name="smpp", options={**ACCOUNT, "host": "sms.example"}))
    read_settings(asked)
    defaults = {name: str(value).lower() if isinstance(value, bool) else value for name, value in asked.asked.items()}
    assert table("`smpp`") == {name: value if value is None else str(value) for name, value in defaults.items()}
