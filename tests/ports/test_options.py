"""Options of an adapter: each fault is told in Swedish and in English, and a vendor's plain words stand as they are."""

from collections.abc import Callable

import pytest
from arende.ports.config import AdapterConfig, ConfigError, Option, Said
from arende.ports.options import Options, need

WHAT = ("SMS-leverantören", "The SMS provider")


def told(read: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(ConfigError) as raised:
        read()
    assert str(raised.value) == raised.value.both[1]
    return raised.value.both


def of(value: Option | None = None, what: Said = WHAT) -> Options:
    return Options(AdapterConfig(name="line", options={} if value is None else {"x": value}), what)


READ: list[tuple[Callable[[], object], str, str]] = [
    (lambda: of().text("x"), "saknas", "is missing"),
    (lambda: of(7).text("x"), "ska vara en text", "must be a text"),
    (lambda: of(0).whole("x", 1, 1, 9), "ska vara ett heltal från 1 till 9", "must be a whole number from 1 to 9"),
    (lambda: of("ja").truth("x", False), "ska vara true eller false", "must be true or false"),
    (lambda: of("c").one_of("x", "ab"), "ska vara ett av a, b", "must be one of a, b"),
    (
        lambda: of("http://a.example").url("x"),
        "ska vara en adress som börjar med https://",
        "must be a URL that begins with https://",
    ),
    (lambda: of("/nowhere").path("x"), "ska ange en fil som går att läsa", "must name a file that can be read"),
]


@pytest.mark.parametrize(("read", "sv", "en"), READ, ids=[en for _, _, en in READ])
def test_a_fault_of_an_option_is_told_in_both_languages(read: Callable[[], object], sv: str, en: str) -> None:
    assert told(read) == (f"SMS-leverantören line: inställningen x {sv}.", f"The SMS provider line: the option x {en}.")


def test_what_nobody_asked_for_and_what_is_not_installed_are_told_in_both_languages() -> None:
    assert told(of(1).done) == (
        "SMS-leverantören line har ingen inställning x: se dess dokumentation.",
        "The SMS provider line has no option x: see its documentation.",
    )
    place = AdapterConfig(name="line", location="here")
    swedish, english = told(lambda: Options(place, WHAT))
    assert "tar ingen plats" in swedish and "takes no location" in english
    assert told(lambda: need("no_such_library", WHAT, "sms")) == (
        "SMS-leverantören behöver no_such_library: kör `pip install arende[sms]`.",
        "The SMS provider needs no_such_library: run `pip install arende[sms]`.",
    )


def test_a_vendors_plain_words_stand_as_they_are() -> None:
    plain = of(what="The SMS provider")
    assert told(lambda: plain.text("x")) == (
        "line: inställningen x saknas.",
        "The SMS provider line: the option x is missing.",
    )
    english = "The SMS provider line: the option x has a sign that no header can hold."

    def read() -> None:
        raise plain.fault("x", "has a sign that no header can hold")

    assert told(read) == (english, english)
    assert ConfigError("The box is shut.").both == ("The box is shut.", "The box is shut.")
