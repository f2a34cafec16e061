"""Everything on its way out: what is written, the proof that it is all, and every damage seen (B28)."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import orjson
import pytest
from arende.domain import commands as c
from arende.domain.person import Identifier, parse
from arende.engine.leaving import Checked, What, against, check, leave
from arende.ports.records import Shard
from arende.wire.records import tombstone
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .audit.clinic import HERE, NOW, NURSE, OPERATOR, SHARD, Clinic, open_clinic, put_up
from .vendor import Cut

MOVES = ("open", "child", "send", "answer", "note", "sign", "draft", "read", "close")


def live(clinic: Clinic, moves: list[str]) -> None:
    """A few days of work, as the moves have it."""
    case = clinic.open_case("anton")
    for place, move in enumerate(moves):
        clinic.clock.advance(timedelta(minutes=7))
        match move:
            case "open":
                case = clinic.open_case("anton")
            case "child":
                clinic.open_case("elsa", rep="karin")
            case "send":
                clinic.do(c.SendMessage(case=case, text=f"Hej {place} å 😷\u2028"), NURSE)
            case "answer":
                clinic.do(c.SendMessage(case=case, text=f"Tack {place}"), clinic.rep("anton"))
            case "note":
                clinic.do(c.AddNote(case=case, text=f"Intern {place}"), NURSE)
            case "sign":
                clinic.do(c.SignJournalNote(case=case, title="Uppföljning", text=f"Bättre {place}"), NURSE)
            case "draft":
                clinic.do(c.SaveDraft(case=case, text=f"Utkast {place}"), NURSE)
            case "read":
                clinic.engine.queries.thread(NURSE, case).unwrap()
            case _:
                clinic.do(c.CloseCase(case=case, reason="Klart"), NURSE)
                case = clinic.open_case("anton")


def left(clinic: Clinic, name: str = "allt") -> Path:
    folder = clinic.folder / name
    leave(clinic.engine.queries, OPERATOR, folder, [SHARD, Shard("SE2")], whole=True)
    return folder


def faults(folder: Path) -> list[tuple[What, str]]:
    return [(one.what, one.name) for one in check(folder)[0].faults]


def compared(clinic: Clinic, folder: Path) -> Checked:
    found, manifest = check(folder)
    assert not found.faults and manifest is not None
    against(found, folder, manifest, clinic.engine.storage)
    return found


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    made = put_up(open_clinic(f"sqlite:///{tmp_path}/arende.db", tmp_path))
    live(made, ["send", *MOVES, "send"])
    with made.engine:
        yield made


@pytest.mark.spec("B28")
def test_everything_is_there_and_for_its_owner_only(clinic: Clinic) -> None:
    clinic.engine.audit.seal_once()
    storage = clinic.engine.storage
    folder = left(clinic)
    own = folder / "SE1"
    assert faults(folder) == []
    assert {path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*")) if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o600}
    streams = storage.streams(SHARD, None, 1000)
    assert [line["stream"] for line in lines(own / "streams.jsonl")] == list(streams)
    assert "seal/0" in streams
    count = sum(len(storage.records(SHARD, stream, 0, 1000)) for stream in streams)
    assert count == sum(len(lines(path)) for path in (own / "records").iterdir())
    assert count == sum(int(str(line["last"])) for line in lines(own / "streams.jsonl"))
    texts = (own / "records" / "case.jsonl").read_text(encoding="utf-8")
    assert "Intern" in texts and "å 😷" in texts
    assert [body["text"] for body in bodies(own / "drafts.jsonl")] == ["Utkast 7"]
    cases = lines(own / "cases.jsonl")
    assert {case["format"] for case in cases} == {"arende.journal/2"}
    assert len(cases) == len([name for name in streams if name.startswith("case/")])
    entries = [line["id"] for line in lines(own / "access.jsonl")]
    assert entries == [entry.id for entry in clinic.log()][: len(entries)]
    assert [path.name for path in clinic.folder.iterdir() if ".part" in path.name] == []


def bodies(path: Path) -> list[dict[str, object]]:
    return [body for line in lines(path) if isinstance(body := line["body"], dict)]


@pytest.mark.spec("B28", "B23")
def test_the_log_tells_of_it_beforehand_with_everyone_and_afterwards_with_the_root(clinic: Clinic) -> None:
    folder = left(clinic)
    told = [entry for entry in clinic.log() if entry.action == "read:everything"]
    assert [entry.who for entry in told] == ["operator:prov"] * 2
    assert set(told[0].subjects) == set(clinic.persons.values())
    assert told[1].ref == f"everything {check(folder)[0].root}"
    report = clinic.engine.audit.report(clinic.rep("anton"), clinic.persons["anton"]).unwrap()
    assert "tog ut allt som vårdgivaren har" in report.text()


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


def resealed(folder: Path) -> None:
    """Make the manifest fit what the files are now: what is left is found by what the streams themselves say."""
    from arende.engine.leaving.manifest import MANIFEST, manifest_bytes, read_manifest, rooted

    manifest = read_manifest((folder / MANIFEST).read_bytes())
    assert manifest is not None
    parts = []
    for part in manifest.providers:
        files = []
        for file in part.files:
            content = (folder / part.folder / file.name).read_bytes()
            count = content.count(b"\n")
            files.append(evolve(file, count=count, bytes=len(content), sha256=sha256(content).hexdigest()))
        parts.append(evolve(part, files=tuple(files)))
    (folder / MANIFEST).write_bytes(manifest_bytes(rooted(evolve(manifest, providers=tuple(parts)))))


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


def test_nothing_is_overwritten_and_nothing_half_is_left(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = left(clinic)
    with pytest.raises(FileExistsError):
        left(clinic)
    shutil.rmtree(folder)
    monkeypatch.setattr("arende.engine.leaving.writing.entry_line", lambda _: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        left(clinic)
    assert [path.name for path in clinic.folder.iterdir() if "allt" in path.name] == []


def newcomer(place: int) -> c.RegisterPerson:
    """Someone who comes while the export goes on."""
    found = parse({3: "19760229-2380", 20: "19771125-2390"}[place], NOW.date())
    assert isinstance(found, Identifier)
    return c.RegisterPerson(provider=HERE, identifier=found, name="Ny Testsson")


@pytest.mark.spec("B28")
def test_it_is_whole_though_the_clinic_goes_on_meanwhile(clinic: Clinic) -> None:
    """Between any two streams somebody writes, in old cases and new ones."""
    case = clinic.open_case("anton")
    written: list[int] = []

    def go_on(call: str) -> None:
        if call in ("records", "streams") and len(written) < 30:
            written.append(len(written))
            clinic.do(c.SendMessage(case=case, text=f"Under tiden {len(written)}"), NURSE)
            clinic.open_case("elsa", rep="karin")
            if len(written) in (3, 20):
                clinic.do(newcomer(len(written)))

    storage = Cut(clinic.engine.storage, watch=go_on)
    folder = clinic.folder / "allt"
    leave(evolve(clinic.engine.queries, storage=storage), OPERATOR, folder, [SHARD, Shard("SE2")], whole=True)
    assert len(written) == 30
    told = {subject for entry in clinic.log() if entry.action == "read:everything" for subject in entry.subjects}
    kept = lines(folder / "SE1" / "streams.jsonl")
    assert told == {f"SE1.{str(line['stream'])[7:]}" for line in kept if str(line["stream"]).startswith("person/")}
    assert faults(folder) == []
    found = compared(clinic, folder)
    assert found.faults == [] and found.newer > 0


@pytest.mark.spec("B28")
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(MOVES), max_size=12), st.randoms(use_true_random=False))
def test_any_clinic_leaves_whole(tmp_path_factory: pytest.TempPathFactory, moves: list[str], random: "Random") -> None:
    folder = tmp_path_factory.mktemp("leaving")
    clinic = put_up(open_clinic("memory:", folder))
    with clinic.engine:
        live(clinic, moves)
        whole = left(clinic)
        assert faults(whole) == []
        assert compared(clinic, whole).faults == []
    files = sorted(path for path in whole.rglob("*") if path.is_file() and path.stat().st_size)
    path = random.choice(files)
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content))] ^= 1
    path.write_bytes(content)
    assert faults(whole)
