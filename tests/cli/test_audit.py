"""`arende audit` on a real SQLite file: an edited row is named, a cut tail shows by the anchor, a sample is kept.

The rules of the log are `engine.audit`'s and are tested there; here is what people are told, and the exit code.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import ANTON, NURSE, Cli

ANCHOR = 'anchor = "anchor.txt"\n'
PERIOD = ("--from", "2026-01-01", "--to", "2100-01-01")


@pytest.fixture
def read(clinic: Cli, case: str, empty: Path) -> str:
    """A case that has been looked at, in a log that is sealed; its id."""
    settings = empty / "arende.toml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace("[audit]\n", f"[audit]\n{ANCHOR}"), encoding="utf-8")
    assert clinic("case", "show", case, "--as", NURSE).code == 0
    assert clinic("audit", "seal").code == 0
    return case


def edit(folder: Path, statement: str) -> int:
    """What someone with the file and sqlite3 does; how many rows it met."""
    (database,) = (path for path in folder.glob("*.db"))
    with closing(sqlite3.connect(database)) as connection, connection:
        return connection.execute(statement).rowcount


def forget_anchor(folder: Path) -> None:
    """Take the anchor out of the settings; its file stays."""
    settings = folder / "arende.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(ANCHOR, ""), encoding="utf-8")


@pytest.mark.spec("B23")
def test_an_untouched_log_holds_and_what_cannot_be_seen_is_said_without_an_anchor(
    clinic: Cli, read: str, empty: Path
) -> None:
    answer = clinic("audit", "verify")
    assert answer.code == 0
    assert answer.out.startswith("Loggen stämmer: ")
    assert read not in answer.out
    document = clinic("audit", "verify", "--json").json
    assert (document["faults"], document["waiting"], blind(document)) == ([], 0, ["last_minutes"])
    forget_anchor(empty)
    assert blind(clinic("audit", "verify", "--json").json) == ["no_anchor", "last_minutes"]
    assert "\n• Utan ankare syns det inte" in clinic("audit", "verify").out
    missing = clinic("audit", "verify", "--anchor", "finns-inte.txt", "--lang", "en")
    assert (missing.code, missing.err.splitlines()[1].strip()) == (
        1,
        "The anchor is missing or cannot be read: see where it lies.",
    )


@pytest.mark.spec("B23")
def test_a_row_that_was_edited_is_named(clinic: Cli, read: str, empty: Path) -> None:
    assert edit(empty, "UPDATE arende_access SET who = 'staff:SE1.a2' WHERE action = 'read:case'") == 1
    answer = clinic("audit", "verify", "--json")
    assert answer.code == 1
    faults = answer.json["faults"]
    assert isinstance(faults, list)
    assert [(fault["provider"], fault["what"]) for fault in faults] == [("SE1", "changed")]
    assert str(faults[0]["name"]) in str(faults[0]["message"])
    told = clinic("audit", "verify")
    assert told.code == 1
    assert str(faults[0]["name"]) in told.out + told.err
    english = clinic("audit", "verify", "--lang", "en")
    assert (english.code, "SE1: access entry " in english.err) == (1, True)
    assert read not in told.out + told.err


@pytest.mark.spec("B23")
@pytest.mark.parametrize("content", ["replace(body, '2', '3')", "'{}'", "X'7B7D'"])
def test_a_record_that_was_edited_is_named_whatever_it_became(
    clinic: Cli, read: str, empty: Path, content: str
) -> None:
    """sqlite3 makes text of a blob that is edited as text: that too is a change, and no unexpected error."""
    assert read
    assert edit(empty, f"UPDATE arende_records SET body = {content} WHERE name = 'case.opened'") == 1
    told = clinic("audit", "verify")
    assert told.code == 1
    assert "händelse case/" in told.err
    assert "är ändrad efter att den förseglades" in told.err


@pytest.mark.spec("B23")
def test_a_cut_tail_is_seen_by_the_anchor_alone(clinic: Cli, read: str, empty: Path) -> None:
    assert clinic("case", "show", read, "--as", NURSE).code == 0
    assert clinic("audit", "seal").code == 0
    last = "(SELECT max(id) FROM arende_access)"
    assert edit(empty, f"DELETE FROM arende_access_subjects WHERE entry = {last}") == 1
    assert edit(empty, f"DELETE FROM arende_access WHERE id = {last}") == 1
    seal = "stream = 'seal/0' AND seq = (SELECT max(seq) FROM arende_records WHERE stream = 'seal/0')"
    assert edit(empty, f"DELETE FROM arende_records WHERE {seal}") == 1
    with_anchor = clinic("audit", "verify", "--json")
    assert with_anchor.code == 1
    faults = with_anchor.json["faults"]
    assert isinstance(faults, list)
    assert {fault["what"] for fault in faults} == {"tail_cut"}
    forget_anchor(empty)
    without = clinic("audit", "verify", "--json")
    assert (without.code, without.json["faults"]) == (0, [])
    assert "no_anchor" in blind(without.json)
    assert clinic("audit", "verify", "--anchor", "anchor.txt").code == 1


@pytest.mark.spec("B23")
def test_a_sample_is_drawn_and_its_outcome_recorded(clinic: Cli, read: str) -> None:
    drawn = clinic("audit", "sample", *PERIOD, "--count", "5", "--seed", "1", "--json")
    assert drawn.code == 0
    told = clinic("audit", "record", drawn.id, "--outcome", "follow-up", "--note", "Frågat enhetschefen.")
    assert told.code == 0
    (sample,) = [one for one in items(clinic, "audit", "samples") if one["id"] == drawn.id]
    assert (sample["outcome"], sample["note"]) == ("följs upp", "Frågat enhetschefen.")
    code, _ = clinic.error("audit", "record", "finns-inte", "--outcome", "nothing")
    assert code == "input.invalid"
    assert clinic.error("audit", "samples", "--as", NURSE)[0] == "access.denied"
    assert clinic("audit", "seal").code == 0
    assert clinic("audit", "verify").code == 0
    assert clinic("case", "show", read, "--as", NURSE).code == 0


@pytest.mark.spec("B23")
def test_a_patient_has_their_own_report_and_staff_and_others_have_none(clinic: Cli, read: str, anton: str) -> None:
    assert read
    own = clinic("audit", "report", "--as", f"rep:{anton}")
    assert own.code == 0
    assert own.out.startswith("Loggutdrag för Anton Testberg\n")
    assert "Haris Testgren, sjuksköterska, Vårdcentralen läste uppgifterna om ärendet" in own.out
    english = clinic("audit", "report", "--as", f"rep:{anton}", "--lang", "en").out
    assert english.startswith("Access report for Anton Testberg\n")
    assert "Haris Testgren, sjuksköterska, Vårdcentralen read the particulars of the case" in english
    assert "Loggutdrag för Anton Testberg" in clinic("audit", "report", "-", stdin=ANTON).out
    assert clinic.error("audit", "report", anton, "--as", NURSE)[0] == "access.denied"
    assert clinic.error("audit", "report", anton, "--as", "rep:SE1.annan")[0] == "access.denied"
    assert clinic("audit", "report").code == 2


def blind(document: dict[str, object]) -> list[str]:
    """What the verification says that it could not see."""
    found = document["cannot_see"]
    assert isinstance(found, list)
    return [str(one["what"]) for one in found]


def items(clinic: Cli, *args: str) -> list[dict[str, object]]:
    found = clinic(*args, "--json").json["items"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("lang", "said"), [("sv", "Nyckelfilen {} finns inte: "), ("en", "The key file {} does not exist: ")]
)
def test_a_key_that_is_gone_is_told_in_the_language_that_is_spoken(
    clinic: Cli, empty: Path, lang: str, said: str
) -> None:
    (key,) = empty.glob("*.key")
    key.unlink()
    answer = clinic("--lang", lang, "audit", "seal")
    assert answer.code == 1 and "arende audit key" in answer.err
    assert said.format(key.name) in answer.err or said.format(key) in answer.err
