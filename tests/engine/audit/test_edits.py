"""A sealed log that is edited: every edit is found and named, in small logs, in a large one, and in a real database."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from arende.engine.audit.content import SEAL_STREAM, Item, entry_item, record_item
from arende.engine.audit.faults import Blind, What
from arende.engine.audit.keys import Keyring, key_id
from arende.engine.audit.sealer import Sealer
from arende.engine.audit.seals import START as FIRST
from arende.engine.audit.seals import append, read_seal, sealed
from arende.engine.audit.verifier import Verifier
from arende.ports.records import AccessEntry, CommandMark, Record
from arende.ports.times import from_micros
from arende.testing.clock import FakeClock
from arende_storage.sqlite.plugin import SqliteProvider
from attrs import evolve

from .log import EDITS, KEYS, SECOND, SHARD, START, Edit, Log, entry_at, fill, sealed_log


@pytest.fixture(scope="module")
def log() -> Log:
    """Left as it was by every test."""
    return sealed_log(1000)


def last_seal(log: Log) -> int:
    return max(seq for stream, seq in log.inside.records if stream == SEAL_STREAM)


def change_seal(log: Log, seq: int, body: bytes) -> None:
    log.inside.records[SEAL_STREAM, seq] = evolve(log.inside.records[SEAL_STREAM, seq], body=body)


@pytest.mark.spec("B23")
def test_a_log_that_nobody_touched_has_no_fault(log: Log) -> None:
    verified = log.verify(log.anchor)
    assert verified.faults == ()
    assert (verified.sealed, verified.waiting, verified.seals) == (1000, 0, 20)


@pytest.mark.spec("B23")
@pytest.mark.parametrize("edit", EDITS)
def test_each_kind_of_edit_is_named_exactly(log: Log, edit: Edit) -> None:
    for seed in range(4):
        with log.put_back():
            wanted = edit(log.inside, Random(seed))
            assert log.found() == wanted
    assert log.found(log.anchor) == set()


@pytest.mark.slow
@pytest.mark.spec("B23")
def test_a_thousand_random_edits_are_all_found(log: Log) -> None:
    random = Random(23)
    for number in range(1000):
        with log.put_back():
            wanted = random.choice(EDITS)(log.inside, random)
            assert log.found() == wanted, number


def test_a_changed_seal_is_named_and_breaks_nothing_else(log: Log) -> None:
    body = log.inside.records[SEAL_STREAM, 7].body
    digest = body.split(b'"items":[["')[1].split(b'","')[1][:64]
    with log.put_back():
        change_seal(log, 7, body.replace(b'"upto":[', b'"upto":[1'))
        assert (What.SEAL_BROKEN, "försegling 7") in log.found()
    with log.put_back():
        change_seal(log, 7, body.replace(digest, b"0" * 64))
        found = log.found()
        assert (What.SEAL_BROKEN, "försegling 7") in found
        assert len(found) == 2, "and the thing whose digest was changed"
    with log.put_back():
        change_seal(log, 7, b"not a seal")
        assert (What.SEAL_BROKEN, "försegling 7") in log.found()


def test_a_record_changed_together_with_its_seal_is_found_without_the_key(log: Log) -> None:
    """Whoever has the database, and not the key, cannot make the seal right again."""
    other = bytes(range(1, 33))
    with log.put_back():
        seals = [r for (stream, _), r in log.inside.records.items() if stream == SEAL_STREAM and r.seq < 20]
        log.inside.records = {
            place: r for place, r in log.inside.records.items() if place[0] != SEAL_STREAM or place[1] < 20
        }
        (write,) = append(SHARD, sealed(keyring(other), SHARD, 20, START, FIRST, (), (0, 0))).writes
        log.inside.records[SEAL_STREAM, 20] = write.records[0]
        assert len(seals) == 19
        assert (What.KEY_UNKNOWN, "försegling 20") in log.found()
        renamed = write.records[0].body.replace(key_id(other).encode(), KEYS.current.encode())
        change_seal(log, 20, renamed)
        assert (What.SEAL_BROKEN, "försegling 20") in log.found()


def keyring(secret: bytes) -> Keyring:
    return Keyring({key_id(secret): secret}, key_id(secret))


def test_a_seal_that_was_made_anew_breaks_the_link_of_the_next(log: Log) -> None:
    """Right by its key, and still not the one that the chain went on from."""
    with log.put_back():
        six = read_seal(log.inside.records[SEAL_STREAM, 6])
        seven = read_seal(log.inside.records[SEAL_STREAM, 7])
        items = tuple(Item(key, 0, digest) for key, digest in seven.items)
        (write,) = append(SHARD, sealed(KEYS, SHARD, 7, seven.at + 1, six.hmac, items, seven.upto)).writes
        log.inside.records[SEAL_STREAM, 7] = write.records[0]
        assert log.found() == {(What.SEAL_BROKEN, "försegling 8")}


def test_a_thing_that_was_sealed_twice_is_no_fault() -> None:
    log = sealed_log(200)
    end = read_seal(log.inside.records[SEAL_STREAM, last_seal(log)])
    first = read_seal(log.inside.records[SEAL_STREAM, 1])
    items = tuple(Item(key, 0, digest) for key, digest in first.items)
    log.storage.commit([append(SHARD, sealed(KEYS, SHARD, end.seq + 1, end.at, end.hmac, items, end.upto))])
    assert log.found() == set()
    id = next(key for key, _ in first.items if key.startswith("e:")).removeprefix("e:")
    del log.inside.access[id]
    assert log.found() == {(What.REMOVED, f"åtkomstpost {id}")}


def test_a_missing_seal_and_seals_that_changed_places_are_named(log: Log) -> None:
    with log.put_back():
        del log.inside.records[SEAL_STREAM, 7]
        assert (What.SEAL_MISSING, "försegling 7") in log.found()
    with log.put_back():
        records = log.inside.records
        seven, eight = records[SEAL_STREAM, 7], records[SEAL_STREAM, 8]
        records[SEAL_STREAM, 7], records[SEAL_STREAM, 8] = evolve(eight, seq=7), evolve(seven, seq=8)
        assert {(What.SEAL_BROKEN, "försegling 7"), (What.SEAL_BROKEN, "försegling 8")} <= log.found()


def cut_tail(log: Log, seals: int) -> None:
    """The last seals, and all that they cover."""
    keep = last_seal(log) - seals
    times = [r.at for (stream, seq), r in log.inside.records.items() if stream == SEAL_STREAM and seq == keep]
    log.inside.records = {
        place: r
        for place, r in log.inside.records.items()
        if (place[1] <= keep if place[0] == SEAL_STREAM else r.at < times[0])
    }
    log.inside.access = {id: entry for id, entry in log.inside.access.items() if entry.at < times[0]}
    log.inside.heads = {**log.inside.heads}
    head = log.inside.heads[SEAL_STREAM]
    log.inside.heads[SEAL_STREAM] = evolve(head, version=keep)


@pytest.mark.spec("B23")
def test_a_tail_that_was_cut_is_seen_with_the_anchor_and_said_not_to_be_without(log: Log) -> None:
    heads = log.inside.heads
    with log.put_back():
        cut_tail(log, 3)
        without = log.verify()
        assert without.faults == ()
        assert Blind.NO_ANCHOR in {one.blind for one in without.cannot_see}
        assert log.found(log.anchor) == {(What.TAIL_CUT, f"försegling {n}") for n in (18, 19, 20)}
    log.inside.heads = heads


@pytest.mark.spec("B23")
def test_a_tail_that_was_rewritten_by_the_keys_holder_is_seen_with_the_anchor(log: Log) -> None:
    heads = log.inside.heads
    with log.put_back():
        cut_tail(log, 1)
        log.inside.access[entry_at(8000, log.end).id] = entry_at(8000, log.end)
        clock = FakeClock(from_micros(log.end + SECOND))
        assert Sealer(storage=log.storage, clock=clock, keys=lambda: KEYS).seal_once() == 1
        assert log.found() == set()
        assert log.found(log.anchor) == {(What.NOT_AS_ANCHORED, "försegling 20")}
    log.inside.heads = heads


def test_a_whole_chain_that_is_gone_is_seen_with_the_anchor(log: Log) -> None:
    with log.put_back():
        log.inside.records = {place: r for place, r in log.inside.records.items() if place[0] != SEAL_STREAM}
        assert {what for what, _ in log.found()} == {What.UNSEALED}
        assert Blind.NEVER_SEALED in {one.blind for one in log.verify().cannot_see}
        assert (What.TAIL_CUT, "försegling 20") in log.found(log.anchor)


def test_what_is_new_is_counted_and_only_when_it_is_old_a_fault(log: Log) -> None:
    with log.put_back():
        log.inside.access[entry_at(9000, log.end).id] = entry_at(9000, log.end)
        verified = log.verify()
        assert (verified.waiting, verified.faults) == (1, ())
        late = Verifier(log.storage, KEYS, log.end + 3600 * SECOND).verify(None, lambda _: None)
        assert [fault.what for fault in late.faults] == [What.UNSEALED]


@pytest.mark.slow
@pytest.mark.spec("B23")
def test_twenty_edits_in_a_log_of_a_hundred_thousand_are_all_found(tmp_path: Path) -> None:
    url, clock = f"sqlite:///{tmp_path}/a.db", FakeClock(from_micros(START))
    random = Random(24)
    with closing(SqliteProvider().open(url, create=True, migrate=True)) as storage:
        end = fill(storage, 100_000, Sealer(storage=storage, clock=clock, keys=lambda: KEYS), clock, 1000)
        with closing(sqlite3.connect(tmp_path / "a.db")) as c:
            wanted = set().union(*(edit(c, random) for edit in SQL * 5))
            c.commit()
        verified = Verifier(storage, KEYS, end + 300 * SECOND).verify(None, lambda _: None)
    assert len(SQL * 5) == 20
    assert verified.sealed == 100_000
    assert {(fault.what, fault.name) for fault in verified.faults} == wanted


def sql_flip(c: sqlite3.Connection, random: Random) -> set[tuple[What, str]]:
    (id,) = c.execute("SELECT id FROM arende_access ORDER BY id LIMIT 1 OFFSET ?", [random.randrange(400)]).fetchone()
    c.execute("UPDATE arende_access SET who = 'staff:SE1.ingen' WHERE id = ?", [id])
    return {(What.CHANGED, f"åtkomstpost {id}")}


def sql_drop(c: sqlite3.Connection, random: Random) -> set[tuple[What, str]]:
    stream = f"case/{random.randrange(10)}"
    (seq,) = c.execute(
        "SELECT seq FROM arende_records WHERE stream = ? ORDER BY seq LIMIT 1 OFFSET ?", [stream, random.randrange(9)]
    ).fetchone()
    c.execute("DELETE FROM arende_records WHERE stream = ? AND seq = ?", [stream, seq])
    return {(What.REMOVED, f"händelse {stream}#{seq}")}


def sql_swap(c: sqlite3.Connection, random: Random) -> set[tuple[What, str]]:
    ids: list[tuple[str]] = c.execute("SELECT id FROM arende_access ORDER BY id DESC LIMIT 200").fetchall()
    (one,), (other,) = random.sample([id for id in ids if id[0] not in SWAPPED], 2)
    SWAPPED.update((one, other))
    for table, column in (("arende_access", "id"), ("arende_access_subjects", "entry")):
        c.execute(f"UPDATE {table} SET {column} = 'x' WHERE {column} = ?", [one])
        c.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", [one, other])
        c.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = 'x'", [other])
    return {(What.REORDERED, f"åtkomstpost {id}") for id in (one, other)}


SWAPPED: set[str] = set()


def sql_insert(c: sqlite3.Connection, random: Random) -> set[tuple[What, str]]:
    stream = f"case/ny{random.randrange(10**9)}"
    c.execute(
        "INSERT INTO arende_records (shard, stream, seq, name, schema, body, at) VALUES ('SE1', ?, 1, 'x', 1, x'', ?)",
        [stream, START + random.randrange(200) * SECOND],
    )
    return {(What.INSERTED, f"händelse {stream}#1")}


SqlEdit = Callable[[sqlite3.Connection, Random], set[tuple[What, str]]]
SQL: tuple[SqlEdit, ...] = (sql_flip, sql_drop, sql_swap, sql_insert)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Path]:
    clock = FakeClock(from_micros(START))
    with closing(SqliteProvider().open(f"sqlite:///{tmp_path}/a.db", create=True, migrate=True)) as storage:
        fill(storage, 1000, Sealer(storage=storage, clock=clock, keys=lambda: KEYS), clock, 50)
        SWAPPED.clear()
        yield tmp_path / "a.db"


@pytest.mark.spec("B23")
@pytest.mark.parametrize("edit", SQL)
def test_edits_by_sql_are_found(database: Path, edit: SqlEdit) -> None:
    with closing(sqlite3.connect(database)) as c:
        wanted = edit(c, Random(7))
        c.commit()
    with closing(SqliteProvider().open(f"sqlite:///{database}", create=False, migrate=False)) as storage:
        verified = Verifier(storage, KEYS, START + 1300 * SECOND).verify(None, lambda _: None)
    assert {(fault.what, fault.name) for fault in verified.faults} == wanted


def test_a_seal_is_no_record_of_anything_else(log: Log) -> None:
    seals: list[Record] = list(log.storage.records(SHARD, SEAL_STREAM, 0, 100))
    assert all(b"SE1.p" not in seal.body for seal in seals), "a seal names no person"


def test_every_field_of_an_entry_and_of_a_record_counts() -> None:
    entry = entry_at(1, START)
    mark = CommandMark(command_id="c", digest=b"d", actor="a", assignment="b", purpose="p", events=1)
    others: list[AccessEntry] = [evolve(entry, who="x"), evolve(entry, assignment="x"), evolve(entry, unit="x")]
    others += [evolve(entry, purpose="x"), evolve(entry, action="x"), evolve(entry, ref="x")]
    others += [evolve(entry, subjects=()), evolve(entry, at=0), evolve(entry, command=mark)]
    assert len({entry_item(one).digest for one in [entry, *others]}) == 10
    record = Record(shard=SHARD, stream="a", seq=1, name="n", schema=1, body=b"", at=1, first=mark)
    marks: list[CommandMark | None] = [
        None,
        evolve(mark, command_id="x"),
        evolve(mark, actor="x"),
        evolve(mark, assignment="x"),
        evolve(mark, purpose="x"),
        evolve(mark, digest=b"x"),
        evolve(mark, events=2),
    ]
    changed: list[Record] = [evolve(record, first=one) for one in marks]
    changed += [evolve(record, name="x"), evolve(record, schema=2), evolve(record, body=b"x"), evolve(record, at=2)]
    assert len({record_item(one).digest for one in [record, *changed]}) == 12
    keys = {record_item(one).key for one in (record, evolve(record, stream="b"), evolve(record, seq=2))}
    assert len(keys) == 3
