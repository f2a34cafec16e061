"""`verify`, `rebuild`, `outbox list`: what is derived is what the events say, or is made so again."""

import sqlite3
from contextlib import closing
from pathlib import Path

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
