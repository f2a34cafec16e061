"""Receipts and replies as operators write them, and as nobody should: read by a table, and never an exception."""

import hashlib
from zoneinfo import ZoneInfo

import pytest
from arende.ports.sms import Delivery, SmsReply, SmsReport
from arende_sms.smpp.ids import Form, Sent
from arende_sms.smpp.pdu import Address, Message, Tag
from arende_sms.smpp.receipts import Reading, read
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from .test_pdu import MESSAGES

NUMBER = Address(text="46701740605", ton=1, npi=1)
READING = Reading(form=Form.AUTO, country="46", zone=None, key=b"k" * 32)
BASE = Message(source=NUMBER, destination=Address(text="Vard", ton=5, npi=0), esm_class=4, data_coding=0, text=b"")
DAY = "2025-01-02"


def report(message: Message, reading: Reading = READING) -> SmsReport:
    what = read(message, reading, Sent(), DAY)
    assert isinstance(what, SmsReport)
    return what


TEXT = "id:7 sub:001 dlvrd:001 submit date:2501020304 done date:2507020304 stat:{} err:{} Text:stat:EXPIRED err:9"


@pytest.mark.parametrize(
    ("stat", "err", "state", "raw"),
    [
        ("DELIVRD", "000", Delivery.DELIVERED, "DELIVRD"),
        ("delivrd", "0", Delivery.DELIVERED, "DELIVRD"),
        ("EXPIRED", "00A", Delivery.EXPIRED, "EXPIRED 00A"),
        ("UNDELIV", "001", Delivery.FAILED, "UNDELIV 001"),
        ("REJECTD", "", Delivery.FAILED, "REJECTD"),
        ("DELETED", "000", Delivery.FAILED, "DELETED"),
        ("UNKNOWN", "000", Delivery.FAILED, "UNKNOWN"),
        ("ENROUTE", "000", Delivery.SENT, "ENROUTE"),
        ("ACCEPTD", "000", Delivery.SENT, "ACCEPTD"),
        ("BUFFRED", "000", Delivery.SENT, "BUFFRED"),
        ("+46701740605", "000", Delivery.SENT, "OTHER"),
        ("DELIVRD", "46701740605", Delivery.DELIVERED, "DELIVRD"),
    ],
)
def test_by_text(stat: str, err: str, state: Delivery, raw: str) -> None:
    found = report(evolve(BASE, text=TEXT.format(stat, err).encode()))
    assert found == SmsReport(our_id=None, provider_id="7", state=state, raw_state=raw, at=None)


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (1, Delivery.SENT),
        (2, Delivery.DELIVERED),
        (3, Delivery.EXPIRED),
        (4, Delivery.FAILED),
        (5, Delivery.FAILED),
        (6, Delivery.SENT),
        (7, Delivery.FAILED),
        (8, Delivery.FAILED),
        (99, Delivery.SENT),
    ],
)
@pytest.mark.parametrize("end", [b"", b"\0"])
def test_by_parameters_which_go_before_the_text(number: int, state: Delivery, end: bytes) -> None:
    optional: dict[int, bytes] = {Tag.RECEIPTED_MESSAGE_ID: b"x-7" + end, Tag.MESSAGE_STATE: bytes([number])}
    found = report(evolve(BASE, optional=optional, text=b"id:8 err:001"))
    assert (found.provider_id, found.state) == ("x-7", state)


def test_the_networks_own_code_is_told() -> None:
    optional: dict[int, bytes] = {
        Tag.RECEIPTED_MESSAGE_ID: b"7",
        Tag.MESSAGE_STATE: b"\5",
        Tag.NETWORK_ERROR_CODE: b"\3\1\xff",
    }
    assert report(evolve(BASE, optional=optional)).raw_state == "UNDELIV 511"


