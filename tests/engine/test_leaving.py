"""Everything on its way out: what is written, the proof that it is all, and every damage seen (B28)."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from arende.domain import commands as c
from arende.domain.person import Identifier, parse
from arende.engine.leaving import check, leave
from arende.ports.records import Shard
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .audit.clinic import HERE, NOW, NURSE, OPERATOR, SHARD, Clinic, open_clinic, put_up
from .leaving_world import MOVES, compared, faults, left, lines, live
from .vendor import Cut


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
