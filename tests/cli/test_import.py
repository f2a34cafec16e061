"""`import`: all or nothing, each fault by line and path, the same file again changes nothing."""

from pathlib import Path

from .conftest import REGISTER, Cli

FAULTY = '{"type": "unit", "id": "SE1.x"}\n{"type": "role", "id": "SE1.y", "name": "Ny"}\nej json\n'


def test_a_register_is_read_once(clinic: Cli) -> None:
    assert clinic("import", "register.jsonl", "--json").json == {"id": "register.jsonl", "lines": 9, "changed": 0}
    assert clinic("import", "register.jsonl").out == "9 rader lästa, 0 ändrade.\n"


def test_from_standard_input_and_into_a_missing_database(cli: Cli, empty: Path, monkeypatch: object) -> None:
    (empty / "arende.toml").write_text(f'storage = "sqlite:///{empty}/new.db"')
    assert cli("import", "-", stdin=REGISTER).out == "9 rader lästa, 9 ändrade.\n"
    assert cli("verify").code == 0


def test_a_bad_line_is_named_and_nothing_is_written(clinic: Cli, empty: Path) -> None:
    before = (empty / "arende.db").read_bytes(), clinic("verify", "--json").json
    (empty / "bad.jsonl").write_text(FAULTY)
    told = clinic("import", "bad.jsonl")
    assert (told.code, told.out) == (1, "")
    assert "inget är skrivet" in told.err
    assert "rad 1, name: saknas" in told.err and "rad 3: är inte ett JSON-objekt" in told.err
    code, fields = clinic.error("import", "bad.jsonl")
    assert code == "import.faults" and set(fields) == {"1.name", "3"}
    assert "line 1, name: is missing" in clinic("import", "bad.jsonl", "--lang", "en").err
    assert clinic("verify", "--json").json == before[1]


def test_what_the_rules_refuse_is_named_too(clinic: Cli) -> None:
    code, fields = clinic.error(
        "import", "-", stdin='{"type": "reason", "id": "SE1.r", "title": "A", "unit": "SE1.no"}'
    )
    assert code == "import.faults" and set(fields) == {"1.unit"}


def test_a_file_that_is_not_there(clinic: Cli, empty: Path) -> None:
    told = clinic("import", "nope.jsonl")
    assert told.code == 1 and told.err == "Fel: nope.jsonl finns inte: ange en annan plats.\n"
    assert clinic.error("import", str(empty))[0] == "system"
