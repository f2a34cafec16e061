"""Each failure at each statement in turn, through the engine and on the storage: nothing lost, nothing done twice."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from arende.domain import commands as c
from arende.domain.ids import Kind, Ref
from arende.engine.entrance import Request
from arende.engine.verifying import verify
from arende.ports.records import Append, Committed, Conflict, Head, Later, Lease, OutboxItem, Outcome, Repeated, Shard
from arende.ports.storage import OutcomeUnknown, Storage, StorageUnavailable
from arende.wire.names import stream_name
from arende_storage.memory.storage import MemoryStorage
from arende_storage.postgres.runner import TRIES
from attrs import frozen
from returns.pipeline import is_successful

from tests.depth import more_when_slow
from tests.engine.clinic import HERE, open_clinic, put_up
from tests.postgres import Server, database_of

from ..build import S, append
from ..story import stands, story
from .faults import WAYS, Door, Faults, Way, provider

EVERY_STATEMENT: tuple[Way, ...] = ("serialization", "lost before", "lost after")
"""The other ways are met at every third: they go the same road, and each costs a connection."""
ENGINES_WAYS: tuple[Way, ...] = ("serialization", "lost before", "lost after")
WAYS_IN_VAIN: tuple[Way, ...] = ("serialization", "deadlock")


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def failing(form_url: str, faults: Faults) -> Iterator[Storage]:
    with closing(provider(faults).open(form_url, create=True, migrate=False)) as storage:
        storage.commit([append("warm", "warm")])
        yield storage


@frozen
class Sure:
    """As the engine does it: after an unknown outcome, what was written is found by its id, and the rest goes again."""

    storage: Storage

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        outcomes: dict[int, Outcome] = {}
        for _ in range(2):
            left = [place for place in range(len(group)) if place not in outcomes]
            try:
                found = self.storage.commit([group[place] for place in left])
                return [outcomes[p] if p in outcomes else found[left.index(p)] for p in range(len(group))]
            except OutcomeUnknown:
                for place in left:
                    mark = group[place].mark
                    assert mark is not None
                    if self.storage.find(S, mark.command_id) is not None:
                        outcomes[place] = Committed()
                if len(outcomes) == len(group):
                    return [outcomes[place] for place in range(len(group))]
        raise AssertionError("unknown twice")

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        return self.storage.lease(worker, now, wanted, ttl)

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        return self.storage.due(lease, now, limit)

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        return self.storage.settle(lease, done, later)

    def release(self, lease: Lease) -> bool:
        return self.storage.release(lease)

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        self.storage.redact(shard, stream, seq, tombstone)

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        return self.storage.rebuild(shard, expected, head, tokens)


@pytest.mark.parametrize("way", more_when_slow(WAYS[::-1]))
def test_a_failure_at_any_statement_changes_nothing_in_the_end(failing: Storage, faults: Faults, way: Way) -> None:
    model = MemoryStorage()
    step = 1 if way in EVERY_STATEMENT else 3
    for n in range(1, 999, step):
        faults.set(way, n)
        told = story(Sure(failing), n)
        failed, faults.at = faults.failed, 0
        assert told == story(model, n), failed
        assert stands(failing, n) == stands(model, n), failed
        if not failed:
            break
    assert n > 20


@pytest.mark.parametrize("way", WAYS_IN_VAIN)
def test_what_fails_every_time_is_given_up_and_leaves_nothing(failing: Storage, faults: Faults, way: Way) -> None:
    faults.set(way, 1)
    faults.always = True
    with pytest.raises(StorageUnavailable) as error:
        failing.heads(S, ["a"])
    assert type(error.value) is StorageUnavailable
    assert faults.seen == TRIES
    faults.set(way, 0)
    assert failing.heads(S, ["a"]) == [None]


def test_a_lost_answer_to_a_commit_is_unknown_and_can_be_looked_up(failing: Storage, faults: Faults) -> None:
    cases: tuple[tuple[Way, bool], ...] = (("lost before", False), ("lost after", True))
    for way, kept in cases:
        faults.set(way, 0)
        failing.commit([append(f"{way}-0", way)])
        last = faults.seen
        faults.set(way, last)
        with pytest.raises(OutcomeUnknown) as error:
            failing.commit([append(f"{way}-1", way, 1)])
        assert "look up" in str(error.value)
        faults.at = 0
        assert (failing.find(S, f"{way}-1") is not None) is kept


def test_idle_connections_that_the_server_let_go_of_are_not_used(
    opened: Storage, form_url: str, postgres_server: Server
) -> None:
    """After a failover every idle connection is dead: a commit must not be told that its outcome is unknown."""
    database = database_of(form_url)
    for n in range(5):
        postgres_server.cut(database)
        assert opened.commit([append(f"c{n}", "a", n)]) == [Committed()]


def test_the_server_is_away_for_a_while(opened: Storage, postgres_server: Server) -> None:
    opened.commit([append("c1", "a")])
    postgres_server.stop()
    with pytest.raises(StorageUnavailable, match="no connection"):
        opened.commit([append("c2", "a", 1)])
    postgres_server.start()
    assert Sure(opened).commit([append("c2", "a", 1)]) in ([Committed()], [Conflict("a")])
    assert [r.seq for r in opened.records(S, "a", 0, 9)] == [1, 2]
    assert isinstance(opened.commit([append("c2", "a", 1)])[0], Repeated)


@pytest.mark.spec("S9")
@pytest.mark.parametrize("way", more_when_slow(ENGINES_WAYS[::-1]))
def test_through_the_engine_every_command_is_carried_out_once(
    form_url: str, faults: Faults, way: Way, tmp_path: Path
) -> None:
    door = Door(provider(faults))
    clinic = open_clinic(f"failing:{form_url}", tmp_path, plugins=[door])
    with closing(clinic.engine) as engine:
        put_up(clinic)
        sent = 0
        for n in range(1, 200, 2):
            faults.set(way, n)
            case = clinic.open_case()
            clinic.say(case, "ett")
            requests = [
                Request(
                    command=c.SendMessage(case=case, text=text), actor=clinic.rep("anton"), command_id=f"{n}-{text}"
                )
                for text in ("två", "tre", "fyra", "fem")
            ]
            answers = [*engine.handle_many(requests), *engine.handle_many(requests)]
            clinic.work()
            failed, faults.at = faults.failed, 0
            assert all(map(is_successful, answers)), failed
            names = [r.name for r in engine.storage.records(Shard(HERE), stream_name(Ref(Kind.CASE, case)), 0, 99)]
            assert names.count("case.message_sent") == 5, failed
            sent += 2
            assert len(clinic.sms()) == sent, failed
            if not failed:
                break
        assert n > 20
        assert verify(engine.storage).faults == ()
