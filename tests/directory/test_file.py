"""A register in a file: what is a line, what a cursor is bound to, and what is said of a line that cannot be placed."""

import json
from datetime import date
from pathlib import Path

import pytest
from arende.domain.person import Identifier, parse
from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.directory import Directory, DirectoryError, DirectoryLine, UnknownCursor
from arende_directory.file import BOUND, FileDirectoryFactory
from arende_directory.lines import placed
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.spec("B30")

PROVIDER = '{"type": "provider", "id": "SE1", "name": "Kliniken", "sender": "Kliniken"}'
ANTON = '{"type": "person", "provider": "SE1", "identifier": "19800107-2381", "name": "Anton", "protected": false}'
PELLE = '{"type": "person", "provider": "SE1", "identifier": "201101032397", "name": "Pelle", "protected": true}'
SIV = '{"type": "staff", "id": "SE1.siv", "name": "Siv"}'


def opened(path: Path) -> Directory:
    return FileDirectoryFactory().open(AdapterConfig(name="jsonl", options={"path": str(path)}))


def write(path: Path, *lines: str, end: str = "\n") -> Directory:
    path.write_bytes("".join(f"{line}{end}" for line in lines).encode())
    return opened(path)


def texts(lines: list[DirectoryLine]) -> list[str]:
    return [line.line.decode() for line in lines]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "register.jsonl"


def test_the_last_word_on_each_thing_protected_first(file: Path) -> None:
    later = ANTON.replace("Anton", "Anton Berg").replace("19800107-2381", "198001072381")
    found = list(write(file, PROVIDER, ANTON, SIV, PELLE, later).changes(None))
    assert texts(found) == [PROVIDER, PELLE, later, SIV]


def test_a_line_that_is_being_written_is_no_line_yet(file: Path) -> None:
    directory = write(file, PROVIDER, SIV)
    with file.open("a", encoding="utf-8") as written:
        written.write(ANTON[:40])
        written.flush()
        found = list(directory.changes(None))
        assert texts(found) == [PROVIDER, SIV]
        written.write(ANTON[40:])
        written.flush()
        assert list(directory.changes(found[-1].cursor)) == []
        written.write("\n")
        written.flush()
    assert texts(list(directory.changes(found[-1].cursor))) == [ANTON]


def test_bom_empty_lines_and_their_ends_are_nothing(file: Path) -> None:
    directory = write(file, "\ufeff" + PROVIDER, "", "  ", SIV, end="\r\n")
    assert texts(list(directory.changes(None))) == [PROVIDER, SIV]


def test_an_empty_file_is_no_register_of_nobody(file: Path) -> None:
    for content in (b"", PROVIDER.encode()):
        file.write_bytes(content)
        with pytest.raises(DirectoryError, match=r"^empty$"):
            next(opened(file).changes(None))


@pytest.mark.parametrize(
    "written",
    ["201101032397", "20110103-2397", "110103-2397", "1101032397", {"system": "personnummer", "value": "201101032397"}],
)
def test_however_an_identifier_is_written_it_is_the_same_person(file: Path, written: object) -> None:
    before = {**json.loads(PELLE), "identifier": written, "protected": False}
    for first, last in ((json.dumps(before), PELLE), (PELLE, json.dumps({**before, "protected": True}))):
        assert texts(list(write(file, first, ANTON, last).changes(None))) == [last, ANTON]


@given(st.dates(date(1800, 1, 1), date(2026, 11, 29)), st.dates(date(2026, 11, 29), date(2101, 1, 1)), st.booleans())
def test_the_century_is_the_one_that_import_finds(born: date, today: date, coordination: bool) -> None:
    six = f"{born:%y%m}{born.day + 60 * coordination:02}"
    for sign in "-+":
        for rest in range(1000, 1010):
            read = parse(f"{six}{sign}{rest}", today)
            if isinstance(read, Identifier):
                raw = json.dumps({"type": "person", "provider": "SE1", "identifier": f"{six}{sign}{rest}"}).encode()
                assert placed(raw, today).thing == ("person", "SE1", read.value, "unstated")


