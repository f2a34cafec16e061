"""Corrections, retractions, internal notes and journal marks from the command line."""

from pathlib import Path

import orjson
import pytest

from .conftest import NURSE, Cli


@pytest.fixture
def wrong(clinic: Cli, case: str) -> str:
    """A case with a message that should not have been sent."""
    clinic.made("case", "send", case, "--text", "Till Stina: svaret.", "--as", NURSE)
    return case


@pytest.mark.spec("B9")
def test_a_retracted_text_is_staffs_to_read_and_not_the_patients(clinic: Cli, wrong: str, anton: str) -> None:
    retracted = clinic("case", "retract", wrong, "1", "--reason", "Fel patient", "--as", NURSE)
    assert (retracted.code, "Meddelandet är återtaget i" in retracted.out) == (0, True)
    mine = clinic("case", "show", wrong, "--as", f"rep:{anton}").out
    assert "Meddelandet är återtaget" in mine
    assert not [word for word in ("Stina", "Fel patient") if word in mine]
    assert "Stina" not in clinic("case", "show", wrong, "--as", f"rep:{anton}", "--json").out
    theirs = clinic("case", "show", wrong, "--as", NURSE).out
    assert not [word for word in ("Stina", "Fel patient", "Meddelandet är återtaget") if word not in theirs]
    assert clinic.made("case", "correct", wrong, "1", "-", "--as", NURSE, stdin="Det var inte till dig.") == wrong
    assert "rättar meddelande 1" in clinic("case", "show", wrong, "--as", f"rep:{anton}").out


@pytest.mark.spec("B9")
def test_what_is_refused_says_why(clinic: Cli, wrong: str, anton: str) -> None:
    line = ("case", "correct", wrong, "1", "--text", "Nej", "--as", f"rep:{anton}")
    assert clinic.error(*line)[0] == "case.message_of_another"
    assert "någon annan" in clinic(*line).err
    assert clinic.error("case", "retract", wrong, "7", "--reason", "x", "--as", NURSE)[0] == "case.no_such_message"
    assert clinic("case", "retract", wrong, "1", "--as", NURSE).code == 2
    denied = clinic.error("case", "retract", wrong, "1", "--reason", "x", "--as", f"rep:{anton}")
    assert denied[0] == "access.denied"


@pytest.mark.spec("B8")
def test_a_note_is_staffs_alone_and_leaves_only_by_a_disclosure_that_says_why(
    clinic: Cli, wrong: str, anton: str, tmp_path: Path
) -> None:
    assert clinic.made("case", "note", wrong, "-", "--as", NURSE, stdin="Ringde apoteket.") == wrong
    shown = clinic("case", "show", wrong, "--as", NURSE).out
    assert "Intern anteckning" in shown
    assert "Ringde apoteket." in shown
    assert "note" in [line["kind"] for line in lines(clinic, wrong)]
    for answer in (
        clinic("case", "show", wrong, "--as", f"rep:{anton}"),
        clinic("case", "show", wrong, "--as", f"rep:{anton}", "--json"),
        clinic("export", wrong, "--as", NURSE),
        clinic("export", wrong),
    ):
        assert (answer.code, "apoteket" in answer.out) == (0, False)
    clinic.made("case", "retract", wrong, "1", "--reason", "Fel patient", "--as", NURSE)
    assert clinic.error("export", wrong, "--disclosure", "court", "--as", f"rep:{anton}")[0] == "access.denied"
    assert clinic("export", wrong, "--disclosure", "nyfiken", "--as", NURSE).code == 2
    out = tmp_path / "hela.json"
    told = clinic("export", wrong, "--disclosure", "patient", "-o", str(out), "--as", NURSE)
    assert "På patientens begäran" in told.out + told.err
    document = orjson.loads(out.read_bytes())
    assert list(document) == ["format", "ground", "entry", "notes", "handovers", "moves", "retractions"]
    assert (document["format"], document["ground"]) == ("arende.disclosure/1", "patient")
    assert [note["text"] for note in document["notes"]] == ["Ringde apoteket."]
    assert [(one["number"], one["reason"]) for one in document["retractions"]] == [(1, "Fel patient")]
    assert document["entry"] == orjson.loads(clinic("export", wrong, "--as", NURSE).out)
    assert document["entry"]["messages"][0]["retracted"] is True


