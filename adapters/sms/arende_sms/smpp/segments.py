"""One text as the `submit_sm` that carry it: alphabet, cutting, and one of three ways to say what belongs together.

The alphabet itself is `gsm7`. Nothing is sent here. A long text goes by a header in the text (UDH, understood by every
handset), by parameters from which the operator makes that header (SAR), or whole, for the operator to cut (payload).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Final

from attrs import field, frozen

from .. import gsm7
from .pdu import Tag

MOST: Final = 10
"""Segments of one SMS. No sentence of ours needs two; more than this is a mistake, and paid for."""
UDH: Final = 0x40
"""The bit of `esm_class` that says that the text begins with a header."""


class Coding(StrEnum):
    """What the operator was agreed with. `gsm7`: data_coding 0 is GSM-7, an octet each. `ucs2`: all goes as UCS-2."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"


class Long(StrEnum):
    """How a text of several segments goes."""

    UDH = "udh"
    SAR = "sar"
    PAYLOAD = "payload"


DATA_CODING: Final[Mapping[gsm7.Alphabet, int]] = {gsm7.Alphabet.GSM7: 0, gsm7.Alphabet.UCS2: 8}


@frozen(kw_only=True)
class Segment:
    """One `submit_sm`'s share of an SMS."""

    esm_class: int
    data_coding: int
    text: bytes = field(repr=False)
    optional: Mapping[int, bytes] = field(factory=dict, repr=False)


def segments(text: str, sms_id: str, coding: Coding, long: Long) -> Sequence[Segment]:
    """The segments in order. ValueError where the text is no Unicode text, or longer than `MOST` segments."""
    alphabet = gsm7.alphabet(text) if coding is Coding.GSM7 else gsm7.Alphabet.UCS2
    octets = text.encode("utf-16-be")  # UnicodeEncodeError is a ValueError
    parts = [gsm7.encode(part) for part in gsm7.split(text)] if alphabet is gsm7.Alphabet.GSM7 else cut(octets)
    if len(parts) > MOST:
        raise ValueError("too long")
    data_coding = DATA_CODING[alphabet]
    if len(parts) == 1:
        return [Segment(esm_class=0, data_coding=data_coding, text=parts[0])]
    if long is Long.PAYLOAD:
        whole = {int(Tag.MESSAGE_PAYLOAD): b"".join(parts)}
        return [Segment(esm_class=0, data_coding=data_coding, text=b"", optional=whole)]
    # From our own id: a repeated SMS has the same reference, so a handset that has half of it can put it together.
    reference = sha256(sms_id.encode("utf-8", "surrogatepass")).digest()[0]
    return [
        segment(part, data_coding, reference, len(parts), number, long) for number, part in enumerate(parts, start=1)
    ]


def segment(part: bytes, data_coding: int, reference: int, total: int, number: int, long: Long) -> Segment:
    """One of several."""
    if long is Long.UDH:
        header = bytes((5, 0, 3, reference, total, number))
        return Segment(esm_class=UDH, data_coding=data_coding, text=header + part)
    optional = {
        int(Tag.SAR_MSG_REF_NUM): bytes((0, reference)),
        int(Tag.SAR_TOTAL_SEGMENTS): bytes((total,)),
        int(Tag.SAR_SEGMENT_SEQNUM): bytes((number,)),
    }
    return Segment(esm_class=0, data_coding=data_coding, text=part, optional=optional)


def cut(octets: bytes) -> Sequence[bytes]:
    """UTF-16 in segments of whole characters."""
    alone, together = (2 * table[gsm7.Alphabet.UCS2] for table in (gsm7.ALONE, gsm7.TOGETHER))
    if len(octets) <= alone:
        return [octets]
    parts = []
    while octets:
        # A segment that would end on the first half of a pair leaves it to the next.
        split = 0xD8 <= octets[together - 2] <= 0xDB if len(octets) > together else False
        size = together - 2 if split else together
        parts.append(octets[:size])
        octets = octets[size:]
    return parts