def test_persons_of_two_systems_and_of_two_providers_are_not_one(file: Path) -> None:
    reserve = {**json.loads(ANTON), "identifier": {"system": "reserve.region", "value": "198001072381"}}
    other = json.dumps({**json.loads(ANTON), "provider": "S-E1"})
    lines = [ANTON, json.dumps(reserve), other, other.replace("S-E1", "SE-1")]
    assert texts(list(write(file, *lines).changes(None))) == lines


def test_only_what_has_an_end_is_ended(file: Path) -> None:
    role, strange = '{"type": "role", "id": "SE1.r", "name": "R"}', '{"type": "role_end", "id": "SE1.r"}'
    assert texts(list(write(file, role, strange).changes(None))) == [role, strange]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '["staff"]',
        '{"id": "SE1.siv"}',
        '{"type": "staff", "name": "Siv"}',
        '{"type": "person", "provider": "SE1"}',
    ],
)
def test_a_line_that_cannot_be_placed_is_given_on_each_time_and_holds_up_no_other(file: Path, line: str) -> None:
    directory = write(file, PROVIDER, line, line, SIV)
    assert texts(list(directory.changes(None))) == [PROVIDER, SIV, line, line]


def test_a_line_that_states_no_protection_takes_the_place_of_none_that_does(file: Path) -> None:
    renamed = PELLE.replace("Pelle", "Per").replace(', "protected": true', "")
    assert texts(list(write(file, PROVIDER, PELLE, ANTON, renamed).changes(None))) == [PROVIDER, PELLE, ANTON, renamed]
    again = renamed.replace("Per", "Pär")
    assert texts(list(write(file, PELLE, renamed, again).changes(None))) == [PELLE, again]


def test_a_file_that_was_cut_or_changed_before_the_place_is_another(file: Path) -> None:
    directory = write(file, PROVIDER, ANTON, SIV)
    *_, cursor = [line.cursor for line in directory.changes(None)]
    whole = file.read_bytes()
    for other in (whole[:-2], whole.replace(b"Anton", b"Anten"), whole.replace(b"\n", b" \n", 1)):
        file.write_bytes(other)
        with pytest.raises(UnknownCursor):
            next(directory.changes(cursor))
    file.write_bytes(whole + b"\n")
    assert list(directory.changes(cursor)) == []


def test_beginning_and_end_of_a_long_file_are_looked_at(file: Path) -> None:
    many = [SIV.replace("siv", f"s{n:05}") for n in range(BOUND)]
    directory = write(file, *many)
    cursor = list(directory.changes(None))[-1].cursor
    for number in (0, BOUND - 1):
        changed = [line.replace("Siv", "Siw") if n == number else line for n, line in enumerate(many)]
        write(file, *changed)
        with pytest.raises(UnknownCursor):
            next(directory.changes(cursor))


def test_an_end_and_a_beginning_after_it(file: Path) -> None:
    named = {"id": "SE1.a1", "staff": "SE1.siv", "role": "SE1.ssk", "unit": "SE1.vc"}
    begins, ends = json.dumps({"type": "assignment", **named}), json.dumps({"type": "assignment_end", "id": "SE1.a1"})
    assert texts(list(write(file, begins, ends).changes(None))) == [ends]
    assert texts(list(write(file, begins, ends, begins).changes(None))) == [begins]


def test_a_type_that_is_not_known_here_is_given_on(file: Path) -> None:
    strange = '{"type": "equipment", "id": "SE1.e1"}'
    assert texts(list(write(file, strange, PROVIDER).changes(None))) == [PROVIDER, strange]


def test_a_file_that_is_not_there_is_out_of_reach(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(DirectoryError, match=r"^unreachable$"):
            next(opened(path).changes(None))


def test_a_file_that_shrinks_while_it_is_read_has_changed(file: Path) -> None:
    answer = write(file, PROVIDER, *(SIV.replace("siv", f"s{n}") for n in range(3000))).changes(None)
    next(answer)
    with file.open("r+b") as cut:
        cut.truncate(20)
    with pytest.raises(DirectoryError, match=r"^changed$"):
        list(answer)


def test_no_location_is_taken(file: Path) -> None:
    with pytest.raises(ConfigError, match="takes no location"):
        FileDirectoryFactory().open(AdapterConfig(name="jsonl", location=str(file)))
