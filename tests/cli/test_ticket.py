"""`arende ticket` and the ledger: a patient asks, staff take it and make a case or a visit of it (B17)."""

from pathlib import Path

import pytest

from .conftest import NURSE, Cli

OTHER = "staff:SE1.a2"
OFFER = '{"type": "reason", "id": "SE1.hosta", "title": "Hosta", "for_patients": true}\n'
WORDS = "Jag har hostat i två veckor."


@pytest.fixture
def patient(clinic: Cli, empty: Path, anton: str) -> str:
    """Anton as an actor, at a unit that takes contact about a cough."""
    (empty / "offer.jsonl").write_text(OFFER, encoding="utf-8")
    assert clinic("import", "offer.jsonl").code == 0
    return f"rep:{anton}"


def ask(cli: Cli, patient: str) -> str:
    line = ("ticket", "ask", "--as", patient, "--unit", "SE1.vc", "--reason", "hosta", "--message", "-")
    return cli.made(*line, stdin=WORDS)


@pytest.mark.spec("B17")
def test_a_patient_asks_and_sees_so_with_no_promise_of_a_time(clinic: Cli, patient: str) -> None:
    shown = clinic("ticket", "reasons", "--as", patient)
    assert "Hosta" in shown.out and "Vårdcentralen" in shown.out
    ticket = ask(clinic, patient)
    listed = clinic("ticket", "list", "--as", patient)
    assert "Du har bett om kontakt" in listed.out and ticket in listed.out
    shown = clinic("ticket", "show", ticket, "--as", patient)
    assert WORDS in shown.out
    assert clinic("ticket", "show", ticket, "--as", patient, "--json").json["message"] == WORDS
    assert clinic("ticket", "list", "--as", patient, "--json").json["next"] is None
    assert clinic("ticket", "reasons", "--as", patient, "--json").json["next"] is None
    clinic.made("ticket", "cancel", ticket, "--as", patient)
    assert "Avslutad" in clinic("ticket", "list", "--as", patient).out
    assert clinic.error("ticket", "take", ticket, "--as", NURSE)[0] == "ticket.over"


@pytest.mark.spec("B17", "S16")
def test_one_takes_it_and_makes_a_case_of_it(clinic: Cli, patient: str) -> None:
    ticket = ask(clinic, patient)
    assert "Biljett" in clinic("ledger", "--as", NURSE).out
    clinic.made("ticket", "take", ticket, "--as", NURSE)
    code, _ = clinic.error("ticket", "take", ticket, "--as", OTHER)
    assert code == "ticket.taken"
    assert "Haris Testgren" in clinic("ledger", "--as", OTHER).out
    assert "Tagen av: Haris Testgren" in clinic("ticket", "show", ticket, "--as", OTHER).out
    clinic.made("ticket", "return", ticket, "--as", NURSE)
    clinic.made("ticket", "take", ticket, "--as", OTHER)
    case = clinic.made("ticket", "case", ticket, "--as", OTHER, "--days", "5")
    shown = clinic("case", "show", case, "--as", OTHER)
    assert WORDS in shown.out and "6 dagar kvar" in shown.out and "Väntar på svar" in shown.out
    assert case in clinic("ticket", "show", ticket, "--as", NURSE).out
    assert clinic("ledger", "--as", NURSE).out == "Ingen väntar i patientliggaren.\n"


@pytest.mark.spec("B17", "S3")
def test_staff_create_one_and_make_a_visit_of_it(clinic: Cli, anton: str) -> None:
    line = ("ticket", "create", "--as", NURSE, "--patient", anton, "--reason", "Hosta", "--message", "Ringde")
    first, second = clinic.made(*line), clinic.made(*line)
    for ticket in (first, second):
        clinic.made("ticket", "take", ticket, "--as", NURSE)
    assert "Noterat av personal: Ringde" in clinic("ticket", "show", first, "--as", NURSE).out
    visit = clinic.made("ticket", "visit", first, "--as", NURSE)
    assert "Pågår" in clinic("visit", "show", visit, "--as", NURSE).out
    planned = clinic.made("ticket", "visit", second, "--as", NURSE, "--at", "2036-11-30 09:30")
    assert "2036-11-30 09:30" in clinic("visit", "show", planned, "--as", NURSE).out


@pytest.mark.spec("B17")
def test_what_is_refused_is_said(clinic: Cli, anton: str, patient: str) -> None:
    line = ("ticket", "ask", "--unit", "SE1.vc", "--reason", "SE1.upp", "--message", "Hej")
    assert clinic.error(*line, "--as", patient)[0] == "reason.not_offered"
    assert clinic.error(*line, "--as", NURSE, "--patient", anton)[0] == "access.denied"
    assert clinic.error(*line)[0] in ("access.assignment_needed", "id.invalid", "input.invalid")
    ticket = ask(clinic, patient)
    assert clinic.error("ticket", "cancel", ticket, "--as", NURSE)[0] == "text.missing"
    assert clinic.error("ticket", "case", ticket, "--as", NURSE)[0] == "ticket.not_taken"
    clinic.made("ticket", "cancel", ticket, "--as", NURSE, "--reason", "Har fått hjälp")
