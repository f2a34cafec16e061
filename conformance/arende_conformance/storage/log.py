"""Storage clauses STO-95 to STO-98: what the access log is sealed and reported by. No commit rules."""

from arende.ports.records import Append, CommandMark, Record, StreamWrite
from attrs import evolve

from ..bench import StorageBench
from ..clauses import clause, same
from ..samples import OTHER, SHARD, T0, append, entry, mark, write

WRITTEN = "ports.storage.Storage.written; domain.md B23"
SUBJECT = "ports.storage.Storage.access_of; domain.md B23"


def timed(stream: str, *times: int, first: CommandMark | None) -> Append:
    """A new stream with a record at each of these times."""
    whole = write(stream, 0, count=len(times), command=first)
    records = tuple(evolve(r, at=at) for r, at in zip(whole.records, times, strict=True))
    return Append(
        shard=SHARD, writes=(StreamWrite(stream=stream, expected=whole.expected, records=records, head=whole.head),)
    )


def places(records: list[Record]) -> list[tuple[int, str, int]]:
    return [(r.at - T0, r.stream, r.seq) for r in records]


class LogClauses:
    """Records by time, entries by subject."""

    @clause(
        "STO-95",
        "Records of all streams come by time, stream and number, whole, whether they carry a command or not.",
        source=WRITTEN,
    )
    def test_written_in_order(self, bench: StorageBench) -> None:
        storage = bench.open()
        late = timed("a", T0 + 5, T0 + 9, first=mark("c", events=2))
        storage.commit([late, timed("c", T0 + 1, T0 + 5, first=None), timed("b", T0 + 5, first=None)])
        found = list(storage.written(SHARD, None, T0, 9))
        expected = [(1, "c", 1), (5, "a", 1), (5, "b", 1), (5, "c", 2), (9, "a", 2)]
        same(places(found), expected, "the places")
        same([r for r in found if r.stream == "a"], list(late.writes[0].records), "the records of one stream")
        same(list(storage.written(OTHER, None, 0, 9)), [], "the records in another shard")

    @clause(
        "STO-96", "They begin at `low`, itself included, and go on after the place given, page by page.", source=WRITTEN
    )
    def test_written_pages(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([timed(name, T0 + 1, T0 + 2, first=None) for name in ("a", "b", "c")])
        whole = [(n, name, n) for n in (1, 2) for name in ("a", "b", "c")]
        same(places(list(storage.written(SHARD, None, T0 + 1, 4))), whole[:4], "the first page")
        same(places(list(storage.written(SHARD, (T0 + 2, "a", 2), T0 + 1, 9))), whole[4:], "the second page")
        same(places(list(storage.written(SHARD, None, T0 + 2, 9))), whole[3:], "those from a later time")
        same(places(list(storage.written(SHARD, (T0 + 1, "a", 1), T0 + 2, 9))), whole[3:], "a place before `low`")

    @clause("STO-97", "The entries that have a subject are found, each whole, and no other's.", source=SUBJECT)
    def test_access_of(self, bench: StorageBench) -> None:
        storage = bench.open()
        entries = [
            entry("e-1", subjects=("p-2", "p-1")),
            entry("e-2", subjects=("p-10",)),
            entry("e-3", subjects=("p-1",)),
        ]
        storage.commit([append("case-1", 0, access=tuple(reversed(entries)))])
        same(list(storage.access_of(SHARD, "p-1", None, 9)), [entries[0], entries[2]], "the entries")
        same(list(storage.access_of(SHARD, "p-3", None, 9)), [], "the entries of nobody")
        same(list(storage.access_of(OTHER, "p-1", None, 9)), [], "the entries in another shard")

    @clause("STO-98", "The entries of a subject come by id, page after page.", source=SUBJECT)
    def test_access_of_pages(self, bench: StorageBench) -> None:
        storage = bench.open()
        entries = [entry(f"e-{n}", subjects=("p-1",)) for n in range(5)]
        storage.commit([append("case-1", 0, access=tuple(reversed(entries)))])
        same(list(storage.access_of(SHARD, "p-1", None, 3)), entries[:3], "the first page")
        same(list(storage.access_of(SHARD, "p-1", "e-2", 9)), entries[3:], "the second page")
