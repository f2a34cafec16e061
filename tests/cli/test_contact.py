"""`patient phone`, `consent`, `no-sms`: how a person may be told (B4)."""

import pytest

from .conftest import NURSE, Cli


@pytest.mark.spec("B4")
def test_a_number_and_who_gave_it(clinic: Cli, anton: str) -> None:
    clinic("patient", "phone", anton, "070-174 06 12", "--as", NURSE)
    row = clinic("patient", "show", anton, "--json").json
    assert (row["phone"], row["phone_source"]) == ("+46701740612", "patient")
    clinic("patient", "phone", anton, "070-174 06 13", "--from", "directory")
    row = clinic("patient", "show", anton, "--json").json
    assert (row["phone"], row["phone_source"]) == ("+46701740613", "directory")
    clinic("patient", "phone", anton, "--none", "--as", NURSE)
    assert clinic("patient", "show", anton, "--json").json["phone"] is None
    clinic("patient", "phone", anton, "-", "--as", NURSE, stdin="0701740614\n")
    assert clinic("patient", "show", anton, "--json").json["phone"] == "+46701740614"
    assert clinic.error("patient", "phone", anton, "08-465 00 40", "--as", NURSE)[0] == "phone.invalid"
    assert "--none" in clinic("patient", "phone", anton, "0701740614", "--none").err


@pytest.mark.spec("B4")
def test_consent_and_its_withdrawal(clinic: Cli, anton: str) -> None:
    clinic("patient", "consent", anton, "--source", "Sagt vid besöket", "--day", "2026-01-31", "--as", NURSE)
    consent = clinic("patient", "show", anton, "--json").json["sms_consent"]
    assert consent == {"given": True, "source": "Sagt vid besöket", "day": "2026-01-31"}
    said = clinic("patient", "no-sms", anton, "--source", "patientappen", "--as", f"rep:{anton}")
    assert "Inga SMS går längre till" in said.out
    consent = clinic("patient", "show", anton, "--json").json["sms_consent"]
    assert isinstance(consent, dict) and consent["given"] is False
    wrong = clinic.error("patient", "consent", anton, "--source", "Fil", "--day", "9999-01-01", "--as", NURSE)
    assert (wrong[0], set(wrong[1])) == ("consent.day_invalid", {"day"})
