"""Storage clauses STO-80 to STO-89: plain rows, the access log, redaction, listing and rebuilding. No commit rules."""

from arende.ports.indexes import IndexRange
from arende.ports.records import Append, Committed

from ..bench import StorageBench
from ..clauses import check, clause, same
from ..samples import OTHER, SHARD, T0, TEXT, append, entry, head, item, mark, row, write

ROWS = "ports.storage.Storage.rows; ports.records.PlainRow"


class OtherClauses:
    """Rows, access log, upkeep."""

    @clause(
        "STO-79",
        "Rows of many keys with one sub come back in the order asked, None for each that is not there.",
        source="ports.storage.Storage.rows_at",
    )
    def test_rows_of_many_keys(self, bench: StorageBench) -> None:
        storage = bench.open()
        here = [row("me", f"{n}".encode(), key=f"case-{n}") for n in range(300)]
        others = (row("you", key="case-7"), row("me", key="case-8", kind="draft"), row("me", None, key="case-9"))
        storage.commit([append("case-1", 0, rows=tuple(here))])
        storage.commit([append("case-1", 1, rows=others)])
        asked = [f"case-{n}" for n in (250, *range(100), 999, 8)]
        wanted = [None if n in (9, 999) else here[n] for n in (250, *range(100), 999, 8)]
        same(list(storage.rows_at(SHARD, "cursor", asked, "me")), wanted, "the rows")
        same(list(storage.rows_at(SHARD, "cursor", [], "me")), [], "the rows of no key")
        same(list(storage.rows_at(OTHER, "cursor", ["case-1"], "me")), [None], "the row in another shard")

    @clause(
        "STO-80", "A row written again replaces the one before; its body and time come back as written.", source=ROWS
    )
    def test_rows_replace(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, rows=(row("r-1", b"old"), row("r-2", b"")))])
        newer = row("r-1", TEXT.encode(), at=T0 + 1)
        storage.commit([append("case-1", 1, rows=(newer,))])
        same(list(storage.rows(SHARD, "cursor", "case-1", None, 9)), [newer, row("r-2", b"")], "the rows")

    @clause("STO-81", "A row without a body removes the row; one that is not there is no fault.", source=ROWS)
    def test_rows_removed(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, rows=(row("r-1"), row("r-2")))])
        storage.commit([append("case-1", 1, rows=(row("r-1", None), row("never", None)))])
        same([r.sub for r in storage.rows(SHARD, "cursor", "case-1", None, 9)], ["r-2"], "the rows")

    @clause("STO-82", "Rows are listed by sub, page after page, of one kind and key only.", source=ROWS)
    def test_rows_listed(self, bench: StorageBench) -> None:
        storage = bench.open()
        rows = [row(f"r-{n}") for n in range(5)]
        others = (row("r-9", kind="draft"), row("r-9", key="case-10"))
        storage.commit([append("case-1", 0, rows=(*reversed(rows), *others))])
        same(list(storage.rows(SHARD, "cursor", "case-1", None, 3)), rows[:3], "the first page")
        same(list(storage.rows(SHARD, "cursor", "case-1", "r-2", 9)), rows[3:], "the second page")
        same(list(storage.rows(OTHER, "cursor", "case-1", None, 9)), [], "the rows in another shard")

    @clause(
        "STO-83",
        "The access log comes back by entry id, page after page, each entry whole, its subjects in their order.",
        source="ports.storage.Storage.access; domain.md B23",
    )
    def test_access_log(self, bench: StorageBench) -> None:
        storage = bench.open()
        entries = [entry(f"e-{n}", subjects=("p-9", "p-1", "p-5")[: n % 4]) for n in range(6)]
        storage.commit([append("case-1", 0, access=tuple(entries[::-1][:4]))])
        storage.commit([append("case-1", 1, access=tuple(entries[:2]))])
        same(list(storage.access(SHARD, None, 4)), entries[:4], "the first page")
        same(list(storage.access(SHARD, "e-3", 9)), entries[4:], "the second page")

    @clause(
        "STO-84",
        "Redaction changes the body of one record and nothing else.",
        source="ports.storage.Storage.redact; domain.md B26",
    )
    def test_redact(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, command="c", count=3, body=b"secret")])
        storage.redact(SHARD, "case-1", 1, b'{"redacted":true}')
        by = mark("c", events=3)
        plain = write("case-1", 0, count=3, command=by, body=b"secret").records
        gone = write("case-1", 0, count=1, command=by, body=b'{"redacted":true}').records
        same(list(storage.records(SHARD, "case-1", 0, 9)), [*gone, *plain[1:]], "the records")
        same(storage.find(SHARD, "c"), gone[0], "the record found by its command")
        (found,) = storage.heads(SHARD, ["case-1"])
        same(found and found.version, 3, "the head's version")

    @clause("STO-85", "Streams are listed by name, page after page.", source="ports.storage.Storage.streams")
    def test_streams(self, bench: StorageBench) -> None:
        storage = bench.open()
        names = [f"case-{n}" for n in range(5)]
        storage.commit([append(name, 0) for name in reversed(names)])
        storage.commit([append("elsewhere", 0, shard=OTHER)])
        same(list(storage.streams(SHARD, None, 3)), names[:3], "the first page")
        same(list(storage.streams(SHARD, "case-2", 9)), names[3:], "the second page")

    @clause(
        "STO-86", "Every shard that holds anything is listed once, in order.", source="ports.storage.Storage.shards"
    )
    def test_shards(self, bench: StorageBench) -> None:
        storage = bench.open()
        same(list(storage.shards()), [], "the shards of an empty storage")
        storage.commit([append("case-1", 0, shard=OTHER)])
        storage.commit([append("case-1", 0), append("case-2", 0)])
        same(list(storage.shards()), [SHARD, OTHER], "the shards")

    @clause(
        "STO-87",
        "A rebuild of a stream that has moved on is refused and changes nothing.",
        source="ports.storage.Storage.rebuild",
    )
    def test_rebuild_guarded(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, count=2, columns={"owner": "a"}, tokens=("word",))])
        before = list(storage.heads(SHARD, ["case-1"]))
        for expected in (1, 3):
            anew = head("case-1", expected, body=b"anew")
            same(storage.rebuild(SHARD, expected, anew, ["other"]), False, f"the answer to a rebuild at {expected}")
        same(list(storage.heads(SHARD, ["case-1"])), before, "the head")
        same(list(storage.tokens(SHARD, "case-1")), ["word"], "the tokens")

    @clause(
        "STO-88",
        "A rebuild puts head, columns and tokens anew and leaves the records.",
        source="ports.storage.Storage.rebuild",
    )
    def test_rebuild(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, count=2, columns={"owner": "a", "until": 1}, tokens=("word",))])
        anew = head("case-1", 2, body=b"anew", columns={"owner": "b", "until": 2})
        same(storage.rebuild(SHARD, 2, anew, ["other"]), True, "the answer")
        (found,) = storage.heads(SHARD, ["case-1"])
        same(found and found.body, b"anew", "the head's body")
        pages = [storage.page(SHARD, IndexRange(index="case_owner", prefix=(owner,), limit=9)) for owner in "ab"]
        same([[h.stream for h in p] for p in pages], [[], ["case-1"]], "the lists of the old and the new owner")
        same(list(storage.tokens(SHARD, "case-1")), ["other"], "the tokens")
        same(list(storage.page_tokens(SHARD, ["word"], None, 9)), [], "the streams for the old token")
        same(len(storage.records(SHARD, "case-1", 0, 9)), 2, "the number of records")

    @clause(
        "STO-89",
        "An append without any stream is kept too: rows, access entries and outbox items alone.",
        source="ports.records.Append",
    )
    def test_without_streams(self, bench: StorageBench) -> None:
        storage = bench.open()
        alone = Append(shard=SHARD, rows=(row("r-1"),), access=(entry("e-1"),), outbox=(item("o-1"),))
        same(list(storage.commit([alone])), [Committed()], "the outcome")
        same([r.sub for r in storage.rows(SHARD, "cursor", "case-1", None, 9)], ["r-1"], "the rows")
        same([e.id for e in storage.access(SHARD, None, 9)], ["e-1"], "the access log")
        check(len(storage.outbox(SHARD, None, 9)) == 1, "the outbox item is missing")
