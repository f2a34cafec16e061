"""Drafts and two at once from the command line."""

import pytest

from .conftest import NURSE, Cli


@pytest.mark.spec("B10")
def test_a_draft_is_saved_shown_and_gone_when_it_is_sent(clinic: Cli, case: str) -> None:
    assert clinic("case", "draft", case, "--as", NURSE).out == "Inget utkast.\n"
    assert clinic.made("case", "draft", case, "-", "--as", NURSE, stdin="Hej! Jag har") == case
    assert "Hej! Jag har" in clinic("case", "draft", case, "--as", NURSE).out
    assert "Ditt utkast" in clinic("case", "show", case, "--as", NURSE).out
    draft = clinic("case", "show", case, "--as", NURSE, "--json").json["draft"]
    assert isinstance(draft, dict) and draft["text"] == "Hej! Jag har"
    assert clinic("case", "show", case, "--json").json["draft"] is None
    assert clinic("case", "send", case, "--text", "Hej!", "--as", NURSE).code == 0
    assert clinic("case", "draft", case, "--as", NURSE, "--json").json == {"id": case, "draft": None}


@pytest.mark.spec("B10")
def test_a_draft_is_thrown_away(clinic: Cli, case: str, anton: str) -> None:
    clinic.made("case", "draft", case, "--text", "Hej", "--as", f"rep:{anton}")
    assert "borttaget" in clinic("case", "draft", case, "--discard", "--as", f"rep:{anton}").out
    assert clinic("case", "draft", case, "--discard", "--text", "Hej", "--as", NURSE).code == 2
    assert clinic.error("case", "draft", case, "--text", "Hej", "--as", "staff:SE1.a2")[0] == "access.denied"


@pytest.mark.spec("B20")
def test_staff_who_say_what_they_have_read_are_asked(clinic: Cli, case: str, anton: str) -> None:
    clinic.made("case", "send", case, "--text", "Hej!", "--as", NURSE)
    clinic.made("case", "send", case, "--text", "Hej hej!", "--as", f"rep:{anton}")
    line = ("case", "send", case, "--text", "Är du där?", "--as", NURSE, "--seen", "1")
    answer = clinic(*line)
    assert (answer.code, "Nytt meddelande (2) – skicka ändå?" in answer.err) == (1, True)
    assert clinic.error(*line)[0] == "case.patient_side_wrote"
    assert clinic(*line, "--despite-new").code == 0


@pytest.mark.spec("B9", "B20", "B21")
def test_so_are_those_who_correct_and_those_who_mark_as_dealt_with(clinic: Cli, case: str, anton: str) -> None:
    clinic.made("case", "send", case, "--text", "Ta 50 mg.", "--as", NURSE)
    clinic.made("case", "send", case, "--text", "Jag har ont.", "--as", f"rep:{anton}")
    correct = ("case", "correct", case, "1", "--text", "Ta 5 mg.", "--as", NURSE, "--seen", "1")
    assert clinic.error(*correct)[0] == "case.patient_side_wrote"
    assert clinic(*correct, "--despite-new").code == 0
    assert "Väntar på svar" in clinic("case", "show", case, "--as", NURSE).out
    handled = ("case", "handled", case, "--as", NURSE, "--seen")
    assert clinic.error(*handled, "1")[0] == "case.patient_side_wrote"
    assert "Läs det först" in clinic(*handled, "1").err
    assert clinic(*handled, "2").code == 0
