"""`arende export --all` and `--check`: what a person and a machine are told."""

from pathlib import Path

import pytest

from .conftest import NURSE, Cli


@pytest.mark.spec("B28")
def test_everything_is_taken_out_and_found_whole(clinic: Cli, case: str, empty: Path) -> None:
    clinic.made("case", "send", case, "--text", "Hej Anton", "--as", NURSE)
    made = clinic("export", "--all", "allt", "--json").json
    assert made["id"] == "allt" and made["unreadable"] == []
    found = clinic("export", "--check", "allt", "--json")
    assert (found.code, found.json["root"], found.json["records"]) == (0, made["root"], made["records"])
    assert found.json["faults"] == []
    shown = clinic("export", "--check", "allt", "--against")
    assert shown.code == 0
    assert "Utförseln är hel" in shown.out and "Nytt i databasen sedan dess: 1." in shown.out
    assert "The export is whole" in clinic("--lang", "en", "export", "--check", "allt").out
    assert clinic("export", "--all", "allt").code == 1
    assert "Hej Anton" in (empty / "allt" / "SE1" / "records" / "case.jsonl").read_text()


@pytest.mark.spec("B28")
def test_what_is_wrong_is_told_line_by_line(clinic: Cli, case: str, empty: Path) -> None:
    assert clinic("export", "--all", "allt", "--provider", "SE1").code == 0
    (empty / "allt" / "SE1" / "drafts.jsonl").unlink()
    told = clinic("export", "--check", "allt")
    assert told.code == 1 and "drafts.jsonl: filen saknas" in told.err
    machine = clinic("export", "--check", "allt", "--json")
    assert (machine.code, machine.error_code) == (1, "export.faults")
    faults = machine.json["faults"]
    assert isinstance(faults, list) and faults[0]["what"] == "file_missing"
    assert clinic("export", "--check", "ingen").code == 1
    assert case


def test_one_thing_at_a_time(clinic: Cli, case: str) -> None:
    for line in ((), ("--all", "a", "--check", "b"), (case, "--all", "a"), ("--all", "a", "--as", NURSE)):
        assert clinic("export", *line).code == 2
    assert clinic.error("export", "--all", "a", "--provider", "SE9")[0] == "not_found"
