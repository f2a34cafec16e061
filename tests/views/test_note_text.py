"""What a journal note is begun with: the template's places that the case fills, and what is left for whoever writes."""

import pytest
from arende.testing import build
from arende.views.journal import journal_entry
from arende.views.note_text import BARE, proposal
from attrs import evolve

from .samples import FROM_KARIN, FROM_STAFF, OPENED, case

EVENTS = (OPENED, FROM_STAFF, FROM_KARIN)
ENTRY = journal_entry(case(*EVENTS[1:]), 3, EVENTS, build.clinic())


@pytest.mark.spec("S17")
def test_the_thread_is_told_with_day_time_and_author() -> None:
    proposed = proposal(ENTRY, BARE, "sv")
    assert proposed.text == (
        "måndag 23 november 2026 09:30, Sara Exempel, Sjuksköterska:\nHur mår Elsa?\n\n"
        "måndag 23 november 2026 09:30, Karin Provdotter, ombud:\nBättre i dag."
    )
    assert (proposed.title, proposed.up_to, proposed.left) == ("Förnyelse av recept", 2, ())
    assert "Karin Provdotter, representative:" in proposal(ENTRY, BARE, "en").text


@pytest.mark.spec("S17")
def test_what_stands_in_the_record_already_is_not_told_again() -> None:
    assert proposal(ENTRY, BARE, "sv", after=1).text.endswith("ombud:\nBättre i dag.")
    assert "Hur mår" not in proposal(ENTRY, BARE, "sv", after=1).text
    nothing = proposal(ENTRY, BARE, "sv", after=2)
    assert (nothing.text, nothing.up_to) == ("", None)


@pytest.mark.spec("S17", "B7")
def test_places_that_the_case_does_not_know_are_left() -> None:
    template = "Kontakt om {kontaktorsak}, {period}. Bedömning: {bedömning}. {meddelanden}"
    proposed = proposal(ENTRY, template, "sv", after=2)
    assert proposed.left == ("bedömning",)
    assert proposed.text.startswith(
        "Kontakt om Förnyelse av recept, söndag 22 november 2026 – onsdag 25 november 2026."
    )
    assert "Bedömning: {bedömning}." in proposed.text


@pytest.mark.spec("B9")
def test_what_was_taken_back_is_told_without_its_text() -> None:
    retracted = evolve(ENTRY, messages=tuple(evolve(m, retracted=True) for m in ENTRY.messages))
    assert "Hur mår" not in proposal(retracted, BARE, "sv").text
    assert proposal(retracted, BARE, "sv").text.count("(återtaget)") == 2
