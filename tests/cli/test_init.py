"""`init`, settings, `migrate`, `doctor`, `plugins`: from an empty folder to a database that answers."""

import json
import os
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from arende.engine import Engine, Settings

from .conftest import NURSE, Cli


def test_init_makes_settings_and_an_empty_database(cli: Cli, empty: Path) -> None:
    told = cli("init", "kliniken")
    assert told.code == 0 and told.err == ""
    folder = empty / "kliniken"
    assert sorted(p.name for p in folder.iterdir()) == ["arende.db", "arende.db.key", "arende.toml"]
    text = (folder / "arende.toml").read_text(encoding="utf-8")
    assert text.startswith("#") and text.count("#") > 5
    assert {p.stat().st_mode & 0o777 for p in folder.iterdir()} == {0o600}
    settings = Settings.load(folder / "arende.toml", env={})
    assert settings.storage == f"sqlite:///{folder}/arende.db"
    assert [one.location for one in settings.sms] == [str(folder / "outgoing")]
    assert cli("--config", str(folder / "arende.toml"), "doctor").code == 0


def test_init_names_what_it_made(cli: Cli, empty: Path) -> None:
    document = cli("init", "--json").json
    assert document["id"] == document["config"] == str(empty / "arende.toml")
    assert document["database"] == str(empty / "arende.db")


@pytest.mark.parametrize("name", ['a b "c" å\\', "100% ?x=1#"])
def test_init_in_a_folder_with_an_odd_name(cli: Cli, empty: Path, name: str) -> None:
    assert cli("init", name).code == 0
    assert tomllib.loads((empty / name / "arende.toml").read_text(encoding="utf-8"))
    assert (empty / name / "arende.db").stat().st_size > 0
    assert cli("--config", str(empty / name / "arende.toml"), "verify").code == 0


@pytest.mark.parametrize("name", ["arende.toml", "arende.db"])
def test_init_overwrites_nothing(cli: Cli, empty: Path, name: str) -> None:
    (empty / name).write_text("mine")
    assert cli.error("init")[0] == "init.exists"
    assert [p.name for p in empty.iterdir()] == [name]
    assert (empty / name).read_text() == "mine"
    assert f"{name} finns redan" in cli("init").err


def test_init_under_a_file(cli: Cli, empty: Path) -> None:
    (empty / "file").touch()
    told = cli("init", "file/x")
    assert told.code == 1 and told.err.count("\n") == 1
    assert "ligger inte i en mapp" in told.err


def test_init_in_a_folder_that_is_not_utf8(cli: Cli) -> None:
    assert cli.error("init", os.fsdecode(b"\xff"))[0] == "init.name"


def test_without_settings_the_way_on_is_said(cli: Cli) -> None:
    for line in (("inbox",), ("worker", "--once"), ("migrate",)):
        told = cli(*line)
        assert told.code == 1 and told.err.count("\n") == 1
        assert "arende init" in told.err and "ARENDE_STORAGE" in told.err
    assert cli.error("inbox") == ("settings.missing", {})


