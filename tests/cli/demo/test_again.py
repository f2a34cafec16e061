"""The demo played again, told to people, and kept away from a database that is not its own."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from arende.cli.main import run
from arende.domain.actor import Operator
from arende.domain.commands import RegisterProvider
from arende.domain.ids import ProviderId
from arende.engine import Engine, Settings

from .conftest import Played

LONGEST = 310
"""Lines: some twelve for each of the twenty-five acts, which daily work takes: each line of it is told.
Played again, lists hold what was there before.
"""


def test_it_plays_again_on_the_same_database(first: Played, again: Sequence[Played]) -> None:
    assert [one.code for one in again] == [0, 0, 0]
    last = again[-1]
    assert last.fact("clinic", "changed") == 0
    assert last.fact("added", "person") != first.fact("added", "person")
    assert len(last.many("sms")) == len(first.many("sms"))
    assert [day["left"] for day in last.many("days", "box")] == [4, 3, 2, 1, 0]
    assert last.fact("verified", "faults") == 0


def test_people_get_a_story_that_fits_and_holds_no_machine_words(again: Sequence[Played]) -> None:
    for one in again[:2]:
        lines = one.output.splitlines()
        assert 80 < len(lines) <= LONGEST
        assert max(len(line) for line in lines if "SE-DEMO." not in line and str(one.folder) not in line) <= 100
        assert "None" not in one.output
        assert one.database in one.output


def test_each_language_is_whole(again: Sequence[Played]) -> None:
    swedish, english = (one.output for one in again[:2])
    assert "4 dagar kvar" in swedish
    assert "4 days left" in english
    assert not re.search(r"\b(and|the|days)\b", swedish)
    told = "\n".join(line for line in english.splitlines() if "SMS" not in line and "vanligt" not in line)
    assert not re.search(r"\b(är|dagar|väntar|ärendet)\b", told)


def test_a_database_of_someone_elses_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/riktig.db"
    with Engine.open(Settings(storage=url)) as engine:
        engine.handle(
            RegisterProvider(provider=ProviderId("SE1"), name="Kliniken", sender="Kliniken"), actor=Operator("test")
        ).unwrap()
    assert run(["demo", "--db", url, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "demo"
    with Engine.open(Settings(storage=url)) as engine:
        assert list(engine.storage.shards()) == ["SE1"]


def test_a_demo_that_someone_has_signed_in_to_is_still_the_demos(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/demo.db"
    with Engine.open(Settings(storage=url)) as engine:
        engine.sessions.sign_in("SE1.sara", assurance="demo")
    assert run(["demo", "--db", url, "--json"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(("lang", "said"), [("sv", "Databas för demot"), ("en", "Database for the demo")])
def test_help_has_an_example(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", lang, "demo", "--help"]) == 0
    output = capsys.readouterr().out
    assert said in output
    assert "arende demo" in output
