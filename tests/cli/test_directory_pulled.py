"""`directory pull` from a file that a host appends to: a clinic from nothing, what changes, ends and is replaced."""

from pathlib import Path

import pytest

from .conftest import Cli

pytestmark = pytest.mark.spec("B30")

SETTINGS = '\n[[directory]]\nprovider = "jsonl"\nname = "hsa"\ncare_provider = "SE1"\npath = "hsa.jsonl"\n'
CLINIC = """\
{"type": "provider", "id": "SE1", "name": "Kliniken", "sender": "Kliniken"}
{"type": "person", "provider": "SE1", "identifier": "19800107-2381", "name": "Anton Testberg", "protected": false}
{"type": "unit", "id": "SE1.vc", "name": "Vårdcentralen Ängen"}
{"type": "role", "id": "SE1.ssk", "name": "Sjuksköterska"}
{"type": "staff", "id": "SE1.haris", "name": "Haris Testgren"}
{"type": "assignment", "id": "SE1.a1", "staff": "SE1.haris", "role": "SE1.ssk", "unit": "SE1.vc"}
{"type": "assignment", "id": "SE1.a2", "staff": "SE1.haris", "role": "SE1.ssk", "unit": "SE1.vc"}
"""
PROTECTED = CLINIC.splitlines()[1].replace("false", "true")
UNSTATED = CLINIC.splitlines()[1].replace(', "protected": false', "").replace("Anton", "Anders")


@pytest.fixture
def fed(cli: Cli, empty: Path) -> Cli:
    assert cli("init").code == 0
    with (empty / "arende.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    (empty / "hsa.jsonl").write_text(CLINIC, encoding="utf-8")
    return cli


def append(folder: Path, *lines: str) -> None:
    with (folder / "hsa.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def test_a_clinic_from_nothing_and_only_what_has_changed_since(fed: Cli, empty: Path) -> None:
    assert fed("directory", "pull").out == "hsa: 7 rader lästa, 7 ändrade, 0 avslutade för att de saknas.\n"
    assert fed("directory", "pull").out == "hsa: 0 rader lästa, 0 ändrade, 0 avslutade för att de saknas.\n"
    append(empty, '{"type": "assignment_end", "id": "SE1.a2"}', PROTECTED)
    assert fed("directory", "pull").out.startswith("hsa: 2 rader lästa, 2 ändrade")
    shown = fed("patient", "show", "19800107-2381", "--as", "staff:SE1.a1", "--json")
    assert shown.json["protected"] is True


def test_who_is_protected_stays_so_where_a_line_does_not_say(fed: Cli, empty: Path) -> None:
    append(empty, PROTECTED, UNSTATED)
    told = fed("directory", "pull")
    assert "protected:" in told.out and "Anders" not in told.out
    shown = fed("patient", "show", "19800107-2381", "--as", "staff:SE1.a1", "--json")
    assert shown.json["protected"] is True


def test_a_line_that_cannot_be_read_holds_up_no_other(fed: Cli, empty: Path) -> None:
    append(empty, "{", '{"type": "role", "id": "SE1.lak", "name": "Läkare"}')
    told = fed("directory", "pull")
    assert told.out.startswith("hsa: 9 rader lästa, 8 ändrade")
    assert "JSON" in told.out


def test_a_file_that_was_written_anew_is_read_from_its_beginning(fed: Cli, empty: Path) -> None:
    fed("directory", "pull")
    (empty / "hsa.jsonl").write_text("\n" + CLINIC.replace("Haris", "Harriet"), encoding="utf-8")
    assert fed("directory", "pull").out.startswith("hsa: 7 rader lästa, 1 ändrade")


def test_a_file_that_is_gone_is_trouble_and_ends_nothing(fed: Cli, empty: Path) -> None:
    fed("directory", "pull")
    (empty / "hsa.jsonl").unlink()
    told = fed("directory", "pull")
    assert told.code == 1 and "0 avslutade" in told.out
    assert fed("doctor", "--json").code in (0, 1)
    (empty / "hsa.jsonl").write_text(CLINIC, encoding="utf-8")
    assert fed("directory", "pull").code == 0


def test_a_mistyped_option_is_told_by_its_name(fed: Cli, empty: Path) -> None:
    settings = empty / "arende.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('path = "hsa', 'paht = "hsa'), encoding="utf-8")
    told = fed("directory", "pull")
    assert told.code != 0 and "path" in told.err + told.out
