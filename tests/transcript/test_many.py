"""Entries of every kind, and several at once: each message of each is in its document."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.fhir.cases import entry

from .reading import made, text


@pytest.mark.spec("B22")
@pytest.mark.parametrize("seed", range(30))
def test_every_message_and_note_is_there(seed: int) -> None:
    of = entry(seed)
    swedish = seed % 2 == 0
    told = text(made(of, "sv" if swedish else "en"))
    message, note = ("meddelande", "Anteckning") if swedish else ("message", "Note")
    assert [one.number for one in of.messages if f"{message} {one.number}" not in told] == []
    assert [one for one in of.notes if f"{note} {one.number}, version {one.version}" not in told] == []


@pytest.mark.spec("B22")
def test_several_at_once_are_the_same_documents() -> None:
    entries = [entry(seed) for seed in range(8)]
    alone = [made(one) for one in entries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(made, entries)) == alone
