"""A text cut into segments: nothing lost, no character cut, none longer than a segment may be."""

from itertools import groupby

import pytest
from arende_sms import gsm7
from arende_sms.smpp.segments import MOST, UDH, Coding, Long, Segment, cut, segments
from hypothesis import given
from hypothesis import strategies as st

GSM = st.text(st.sampled_from([*gsm7.BASIC.replace("\x1b", ""), *gsm7.EXTENSION]), min_size=1, max_size=1200)
ANY = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("🙂åč")), min_size=1, max_size=600)
LONGS = st.sampled_from([Long.UDH, Long.SAR])


def text(segment: Segment) -> str:
    """What a handset shows of it."""
    octets = segment.text[segment.text[0] + 1 :] if segment.esm_class & UDH else segment.text
    return gsm7.decode(octets) if segment.data_coding == 0 else octets.decode("utf-16-be")


@given(st.one_of(GSM, ANY), LONGS, st.sampled_from(Coding))
def test_the_segments_are_the_text(whole: str, long: Long, coding: Coding) -> None:
    try:
        parts = segments(whole, "n-1", coding, long)
    except ValueError:
        assert len(cut(whole.encode("utf-16-be"))) > MOST
        return
    assert "".join(map(text, parts)) == whole  # each is text by itself: no character is cut
    assert all(len(part.text) <= (160 if part.data_coding == 0 else 140) for part in parts)
    if len(parts) > 1:
        header = 6 if long is Long.UDH else 0
        assert all(len(part.text) - header <= (153 if part.data_coding == 0 else 134) for part in parts)
        assert all(bool(part.optional) is (long is Long.SAR) for part in parts)
    if coding is Coding.GSM7:
        assert len(parts) == gsm7.size(whole).segments
    assert [coded for coded, _ in groupby(parts, lambda part: part.data_coding)] == [
        0 if coding is Coding.GSM7 and gsm7.alphabet(whole) is gsm7.Alphabet.GSM7 else 8
    ]


def test_the_same_sms_has_the_same_reference_again() -> None:
    first, again, other = (segments("å" * 200, id, Coding.GSM7, Long.UDH)[0].text[3] for id in ("a", "a", "b"))
    assert first == again != other


def test_whole_for_the_operator_to_cut() -> None:
    [one] = segments("å" * 200, "n-1", Coding.GSM7, Long.PAYLOAD)
    assert (one.text, one.optional[0x0424]) == (b"", gsm7.encode("å" * 200))
    [short] = segments("å", "n-1", Coding.GSM7, Long.PAYLOAD)
    assert (short.text, dict(short.optional)) == (gsm7.encode("å"), {})


@pytest.mark.parametrize("wrong", ["\ud800", "a" * 1531, "č" * 671])
def test_what_is_no_text_or_too_long_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"surrogates|too long"):
        segments(wrong, "n-1", Coding.GSM7, Long.UDH)