def test_a_receipt_is_one_by_its_class_or_by_its_parameter() -> None:
    plain = evolve(BASE, esm_class=0, text=b"id:7 stat:DELIVRD")
    assert isinstance(read(plain, READING, Sent(), DAY), SmsReply)  # a text that looks like one is not read
    assert report(evolve(plain, optional={Tag.RECEIPTED_MESSAGE_ID: b"7\0"})).state is Delivery.DELIVERED


def test_an_attempt_that_failed_is_on_its_way_still() -> None:
    assert report(evolve(BASE, esm_class=0x20, text=b"id:7 stat:UNDELIV")).state is Delivery.SENT


@pytest.mark.parametrize(
    ("done", "zone", "at"),
    [
        ("2507020304", "Europe/Stockholm", 1751418240_000000),
        ("250702030405", "UTC", 1751425445_000000),
        ("2507020304", None, None),
        ("2513020304", "UTC", None),
        ("25070203", "UTC", None),
    ],
)
def test_the_time_is_told_where_the_zone_is_known(done: str, zone: str | None, at: int | None) -> None:
    reading = evolve(READING, zone=ZoneInfo(zone) if zone else None)
    assert report(evolve(BASE, text=f"id:7 done date:{done} stat:DELIVRD".encode()), reading).at == at


def test_text_in_ucs2_and_behind_a_header() -> None:
    octets = "id:7 stat:DELIVRD".encode("utf-16-be")
    assert report(evolve(BASE, data_coding=8, text=octets)).state is Delivery.DELIVERED
    assert report(evolve(BASE, esm_class=0x44, text=b"\3\0\1\2id:7 stat:DELIVRD")).state is Delivery.DELIVERED


@pytest.mark.parametrize(
    ("text", "ton", "sender"),
    [
        ("46701740605", 1, "+46701740605"),
        ("+46701740605", 0, "+46701740605"),
        ("0046701740605", 0, "+46701740605"),
        ("0701740605", 0, "+46701740605"),
        ("701740605", 2, "+46701740605"),
        ("71234", 0, None),
        ("Vardgivare", 5, None),
        ("4670174060", 5, None),
        ("", 0, None),
    ],
)
def test_who_wrote_back(text: str, ton: int, sender: str | None) -> None:
    what = read(evolve(BASE, esm_class=0, source=Address(text=text, ton=ton, npi=1), text=b"Hej"), READING, Sent(), DAY)
    assert (what.sender if isinstance(what, SmsReply) else what) == sender


def test_a_reply_has_a_name_that_nobody_can_guess_its_text_by() -> None:
    def name(message: Message = BASE, key: bytes = READING.key, day: str = DAY) -> str:
        what = read(evolve(message, esm_class=0), evolve(READING, key=key), Sent(), day)
        assert isinstance(what, SmsReply)
        return what.provider_id

    yes = evolve(BASE, text=b"Ja")
    assert name(yes) == name(yes)
    others = [name(evolve(BASE, text=b"Nej")), name(yes, key=b"x"), name(yes, day="2025-01-03"), name(BASE)]
    assert len({name(yes), *others}) == 5
    assert name(yes) != hashlib.sha256(b"Ja").hexdigest()


@given(MESSAGES, st.sampled_from(Form))
def test_no_message_is_more_than_can_be_read(message: Message, form: Form) -> None:
    sent = Sent()
    sent.add("n-1", "+46701740605", ["7"])
    what = read(message, evolve(READING, form=form, zone=ZoneInfo("Europe/Stockholm")), sent, DAY)
    assert what is None or isinstance(what, SmsReport | SmsReply)


@given(st.text(max_size=120), st.sampled_from([0, 8]))
def test_no_receipts_text_is_more_than_can_be_read(text: str, data_coding: int) -> None:
    encoded = f"id:7 {text}".encode("utf-16-be" if data_coding else "latin-1", "ignore")
    found = report(evolve(BASE, data_coding=data_coding, text=encoded))
    assert len(found.raw_state) <= 25
