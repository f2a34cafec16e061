"""Sealing: everything once, by one sealer at a time, within the time that is promised; keys and anchors in files."""

import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from arende.domain import commands as c
from arende.engine.audit import AuditKeyMissing, FileAnchor, What, create_key, rotate_key
from arende.engine.audit.content import REDACTED, SEAL_STREAM, redaction_ref
from arende.engine.audit.faults import Blind
from arende.engine.audit.keys import key_path, read_keys
from arende.engine.audit.pace import Pace
from arende.engine.audit.sealer import OVERLAP, Sealer
from arende.engine.audit.seals import read_seal
from arende.engine.shards import is_provider
from arende.engine.verifying import every_stream, verify
from arende.ports.anchor import AnchorError, ChainHead
from arende.ports.records import AccessEntry, Append, Record
from arende.ports.storage import Storage
from arende.ports.times import from_micros
from arende.testing.clock import FakeClock
from arende.wire.records import tombstone
from arende_storage.memory.storage import MemoryStorage
from arende_storage.sqlite.plugin import SqliteProvider

from .clinic import HERE, NURSE, SHARD, Clinic, open_clinic
from .log import KEYS, SECOND, START, Remembering, entry_at, records_at


def sealed_keys(storage: Storage) -> list[str]:
    return [key for r in storage.records(SHARD, SEAL_STREAM, 0, 1000) for key, _ in read_seal(r).items]


