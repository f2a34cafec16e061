"""SMPP 3.4 as octets: frames, the bodies that we write and those that we read. Pure: no socket, and no rule.

Field order and tags are those of the specification (SMPP 3.4, 4.4 to 4.11 and 5.3.2). Whatever comes in is doubted:
what does not parse is `Malformed`, whose text holds nothing of what came.
"""

import struct
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Final, TypeAlias

from attrs import field, frozen

HEADER: Final = 16
LONGEST: Final = 70_000
"""Octets of a frame; a `message_payload` may be 64 Ki long."""
VERSION: Final = 0x34
RESPONSE: Final = 0x80000000
_HEAD: Final = struct.Struct("!IIII")
_TAG: Final = struct.Struct("!HH")


class Command(IntEnum):
    """What a PDU asks for. An answer has the same number with the top bit set, and `GENERIC_NACK` answers anything."""

    SUBMIT_SM = 0x04
    DELIVER_SM = 0x05
    UNBIND = 0x06
    BIND_TRANSCEIVER = 0x09
    ENQUIRE_LINK = 0x15
    GENERIC_NACK = 0x80000000


class Tag(IntEnum):
    """Optional parameters that are written or read here."""

    RECEIPTED_MESSAGE_ID = 0x001E
    SAR_MSG_REF_NUM = 0x020C
    SAR_TOTAL_SEGMENTS = 0x020E
    SAR_SEGMENT_SEQNUM = 0x020F
    NETWORK_ERROR_CODE = 0x0423
    MESSAGE_PAYLOAD = 0x0424
    MESSAGE_STATE = 0x0427


class Ton(IntEnum):
    """Type of a number."""

    UNKNOWN = 0
    INTERNATIONAL = 1
    NATIONAL = 2
    ALPHANUMERIC = 5


Optional: TypeAlias = tuple[int, bytes]
"""Tag and value of an optional parameter."""


class Malformed(ValueError):
    """What came is no SMPP 3.4."""


@frozen(kw_only=True)
class Pdu:
    """One frame. `status` is 0 in a request."""

    command: int
    sequence: int
    status: int = 0
    body: bytes = field(default=b"", repr=False)


@frozen(kw_only=True)
class Address:
    """A number or a name, in ASCII, without plus sign."""

    text: str = field(repr=False)
    ton: int
    npi: int


@frozen(kw_only=True)
class Message:
    """What `submit_sm` and `deliver_sm` say, as far as it is used. `text` is octets in the coding of `data_coding`."""

    source: Address
    destination: Address
    esm_class: int
    data_coding: int
    text: bytes = field(repr=False)
    optional: Mapping[int, bytes] = field(factory=dict, repr=False)


def encode(pdu: Pdu) -> bytes:
    """The frame."""
    return _HEAD.pack(HEADER + len(pdu.body), pdu.command, pdu.status, pdu.sequence) + pdu.body


def decode_head(head: bytes) -> tuple[int, Pdu]:
    """How many octets of body follow these 16, and the PDU without them. Raises Malformed."""
    length, command, status, sequence = _HEAD.unpack(head)
    if not HEADER <= length <= LONGEST:
        raise Malformed("a frame of an impossible length")
    return length - HEADER, Pdu(command=command, status=status, sequence=sequence)


def bind_body(system_id: str, password: str, system_type: str) -> bytes:
    """The body of `bind_transceiver`; no range of addresses is asked for, so the account's own applies."""
    return b"".join(map(_cstring, (system_id, password, system_type))) + bytes((VERSION, 0, 0)) + b"\0"


def submit_body(message: Message, *, receipt: int, service_type: str = "") -> bytes:
    """The body of `submit_sm`. `receipt` is `registered_delivery`: 0 none, 1 a final receipt, 2 only of a failure."""
    return b"".join(
        (
            _cstring(service_type),
            _address(message.source),
            _address(message.destination),
            # protocol_id, priority_flag; no schedule and no validity of our own; replace_if_present, sm_default_msg_id
            bytes((message.esm_class, 0, 0)) + b"\0\0" + bytes((receipt, 0, message.data_coding, 0)),
            bytes((len(message.text),)) + message.text,
            *(_TAG.pack(tag, len(value)) + value for tag, value in message.optional.items()),
        )
    )


def id_body(message_id: str = "") -> bytes:
    """The body of `deliver_sm_resp`, whose id is always empty."""
    return _cstring(message_id)


def read_id(body: bytes) -> str:
    """The `message_id` of a `submit_sm_resp`; empty where it is left out, as it is in a refusal."""
    return body.partition(b"\0")[0].decode("ascii", "replace")


def read_message(body: bytes) -> Message:
    """The body of a `deliver_sm`, or of a `submit_sm`. Raises Malformed."""
    cursor = _Cursor(body)
    cursor.cstring()  # service_type
    source, destination = cursor.address(), cursor.address()
    esm_class, _, _ = cursor.octets(3)
    cursor.cstring()  # schedule_delivery_time
    cursor.cstring()  # validity_period
    _, _, data_coding, _, length = cursor.octets(5)
    text = cursor.octets(length)
    optional = dict(cursor.optional())
    return Message(
        source=source,
        destination=destination,
        esm_class=esm_class,
        data_coding=data_coding,
        text=text or optional.get(Tag.MESSAGE_PAYLOAD, b""),
        optional=optional,
    )


class _Cursor:
    """Reads a body from its beginning. Each method raises Malformed where the body is too short."""

    def __init__(self, body: bytes) -> None:
        self._rest = body

    def octets(self, count: int) -> bytes:
        taken, self._rest = self._rest[:count], self._rest[count:]
        if len(taken) < count:
            raise Malformed("a body that ends too early")
        return taken

    def cstring(self) -> str:
        taken, end, self._rest = self._rest.partition(b"\0")
        if not end:
            raise Malformed("a text without an end")
        return taken.decode("ascii", "replace")

    def address(self) -> Address:
        ton, npi = self.octets(2)
        return Address(text=self.cstring(), ton=ton, npi=npi)

    def optional(self) -> Sequence[Optional]:
        found: list[Optional] = []
        while self._rest:
            tag, length = _TAG.unpack(self.octets(_TAG.size))
            found.append((tag, self.octets(length)))
        return found


def _cstring(text: str) -> bytes:
    return text.encode("ascii") + b"\0"


def _address(address: Address) -> bytes:
    return bytes((address.ton, address.npi)) + _cstring(address.text)
