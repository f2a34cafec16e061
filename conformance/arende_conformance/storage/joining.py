"""Storage clauses STO-23 to STO-27: a storage that writes inside a transaction of the host's own."""

from typing import Final, Protocol, runtime_checkable

from arende.ports.indexes import IndexRange
from arende.ports.records import Committed, Conflict, Repeated
from arende.ports.storage import Joining, Storage, StorageUnusable

from ..bench import StorageBench
from ..claims import Capability
from ..clauses import check, clause, fail, is_a, same
from ..samples import SHARD, append, item

JOINED: Final = (Capability.JOINED,)
SOURCE: Final = "ports.storage.Joining.joined"
STREAM: Final = "case-1"


class HostTransaction(Protocol):
    """A transaction that a host has begun on a connection of its own."""

    @property
    def connection(self) -> object:
        """What `joined` is given."""
        ...

    def commit(self) -> None: ...

    def rollback(self) -> None: ...


@runtime_checkable
class CanBegin(Protocol):
    """Claim `JOINED`."""

    def begin(self) -> HostTransaction:
        """A transaction on the data of the last `open()`. It may also be ended by `cleanup()`."""
        ...


def begun(bench: StorageBench) -> HostTransaction:
    """A host's transaction; a harness that cannot begin one has claimed too much."""
    return bench.harness.begin() if isinstance(bench.harness, CanBegin) else fail("the harness has no begin()")


def join(storage: Storage, connection: object) -> Storage:
    """The same storage in that transaction."""
    return storage.joined(connection) if isinstance(storage, Joining) else fail("the storage has no joined()")


def version(storage: Storage, stream: str = STREAM) -> int:
    """At which version a stream stands; 0 where it does not exist."""
    (head,) = storage.heads(SHARD, [stream])
    return head.version if head else 0


class JoiningClauses:
    """A host's transaction."""

    @clause(
        "STO-23",
        "What is written in a host's transaction is there, whole, when the host commits, and for nobody else before.",
        source=SOURCE,
        needs=JOINED,
    )
    def test_with_the_host(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append(STREAM, 0)])
        host = begun(bench)
        joined = join(storage, host.connection)
        wanted = append(STREAM, 1, command="c", outbox=(item("o-1"),), tokens=("word",))
        is_a(joined.commit([wanted])[0], Committed, "the outcome")
        seen = (version(storage), len(storage.outbox(SHARD, None, 9)), storage.find(SHARD, "c"))
        same(seen, (1, 0, None), "version, outbox and command before the host commits")
        host.commit()
        same((version(storage), len(storage.outbox(SHARD, None, 9))), (2, 1), "version and outbox afterwards")
        check(storage.find(SHARD, "c") is not None, "the command is not found afterwards")

    @clause(
        "STO-24",
        "Where the host rolls back nothing is left, and the same command can be carried out anew.",
        source=SOURCE,
        needs=JOINED,
    )
    def test_rolled_back(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append(STREAM, 0)])
        host = begun(bench)
        is_a(join(storage, host.connection).commit([append(STREAM, 1, command="c")])[0], Committed, "the outcome")
        host.rollback()
        same(version(storage), 1, "the version")
        is_a(storage.commit([append(STREAM, 1, command="c")])[0], Committed, "the outcome of the same command")

    @clause(
        "STO-25",
        "Within the transaction what it wrote is there: versions go on, a command is Repeated, an old one Conflict.",
        source=SOURCE,
        needs=JOINED,
    )
    def test_its_own(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append(STREAM, 0)])
        host = begun(bench)
        joined = join(storage, host.connection)
        joined.commit([append(STREAM, 1, command="c")])
        same(version(joined), 2, "the version within")
        outcomes = [
            joined.commit([one])[0] for one in (append(STREAM, 1, command="c"), append(STREAM, 1, command="late"))
        ]
        same([type(one) for one in outcomes], [Repeated, Conflict], "the outcomes of the same again, and of another")
        is_a(join(storage, host.connection).commit([append(STREAM, 2)])[0], Committed, "the next one's outcome")
        host.rollback()

    @clause(
        "STO-26",
        "What fails leaves the transaction as it was: all else is kept with what the host writes.",
        source="ports.storage.Joining.joined: each call that fails leaves the transaction as it was before it",
        needs=JOINED,
    )
    def test_failing(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append(STREAM, 0)])
        host = begun(bench)
        joined = join(storage, host.connection)
        joined.commit([append("case-2", 0)])
        is_a(joined.commit([append(STREAM, 0, command="late")])[0], Conflict, "the outcome of an old version")
        try:
            joined.page(SHARD, IndexRange(index="no_such_index", prefix=(), limit=9))
        except ValueError:
            pass
        else:
            fail("an unknown index is no ValueError")
        joined.commit([append("case-3", 0)])
        host.commit()
        same([version(storage, name) for name in (STREAM, "case-2", "case-3")], [1, 1, 1], "the versions")

    @clause(
        "STO-27",
        "Closed it leaves the connection as it is, and cannot be used; what is no connection is not joined.",
        source=SOURCE,
        needs=JOINED,
    )
    def test_closed(self, bench: StorageBench) -> None:
        storage = bench.open()
        try:
            version(join(storage, object()))
        except StorageUnusable:
            pass
        else:
            fail("what is no connection is joined")
        host = begun(bench)
        joined = join(storage, host.connection)
        joined.commit([append(STREAM, 0)])
        joined.close()
        try:
            version(joined)
        except StorageUnusable:
            pass
        else:
            fail("it can be used when it is closed")
        host.commit()
        same(version(storage), 1, "the version when the host has committed")
