"""The SMS texts, word for word: GSM-7, one segment, and no place to put anything else (B3, S10, S12)."""

import inspect

import attrs
import pytest
from arende.domain.effects import SendSms
from arende.domain.sms_texts import TEXTS, SmsKey, text

BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The default alphabet of GSM 03.38 (3GPP TS 23.038 §6.2.1); each character is one septet."""

ALL = [(language, key) for language in TEXTS for key in SmsKey]


@pytest.mark.spec("B3", "S10")
def test_the_sentence_of_a_new_case() -> None:
    assert (
        text(SmsKey.NEW_CASE, "sv") == "Du har fått ett nytt ärende i patientappen. "
        "Logga in som vanligt. Det går inte att svara på detta SMS."
    )


@pytest.mark.spec("B3", "S12")
def test_the_sentence_of_a_new_message() -> None:
    assert (
        text(SmsKey.NEW_MESSAGE, "sv") == "Du har fått ett nytt meddelande i patientappen. "
        "Logga in som vanligt. Det går inte att svara på detta SMS."
    )


@pytest.mark.spec("B3")
def test_the_sentences_in_english() -> None:
    assert text(SmsKey.NEW_CASE, "en") == (
        "You have a new case in the patient app. Sign in as usual. You cannot reply to this SMS."
    )
    assert text(SmsKey.NEW_MESSAGE, "en") == (
        "You have a new message in the patient app. Sign in as usual. You cannot reply to this SMS."
    )


@pytest.mark.spec("B3")
@pytest.mark.parametrize(("language", "key"), ALL)
def test_one_segment_of_gsm_7_without_placeholder_or_link(language: str, key: SmsKey) -> None:
    said = text(key, language)
    assert set(said) <= BASIC
    assert 0 < len(said) <= 160
    assert not set(said) & set("{}%$<>[]|")
    assert "http" not in said
    assert "www" not in said
    assert not any(c.isdigit() for c in said)


@pytest.mark.spec("B3")
def test_a_language_that_we_lack_is_told_in_swedish() -> None:
    assert text(SmsKey.NEW_CASE, "ar") == text(SmsKey.NEW_CASE, "sv")
    assert {frozenset(of) for of in TEXTS.values()} == {frozenset(SmsKey)}


@pytest.mark.spec("B3")
def test_the_effect_has_no_room_for_a_text() -> None:
    assert [f.name for f in attrs.fields(SendSms)] == ["notice", "case", "recipient", "key", "message", "not_before"]
    assert list(inspect.signature(text).parameters) == ["key", "language"]
