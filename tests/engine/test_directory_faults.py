"""Lines that hold anything at all: none of them holds up another, and none of its text is kept (B20, B30)."""

import json

import pytest

from .conftest import Opener
from .registers import ANTON, CLINIC, ERIK, KARIN, Fed, fed, person, raw
from .snapshot import everything

DEEP = 1_010
"""Lists in lists that are read as JSON, and are more than can be shown as text."""


@pytest.fixture
def host(opener: Opener) -> Fed:
    made = fed(opener, provider="push")
    made.push(*CLINIC, person(ANTON), person(KARIN), person(ERIK))
    return made


@pytest.mark.spec("B30")
@pytest.mark.parametrize("name", ["type", "provider", "identifier", "name"])
def test_a_line_that_is_nested_deeply_is_at_fault_like_any_other(host: Fed, name: str) -> None:
    plain = b'{"type": "person", "provider": "SE1", "identifier": "%s", "name": "A"' % ANTON.encode()
    deep = plain + b', "%s": %s%s}' % (name.encode(), b"[" * DEEP, b"]" * DEEP)
    taken = host.push(deep, person(ERIK, "Erik Efter"))
    assert (taken.faulty, taken.changed, host.person(ERIK).name) == (1, 1, "Erik Efter")


@pytest.mark.spec("B16")
@pytest.mark.spec("B30")
@pytest.mark.parametrize("word", [1, "true", "TRUE", "1", " ja", "Y"])
def test_a_yes_in_another_form_protects_all_the_same(host: Fed, word: object) -> None:
    taken = host.push(person(ANTON, protected=word))
    assert [one.path for one in taken.faults] == ["protected"]
    assert host.person(ANTON).protected


@pytest.mark.spec("B30")
@pytest.mark.parametrize("word", [0, "false", "nej", "", [True], {"true": 1}])
def test_what_is_no_yes_protects_nobody(host: Fed, word: object) -> None:
    assert host.push(person(ANTON, protected=word)).faulty == 1
    assert not host.person(ANTON).protected


@pytest.mark.spec("B16")
@pytest.mark.spec("B30")
@pytest.mark.parametrize("words", [(True, False), (False, True), (True, True), ("ja", False)])
def test_two_words_on_protection_in_one_line_lift_nothing(host: Fed, words: tuple[object, object]) -> None:
    first, second = (json.dumps(word).encode() for word in words)
    twice = b', "protected": %s, "protected": %s}' % (first, second)
    for before in (True, False):
        host.push(person(ANTON, protected=before))
        taken = host.push(raw([person(ANTON)])[0].removesuffix(b"}") + twice)
        assert [one.path for one in taken.faults] == ["protected"]
        assert host.person(ANTON).protected


@pytest.mark.spec("B30")
def test_who_is_called_protected_is_no_fault(host: Fed) -> None:
    assert host.push(person(ANTON, "protected", protected=True)).faulty == 0
    assert host.push(person(ANTON, '"protected": false', protected=True)).faulty == 0
    assert (host.person(ANTON).name, host.person(ANTON).protected) == ('"protected": false', True)


@pytest.mark.spec("B20")
@pytest.mark.spec("B30")
def test_an_identifier_that_stands_as_a_field_s_name_is_not_kept(host: Fed) -> None:
    taken = host.push(person(ANTON, **{KARIN: "x", "191212121212": "x"}))
    assert {one.path for one in taken.faults} == {"?"}
    kept = repr(everything(host.clinic.engine.storage))
    assert "191212121212" not in kept
    assert KARIN not in kept
