"""One play of the demo for all tests here, and the same played again for people on the same database."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from arende.cli.main import run
from arende.engine import Engine, Settings
from attrs import frozen


@frozen(kw_only=True)
class Played:
    """What a play answered, and what it left behind."""

    folder: Path
    database: str
    code: int
    output: str

    def fact(self, *path: str | int) -> object:
        """What stands in the JSON document under these names and places."""
        found: object = json.loads(self.output)
        for step in path:
            if isinstance(step, int):
                assert isinstance(found, list)
                found = found[step]
            else:
                assert isinstance(found, dict)
                found = found[step]
        return found

    def fact_list(self, *path: str | int) -> list[object]:
        found = self.fact(*path)
        assert isinstance(found, list)
        return found

    def id(self, *path: str | int) -> str:
        found = self.fact(*path)
        assert isinstance(found, str)
        return found

    def many(self, *path: str | int) -> list[dict[str, object]]:
        found = self.fact(*path)
        assert isinstance(found, list)
        return found


def played(folder: Path, *args: str) -> Played:
    url = f"sqlite:///{folder}/klinik.db"
    output = StringIO()
    with redirect_stdout(output):
        code = run(["demo", "--db", url, *args])
    return Played(folder=folder, database=url, code=code, output=output.getvalue())


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """On a new database, for machines."""
    return played(tmp_path_factory.mktemp("demo"), "--json")


@pytest.fixture(scope="session")
def again(first: Played) -> Sequence[Played]:
    """On a copy of that database: in Swedish and in English for people, and for machines."""
    folder = first.folder.with_name("demo-again")
    shutil.copytree(first.folder, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        return [played(folder), played(folder, "--lang", "en"), played(folder, "--json")]


@pytest.fixture
def engine(first: Played) -> Iterator[Engine]:
    """The clinic that was left behind."""
    with Engine.open(Settings(storage=first.database, demo=True)) as opened:
        yield opened
