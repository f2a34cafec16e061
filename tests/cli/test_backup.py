"""`arende backup`, `restore` and `storage distribute`: what a person and a machine are told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import NURSE, Cli


def test_a_copy_is_made_and_comes_back_in_another_database(
    clinic: Cli, case: str, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = clinic("backup", "kopia")
    assert answer.code == 0
    assert answer.out.startswith("Kopierat och kontrollerat: ") and "kopia" in answer.out
    assert clinic.error("backup", "kopia")[0] == "storage.unusable"
    monkeypatch.setenv("ARENDE_STORAGE", f"sqlite:///{empty}/other.db")
    restored = clinic("restore", "kopia", "--json").json
    rows = restored["rows"]
    assert isinstance(rows, dict) and rows["heads"] > 5
    assert clinic("case", "show", case, "--as", NURSE).code == 0
    assert clinic.error("restore", "kopia")[0] == "storage.unusable"
    assert clinic("verify").code == 0


@pytest.mark.slow
def test_between_postgres_databases(
    clinic: Cli, new_postgres_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARENDE_STORAGE", new_postgres_url())
    assert clinic("import", "register.jsonl").code == 0
    before = clinic("backup", "kopia", "--json").json["rows"]
    monkeypatch.setenv("ARENDE_STORAGE", new_postgres_url())
    assert clinic("restore", "kopia", "--json").json["rows"] == before
    assert clinic("verify").code == 0
    code, _ = clinic.error("storage", "distribute", "--dry-run")
    assert code == "storage.unusable"


def test_a_missing_copy_and_a_database_that_cannot_be_distributed(clinic: Cli) -> None:
    assert "finns redan" not in clinic("restore", "ingen").err
    assert clinic.error("restore", "ingen")[0] == "storage.unusable"
    assert clinic.error("storage", "distribute")[0] == "storage.unusable"
