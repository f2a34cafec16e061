"""Names, identifiers, numbers, texts and tokens are marked; each is found in its place only, whatever was done.

Their places: records and heads of the database and its words for search; a number in the SMS that leaves; names,
identifiers and texts in the entry for the health record; and the rows that were asked for. Nowhere else: no log line,
no output, no error, no repr, no name of a file or a stream, no outbox, no access log, no row of a sign-in.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from arende.engine import Engine, Settings
from arende.testing.build import NOW
from arende.testing.clock import FakeClock

from .canaries import NAMES, NUMBERS, NUMBERS_2, PERSONAL, PHONES, SECRETS, TEXTS, Aviary, Out


@pytest.fixture(params=["memory:", "sqlite:///"])
def aviary(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Aviary]:
    """A whole story, with everything that came out of it."""
    caplog.set_level(logging.NOTSET)
    url = str(request.param)
    settings = Settings(
        storage=url if url == "memory:" else f"{url}{tmp_path}/clinic.db",
        sms=[f"spool:{tmp_path}/outgoing"],
        export={"spool": f"spool:{tmp_path}/journal"},
        demo=True,
    )
    clock = FakeClock(NOW)
    with closing(Engine.open(settings, clock=clock)) as engine:
        made = Aviary(engine=engine, clock=clock, folder=tmp_path)
        made.put_up()
        made.days()
        made.sign_ins()
        made.faults()
        made.look()
        made.spoilt(monkeypatch)
        made.out.add("log", *(record.getMessage() for record in caplog.records))
        made.out.add("output", *capfd.readouterr())
        yield made


@pytest.mark.spec("B23", "B25")
def test_nothing_personal_is_found_outside_its_place(aviary: Aviary) -> None:
    found = aviary.out.found
    assert aviary.out.leaks(PERSONAL) == {}
    for where in ("answers", "errors", "streams", "access log", "command marks", "indexed columns", "sessions"):
        assert len("".join(found[where])) > 100, where
    assert len(found["answers"]) > 200


def test_no_token_and_nothing_kept_for_a_sign_in_is_found(aviary: Aviary) -> None:
    assert len(aviary.tokens) == 3
    assert aviary.out.leaks((*aviary.tokens, *SECRETS)) == {}
    for path in aviary.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [word for word in (*aviary.tokens, "hemlig-engångsnyckel") if word.encode() in content], path.name


@pytest.mark.spec("B3")
def test_an_sms_that_leaves_holds_the_number_and_nothing_else(aviary: Aviary) -> None:
    left = [path.read_text(encoding="utf-8") for path in (aviary.folder / "outgoing").glob("*.json")]
    assert len(left) >= 2
    for content in left:
        assert json.loads(content)["to"] in PHONES
        assert not [word for word in (*NAMES, *NUMBERS, *NUMBERS_2, *TEXTS, *SECRETS) if word in content]


@pytest.mark.spec("S17", "B8")
def test_the_record_holds_who_and_what_and_no_number(aviary: Aviary) -> None:
    entries = [path.read_text(encoding="utf-8") for path in (aviary.folder / "journal").rglob("*.json")]
    assert len(entries) == 3  # asked for once; and of each case that has ended
    for entry in entries:
        assert not [word for word in (*PHONES, *SECRETS, *TEXTS[2:]) if word in entry]
    assert any("Elsa Undulatdotter" in entry and "201802142396" in entry for entry in entries)


def test_what_is_searched_would_be_found(aviary: Aviary) -> None:
    """The database holds every one of the words; and a word that came out by mistake is seen."""
    if (aviary.folder / "clinic.db").exists():
        kept = b"".join(path.read_bytes() for path in aviary.folder.glob("clinic.db*")).decode("utf-8", "replace")
        for word in (*NAMES[:3], NUMBERS[0], NUMBERS_2[0], PHONES[0], *TEXTS):
            assert word in kept, word
    out = Out()
    out.add("log", f"could not send to {PHONES[0]}")
    try:
        raise RuntimeError(TEXTS[0])
    except RuntimeError as error:
        out.error(error)
    assert out.leaks(PERSONAL) == {"log": {PHONES[0], PHONES[1]}, "errors": {TEXTS[0]}}
