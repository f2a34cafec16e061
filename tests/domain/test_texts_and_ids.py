"""Ids and texts: what may be kept, and how an id is taken apart."""

import pytest
from arende.domain.ids import local_of, shard_of, within
from arende.domain.refusals import IdInvalid, TextMissing, TextTooLong, TextUnreadable
from arende.domain.text import faulty, faulty_id, faulty_shard


def test_an_id_is_its_provider_and_a_local_part() -> None:
    id = within("SE0000000001-0001", "c-1")
    assert id == "SE0000000001-0001.c-1"
    assert shard_of(id) == "SE0000000001-0001"
    assert local_of(id) == "c-1"
    assert shard_of("SE0000000001-0001") == "SE0000000001-0001"
    assert local_of("SE0000000001-0001") == ""


@pytest.mark.parametrize("id", ["A.b", "SE0000000001-0001." + "x" * 64, "a-b.c-d"])
def test_ids_that_will_do(id: str) -> None:
    assert faulty_id("unit", id) is None
    assert faulty_shard("provider", shard_of(id)) is None


@pytest.mark.parametrize("id", ["", ".", "A", "A.", ".b", "A.b.c", "A.b\n", "Å.b", "A.٣", "A.b c", "A." + "x" * 65])
def test_ids_that_will_not(id: str) -> None:
    assert faulty_id("unit", id) == IdInvalid("unit")


@pytest.mark.parametrize("id", ["", "A.b", "A b", "x" * 33, "A\n", "Å"])
def test_provider_ids_that_will_not(id: str) -> None:
    assert faulty_shard("provider", id) == IdInvalid("provider")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("hej", None),
        ("x" * 5, None),
        (" \u2003\n", TextMissing("text")),
        ("x" * 6, TextTooLong("text", 6, 5)),
        ("a\0", TextUnreadable("text")),
        ("\udfff", TextUnreadable("text")),
        ("😀", None),
    ],
)
def test_texts(text: str, fault: TextMissing | TextTooLong | TextUnreadable | None) -> None:
    assert faulty("text", text, 5) == fault
