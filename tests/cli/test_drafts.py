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


@pytest.mark.spec("B20")
def test_staff_who_say_what_they_have_read_are_asked(clinic: Cli, case: str, anton: str) -> None:
    clinic.made("case", "send", case, "--text", "Hej!", "--as", NURSE)
    clinic.made("case", "send", case, "--text", "Hej hej!", "--as", f"rep:{anton}")
    line = ("case", "send", case, "--text", "Är du där?", "--as", NURSE, "--seen", "1")
    answer = clinic(*line)
    assert (answer.code, "Nytt meddelande (2) – skicka ändå?" in answer.err) == (1, True)
    assert clinic.error(*line)[0] == "case.patient_side_wrote"
    assert clinic(*line, "--despite-new").code == 0


@pytest.mark.spec("B5", "B20")
def test_nobody_answers_what_they_have_not_been_shown_without_being_asked(clinic: Cli, case: str, anton: str) -> None:
    answer = ("case", "send", case, "--text", "Vad bra!", "--as", NURSE)
    assert clinic(*answer).code == 0
    clinic.made("case", "send", case, "--text", "Det gör ont.", "--as", f"rep:{anton}")
    assert clinic.error(*answer)[0] == "case.patient_side_wrote"
    clinic.made("case", "draft", case, "--text", "Vad bra!", "--as", NURSE)
    assert clinic.error("case", "send", case, "--draft", "--as", NURSE)[0] == "case.patient_side_wrote"
    correct = ("case", "correct", case, "1", "--text", "Vad tråkigt!", "--as", NURSE)
    assert clinic.error(*correct)[0] == "case.patient_side_wrote"
    assert clinic("case", "show", case, "--as", NURSE, "--json").json["seen"] == 1
    assert clinic(*correct).code == 0, "it was shown"
    assert clinic("case", "show", case, "--as", NURSE, "--json").json["unread"] is False
    assert clinic("case", "send", case, "--draft", "--as", NURSE).code == 0
    clinic.made("case", "send", case, "--text", "En sak till", "--as", f"rep:{anton}")
    assert clinic(*answer, "--command-id", "svar-1").code == 0, "a program says itself what it has read"
    clinic.made("case", "send", case, "--text", "Tack", "--as", f"rep:{anton}")
    assert clinic("case", "send", case, "--text", "Hej", "--as", f"rep:{anton}").code == 0, "never the patient's side"


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


@pytest.mark.spec("B7", "B10")
def test_a_draft_is_sent_as_it_is_when_its_templates_places_are_filled(clinic: Cli, case: str) -> None:
    text = "Hej! {svar} den {dag}."
    clinic.made("template", "add", "SE1.prov", "--title", "Prov", "--text", text, "--as", NURSE)
    (row,) = items(clinic("template", "list", "--as", NURSE, "--json").json)
    assert row["placeholders"] == ["svar", "dag"], "as they stand in the text"
    clinic.made("case", "draft", case, "--text", text, "--template", "SE1.prov", "--as", NURSE)
    assert clinic.error("case", "send", case, "--draft", "--as", NURSE)[0] == "template.unfilled"
    assert "{svar}, {dag}" in clinic("case", "send", case, "--draft", "--as", NURSE).err
    assert clinic("case", "send", case, "--draft", "--text", "Hej", "--as", NURSE).code == 2
    clinic.made("case", "draft", case, "--text", "Hej! Bra den 3:e.", "--template", "SE1.prov", "--as", NURSE)
    assert clinic("case", "send", case, "--draft", "--as", NURSE).code == 0
    assert clinic("case", "send", case, "--draft", "--as", NURSE).code == 2, "it is gone"
    assert "Hej! Bra den 3:e." in clinic("case", "show", case, "--as", NURSE).out


@pytest.mark.spec("B10", "B19")
def test_who_loses_the_case_finds_the_draft_in_their_own_list(clinic: Cli, case: str) -> None:
    other = "staff:SE1.a2"
    assert clinic("case", "drafts", "--as", other).out == "Inga utkast.\n"
    clinic.made("case", "handover", case, "--to", "SE1.a2", "--as", NURSE)
    clinic.made("case", "draft", case, "--text", "Hej! Jag har", "--as", other)
    assert "Anton" in clinic("case", "drafts", "--as", other).out
    clinic.made("case", "handover", case, "--to", "SE1.a1", "--as", other)
    assert clinic.error("case", "send", case, "--draft", "--as", other)[0] == "access.denied"
    shown = clinic("case", "drafts", "--as", other).out
    assert ("Hej! Jag har" in shown, case in shown, "Anton" in shown) == (True, True, False)
    (row,) = items(clinic("case", "drafts", "--as", other, "--json").json)
    assert row["row"] is None


def items(found: dict[str, object]) -> list[dict[str, object]]:
    listed = found["items"]
    assert isinstance(listed, list)
    return listed