def lines(clinic: Cli, case: str) -> list[dict[str, object]]:
    thread = clinic("case", "show", case, "--as", NURSE, "--json").json["thread"]
    assert isinstance(thread, dict)
    found: list[dict[str, object]] = thread["items"]
    return found


@pytest.mark.spec("S17")
def test_what_is_not_documented_is_listed_until_it_is_marked(clinic: Cli, wrong: str) -> None:
    assert clinic("undocumented", "--as", NURSE, "--json").json["count"] == 1
    assert clinic("undocumented", "--pool", "--as", NURSE, "--json").json["count"] == 0
    table = clinic("undocumented", "--unit", "SE1.vc", "--as", NURSE).out
    assert "Ej journalförda" in table
    assert wrong in table
    assert "Ej journalförda meddelanden: 1" in clinic("case", "show", wrong, "--as", NURSE).out
    assert clinic("case", "documented", wrong, "--as", NURSE).code == 0
    assert clinic("undocumented", "--as", NURSE).out == "Allt är journalfört.\n"
    assert "markerades som journalfört" in clinic("case", "show", wrong, "--as", NURSE).out
    assert clinic("undocumented", "--unit", "SE1.vc", "--assignment", "SE1.a1", "--as", NURSE).code == 2
    assert clinic("undocumented", "--pool", "--assignment", "SE1.a1", "--as", NURSE).code == 2
    assert clinic.error("undocumented", "--unit", "SE1.vc", "--as", "staff:SE1.a2")[0] == "access.denied"
    assert clinic.error("undocumented")[0] == "access.assignment_needed"


@pytest.mark.spec("S17")
def test_a_journal_note_is_proposed_signed_and_corrected(clinic: Cli, wrong: str) -> None:
    proposed = clinic("case", "sign-note", wrong, "--propose", "--as", NURSE, "--json").json
    assert proposed["up_to"] == 1
    assert "Haris Testgren, Sjuksköterska:" in str(proposed["text"])
    said = clinic("case", "sign-note", wrong, "--text", "Mår bättre.", "--up-to", "1", "--as", NURSE)
    assert (said.code, said.out.startswith("Journalanteckningen är signerad i")) == (0, True)
    assert clinic("undocumented", "--as", NURSE).out == "Allt är journalfört.\n"
    clinic.made("case", "sign-note", wrong, "--text", "Mår sämre.", "--corrects", "1", "--as", NURSE)
    thread = clinic("case", "show", wrong, "--as", NURSE).out
    assert "Journalanteckning 1, version 1" in thread
    assert "Journalanteckning 1, version 2" in thread
    assert thread.count("ersatt av en senare version") == 1
    assert clinic("case", "sign-note", wrong, "--text", "x", "--corrects", "7", "--as", NURSE).code == 1


@pytest.mark.spec("S17")
def test_what_is_not_worth_recording_is_marked_so(clinic: Cli, wrong: str) -> None:
    assert clinic("case", "documented", wrong, "--nothing", "--as", NURSE).out.startswith("Markerat: inget att")
    assert "inget att journalföra" in clinic("case", "show", wrong, "--as", NURSE).out


@pytest.mark.spec("S17", "B22")
def test_a_case_is_transferred_to_what_is_set_up(clinic: Cli, wrong: str) -> None:
    unknown = clinic.error("case", "transfer", wrong, "--exporter", "annan", "--as", NURSE)
    assert unknown[0] == "export.exporter_unknown"
    assert clinic("case", "transfer", wrong, "--as", NURSE).out == f"Förs över till journalen: {wrong}\n"
    clinic("worker", "--once")
    assert "Överfört till journal" in clinic("case", "show", wrong, "--as", NURSE).out
