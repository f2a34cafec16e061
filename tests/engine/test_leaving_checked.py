"""Every damage of an export is found: by its files alone, and against the database (B28)."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from arende.engine.leaving import What
from arende.wire.records import tombstone

from .audit.clinic import SHARD, Clinic, open_clinic, put_up
from .leaving_world import MOVES, compared, faults, left, live, resealed


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = put_up(open_clinic(f"sqlite:///{tmp_path}/arende.db", tmp_path))
    live(made, ["send", *MOVES, "send"])
    with made.engine:
        yield made


def of_last(lines: list[bytes]) -> list[bytes]:
    return lines[:-1]


def of_first(lines: list[bytes]) -> list[bytes]:
    return lines[1:]


def twice(lines: list[bytes]) -> list[bytes]:
    return [*lines, lines[-1]]


def turned(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-2], *reversed(lines[-2:])]


def changed(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], lines[-1].replace(b"1", b"2", 1) if b"1" in lines[-1] else lines[-1] + b" "]


def reworded(lines: list[bytes]) -> list[bytes]:
    return [*lines[:-1], lines[-1].replace(b'"text":"', b'"text":"O')]


def emptied(_: list[bytes]) -> list[bytes]:
    return []


DAMAGES: tuple[Callable[[list[bytes]], list[bytes]], ...] = (of_last, of_first, twice, turned, changed, emptied)


@pytest.mark.spec("B28")
def test_each_single_damage_is_found(clinic: Clinic, tmp_path: Path) -> None:
    clinic.engine.audit.seal_once()
    whole = left(clinic)
    names = [path.relative_to(whole) for path in sorted(whole.rglob("*")) if path.is_file()]
    assert len(names) > 12
    done = 0
    for name in names:
        content = (whole / name).read_bytes()
        parts = content.splitlines(keepends=True)
        for damage in DAMAGES:
            other = b"".join(damage(parts)) if parts else b"x\n"
            if other != content:
                (whole / name).write_bytes(other)
                assert faults(whole), f"{damage.__name__} in {name}"
                done += 1
        (whole / name).unlink()
        assert faults(whole), f"{name} is gone"
        (whole / name).write_bytes(content)
    assert done > 60
    (whole / "SE1" / "mer.txt").write_text("x")
    assert faults(whole) == [(What.FILE_EXTRA, "SE1/mer.txt")]


@pytest.mark.spec("B28")
@pytest.mark.parametrize(
    ("name", "damage", "what"),
    [
        ("records/case.jsonl", of_last, What.RECORD_MISSING),
        ("records/case.jsonl", of_first, What.RECORD_MISSING),
        ("records/case.jsonl", twice, What.RECORD_EXTRA),
        ("records/case.jsonl", reworded, What.STREAM_CHANGED),
        ("records/reason.jsonl", emptied, What.STREAM_MISSING),
        ("streams.jsonl", of_last, What.STREAM_EXTRA),
        ("streams.jsonl", turned, What.ORDER),
        ("cases.jsonl", of_last, What.CASE),
        ("cases.jsonl", twice, What.CASE),
        ("cases.jsonl", turned, What.CASE),
        ("access.jsonl", turned, What.ORDER),
    ],
)
def test_a_forged_manifest_does_not_hide_that_a_stream_is_not_whole(
    clinic: Clinic, name: str, damage: Callable[[list[bytes]], list[bytes]], what: What
) -> None:
    folder = left(clinic)
    path = folder / "SE1" / name
    path.write_bytes(b"".join(damage(path.read_bytes().splitlines(keepends=True))))
    resealed(folder)
    assert what in {one for one, _ in faults(folder)}


@pytest.mark.spec("B28")
def test_the_database_shows_what_an_export_lacks(clinic: Clinic) -> None:
    clinic.clock.advance(timedelta(minutes=5))
    folder = left(clinic)
    assert compared(clinic, folder).newer == 2  # the entries of the root, of two providers
    clinic.clock.advance(timedelta(minutes=5))
    clinic.open_case("elsa", rep="karin")
    assert compared(clinic, folder).newer >= 3
    records = folder / "SE1" / "records" / "case.jsonl"
    content = records.read_bytes()
    records.write_bytes(content.replace(b"Intern", b"Extern"))
    consistent(folder)
    assert [one.what for one in compared(clinic, folder).faults] == [What.RECORD_CHANGED]


def consistent(folder: Path) -> None:
    """Make streams and manifest fit the records: only the database can tell."""
    for own in (path for path in folder.iterdir() if path.is_dir()):
        digests: dict[str, str] = {}
        for path in (own / "records").iterdir():
            groups: dict[str, bytes] = {}
            for line in path.read_bytes().splitlines(keepends=True):
                stream = str(json.loads(line)["stream"])
                groups[stream] = groups.get(stream, b"") + line
            digests |= {stream: sha256(content).hexdigest() for stream, content in groups.items()}
        made = []
        for line in (own / "streams.jsonl").read_bytes().splitlines():
            plain = json.loads(line)
            plain["sha256"] = digests[plain["stream"]]
            made.append(orjson.dumps(plain, option=orjson.OPT_APPEND_NEWLINE))
        (own / "streams.jsonl").write_bytes(b"".join(made))
    resealed(folder)


@pytest.mark.spec("B28", "B26")
def test_what_is_removed_by_order_since_is_told(clinic: Clinic) -> None:
    folder = left(clinic)
    storage = clinic.engine.storage
    stream, record = next(
        (name, record)
        for name in storage.streams(SHARD, "case/", 100)
        for record in storage.records(SHARD, name, 0, 100)
        if record.name == "case.message_sent"
    )
    storage.redact(SHARD, stream, record.seq, tombstone(record))
    found = compared(clinic, folder)
    assert [(one.what, one.name) for one in found.faults] == [(What.REDACTED_SINCE, f"{stream}#{record.seq}")]
    assert faults(left(clinic, "igen")) == []
