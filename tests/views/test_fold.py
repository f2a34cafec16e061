"""Folding for search and sorting, and which words a person is found by."""

import unicodedata

import pytest
from arende.testing import build
from arende.views.fold import fold, tokens, words
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.spec("S2")
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Åsa  Öst-Èk", "asa ost ek"),
        ("ÅÄÖ åäö", "aao aao"),
        ("Ærlig Ødegård", "aerlig odegard"),
        ("Łukasz Đorđević", "lukasz dordevic"),
        ("Þórður Guðmundsson", "thordur gudmundsson"),
        ("Weiß", "weiss"),
        ("O'Brien", "o brien"),
        ("Anna-Lena von Test", "anna lena von test"),
        ("", ""),
        (" - ", ""),
        ("Ａｎｔｏｎ", "anton"),
        ("İpek", "ipek"),
        ("𝐀nton Ǿrsted", "anton orsted"),
    ],
)
def test_case_and_accents_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_taken_apart_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_tokens_hold_nothing_that_storage_could_not_keep(text: str) -> None:
    for word in words(text):
        assert word
        assert all(c.isalnum() for c in word)
        assert "\0" not in word


def test_words_are_told_once_in_order() -> None:
    assert words("Åsa Ek Åsa-Ek") == ("asa", "ek")


@pytest.mark.spec("B25")
def test_only_persons_are_searched_and_protected_ones_have_no_words() -> None:
    anton = build.everyone()[0]
    assert tokens(anton) == ("anton", "testberg")
    assert tokens(evolve(anton, protected=True)) == ()
    assert all(tokens(entry) is None for entry in build.directory())


def test_no_digit_of_an_identifier_is_a_token() -> None:
    assert not [c for person in build.everyone() for word in tokens(person) or () for c in word if c.isdigit()]
