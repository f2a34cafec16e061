"""What is kept beside the records is only a cache: faults in it are named, and it is made anew from the records."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from arende.domain.ids import Kind, Ref
from arende.engine.verifying import rebuild, verify
from arende.ports.records import Head, Shard
from arende.wire.names import stream_name
from attrs import evolve

from .clinic import HERE, NURSE, Clinic, open_clinic, put_up
from .snapshot import everything

Spoil = Callable[[Head], Head]

SPOILT: dict[str, Spoil] = {
    "the head's state": lambda head: evolve(head, body=head.body.replace(b"Anton", b"Anders")),
    "the head's version": lambda head: evolve(head, version=head.version + 1),
    "the indexed columns": lambda head: evolve(head, columns={**head.columns, "label": "fel"}),
}
"""By the fault's name: what is done to the head."""


def anton(clinic: Clinic) -> str:
    return stream_name(Ref(Kind.PERSON, clinic.persons["anton"]))


def busy(clinic: Clinic) -> None:
    case = clinic.open_case("elsa", rep="karin")
    clinic.say(case, "Hej")
    clinic.say(case, "Hej", clinic.rep("karin"))
    clinic.open_visit()
    clinic.work()


@pytest.mark.parametrize("fault", list(SPOILT))
def test_a_spoilt_head_is_named_and_made_anew(clinic: Clinic, fault: str) -> None:
    busy(clinic)
    storage, stream, before = clinic.engine.storage, anton(clinic), everything(clinic.engine.storage)
    (head,) = storage.heads(Shard(HERE), [stream])
    assert head is not None
    assert storage.rebuild(Shard(HERE), head.version, SPOILT[fault](head), ["anton", "testberg"])
    assert [(f.shard, f.stream, f.what) for f in verify(storage).faults] == [(HERE, stream, fault)]
    assert rebuild(storage) == verify(storage).streams
    assert verify(storage).faults == ()
    assert everything(storage) == before


def test_spoilt_tokens_are_named_and_made_anew(clinic: Clinic) -> None:
    storage, stream, before = clinic.engine.storage, anton(clinic), everything(clinic.engine.storage)
    (head,) = storage.heads(Shard(HERE), [stream])
    assert head is not None
    assert storage.rebuild(Shard(HERE), head.version, head, ["nagon", "annan"])
    assert [f.what for f in verify(storage).faults] == ["the search tokens"]
    rebuild(storage)
    assert everything(storage) == before


def test_progress_is_told_stream_by_stream(clinic: Clinic) -> None:
    told: list[int] = []
    found = verify(clinic.engine.storage, told.append)
    assert told == list(range(1, found.streams + 1))


def test_a_fault_shows_no_personal_data(clinic: Clinic) -> None:
    storage = clinic.engine.storage
    (head,) = storage.heads(Shard(HERE), [anton(clinic)])
    assert head is not None
    storage.rebuild(Shard(HERE), head.version, SPOILT["the head's state"](head), [])
    assert "Anton" not in repr(verify(storage).faults)


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[tuple[Clinic, Path]]:
    """A clinic whose database can be reached past the port."""
    path = tmp_path / "clinic.db"
    clinic = put_up(open_clinic(f"sqlite:///{path}", tmp_path))
    busy(clinic)
    yield clinic, path
    clinic.engine.close()


def directly(path: Path, statement: str, *values: str | int) -> None:
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(statement, values).rowcount > 0
    connection.close()


def test_every_head_and_token_gone_is_named_and_made_anew(on_disk: tuple[Clinic, Path]) -> None:
    clinic, path = on_disk
    before = everything(clinic.engine.storage)
    directly(path, "DELETE FROM arende_heads")
    directly(path, "DELETE FROM arende_tokens")
    found = verify(clinic.engine.storage)
    assert len(found.faults) == found.streams
    assert {fault.what for fault in found.faults} == {"the head is missing"}
    rebuild(clinic.engine.storage)
    assert everything(clinic.engine.storage) == before
    assert [row.name for row in clinic.engine.queries.search_patients(NURSE, "testb").unwrap().items] == [
        "Anton Testberg"
    ]


def test_records_that_are_gone_are_named_and_the_rest_is_looked_at(on_disk: tuple[Clinic, Path]) -> None:
    clinic, path = on_disk
    case = clinic.engine.queries.inbox(NURSE).unwrap().items[0].id
    stream = stream_name(Ref(Kind.CASE, case))
    directly(path, "DELETE FROM arende_records WHERE stream = ? AND seq = 2", stream)
    directly(path, "DELETE FROM arende_records WHERE stream = ?", anton(clinic))
    directly(path, "UPDATE arende_records SET body = '{}' WHERE stream = ?", "reason/eksem")
    directly(path, "UPDATE arende_records SET name = 'ny.handelse' WHERE stream = ?", "reason/uppfoljning")
    found = {fault.stream: fault.what for fault in verify(clinic.engine.storage).faults}
    assert found == {
        stream: "records: ValueError",
        anton(clinic): "records: ValueError",
        "reason/eksem": "records: BrokenRecord",
        "reason/uppfoljning": "records: UnknownRecord",
    }
