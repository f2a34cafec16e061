"""Each failure at each statement in turn, on the storage and through the engine: nothing lost, nothing done twice."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from arende.domain import commands as c
from arende.domain.ids import CaseId, Kind, Ref
from arende.domain.notice.next_step import LOOK_AFTER
from arende.domain.refusals import Unavailable, Unclear
from arende.engine import Engine
from arende.engine.entrance import Request
from arende.engine.handle import Answer
from arende.engine.verifying import verify
from arende.engine.worker import LEASE
from arende.ports.records import Append, Committed, Head, Later, Lease, OutboxItem, Outcome, Record, Repeated, Shard
from arende.ports.storage import OutcomeUnknown, Storage, StorageError, StorageUnavailable
from arende.wire.names import stream_name
from arende.wire.outbox import SMS
from arende_storage.memory.storage import MemoryStorage
from arende_storage.sqlite.url import place
from attrs import frozen
from returns.pipeline import is_successful

from tests.depth import more_when_slow
from tests.engine.clinic import FOLLOW_UP, HERE, NURSE, open_clinic, put_up

from ..build import S, append, entry, logged
from ..story import commands, stands, story
from .faults import WAYS, Door, Faults, Way, provider

T = TypeVar("T")
TRIES = 4


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def failing(url: str, faults: Faults) -> Iterator[Storage]:
    with closing(provider(faults).open(url, create=True, migrate=False)) as storage:
        storage.commit([append("warm", "warm")])
        yield storage


@frozen
class Persistent:
    """A caller that asks again. What is said to have left nothing is held to it; what is unknown is looked up."""

    storage: Storage

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        ids = [one.mark.command_id for one in group if one.mark is not None]
        assert len(ids) == len(group)
        before = self.known(ids)
        outcomes: dict[str, Outcome] = {}
        for _ in range(TRIES):
            left = [one for one, id in zip(group, ids, strict=True) if id not in outcomes]
            try:
                found = self.storage.commit(left)
            except OutcomeUnknown:
                outcomes |= {id: Committed() for id in self.known(ids)}
                if len(outcomes) == len(ids):
                    break
            except StorageUnavailable:
                assert self.known(ids) == before | set(outcomes), "nothing of the failed call was kept"
            else:
                outcomes |= zip([id for id in ids if id not in outcomes], found, strict=True)
                break
        return [outcomes[id] for id in ids]

    def known(self, ids: Sequence[str]) -> set[str]:
        found = [asked(partial(self.storage.find, S, id)) for id in ids]
        return {id for id, one in zip(ids, found, strict=True) if one is not None}

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        return asked(lambda: self.storage.lease(worker, now, wanted, ttl))

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        return asked(lambda: self.storage.due(lease, now, limit))

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        return asked(lambda: self.storage.settle(lease, done, later))

    def release(self, lease: Lease) -> bool:
        return asked(lambda: self.storage.release(lease))

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        asked(lambda: self.storage.redact(shard, stream, seq, tombstone))

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        return asked(lambda: self.storage.rebuild(shard, expected, head, tokens))


def asked(work: Callable[[], T]) -> T:
    """Until it is answered. Only what may work later is asked again: anything else is a wrong answer."""
    for _ in range(TRIES):
        try:
            return work()
        except StorageUnavailable:
            continue
    raise AssertionError("it did not mend")


@pytest.mark.parametrize("way", more_when_slow(WAYS[::-1]))
def test_a_failure_at_any_statement_changes_nothing_in_the_end(failing: Storage, faults: Faults, way: Way) -> None:
    model, caller = MemoryStorage(), Persistent(failing)
    for n in range(1, 999):
        faults.set(way, n)
        told = story(caller, n)
        failed = faults.mend()
        assert told == story(model, n), failed
        assert stands(failing, n) == stands(model, n), failed
        for one in (one for group in commands(n) for one in group):
            (again,) = failing.commit([one])
            assert isinstance(again, Repeated), failed
            carried = again.first.first if isinstance(again.first, Record) else again.first.command
            assert carried == one.mark, "the first receipt again"
        assert stands(failing, n) == stands(model, n), failed
        if not failed:
            break
    assert n > 20


GROUPS = {
    "alone": [append("x1", "x", access=[entry("x-e1")])],
    "group": [append("x1", "x"), append("x2", "x", 1), append("x3", "y")],
    "access": [logged("x1", "x-e1")],
}


@pytest.mark.parametrize("way", more_when_slow(WAYS[::-1], 2))
@pytest.mark.parametrize("name", GROUPS)
def test_what_fails_at_every_statement_from_one_on_leaves_no_transaction_behind(
    url: str, faults: Faults, way: Way, name: str
) -> None:
    """Also ROLLBACK fails: the connection goes, and neither this writer nor another is kept out."""
    group = GROUPS[name]
    for n in range(1, 99):
        path = place(f"{url}{n}").path
        with closing(provider(faults).open(f"sqlite:///{path}", create=True, migrate=False)) as storage:
            storage.commit([append("warm", "warm")])
            faults.set(way, n, always=True)
            try:
                storage.commit(group)
                ended: type[StorageError] | None = None
            except StorageUnavailable as error:
                ended = type(error)
            failed = faults.mend()
            assert (ended is None) is (failed == ""), failed
            assert (ended is OutcomeUnknown) is (failed == "COMMIT" and way != "busy"), failed
            with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
            kept = [storage.find(S, f"x{i}") is not None for i in range(1, len(group) + 1)]
            assert len(set(kept)) == 1, "all of it or nothing"
            assert kept[0] is (not failed or (failed == "COMMIT" and way.endswith("after"))), failed
            outcomes = storage.commit(group)
            assert all(isinstance(one, Repeated if kept[0] else Committed) for one in outcomes), failed
        if not failed:
            break
    assert n > 4


def test_each_error_is_one_sentence_of_the_port(failing: Storage, faults: Faults) -> None:
    words: dict[Way, str] = {"busy": "locked", "disk before": "disk failed", "lost before": "was lost"}
    for way, word in words.items():
        faults.set(way, 1)
        with pytest.raises(StorageUnavailable, match=word) as error:
            failing.heads(S, ["warm"])
        assert error.value.__cause__ is None and "Error" not in str(error.value)
        faults.mend()
        assert failing.heads(S, ["warm"])[0] is not None


@pytest.mark.spec("S9")
@pytest.mark.parametrize("way", more_when_slow(WAYS[::-1]))
def test_through_the_engine_every_command_is_carried_out_once(
    url: str, faults: Faults, way: Way, tmp_path: Path
) -> None:
    clinic = open_clinic(f"failing:{url}", tmp_path, plugins=[Door(provider(faults))])
    with closing(clinic.engine) as engine:
        put_up(clinic)
        sent = 0
        for n in range(1, 200):
            faults.set(way, n)
            opening = c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, days=3, message="ett")
            opened = insisted(engine, [Request(command=opening, actor=NURSE, command_id=f"{n}-open")])
            case = CaseId(opened[0].unwrap().ids["case"])
            anton = clinic.rep("anton")
            requests = [
                Request(command=c.SendMessage(case=case, text=text), actor=actor, command_id=f"{n}-{text}")
                for text, actor in (("två", anton), ("tre", anton), ("fyra", anton), ("fem", NURSE))
            ]
            answers = insisted(engine, requests)
            asked(clinic.work)
            failed = faults.mend()
            assert [*map(receipt, engine.handle_many(requests))] == [*map(receipt, answers)], failed
            # An SMS whose answer could not be kept is found as the lease lapses; doubt rests before it is sent anew.
            for wait in (timedelta(microseconds=LEASE), LOOK_AFTER):
                clinic.clock.advance(wait)
                clinic.work()
            names = [r.name for r in engine.storage.records(Shard(HERE), stream_name(Ref(Kind.CASE, case)), 0, 99)]
            assert names.count("case.message_sent") == 5, failed
            sent += 2
            assert len(clinic.sms()) == sent, failed
            assert not [i for i in engine.storage.outbox(Shard(HERE), None, 999) if i.kind == SMS], failed
            if not failed:
                break
        assert n > 20
        assert verify(engine.storage).faults == ()


def insisted(engine: Engine, requests: Sequence[Request]) -> Sequence[Answer]:
    """As a host does: what was refused because storage failed is given again, with its id."""
    for _ in range(TRIES):
        answers = engine.handle_many(requests)
        refusals = [one.failure() for one in answers if not is_successful(one)]
        assert all(isinstance(one, Unavailable | Unclear) for one in refusals), refusals
        if not refusals:
            return answers
    raise AssertionError("it did not mend")


def receipt(answer: Answer) -> tuple[str, int]:
    return answer.unwrap().stream, answer.unwrap().version
