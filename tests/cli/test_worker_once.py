"""`arende worker --once` says what became of what it had in hand, to people and to machines."""

import re
from pathlib import Path

import pytest

from .conftest import NURSE, Cli

CLOSED = """[[sms]]
provider = "elks46"
api_url = "http://127.0.0.1:9"
username = "u"
password = "p"
"""


def with_sms(folder: Path, table: str) -> None:
    """The clinic's settings, with another SMS provider, or none."""
    file = folder / "arende.toml"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("sms = ")]
    file.write_text("\n".join([*kept, table]), encoding="utf-8")


@pytest.mark.spec("B4")
def test_a_try_that_failed_is_not_called_done(clinic: Cli, empty: Path, case: str) -> None:
    with_sms(empty, CLOSED)
    clinic.made("case", "send", case, "--text", "Hej", "--as", NURSE)
    said = clinic("worker", "--once").out
    assert re.fullmatch(r"0 utförda, 1 gick inte och försöks igen \d{4}-\d\d-\d\d \d\d:\d\d\.\n", said), said
    document = clinic("worker", "--once", "--json").json
    assert (document["settled"], document["again"], document["again_at"]) == (0, 0, None), "its time has not come"


@pytest.mark.spec("B4")
def test_a_failed_try_is_told_to_machines_with_its_time(clinic: Cli, empty: Path, case: str) -> None:
    with_sms(empty, CLOSED)
    clinic.made("case", "send", case, "--text", "Hej", "--as", NURSE)
    document = clinic("worker", "--once", "--json").json
    (item,) = [one for one in listed(clinic) if one["kind"] == "sms" and one["attempt"]]
    assert document["settled"] == 0
    assert (document["again"], document["again_at"]) == (1, item["not_before"])
    assert (document["given_up"], document["waiting"], document["waiting_until"]) == (0, 0, None)


@pytest.mark.spec("B4")
def test_what_is_given_up_is_told(clinic: Cli, empty: Path, case: str) -> None:
    with_sms(empty, "")
    clinic.made("case", "send", case, "--text", "Hej", "--as", NURSE)
    assert clinic("--lang", "en", "worker", "--once").out == "0 carried out, 2 given up.\n"


@pytest.mark.spec("B4")
def test_the_case_says_to_staff_why_an_sms_failed(clinic: Cli, empty: Path, case: str, anton: str) -> None:
    show = ("case", "show", case, "--as", NURSE)
    assert "SMS: " not in clinic(*show).out
    with_sms(empty, "")
    clinic("worker", "--once")
    assert "SMS: ingen leverantör tillfrågad (no_provider)" in clinic(*show).out
    assert "SMS: no provider was asked (no_provider)" in clinic("--lang", "en", *show).out
    (told,) = as_list(clinic(*show, "--json").json["sms_last_tries"])
    assert (told["provider"], told["state"], told["code"], told["fault"]) == ("", "rejected", "no_provider", None)
    of_patient = ("case", "show", case, "--as", f"rep:{anton}")
    assert "no_provider" not in clinic(*of_patient).out
    assert clinic(*of_patient, "--json").json["sms_last_tries"] == []


@pytest.mark.spec("B22")
def test_what_waits_is_told(clinic: Cli, case: str) -> None:
    clinic("outbox", "pause", "journal")
    clinic.made("case", "send", case, "--text", "Hej", "--as", NURSE)
    clinic("case", "close", case, "--reason", "Klart", "--yes", "--as", NURSE)
    said = clinic("worker", "--once").out
    assert re.search(r"utförda, 1 väntar till \d{4}-\d\d-\d\d \d\d:\d\d\.\n$", said), said


def listed(clinic: Cli) -> list[dict[str, object]]:
    return as_list(clinic("outbox", "list", "--json").json["items"])


def as_list(found: object) -> list[dict[str, object]]:
    assert isinstance(found, list)
    return found