def test_the_environment_is_enough(cli: Cli, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARENDE_STORAGE", f"sqlite:///{empty}/x.db")
    assert cli.error("verify")[0] == "storage.unusable", "no database is made by mistake"
    assert not (empty / "x.db").exists()
    assert cli("migrate").code == 0
    assert cli("verify").code == 0


def test_faults_in_the_settings_are_named(cli: Cli, empty: Path) -> None:
    path = empty / "arende.toml"
    path.write_text('storage = "memory:"\nsmss = []\n[policy]\ndayz = 0\n')
    told = cli("inbox")
    assert told.code == 1
    assert "smss" in told.err and "policy.dayz" in told.err
    assert "does not exist" in cli("inbox", "--lang", "en").err
    path.write_text("storage =")
    assert "TOML" in cli("inbox").err
    assert "nope.toml finns inte" in cli("--config", "nope.toml", "inbox").err
    path.write_text('storage = "foo:"')
    assert "sqlite" in cli("inbox").err
    path.write_text('storage = "memory:"\nsms = ["fax"]')
    assert "spool" in cli("inbox").err


def test_migrate_says_what_is_pending_and_changes_nothing_by_dry_run(
    cli: Cli, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARENDE_STORAGE", f"sqlite:///{empty}/x.db")
    pending = cli("migrate", "--dry-run", "--json").json
    assert pending["items"] and pending["next"] is None
    assert not (empty / "x.db").exists()
    assert "Återstår: " in cli("migrate", "--dry-run").out
    assert cli("migrate", "--json").json == pending
    assert cli("migrate", "--json").json == {"items": [], "next": None}
    assert cli("migrate").out == "Databasen har redan rätt form.\n"
    monkeypatch.setenv("ARENDE_STORAGE", "foo:")
    assert cli.error("migrate")[0] == "settings.invalid"


def test_a_newer_schema_is_one_sentence(clinic: Cli, empty: Path) -> None:
    with closing(sqlite3.connect(empty / "arende.db")) as database:
        database.execute("UPDATE arende_meta SET value = '999' WHERE name = 'schema'")
        database.commit()
    for line in (("verify",), ("migrate",), ("import", "register.jsonl")):
        assert clinic.error(*line)[0] == "storage.unusable"
    assert clinic("doctor").code == 1


def test_doctor_finds_all_well_and_says_what_is_missing(clinic: Cli) -> None:
    told = clinic("doctor")
    assert told.code == 0 and "✗" not in told.out
    assert "Vårdnadshavare hämtas inte från folkbokföringen" in told.out
    document = clinic("doctor", "--json").json
    assert document["id"] == "doctor" and "error" not in document
    items = document["items"]
    assert isinstance(items, list)
    wanted = "zone settings plugins schema storage outbox access_log sms_reach sms export auth guardianship_feed"
    assert [one["id"] for one in items] == wanted.split()


@pytest.mark.spec("B4")
def test_doctor_counts_whom_sms_does_not_reach_and_names_nobody(clinic: Cli, empty: Path, anton: str) -> None:
    assert "SMS kan nå alla vuxna (1)" in clinic("doctor").out
    person = {"type": "person", "provider": "SE1", "identifier": "19840105-2397", "name": "Berit Provsson"}
    child = {"type": "person", "provider": "SE1", "identifier": "20180214-2396", "name": "Elsa Provdotter"}
    dead = {**person, "identifier": "19710204-9280", "name": "Stina Utanför", "deceased": "2026-01-02"}
    (empty / "more.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (person, child, dead)))
    assert clinic("import", "more.jsonl").code == 0
    assert clinic("patient", "no-sms", anton, "--source", "Sagt i telefon", "--as", NURSE).code == 0
    told = clinic("doctor")
    assert told.code == 0
    assert "SMS når inte 2 av 2 vuxna (mobilnummer saknas: 1; vill inte ha SMS: 1)" in told.out
    assert "Berit" not in told.out and "Anton" not in told.out


def test_who_is_signed_in_is_no_care_provider(clinic: Cli, empty: Path) -> None:
    """Sign-ins have parts of their own in the storage: one clinic stays one clinic."""
    with Engine.open(Settings(storage=f"sqlite:///{empty}/arende.db")) as engine:
        for number in range(4):
            engine.sessions.sign_in(f"SE1.{number}", assurance="loa3")
        assert len(engine.storage.shards()) > 1
    assert "1 vårdgivare" in clinic("doctor").out
    assert clinic("patient", "search", "anton", "--json").json["items"], "nobody has to say which provider"
    assert clinic("outbox", "list", "--json").json["items"] == []


def test_doctor_looks_at_all_and_exits_1(clinic: Cli, monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    monkeypatch.setenv("ARENDE_SMS", "spool:register.jsonl")
    monkeypatch.setenv("ARENDE_STORAGE", f"sqlite:///{empty}/none.db")
    told = clinic("doctor")
    assert told.code == 1 and told.out.count("✗") == 2
    assert "arende migrate" in told.out
    error = clinic("doctor", "--json").json["error"]
    assert isinstance(error, dict) and set(error["fields"]) == {"schema", "sms"}
    assert not (empty / "none.db").exists()
    (empty / "arende.toml").unlink()
    monkeypatch.delenv("ARENDE_STORAGE")
    assert "✗" in clinic("doctor").out


def test_doctor_notes_what_is_not_configured_and_what_is_late(
    clinic: Cli, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("arende.cli.commands.doctor.LATE", 0)
    told = clinic("doctor")
    assert told.code == 0 and "• Utkorgen: 2 väntar, 1 skulle ha gått" in told.out
    assert "arende worker" in told.out
    (Path("arende.toml")).write_text(f'storage = "sqlite:///{Path("arende.db").absolute()}"')
    told = clinic("doctor", "--lang", "en")
    assert "No SMS is configured" in told.out and "No export" in told.out


def test_plugins_by_door(clinic: Cli) -> None:
    items = clinic("plugins", "--json").json["items"]
    assert isinstance(items, list)
    assert {"storage:sqlite", "storage:memory", "sms:spool", "auth:demo", "export:spool"} <= {
        one["id"] for one in items
    }
    assert "sms_spool (arende" in clinic("plugins").out


def test_init_for_a_server_writes_its_url_and_makes_its_tables(cli: Cli, tmp_path: Path, postgres_url: str) -> None:
    assert cli("init", str(tmp_path / "server"), "--storage", postgres_url).code == 0
    assert sorted(path.name for path in (tmp_path / "server").iterdir()) == ["arende.db.key", "arende.toml"]
    assert cli("--config", str(tmp_path / "server" / "arende.toml"), "verify").code == 0


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("sv", "sms «elks46»: SMS-leverantören elks46: inställningen username saknas."),
        ("en", "sms «elks46»: The SMS provider elks46: the option username is missing."),
    ],
)
def test_an_adapter_s_fault_is_told_in_the_language_that_is_spoken(
    clinic: Cli, empty: Path, lang: str, said: str
) -> None:
    file = empty / "arende.toml"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("sms = ")]
    file.write_text("\n".join([*kept, "[[sms]]", 'provider = "elks46"']), encoding="utf-8")
    for line in (("inbox",), ("doctor",)):
        answer = clinic("--lang", lang, *line)
        assert said in answer.out + answer.err
