"""Storage clauses STO-90 to STO-94: what is claimed beyond one process. They start other processes through `child`."""

import subprocess
from collections import Counter

from arende.ports.indexes import IndexRange
from arende.ports.records import Later

from ..bench import LIMIT, StorageBench
from ..claims import Capability
from ..clauses import check, clause, fail, same
from ..samples import SECOND, SHARD, T0, append, item, row
from .appends import full, landed, traces

DURABLE = (Capability.DURABLE,)
SHARED = (Capability.SHARED,)
CLAIM_DURABLE = "ports.storage.StorageClaims.durable"
CLAIM_SHARED = "ports.storage.StorageClaims.shared"


def started(bench: StorageBench, role: str) -> list["subprocess.Popen[str]"]:
    """Two children of this role that have both opened the data, let go at the same moment."""
    children = [bench.child(role, name) for name in ("a", "b")]
    for child in children:
        if child.stdout is None or child.stdout.readline() != "ready\n":
            fail("the other process could not open the data")
    for child in children:
        if child.stdin is not None:
            child.stdin.write("go\n")
            child.stdin.flush()
    return children


def lines(process: "subprocess.Popen[str]") -> list[str]:
    """What a child wrote, when it has ended well."""
    out, _ = process.communicate(timeout=LIMIT)
    if process.returncode != 0:
        fail(f"the other process could not use the data (its exit code was {process.returncode})")
    return out.split()


class LastingClauses:
    """Durability and sharing."""

    @clause("STO-90", "Closed and opened again, everything is there.", source=CLAIM_DURABLE, needs=DURABLE)
    def test_reopen(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([full("case-1", 0, tag="x", command="c"), append("case-2", 0, count=3)])
        bench.shut(storage)
        again = bench.reopen()
        same(traces(again, "case-1", "x"), landed("x"), "what was left")
        same(len(again.records(SHARD, "case-2", 0, 9)), 3, "the number of records of the other stream")
        same(again.find(SHARD, "c") is not None, True, "whether the command is found")
        inbox = again.page(SHARD, IndexRange(index="case_inbox", prefix=("a-1",), limit=9))
        same([h.stream for h in inbox], ["case-1"], "the inbox")

    @clause(
        "STO-91",
        "Closed and opened again, settled items stay settled, leases stay held, and changes of rows and bodies stay.",
        source=CLAIM_DURABLE,
        needs=DURABLE,
    )
    def test_reopen_after_upkeep(self, bench: StorageBench) -> None:
        storage = bench.open()
        items = (item("o-1"), item("o-2", "case-2"))
        storage.commit([append("case-1", 0, outbox=items, rows=(row("r-1"), row("r-2")), body=b"secret")])
        storage.commit([append("case-1", 1, rows=(row("r-1", None),))])
        (held,) = storage.lease("w-1", T0, 9, 30 * SECOND)
        storage.settle(held, ["o-1"], [Later(id="o-2", not_before=T0 + 5, attempt=2)])
        storage.redact(SHARD, "case-1", 1, b"gone")
        bench.shut(storage)
        again = bench.reopen()
        same([(i.id, i.attempt) for i in again.outbox(SHARD, None, 9)], [("o-2", 2)], "the outbox")
        same(list(again.lease("w-2", T0 + SECOND, 9, SECOND)), [], "what another worker gets")
        same([r.sub for r in again.rows(SHARD, "cursor", "case-1", None, 9)], ["r-2"], "the rows")
        same(again.records(SHARD, "case-1", 0, 1)[0].body, b"gone", "the redacted body")

    @clause(
        "STO-92",
        "After a kill in the middle of writing, every acknowledged append is there, and none by half (seeded).",
        source=CLAIM_DURABLE,
        needs=DURABLE,
        chance=True,
    )
    def test_kill(self, bench: StorageBench) -> None:
        bench.shut(bench.open())
        for round_number in range(2):
            process = bench.child("write", f"case-{round_number}")
            wanted = 10 + bench.random.randrange(40)
            acknowledged = 0
            if process.stdout is None:
                fail("the other process has no output")
            for line in process.stdout:
                acknowledged = int(line)
                if acknowledged >= wanted:
                    break
            process.kill()
            rest, _ = process.communicate(timeout=LIMIT)
            acknowledged = max([acknowledged, *(int(line) for line in rest.split("\n")[:-1])])
            check(acknowledged >= wanted, "the other process could not write to the data that was opened here")
            storage = bench.reopen()
            stream = f"case-{round_number}"
            seqs = [r.seq for r in storage.records(SHARD, stream, 0, 100_000)]
            check(len(seqs) >= acknowledged, f"{acknowledged} appends were acknowledged, {len(seqs)} are there")
            same(seqs, list(range(1, len(seqs) + 1)), "the seqs")
            (head,) = storage.heads(SHARD, [stream])
            same(head and head.version, len(seqs), "the head's version beside the records")
            waiting = [i for i in storage.outbox(SHARD, None, 100_000) if i.stream == stream]
            same(len(waiting), len(seqs), "the number of outbox items beside the records")
            bench.shut(storage)

    @clause(
        "STO-93",
        "Two processes that race for one stream lose no append, leave no gap and carry out each command once.",
        source=CLAIM_SHARED,
        needs=SHARED,
        chance=True,
    )
    def test_two_processes_append(self, bench: StorageBench) -> None:
        storage = bench.open()
        children = started(bench, "race")
        acknowledged = Counter(line for child in children for line in lines(child))
        records = storage.records(SHARD, "case-1", 0, 999)
        same([r.seq for r in records], list(range(1, len(records) + 1)), "the seqs")
        written = Counter(r.first.command_id for r in records if r.first)
        same(written, acknowledged, "the commands written, beside those acknowledged as committed")
        own = {f"{name}-{n}" for name in ("a", "b") for n in range(20)}
        same(set(written), own | {f"both-{n}" for n in range(20)}, "the commands")

    @clause(
        "STO-94",
        "Two processes that ask for leases at once never hold the same part.",
        source=CLAIM_SHARED,
        needs=SHARED,
        chance=True,
    )
    def test_two_processes_lease(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=tuple(item(f"o-{part:02}", part=part) for part in range(16)))])
        children = started(bench, "lease")
        held = Counter(line for child in children for line in lines(child))
        same(held, Counter(str(part) for part in range(16)), "the parts held, each once")