@pytest.mark.spec("B23")
def test_reads_and_writes_are_sealed_once_and_hold(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    clinic.engine.queries.thread(NURSE, case).unwrap()
    assert clinic.engine.audit.seal_once() > 0
    assert clinic.engine.audit.seal_once() == 0
    clinic.do(c.SendMessage(case=case, text="Hej"), NURSE)
    assert clinic.engine.audit.seal_once() == 1
    verified = clinic.engine.audit.verify(clinic.engine.audit.anchor)
    assert (verified.faults, verified.waiting) == ((), 0)
    keys = sealed_keys(clinic.engine.storage)
    assert len(keys) == len(set(keys))
    assert f"r:case/{case.partition('.')[2]}#2" in keys


def test_events_that_carry_no_command_are_sealed_too(clinic: Clinic) -> None:
    """A person's identifier is claimed in a stream of its own, by the command that registers the person."""
    clinic.engine.audit.seal_once()
    assert any(key.startswith("r:identifier/") for key in sealed_keys(clinic.engine.storage))


def test_what_is_no_care_providers_is_no_part_of_the_log(clinic: Clinic) -> None:
    """Sign-ins and what has been used have parts of their own in the storage; no patient is named there."""
    clinic.engine.sessions.sign_in("SE1.sara", assurance="loa3")
    assert clinic.engine.once.first_time("nonce", 1, 2)
    clinic.engine.audit.seal_once()
    parts = [shard for shard in clinic.engine.storage.shards() if not is_provider(shard)]
    assert parts != []
    assert not [shard for shard in parts if clinic.engine.storage.records(shard, SEAL_STREAM, 0, 1)]
    verified = clinic.engine.audit.verify(clinic.engine.audit.anchor)
    assert (verified.faults, verified.waiting) == ((), 0)
    assert Blind.NEVER_SEALED not in {one.blind for one in verified.cannot_see}


def test_seals_and_samples_are_nothing_to_replay(clinic: Clinic) -> None:
    clinic.engine.audit.seal_once()
    assert verify(clinic.engine.storage).faults == ()
    assert (SHARD, SEAL_STREAM) not in set(every_stream(clinic.engine.storage))


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_sealers_at_once_extend_one_chain_and_seal_nothing_twice(kind: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    storage = MemoryStorage() if kind == "memory" else SqliteProvider().open(url, create=True, migrate=True)
    clock = FakeClock(from_micros(START + 3600 * SECOND))
    with closing(storage):
        sealers = [Sealer(storage=storage, clock=clock, keys=lambda: KEYS) for _ in range(4)]
        stop = threading.Event()

        def seal(sealer: Sealer) -> None:
            while not stop.is_set():
                sealer.seal_once()

        threads = [threading.Thread(target=seal, args=(sealer,)) for sealer in sealers]
        for thread in threads:
            thread.start()
        for number in range(200):
            storage.commit([Append(shard=SHARD, access=(entry_at(number, START + number * SECOND),))])
        stop.set()
        for thread in threads:
            thread.join()
        while sealers[0].seal_once():
            pass
        keys = sealed_keys(storage)
        assert len(keys) == len(set(keys)) == 200
        again = Sealer(storage=storage, clock=clock, keys=lambda: KEYS)
        assert again.seal_once() == 0, "a sealer that starts later finds the end of the chain"


def test_what_is_written_late_is_sealed_for_ten_minutes_and_named_after_that(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    with closing(SqliteProvider().open(url, create=True, migrate=True)) as storage:
        clock = FakeClock(from_micros(START + 2 * OVERLAP))
        sealer = Sealer(storage=storage, clock=clock, keys=lambda: KEYS)
        storage.commit([Append(shard=SHARD, access=(entry_at(1, START + OVERLAP + 5 * SECOND),))])
        assert sealer.seal_once() == 1
        storage.commit([Append(shard=SHARD, access=(entry_at(2, START + 10 * SECOND),))])
        assert sealer.seal_once() == 1
        storage.commit([Append(shard=SHARD, access=(entry_at(3, START + 1 * SECOND),))])
        assert sealer.seal_once() == 0


def test_an_entry_with_an_id_that_is_not_ours_is_never_sealed(clinic: Clinic) -> None:
    audit = clinic.engine.audit
    clinic.clock.set(datetime.now(UTC) + timedelta(hours=1))
    clinic.engine.queries.search_patients(NURSE, "anton").unwrap()
    audit.seal_once()
    entry = AccessEntry(
        id="zzz", who="x", assignment=None, unit=None, purpose="p", action="read:case", subjects=(), at=0, ref=""
    )
    clinic.engine.storage.commit([Append(shard=SHARD, access=(entry,))])
    assert audit.seal_once() == 0
    assert [(f.what, f.name) for f in audit.verify().faults] == [(What.INSERTED, "åtkomstpost zzz")]


def test_a_time_in_the_future_keeps_nothing_from_being_sealed(tmp_path: Path) -> None:
    storage = MemoryStorage()
    sealer = Sealer(storage=storage, clock=FakeClock(from_micros(START)), keys=lambda: KEYS)
    storage.commit([records_at(0, START + 10**15)])
    assert sealer.seal_once() == 1
    storage.commit([records_at(1, START)])
    assert sealer.seal_once() == 1


@pytest.mark.spec("B26")
def test_a_redaction_that_the_log_tells_of_is_no_fault_and_any_other_change_is(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    clinic.do(c.SendMessage(case=case, text="hemligt"), NURSE)
    storage, audit, stream = clinic.engine.storage, clinic.engine.audit, f"case/{case.partition('.')[2]}"
    audit.seal_once()
    record = storage.records(SHARD, stream, 1, 1)[0]
    gone = tombstone(record)
    storage.redact(SHARD, stream, 2, gone)
    assert [fault.what for fault in audit.verify().faults] == [What.CHANGED]
    storage.commit([Append(shard=SHARD, access=(redaction("01a20557-0971-7206-853c-3a137d8a7872", record, gone),))])
    assert [fault.what for fault in audit.verify().faults if fault.name.startswith("händelse")] == []
    storage.redact(SHARD, stream, 2, gone.replace(b'"number":1', b'"number":2'))
    assert What.CHANGED in {fault.what for fault in audit.verify().faults}
    other = b'{"text":"ett annat ord"}'
    storage.redact(SHARD, stream, 2, other)
    storage.commit([Append(shard=SHARD, access=(redaction("01a20557-0972-7206-853c-3a137d8a7872", record, other),))])
    assert What.CHANGED in {fault.what for fault in audit.verify().faults}, "what is no tombstone is no redaction"


def redaction(id: str, record: Record, now: bytes) -> AccessEntry:
    """What the log says of a redaction."""
    return AccessEntry(
        id=id,
        who="operator:prov",
        assignment=None,
        unit=None,
        purpose="drift",
        action=REDACTED,
        subjects=(),
        at=record.at,
        ref=redaction_ref(record, now),
    )


def test_keys_are_their_owners_alone_never_written_over_and_can_be_rotated(on_sqlite: Clinic) -> None:
    clinic = on_sqlite
    assert stat.S_IMODE(clinic.key.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        create_key(clinic.key)
    clinic.engine.audit.seal_once()
    first = clinic.key.read_text()
    rotate_key(clinic.key)
    clinic.open_case("anton")
    assert clinic.engine.audit.seal_once() > 0
    assert len({read_seal(r).key for r in clinic.engine.storage.records(SHARD, SEAL_STREAM, 0, 99)}) == 2
    assert clinic.engine.audit.verify().faults == ()
    second = clinic.key.read_text().removeprefix(first)
    clinic.key.write_text(second)
    assert {fault.what for fault in clinic.engine.audit.verify().faults} == {What.KEY_UNKNOWN}


@pytest.mark.parametrize("content", ["", "00\n", "x" * 64, "0a" * 33, "å"])
def test_without_a_key_nothing_is_sealed_and_it_is_said_why(on_sqlite: Clinic, content: str) -> None:
    audit, key = on_sqlite.engine.audit, on_sqlite.key
    assert audit.ready() is None
    key.write_text(content, encoding="utf-8")
    with pytest.raises(AuditKeyMissing) as told:
        audit.seal_once()
    assert str(key) in str(told.value)
    assert len(content) < 3 or content not in str(told.value)
    on_sqlite.engine.worker.run_once()
    key.unlink()
    assert "arende audit key" in str(audit.ready())
    with pytest.raises(AuditKeyMissing):
        audit.verify()


def test_the_key_lies_beside_a_database_that_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "a b.db").touch()
    assert key_path("", f"sqlite:///{tmp_path}/a%20b.db?x=1") == tmp_path / "a b.db.key"
    assert key_path("/here/k", f"sqlite:///{tmp_path}/a%20b.db") == Path("/here/k")
    for url in ("memory:", "postgresql://host/name", f"sqlite:///{tmp_path}/none.db", "sqlite:///"):
        assert key_path("", url) is None
    with pytest.raises(AuditKeyMissing, match=r"audit\.key_file"):
        read_keys(None)


def test_the_anchor_in_a_file_is_only_added_to(on_sqlite: Clinic) -> None:
    clinic = on_sqlite
    clinic.engine.audit.seal_once()
    before = clinic.anchor.read_bytes()
    clinic.open_case("anton")
    clinic.engine.audit.seal_once()
    clinic.engine.audit.seal_once()
    assert clinic.anchor.read_bytes().startswith(before)
    heads = list(FileAnchor(clinic.anchor).told())
    assert [head.seq for head in heads if head.shard == SHARD] == [1, 2]
    clinic.anchor.write_bytes(before + b"not a line\n")
    assert [f.what for f in clinic.engine.audit.verify(FileAnchor(clinic.anchor)).faults] == [What.ANCHOR_BROKEN]


class Failing(Remembering):
    """An anchor that cannot be written at first."""

    def tell(self, head: ChainHead) -> None:
        if not self.heads:
            self.heads.append(head)
            raise AnchorError("Ankaret svarar inte.")
        super().tell(head)


def test_an_anchor_of_the_hosts_is_told_and_one_that_fails_stops_no_sealing(tmp_path: Path) -> None:
    anchor = Failing()
    clinic = open_clinic("memory:", tmp_path, anchor=anchor)
    with closing(clinic.engine):
        clinic.engine.audit.make_key()
        clinic.do(c.RegisterProvider(provider=HERE, name="Vården", sender="Kliniken"))
        with pytest.raises(AnchorError):
            clinic.engine.audit.seal_once()
        assert sealed_keys(clinic.engine.storage) == ["r:provider/self#1"]
        assert clinic.engine.audit.seal_once() == 0
        assert [head.seq for head in anchor.heads[1:]] == [1], "told the next time"


def test_the_worker_seals_within_ten_seconds_and_when_it_stops(on_sqlite: Clinic) -> None:
    clinic = on_sqlite
    clinic.engine.worker.run_once()
    assert clinic.engine.audit.seal_once() == 0, "run_once has sealed"
    stop = threading.Event()
    thread = threading.Thread(target=clinic.engine.worker.run, args=(stop,))
    thread.start()
    clinic.open_case("anton")
    stop.set()
    thread.join(20)
    assert clinic.engine.audit.seal_once() == 0


def test_the_pace_is_kept_by_all_that_ask() -> None:
    calls: list[int] = []

    def seal() -> int:
        calls.append(1)
        return 1

    pace = Pace(seal)
    for _ in range(50):
        pace.if_due()
    assert len(calls) == 1
    pace.following = 0.0
    pace.if_due()
    assert len(calls) == 2


def test_what_is_written_by_a_clock_that_was_moved_back_is_sealed_too(clinic: Clinic) -> None:
    clinic.engine.audit.seal_once()
    clinic.clock.set(clinic.clock.now() - timedelta(days=2))
    clinic.open_case("anton")
    assert clinic.engine.audit.seal_once() == 1
    clinic.clock.set(clinic.clock.now() + timedelta(days=3))
    assert clinic.engine.audit.verify().faults == ()
