"""The journal spool: one file per (entry, version), the same bytes for ever. Real files in real folders."""

import errno
import json
import os
import stat
from pathlib import Path

import arende_journal_spool
import pytest
from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.export import Exported, ExportFailed, ExportUncertain, JournalExporter
from arende.ports.journal import JournalEntry, JournalMessage, JournalPerson
from arende.ports.registry import ExportRegistry
from arende_journal_spool.document import encode
from arende_journal_spool.exporter import SpoolExportFactory
from attrs import evolve, fields

CHILD = JournalPerson(id="p-1", system="personnummer", identifier="201501012383", name="Elsa Provdotter")
GUARDIAN = JournalPerson(id="p-2", system="personnummer", identifier="198001072381", name="Karin Provdotter")
ENTRY = JournalEntry(
    id="case-1",
    version=7,
    provider_id="vg-1",
    unit_id="unit-1",
    unit="Barnmottagningen Ängen",
    title="Astma – uppföljning",
    patient=CHILD,
    representative=GUARDIAN,
    opened=1_795_352_700_000_000,
    until=1_795_647_600_000_001,
    zone="Europe/Stockholm",
    assignment_id="a-1",
    messages=(
        JournalMessage(
            number=2, at=2, by_patient_side=True, author_id="p-2", author="Karin", role="vårdnadshavare", text="Ja 🙂\n"
        ),
        JournalMessage(
            number=1, at=1, by_patient_side=False, author_id="s-1", author="Åsa", role="läkare", text="Hur är det?"
        ),
    ),
)


def opened(folder: Path) -> JournalExporter:
    return SpoolExportFactory().open(AdapterConfig(name="spool", location=str(folder)))


def test_the_module_registers_spool_by_the_door() -> None:
    registry = ExportRegistry()
    arende_journal_spool.arende_register_export(registry)
    assert list(registry.names()) == ["spool"]
    assert registry.faults == []


@pytest.mark.spec("B22")
@pytest.mark.spec("S17")
def test_the_document_holds_the_entry_in_its_documented_form(tmp_path: Path) -> None:
    assert opened(tmp_path / "journal").export(ENTRY) == Exported(reference="case-1.v7.json")
    (file,) = (tmp_path / "journal").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    document = json.loads(file.read_bytes())
    assert list(document) == ["format", *(attribute.name for attribute in fields(JournalEntry))]
    assert (document["format"], document["id"], document["version"], document["status"]) == (
        "arende.journal/2",
        "case-1",
        7,
        "open",
    )
    assert (document["unit_id"], document["unit"]) == ("unit-1", "Barnmottagningen Ängen")
    assert document["patient"] == {
        "id": "p-1",
        "system": "personnummer",
        "identifier": "201501012383",
        "name": "Elsa Provdotter",
        "protected": False,
        "born": None,
    }
    assert (document["opened"], document["until"]) == ("2026-11-22T13:05:00.000000Z", "2026-11-25T23:00:00.000001Z")
    assert document["ended"] is None
    assert document["messages"][1] == {
        "number": 1,
        "at": "1970-01-01T00:00:00.000001Z",
        "by_patient_side": False,
        "author_id": "s-1",
        "author": "Åsa",
        "role": "läkare",
        "text": "Hur är det?",
        "corrects": None,
        "retracted": False,
        "retracted_at": None,
        "retracted_by": None,
        "read_at": None,
    }


@pytest.mark.spec("B22")
def test_the_same_entry_twice_leaves_one_file_with_the_same_bytes(tmp_path: Path) -> None:
    exporter = opened(tmp_path)
    assert isinstance(exporter.export(ENTRY), Exported)
    (file,) = tmp_path.iterdir()
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    assert exporter.export(ENTRY) == Exported(reference="case-1.v7.json")
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()] == [before]
    assert isinstance(exporter.export(evolve(ENTRY, version=8)), Exported)
    assert len(list(tmp_path.iterdir())) == 2


def test_other_content_under_the_same_version_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    exporter = opened(tmp_path)
    exporter.export(ENTRY)
    (file,) = tmp_path.iterdir()
    before = file.read_bytes()
    assert exporter.export(evolve(ENTRY, title="Annat")) == ExportFailed(code="differs", again=False)
    assert file.read_bytes() == before


def test_ids_never_leave_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    assert isinstance(opened(folder).export(evolve(ENTRY, id="../../x")), Exported)
    assert [path.name for path in tmp_path.iterdir()] == ["journal"]


def test_a_full_disk_fails_without_a_trace_and_may_be_retried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exporter = opened(tmp_path)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert exporter.export(ENTRY) == ExportFailed(code="disk", again=True)
        assert list(tmp_path.iterdir()) == []
    real = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "I/O error")
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", only_files)
        assert exporter.export(ENTRY) == ExportUncertain(code="sync")
    assert isinstance(exporter.export(ENTRY), Exported)


def test_what_cannot_be_written_down_is_refused(tmp_path: Path) -> None:
    exporter = opened(tmp_path)
    assert exporter.export(evolve(ENTRY, title="\ud800")) == ExportFailed(code="content", again=False)
    assert exporter.export(evolve(ENTRY, until=10**18)) == ExportFailed(code="content", again=False)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="1–9999"):
        encode(evolve(ENTRY, until=10**30))


def test_configuration_that_cannot_work_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(ConfigError, match="cannot be used"):
        opened(file)
    with pytest.raises(ConfigError, match="needs a folder"):
        SpoolExportFactory().open(AdapterConfig(name="spool"))
    with pytest.raises(ConfigError, match="no option 'url'"):
        SpoolExportFactory().open(AdapterConfig(name="spool", location=str(tmp_path), options={"url": "x"}))
    by_option = SpoolExportFactory().open(AdapterConfig(name="spool", options={"folder": str(tmp_path / "o")}))
    assert isinstance(by_option.export(ENTRY), Exported)
    by_option.close()
