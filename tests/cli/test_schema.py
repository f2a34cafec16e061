"""`verify`, `rebuild`, `outbox list`: what is derived is what the events say, or is made so again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import NURSE, Cli


def break_head(empty: Path) -> None:
    with closing(sqlite3.connect(empty / "arende.db")) as database:
        changed = database.execute("UPDATE arende_heads SET waiting_since = NULL WHERE kind = 'case'")
        assert changed.rowcount == 1
        database.commit()


def test_verify_names_the_fault_and_rebuild_mends_it(clinic: Cli, case: str, empty: Path) -> None:
    assert clinic("verify").out.startswith("Allt stämmer: ")
    whole = clinic("verify", "--json").json
    assert whole["id"] == "verify" and whole["faults"] == []
    break_head(empty)
    told = clinic("verify")
    assert (told.code, told.out) == (1, "")
    assert "arende rebuild" in told.err and case.partition(".")[2] in told.err
    document = clinic("verify", "--json").json
    error = document["error"]
    assert isinstance(error, dict) and error["code"] == "verify.faults" and len(error["fields"]) == 1
    rebuilt = clinic("rebuild", "--json").json
    assert rebuilt == {"id": "rebuild", "streams": whole["streams"]}
    assert clinic("verify").code == 0
    assert "gjordes om" in clinic("rebuild").out
    assert case in clinic("inbox", "--as", NURSE).out


def test_the_outbox_is_paged(clinic: Cli, case: str) -> None:
    whole = clinic("outbox", "list", "--json").json
    items = whole["items"]
    assert isinstance(items, list) and whole["next"] is None
    assert sorted(one["kind"] for one in items) == ["sms", "timer"]
    first = clinic("outbox", "list", "--limit", "1", "--json").json
    second = clinic("outbox", "list", "--limit", "1", "--after", str(first["next"]), "--json").json
    assert second["next"] is None
    assert [first["items"], second["items"]] == [[items[0]], [items[1]]]
    assert "timer" in clinic("outbox", "list").out
    assert clinic.error("outbox", "list", "--after", "zz")[1].keys() == {"after"}
    clinic("worker", "--once")
    assert clinic("worker", "--once").out == "0 utförda.\n"


def test_an_empty_outbox(clinic: Cli) -> None:
    assert clinic("outbox", "list").out == "Inget väntar.\n"


def test_what_waits_is_tried_now_or_dropped_with_a_reason(clinic: Cli, case: str) -> None:
    (sms,) = (item for item in listed(clinic) if item["kind"] == "sms")
    assert (sms["dead"], sms["attempt"]) == (False, 0)
    assert clinic("outbox", "list", "--dead", "--json").json["items"] == []
    assert clinic.made("outbox", "retry", "SE1", str(sms["id"])) == sms["id"]
    assert clinic.error("outbox", "drop", "SE1", "x", "--reason", "Fel")[0] == "input.invalid"
    assert "Stryks nu" in clinic("outbox", "drop", "SE1", str(sms["id"]), "--reason", "Numret är fel").out
    assert clinic("worker", "--once").code == 0
    assert [item for item in listed(clinic) if item["kind"] == "sms"] == []


@pytest.mark.spec("B4")
def test_an_sms_that_did_not_arrive_is_sent_again(clinic: Cli, anton: str, case: str) -> None:
    (sms,) = (item for item in listed(clinic) if item["kind"] == "sms")
    clinic("outbox", "drop", "SE1", str(sms["id"]), "--reason", "Numret är fel")
    assert clinic("worker", "--once").code == 0
    shown = clinic("case", "show", case, "--as", NURSE).out
    assert not [word for word in ("SMS gick inte fram", "Numret är fel") if word not in shown]
    again = clinic("case", "retry-sms", case, "--as", NURSE)
    assert (again.code, "1 SMS skickas igen" in again.out) == (0, True)
    assert clinic("worker", "--once").code == 0
    assert "SMS skickat" in clinic("case", "show", case, "--as", NURSE).out
    named = clinic("case", "retry-sms", case, "--notice", f"SE1.{'x' * 8}", "--as", NURSE, "--json")
    assert (named.code, named.error_code) == (1, "not_found")


def listed(clinic: Cli) -> list[dict[str, object]]:
    items = clinic("outbox", "list", "--json").json["items"]
    assert isinstance(items, list)
    return items
