"""A clinic on a real SQLite file, and the command line run on it in this process. No assertion is here."""

import io
import json
import os
import sys
from pathlib import Path
from shutil import copytree

import pytest
from arende.cli.main import run
from attrs import frozen

ANTON = "19800107-2381"
NURSE = "staff:SE1.a1"

REGISTER = """\
{"type": "provider", "id": "SE1", "name": "Kliniken", "sender": "Kliniken"}
{"type": "unit", "id": "SE1.vc", "name": "Vårdcentralen"}
{"type": "role", "id": "SE1.ssk", "name": "Sjuksköterska"}
{"type": "staff", "id": "SE1.haris", "name": "Haris Testgren"}
{"type": "assignment", "id": "SE1.a1", "staff": "SE1.haris", "role": "SE1.ssk", "unit": "SE1.vc", "sees_unit": true}
{"type": "assignment", "id": "SE1.a2", "staff": "SE1.haris", "role": "SE1.ssk", "unit": "SE1.vc"}
{"type": "reason", "id": "SE1.upp", "title": "Uppföljningsbesök", "preset": true}
{"type": "reason", "id": "SE1.hosta", "title": "Hosta"}
{"type": "person", "provider": "SE1", "identifier": "19800107-2381", "name": "Anton Testberg", "phone": "070-174 06 05"}
"""


@frozen
class Answer:
    """What one line answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        """The document; exactly one, or this fails."""
        document: dict[str, object] = json.loads(self.out)
        return document

    @property
    def error_code(self) -> str:
        error = self.json["error"]
        assert isinstance(error, dict)
        return str(error["code"])

    @property
    def id(self) -> str:
        return str(self.json["id"])


class Cli:
    """Runs lines in the clinic's folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys = capsys
        self.monkeypatch = monkeypatch

    def __call__(self, *args: str, stdin: str | bytes = "") -> Answer:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        self.capsys.readouterr()
        code = run(args)
        out, err = self.capsys.readouterr()
        assert "Traceback" not in out + err
        return Answer(code, out, err)

    def made(self, *args: str, stdin: str = "") -> str:
        """The id of what a command that must succeed made."""
        answer = self(*args, "--json", stdin=stdin)
        assert answer.code == 0, answer
        return answer.id

    def error(self, *args: str, stdin: str | bytes = "") -> tuple[str, dict[str, str]]:
        """Code and fields of a command that must be refused: exit 1, one sentence, nothing else."""
        answer = self(*args, "--json", stdin=stdin)
        assert answer.code == 1, answer
        assert answer.err == ""
        error = answer.json["error"]
        assert isinstance(error, dict)
        assert error["message"] and "\n" not in error["message"]
        return error["code"], error["fields"]


def enter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder, with no setting from outside."""
    for name in list(os.environ):
        if name.startswith("ARENDE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(folder)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    enter(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def cli(empty: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    return Cli(capsys, monkeypatch)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the clinic has been put up by the command line, once for all tests: they take copies."""
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "register.jsonl").write_text(REGISTER, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        enter(folder, patch)
        assert run(("init",)) == 0
        assert run(("import", "register.jsonl")) == 0
    return folder


@pytest.fixture
def clinic(cli: Cli, empty: Path, founded: Path) -> Cli:
    """With settings, database and register."""
    copytree(founded, empty, dirs_exist_ok=True)
    settings = empty / "arende.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(str(founded), str(empty)), encoding="utf-8")
    return cli


@pytest.fixture
def anton(clinic: Cli) -> str:
    """Anton's id."""
    found = clinic("patient", "search", "-", "--json", stdin=ANTON).json["items"]
    assert isinstance(found, list)
    return str(found[0]["id"])


@pytest.fixture
def case(clinic: Cli, anton: str) -> str:
    """A case of three days, without a message."""
    return clinic.made("case", "create", "--as", NURSE, "--patient", anton, "--days", "3")
