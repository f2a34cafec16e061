"""SMPP as octets: what is written is read as it was, and whatever else comes in is Malformed, never anything else."""

import pytest
from arende_sms.smpp.pdu import (
    LONGEST,
    Address,
    Command,
    Malformed,
    Message,
    Pdu,
    Tag,
    bind_body,
    decode_head,
    encode,
    read_id,
    read_message,
    submit_body,
)
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

NAMES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20)
OCTET = st.integers(0, 255)
ADDRESSES = st.builds(Address, text=NAMES, ton=OCTET, npi=OCTET)
TAGS = st.integers(0, 0xFFFF).filter(lambda tag: tag != Tag.MESSAGE_PAYLOAD)
OPTIONAL = st.dictionaries(TAGS, st.binary(max_size=300), max_size=4)
MESSAGES = st.builds(
    Message,
    source=ADDRESSES,
    destination=ADDRESSES,
    esm_class=OCTET,
    data_coding=OCTET,
    text=st.binary(max_size=254),
    optional=OPTIONAL,
)


@given(MESSAGES, st.integers(0, 3))
def test_what_is_written_is_read_as_it_was(message: Message, receipt: int) -> None:
    assert read_message(submit_body(message, receipt=receipt)) == message


@given(st.binary(max_size=400))
def test_whatever_comes_in_is_a_message_or_malformed(body: bytes) -> None:
    try:
        read_message(body)
    except Malformed as error:
        assert "\n" not in str(error)


@given(MESSAGES, st.data())
def test_a_body_that_is_cut_off_is_malformed(message: Message, data: st.DataObject) -> None:
    whole = submit_body(message, receipt=1)
    head = len(submit_body(evolve(message, optional={}), receipt=1))
    cut = data.draw(st.integers(0, head - 1))
    with pytest.raises(Malformed):
        read_message(whole[:cut])


@given(st.integers(0, 0xFFFFFFFF), st.integers(0, 0xFFFFFFFF), st.integers(0, 0xFFFFFFFF), st.binary(max_size=50))
def test_a_frame_goes_there_and_back(command: int, status: int, sequence: int, body: bytes) -> None:
    frame = encode(Pdu(command=command, status=status, sequence=sequence, body=body))
    assert decode_head(frame[:16]) == (len(body), Pdu(command=command, status=status, sequence=sequence))
    assert frame[16:] == body


@pytest.mark.parametrize("length", [0, 15, LONGEST + 1, 0xFFFFFFFF])
def test_an_impossible_length_is_malformed(length: int) -> None:
    with pytest.raises(Malformed):
        decode_head(length.to_bytes(4, "big") + bytes(12))


def test_a_bind_as_the_specification_has_it() -> None:
    frame = encode(Pdu(command=Command.BIND_TRANSCEIVER, sequence=1, body=bind_body("smppclient1", "password", "")))
    assert frame.hex() == (
        "0000002a" "00000009" "00000000" "00000001"
        "736d7070636c69656e743100" "70617373776f726400" "00" "34" "00" "00" "00"
    )  # fmt: skip


def test_an_id_may_be_left_out() -> None:
    assert [read_id(body) for body in (b"", b"\0", b"17\0", b"17", b"\xff\0")] == ["", "", "17", "17", "�"]


def test_neither_number_nor_text_is_shown() -> None:
    message = Message(
        source=Address(text="46701740605", ton=1, npi=1),
        destination=Address(text="71234", ton=0, npi=0),
        esm_class=0,
        data_coding=0,
        text=b"magont",
        optional={1: b"magont"},
    )
    assert "magont" not in repr(message)
    assert "46701740605" not in repr(message)
