"""`arende outbox pause | resume`: what a person and a machine are told."""

import pytest

from .conftest import NURSE, Cli


@pytest.mark.spec("B22")
def test_a_paused_exporter_is_shown_beside_what_waits_for_it(clinic: Cli, case: str) -> None:
    assert clinic.error("outbox", "pause", "annan")[0] == "export.exporter_unknown"
    assert "Pausad" in clinic("outbox", "pause", "journal").out
    clinic.made("case", "send", case, "--text", "Hej", "--as", NURSE)
    assert clinic("case", "close", case, "--reason", "Klart", "--yes", "--as", NURSE).code == 0
    assert clinic("worker", "--once").code == 0
    assert "pausad" in clinic("outbox", "list").out
    items = clinic("outbox", "list", "--json").json["items"]
    assert isinstance(items, list)
    assert [item["paused"] for item in items if item["kind"] == "export"] == [True]
    assert "within a minute" in clinic("--lang", "en", "outbox", "resume", "journal").out
    assert "pausad" not in clinic("outbox", "list").out
