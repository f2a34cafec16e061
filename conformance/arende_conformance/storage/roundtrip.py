"""Storage clauses STO-01 to STO-09: what goes in comes out as it was. Nothing about conflicts stands here."""

from arende.ports.indexes import COLUMNS
from arende.ports.records import Append, ColumnValue, StreamWrite
from attrs import evolve

from ..bench import StorageBench
from ..clauses import clause, same
from ..samples import OTHER, SHARD, T0, TEXT, append, head, mark, record, write

RECORDS = "ports.records.Record"
HEADS = "ports.records.Head"


class RoundTripClauses:
    """Records and heads, as written."""

    @clause(
        "STO-01",
        "A record comes back with every field as written: å, ä, ö and emoji in the body, the command's mark, None.",
        source=RECORDS,
    )
    def test_record_round_trip(self, bench: StorageBench) -> None:
        storage = bench.open()
        by = evolve(mark("command-1", events=2), assignment=None, actor=TEXT, purpose=TEXT)
        first = record("case-1", 1, body=TEXT.encode(), first=by)
        second = evolve(record("case-1", 2, body=b"{}"), name="case.åäö", schema=7)
        move = StreamWrite(
            stream="case-1", expected=write("case-1", 0).expected, records=(first, second), head=head("case-1", 2)
        )
        storage.commit([Append(shard=SHARD, writes=(move,), mark=by)])
        same(tuple(storage.records(SHARD, "case-1", 0, 10)), (first, second), "the records")

    @clause("STO-02", "An empty body and a body of 1 MB come back byte for byte.", source=RECORDS)
    def test_body_sizes(self, bench: StorageBench) -> None:
        storage = bench.open()
        large = ("å🙂" * 200_000).encode()[:1_048_576]
        storage.commit([append("case-1", 0, body=b""), append("case-2", 0, body=large)])
        same(storage.records(SHARD, "case-1", 0, 1)[0].body, b"", "the empty body")
        found = storage.records(SHARD, "case-2", 0, 1)[0].body
        same(len(found), len(large), "the length of the large body")
        same(found == large, True, "the large body is the same")

    @clause(
        "STO-03",
        "Times come back to the microsecond, from 1970 to the year 9999.",
        source="ports.records: times are integers, microseconds UTC",
    )
    def test_times(self, bench: StorageBench) -> None:
        storage = bench.open()
        times = (0, 1, 999_999, T0, 253_402_300_799_999_999)
        for number, at in enumerate(times):
            stream = f"case-{number}"
            move = evolve(write(stream, 0), records=(record(stream, 1, at=at),))
            storage.commit([Append(shard=SHARD, writes=(move,))])
            same(storage.records(SHARD, stream, 0, 1)[0].at, at, "the time")

    @clause("STO-04", "A head comes back with its body, kind, version and every column.", source=HEADS)
    def test_head_round_trip(self, bench: StorageBench) -> None:
        storage = bench.open()
        values: dict[str, ColumnValue] = {"int": 253_402_300_799_999_999, "text": TEXT}
        columns = {name: values[kind] for name, kind in COLUMNS}
        move = evolve(write("case-1", 0), head=head("case-1", 1, body=TEXT.encode(), columns=columns))
        storage.commit([Append(shard=SHARD, writes=(move,))])
        (found,) = storage.heads(SHARD, ["case-1"])
        same(found and evolve(found, columns=dict(found.columns)), move.head, "the head")

    @clause(
        "STO-05",
        "A new head replaces the old one whole: a column it no longer has is gone.",
        source="ports.records.Head: what is missing is None",
    )
    def test_head_replaced(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, columns={"owner": "a-1", "waiting_since": T0})])
        storage.commit([append("case-1", 1, columns={"owner": "a-2", "unit": None})])
        (found,) = storage.heads(SHARD, ["case-1"])
        kept = {name: value for name, value in found.columns.items() if value is not None} if found else None
        same(kept, {"owner": "a-2"}, "the columns that are not None")

    @clause(
        "STO-06",
        "Heads are answered in the order asked for, with None for a stream that does not exist.",
        source="ports.storage.Storage.heads",
    )
    def test_heads_in_order(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0), append("case-2", 0)])
        found = storage.heads(SHARD, ["case-2", "none", "case-1"])
        same([h and h.stream for h in found], ["case-2", None, "case-1"], "the streams of the heads")
        same(list(storage.heads(SHARD, [])), [], "the heads of no streams")

    @clause(
        "STO-07",
        "Records are read in order, only those after `after` and no more than `limit`.",
        source="ports.storage.Storage.records",
    )
    def test_records_in_slices(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, count=12)])
        storage.commit([append("case-2", 0)])
        for after, limit in ((0, 5), (5, 5), (10, 5), (12, 5), (0, 100)):
            found = [r.seq for r in storage.records(SHARD, "case-1", after, limit)]
            same(found, list(range(after + 1, min(after + limit, 12) + 1)), f"seqs after {after}, limit {limit}")

    @clause(
        "STO-08",
        "Shards are apart: the same stream, command and row in another shard is another thing.",
        source="storage.md rule 1: shard first in every key",
    )
    def test_shards_are_apart(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, body=b"1", columns={"owner": "a-1", "until": 1}, tokens=("anna",))])
        same(list(storage.heads(OTHER, ["case-1"])), [None], "the head in the other shard")
        same(list(storage.records(OTHER, "case-1", 0, 9)), [], "the records in the other shard")
        same(list(storage.page_tokens(OTHER, ["anna"], None, 9)), [], "the search in the other shard")
        same(storage.count(OTHER, "case_owner", ("a-1",), 9), 0, "the count in the other shard")
        storage.commit([append("case-1", 0, body=b"2", shard=OTHER)])
        same(storage.records(OTHER, "case-1", 0, 1)[0].body, b"2", "the body in the other shard")
        same(storage.records(SHARD, "case-1", 0, 1)[0].body, b"1", "the body in the first shard")

    @clause(
        "STO-09",
        "What the storage claims of itself is what the harness claims for it.",
        source="ports.storage.StorageClaims",
    )
    def test_claims_agree(self, bench: StorageBench) -> None:
        claims = bench.open().claims
        said = {"durable": claims.durable, "shared": claims.shared}
        harness = {str(c) for c, grade in bench.claims.supports.items() if grade.name == "FULL"}
        same({name for name, yes in said.items() if yes}, harness & set(said), "the capabilities")
