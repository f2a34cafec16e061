"""The SMS alphabet: the reference's codes and sizes, no character cut, and B3's texts in one segment."""

import pytest
from arende.domain.sms_texts import TEXTS, SmsKey, text
from arende_sms.gsm7 import ALONE, BASIC, EXTENSION, TOGETHER, Alphabet, Size, alphabet, decode, encode, size, split
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_sms_texts import BASIC as BY_THE_DOMAIN

GSM7, UCS2 = Alphabet.GSM7, Alphabet.UCS2
CLEAN = st.text(st.sampled_from([c for c in BASIC if c != "\x1b"] + list(EXTENSION)), max_size=700)
CODES = {
    "åäö": "0F7B7C",
    "ÅÄÖ": "0E5B5C",
    "éÉ": "051F",
    "èàüÜñÑ": "047F7E5E7D5D",
    "ØøÆæßÇ§": "0B0C1C1D1E095F",
    "\n\r": "0A0D",
    "€[]{}\\^~|\f": "1B651B3C1B3E1B281B291B2F1B141B3D1B401B0A",
    "@A az": "004120617A",
}


@pytest.mark.parametrize(("characters", "codes"), CODES.items())
def test_the_codes_of_the_reference(characters: str, codes: str) -> None:
    assert encode(characters).hex().upper() == codes
    assert decode(bytes.fromhex(codes)) == characters


def test_the_alphabet_is_the_one_that_the_domain_is_held_to() -> None:
    assert len(BASIC) == 128
    assert set(BASIC) - {"\x1b"} == BY_THE_DOMAIN


@pytest.mark.parametrize("character", "áêëç’“”–—…\u00a0`🙂\x1b")
def test_what_is_outside_makes_the_whole_text_ucs_2(character: str) -> None:
    assert alphabet(f"Hej {character}") is UCS2
    with pytest.raises(ValueError, match="not GSM-7"):
        encode(character)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("", Size(alphabet=GSM7, units=0, segments=1)),
        ("å" * 160, Size(alphabet=GSM7, units=160, segments=1)),
        ("å" * 161, Size(alphabet=GSM7, units=161, segments=2)),
        ("å" * 306, Size(alphabet=GSM7, units=306, segments=2)),
        ("å" * 307, Size(alphabet=GSM7, units=307, segments=3)),
        ("€" * 80, Size(alphabet=GSM7, units=160, segments=1)),
        ("€" * 81, Size(alphabet=GSM7, units=162, segments=2)),
        ("€" * 153, Size(alphabet=GSM7, units=306, segments=3)),  # 76 a segment: an escape is not parted from its code
        ("’" * 70, Size(alphabet=UCS2, units=70, segments=1)),
        ("’" * 71, Size(alphabet=UCS2, units=71, segments=2)),
        ("🙂" * 35, Size(alphabet=UCS2, units=70, segments=1)),
        ("🙂" * 36, Size(alphabet=UCS2, units=72, segments=2)),
        ("🙂" * 67, Size(alphabet=UCS2, units=134, segments=3)),  # 33 a segment: no half of a pair
    ],
)
def test_sizes(said: str, found: Size) -> None:
    assert size(said) == found


@given(CLEAN)
def test_what_is_encoded_is_decoded(said: str) -> None:
    assert decode(encode(said)) == said
    assert size(said).units == len(encode(said))


@given(st.text(max_size=700))
def test_segments_are_the_text_and_fit(said: str) -> None:
    parts = split(said)
    assert "".join(parts) == said
    of = alphabet(said)
    limit = ALONE[of] if len(parts) == 1 else TOGETHER[of]
    for part in parts:
        units = len(encode(part)) if of is GSM7 else len(part.encode("utf-16-be", "surrogatepass")) // 2
        assert units <= limit
    assert all(parts[:-1])


@pytest.mark.parametrize("septets", [b"\x1b", b"\x1b\x00", b"\x80", b"a\x1b"])
def test_what_is_no_text_is_told(septets: bytes) -> None:
    with pytest.raises(ValueError, match="not GSM-7"):
        decode(septets)


@pytest.mark.spec("B3")
@pytest.mark.parametrize(("language", "key"), [(language, key) for language in TEXTS for key in SmsKey])
def test_the_texts_are_clean_and_one_segment(language: str, key: SmsKey) -> None:
    found = size(text(key, language))
    assert (found.alphabet, found.segments) == (GSM7, 1)
