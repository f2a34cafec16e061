"""Random sequences of every call, on a storage and on the one in memory: both must answer the same."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager

import pytest
from arende.ports.indexes import COLUMNS, INDEXES, Index, IndexRange
from arende.ports.records import (
    NEW,
    Append,
    ColumnValue,
    Exactly,
    Later,
    Lease,
    PlainRow,
    Shard,
    StreamWrite,
    TokenSet,
)
from arende.ports.storage import Storage
from arende_storage.memory.storage import MemoryStorage
from arende_storage.postgres.plugin import PostgresProvider
from arende_storage.sqlite.plugin import SqliteProvider
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.depth import examples

from .build import entry, head, item, mark, record

SHARDS = st.sampled_from([Shard("vg1"), Shard("vg2")])
STREAMS = st.sampled_from(["a", "b", "å", "b\x01", ""])
COMMANDS = st.integers(0, 25).map("c{}".format)
WORDS = st.text("ab\U0010ffffö", max_size=3)
KINDS = st.sampled_from(sorted({index.kind for index in INDEXES}))
AFTER = st.none() | STREAMS
LIMITS = st.integers(-1, 6)
NOW = st.integers(0, 12)
TEXTS = st.sampled_from(["x", "y"])
VALUES: dict[str, st.SearchStrategy[ColumnValue]] = {
    name: st.none() | (st.integers(0, 3) if kind == "int" else TEXTS) for name, kind in COLUMNS
}
KIND_OF = dict(COLUMNS)


class Agreement(RuleBasedStateMachine):
    """Two storages, one after the other; what differs fails the test with the sequence that led there."""

    def __init__(self, opened: Callable[[], AbstractContextManager[Storage]]) -> None:
        super().__init__()
        self.memory: Storage = MemoryStorage()
        self.closing = ExitStack()
        self.other = self.closing.enter_context(opened())
        self.leases: list[Lease] = []
        self.items = 0
        self.entries = 0

    def teardown(self) -> None:
        try:
            for shard in (Shard("vg1"), Shard("vg2")):
                self._compare(shard)
        finally:
            self.closing.close()

    def _compare(self, shard: Shard) -> None:
        for stream in self.memory.streams(shard, None, 99):
            same(self.memory.records(shard, stream, 0, 999), self.other.records(shard, stream, 0, 999))
            same(self.memory.tokens(shard, stream), self.other.tokens(shard, stream))
        same(self.memory.outbox(shard, None, 999), self.other.outbox(shard, None, 999))
        same(self.memory.access(shard, None, 999), self.other.access(shard, None, 999))

    def _append(self, draw: st.DataObject, shard: Shard, base: dict[str, int]) -> Append:
        command = mark(draw.draw(COMMANDS)) if draw.draw(st.booleans()) else None
        writes: list[StreamWrite] = []
        for stream in draw.draw(st.lists(STREAMS, unique=True, max_size=2)):
            at = base.get(stream, 0) if draw.draw(st.integers(0, 5)) else draw.draw(st.integers(0, 3))
            count = draw.draw(st.integers(1, 3))
            first = command if not writes else None
            writes.append(
                StreamWrite(
                    stream=stream,
                    expected=Exactly(at) if at else NEW,
                    records=tuple(
                        record(stream, at + i, first=first if i == 1 else None, shard=shard)
                        for i in range(1, count + 1)
                    ),
                    head=head(
                        stream,
                        at + count,
                        kind=draw.draw(KINDS),
                        columns={n: v for n, s in VALUES.items() if (v := draw.draw(s)) is not None},
                        shard=shard,
                    ),
                )
            )
            base[stream] = at + count
        outbox = []
        for stream in draw.draw(st.lists(STREAMS, max_size=2)):
            self.items += 1
            outbox.append(
                item(
                    f"i{self.items}",
                    stream,
                    part=draw.draw(st.integers(0, 2)),
                    not_before=draw.draw(NOW),
                    order=draw.draw(st.integers(0, 1)),
                    created=draw.draw(st.integers(0, 3)),
                    shard=shard,
                )
            )
        access = []
        if draw.draw(st.booleans()):
            self.entries += 1
            access.append(
                entry(
                    f"e{self.entries}",
                    subjects=tuple(draw.draw(st.lists(WORDS, unique=True, max_size=3))),
                    command=None if writes else command,
                )
            )
        return Append(
            shard=shard,
            writes=tuple(writes),
            relies_on=tuple(draw.draw(st.lists(st.tuples(STREAMS, st.integers(0, 1)), max_size=1)))
            if not draw.draw(st.integers(0, 4))
            else (),
            outbox=tuple(outbox),
            tokens=tuple(
                TokenSet(stream=stream, tokens=tuple(draw.draw(st.lists(WORDS, max_size=4))))
                for stream in draw.draw(st.lists(STREAMS, max_size=2))
            ),
            rows=tuple(
                PlainRow(kind="k", key="x", sub=sub, body=body, at=1)
                for sub, body in draw.draw(st.lists(st.tuples(WORDS, st.none() | st.binary(max_size=3)), max_size=3))
            ),
            access=tuple(access),
            mark=command,
        )

    @rule(draw=st.data(), shard=SHARDS, size=st.integers(0, 5))
    def commit(self, draw: st.DataObject, shard: Shard, size: int) -> None:
        stands = self.memory.heads(shard, self.memory.streams(shard, None, 99))
        base = {h.stream: h.version for h in stands if h is not None}
        group = [self._append(draw, shard, base) for _ in range(size)]
        same(self.memory.commit(group), self.other.commit(group))

    @rule(shard=SHARDS, streams=st.lists(STREAMS), after=AFTER, limit=LIMITS, command=COMMANDS)
    def read(self, shard: Shard, streams: list[str], after: str | None, limit: int, command: str) -> None:
        same(self.memory.heads(shard, streams), self.other.heads(shard, streams))
        same(self.memory.streams(shard, after, limit), self.other.streams(shard, after, limit))
        same(self.memory.rows(shard, "k", "x", after, limit), self.other.rows(shard, "k", "x", after, limit))
        same(self.memory.outbox(shard, after, limit), self.other.outbox(shard, after, limit))
        same(self.memory.access(shard, after, limit), self.other.access(shard, after, limit))
        same(self.memory.shards(), self.other.shards())
        assert self.memory.find(shard, command) == self.other.find(shard, command)

    @rule(draw=st.data(), shard=SHARDS, found=st.sampled_from(INDEXES), limit=LIMITS, reverse=st.booleans())
    def page(self, draw: st.DataObject, shard: Shard, found: Index, limit: int, reverse: bool) -> None:
        bound: st.SearchStrategy[int | str] = st.integers(0, 3) if KIND_OF[found.columns[-1]] == "int" else TEXTS
        r = IndexRange(
            index=found.name,
            prefix=tuple(draw.draw(TEXTS) for _ in found.columns[:-1]),
            limit=limit,
            after=draw.draw(st.none() | st.tuples(bound, STREAMS)),
            low=draw.draw(st.none() | bound),
            high=draw.draw(st.none() | bound),
            reverse=reverse,
        )
        same(self.memory.page(shard, r), self.other.page(shard, r))
        for low, high in ((None, None), (r.low, r.high)):
            counted = [s.count(shard, found.name, r.prefix, limit, low, high) for s in (self.memory, self.other)]
            assert counted[0] == counted[1]

    @rule(shard=SHARDS, words=st.lists(WORDS, max_size=3), after=AFTER, limit=LIMITS)
    def search(self, shard: Shard, words: list[str], after: str | None, limit: int) -> None:
        same(self.memory.page_tokens(shard, words, after, limit), self.other.page_tokens(shard, words, after, limit))

    @rule(worker=TEXTS, now=NOW, wanted=st.integers(0, 4), ttl=st.integers(1, 5))
    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> None:
        taken = self.memory.lease(worker, now, wanted, ttl)
        same(taken, self.other.lease(worker, now, wanted, ttl))
        self.leases += taken

    @rule(draw=st.data(), now=NOW, limit=LIMITS)
    def work(self, draw: st.DataObject, now: int, limit: int) -> None:
        if not self.leases:
            return
        lease = draw.draw(st.sampled_from(self.leases))
        due = self.memory.due(lease, now, limit)
        same(due, self.other.due(lease, now, limit))
        fates = [(i.id, draw.draw(st.integers(0, 2))) for i in due] + [("none", 0), ("none", 1)]
        done = [i for i, fate in fates if fate == 0]
        later = [Later(id=i, not_before=now + 3, attempt=1) for i, fate in fates if fate == 1]
        assert self.memory.settle(lease, done, later) == self.other.settle(lease, done, later)

    @rule(draw=st.data(), shard=SHARDS, stream=STREAMS, expected=st.integers(0, 4))
    def repair(self, draw: st.DataObject, shard: Shard, stream: str, expected: int) -> None:
        records = self.memory.records(shard, stream, 0, 99)
        if records:
            seq = draw.draw(st.integers(1, len(records)))
            for storage in (self.memory, self.other):
                storage.redact(shard, stream, seq, b"gone")
        (stands,) = self.memory.heads(shard, [stream])
        anew = head(stream, expected, columns={"owner": "x", "until": 2}, shard=shard)
        tokens = draw.draw(st.lists(WORDS, max_size=3))
        if stands is not None and stands.version != expected:
            assert not self.memory.rebuild(shard, expected, anew, tokens)
            assert not self.other.rebuild(shard, expected, anew, tokens)
        else:
            assert self.memory.rebuild(shard, expected, anew, tokens) == self.other.rebuild(
                shard, expected, anew, tokens
            )


def same(left: Sequence[object], right: Sequence[object]) -> None:
    assert list(left) == list(right)


@contextmanager
def new_file() -> Iterator[Storage]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        storage = SqliteProvider().open(f"sqlite:///{folder}/a.db", create=True, migrate=False)
        yield stack.enter_context(closing(storage))


SETTINGS = settings(
    stateful_step_count=30,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def agree(opened: Callable[[], AbstractContextManager[Storage]], examples: int) -> None:
    class Machine(Agreement):
        def __init__(self) -> None:
            super().__init__(opened)

    run_state_machine_as_test(Machine, settings=settings(SETTINGS, max_examples=examples))


@pytest.mark.deep
def test_sqlite_answers_as_memory_does() -> None:
    agree(new_file, examples(60))


@pytest.mark.deep
@pytest.mark.parametrize("form", ["cte", "plain"])
def test_postgres_answers_as_memory_does(form: str, emptied_postgres_url: Callable[[], str]) -> None:
    @contextmanager
    def opened() -> Iterator[Storage]:
        url = f"{emptied_postgres_url()}&form={form}"
        with closing(PostgresProvider().open(url, create=True, migrate=False)) as storage:
            yield storage

    agree(opened, examples(40))
