"""Storage clauses STO-10 to STO-22: an append is whole or not at all, and versions never slip. Commands: `commands`."""

from collections.abc import Sequence

from arende.ports.records import Append, Committed, Conflict, Outcome, Repeated
from arende.ports.storage import Storage
from attrs import evolve

from ..bench import StorageBench, together
from ..clauses import clause, is_a, same
from ..samples import SHARD, T0, append, entry, item, mark, row, write

COMMIT = "ports.storage.Storage.commit"
ATOMIC = "storage.md rule 4 and 8; ports.storage.Storage.commit"


def full(stream: str, before: int, *, tag: str, command: str | None = None) -> Append:
    """An append that writes something of every sort, told apart by `tag`."""
    return append(
        stream,
        before,
        command=command,
        columns={"owner": "a-1", "waiting_since": T0},
        outbox=(item(f"o-{tag}", stream),),
        tokens=(f"word{tag}",),
        rows=(row(f"r-{tag}"),),
        access=(entry(f"e-{tag}"),),
    )


def traces(storage: Storage, stream: str, tag: str) -> dict[str, object]:
    """What a `full` append left, by sort."""
    (head,) = storage.heads(SHARD, [stream])
    return {
        "records": len(storage.records(SHARD, stream, 0, 99)),
        "head": head.version if head else 0,
        "outbox": [i.id for i in storage.outbox(SHARD, None, 99) if i.id == f"o-{tag}"],
        "tokens": [t for t in storage.tokens(SHARD, stream) if t == f"word{tag}"],
        "rows": [r.sub for r in storage.rows(SHARD, "cursor", "case-1", None, 99) if r.sub == f"r-{tag}"],
        "access": [e.id for e in storage.access(SHARD, None, 99) if e.id == f"e-{tag}"],
    }


def landed(tag: str, version: int = 1) -> dict[str, object]:
    """What `traces` finds where the append went in."""
    return {
        "records": version,
        "head": version,
        "outbox": [f"o-{tag}"],
        "tokens": [f"word{tag}"],
        "rows": [f"r-{tag}"],
        "access": [f"e-{tag}"],
    }


def untouched(version: int) -> dict[str, object]:
    """What `traces` finds where it left no trace."""
    return {"records": version, "head": version, "outbox": [], "tokens": [], "rows": [], "access": []}


def kinds(outcomes: Sequence[Outcome]) -> list[str]:
    """The names of the outcomes."""
    return [type(outcome).__name__ for outcome in outcomes]


class AppendClauses:
    """Atomicity, order in a group, compare-and-set."""

    @clause(
        "STO-10",
        "A committed append is there whole: records, head, outbox, tokens, rows and access entries.",
        source=ATOMIC,
    )
    def test_append_is_whole(self, bench: StorageBench) -> None:
        storage = bench.open()
        same(kinds(storage.commit([full("case-1", 0, tag="x")])), ["Committed"], "the outcome")
        same(traces(storage, "case-1", "x"), landed("x"), "what was left")

    @clause("STO-11", "An append that meets a conflict leaves no trace of any sort.", source=ATOMIC)
    def test_conflict_leaves_no_trace(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0)])
        same(kinds(storage.commit([full("case-1", 0, tag="x", command="late")])), ["Conflict"], "the outcome")
        same(traces(storage, "case-1", "x"), untouched(1), "what was left")

    @clause(
        "STO-12",
        "In a group, a member that meets a conflict leaves no trace and the others go in, outcomes in order.",
        source=COMMIT,
    )
    def test_group_survives_a_conflict(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-2", 0)])
        group = [full("case-1", 0, tag="a"), full("case-2", 0, tag="b", command="late"), full("case-3", 0, tag="c")]
        same(kinds(storage.commit(group)), ["Committed", "Conflict", "Committed"], "the outcomes")
        same(traces(storage, "case-1", "a"), landed("a"), "what the first left")
        same(traces(storage, "case-2", "b"), untouched(1), "what the conflicting member left")
        same(traces(storage, "case-3", "c"), landed("c"), "what the third left")

    @clause("STO-13", "A later append of a group sees what an earlier one wrote.", source=COMMIT)
    def test_group_in_order(self, bench: StorageBench) -> None:
        storage = bench.open()
        group = [append("case-1", 0), append("case-1", 1, count=2), append("case-1", 3)]
        same(kinds(storage.commit(group)), ["Committed"] * 3, "the outcomes")
        same([r.seq for r in storage.records(SHARD, "case-1", 0, 9)], [1, 2, 3, 4], "the seqs")

    @clause("STO-14", "Two members of a group that expect the same version: the first wins.", source=COMMIT)
    def test_group_conflicts_inside(self, bench: StorageBench) -> None:
        storage = bench.open()
        group = [append("case-1", 0, command="one", body=b"1"), append("case-1", 0, command="two", body=b"2")]
        same(list(storage.commit(group)), [Committed(), Conflict("case-1")], "the outcomes")
        same([r.body for r in storage.records(SHARD, "case-1", 0, 9)], [b"1"], "the bodies")

    @clause("STO-15", "NEW on a stream that exists is a Conflict that names the stream.", source=COMMIT)
    def test_new_on_existing(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0)])
        same(list(storage.commit([append("case-1", 0, command="late")])), [Conflict("case-1")], "the outcome")

    @clause("STO-16", "A version that is too low or too high is a Conflict that names the stream.", source=COMMIT)
    def test_wrong_version(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, count=3)])
        for version in (2, 4):
            outcome = storage.commit([append("case-1", version, command=f"at-{version}")])
            same(list(outcome), [Conflict("case-1")], f"the outcome at {version}")

    @clause("STO-17", "A version of a stream that does not exist is a Conflict.", source=COMMIT)
    def test_version_of_nothing(self, bench: StorageBench) -> None:
        storage = bench.open()
        same(list(storage.commit([append("case-1", 1)])), [Conflict("case-1")], "the outcome")
        same(list(storage.heads(SHARD, ["case-1"])), [None], "the head")

    @clause(
        "STO-18", "An append over several streams is whole: a conflict in the last undoes the first.", source=ATOMIC
    )
    def test_streams_together(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-2", 0)])
        by = mark("both")
        both = Append(shard=SHARD, writes=(write("case-1", 0, command=by), write("case-2", 5)), mark=by)
        same(list(storage.commit([both])), [Conflict("case-2")], "the outcome")
        same(list(storage.heads(SHARD, ["case-1"])), [None], "the head of the first stream")
        same(list(storage.records(SHARD, "case-1", 0, 9)), [], "the records of the first stream")
        by = mark("both again")
        good = evolve(both, writes=(write("case-1", 0, command=by), write("case-2", 1)), mark=by)
        same(list(storage.commit([good])), [Committed()], "the outcome with the right versions")
        same([h and h.version for h in storage.heads(SHARD, ["case-1", "case-2"])], [1, 2], "the versions")

    @clause(
        "STO-19",
        "`relies_on` is honoured: a stream that stands elsewhere, or exists where it must not, is a Conflict.",
        source="ports.records.Append.relies_on",
    )
    def test_relies_on(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("unit-1", 0, count=2)])
        cases = (("unit-1", 2, True), ("unit-1", 1, False), ("unit-1", 0, False), ("none", 0, True), ("none", 1, False))
        for number, (stream, version, holds) in enumerate(cases):
            outcome = storage.commit([append(f"case-{number}", 0, relies_on=((stream, version),))])
            expected = Committed() if holds else Conflict(stream)
            same(list(outcome), [expected], f"the outcome of relying on {stream} at {version}")
            (head,) = storage.heads(SHARD, [f"case-{number}"])
            same(head is not None, holds, "whether the stream was written")

    @clause(
        "STO-20",
        "`relies_on` sees what an earlier member of the same group wrote.",
        source="ports.records.Append.relies_on; ports.storage.Storage.commit",
    )
    def test_relies_on_in_a_group(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("unit-1", 0)])
        group = [append("unit-1", 1), append("case-1", 0, relies_on=(("unit-1", 1),))]
        same(kinds(storage.commit(group)), ["Committed", "Conflict"], "the outcomes")

    @clause(
        "STO-21",
        "When threads race for a version exactly one wins it, and the versions have no gap.",
        source="storage.md rule 4; conformance.md",
        chance=True,
    )
    def test_race_for_a_version(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0)])
        for version in range(1, 31):

            def attempt(who: str, version: int = version) -> Outcome:
                return storage.commit([append("case-1", version, command=f"{who}-{version}")])[0]

            outcomes = together(lambda: attempt("a"), lambda: attempt("b"))
            same(sorted(kinds(outcomes)), ["Committed", "Conflict"], f"the outcomes at version {version}")
        seqs = [r.seq for r in storage.records(SHARD, "case-1", 0, 99)]
        same(seqs, list(range(1, 32)), "the seqs")
        (head,) = storage.heads(SHARD, ["case-1"])
        same(head and head.version, 31, "the head's version")

    @clause(
        "STO-22",
        "A long random sequence of appends, conflicts and repeats leaves what a simple model says (seeded).",
        source="conformance.md: seeded random sequences",
        chance=True,
    )
    def test_random_sequence(self, bench: StorageBench) -> None:
        storage, random = bench.open(), bench.random
        model: dict[str, list[bytes]] = {}
        done: list[Append] = []
        for step in range(150):
            stream = f"case-{random.randrange(5)}"
            stands = len(model.get(stream, []))
            chance = random.random()
            if done and chance < 0.1:
                is_a(storage.commit([random.choice(done)])[0], Repeated, f"the outcome of the repeat in step {step}")
                continue
            before = stands if chance < 0.8 or not stands else stands + random.choice((-1, 1))
            body = f"step {step} å".encode()
            waiting = item(f"o-{step:04}", stream)
            move = append(stream, before, command=f"c-{step}", body=body, outbox=(waiting,))
            (outcome,) = storage.commit([move])
            if before != stands:
                is_a(outcome, Conflict, f"the outcome of step {step}")
                continue
            is_a(outcome, Committed, f"the outcome of step {step}")
            model.setdefault(stream, []).append(body)
            done.append(move)
        for stream, bodies in model.items():
            same([r.body for r in storage.records(SHARD, stream, 0, 999)], bodies, f"the bodies of {stream}")
        expected = [move.outbox[0].id for move in done]
        same([i.id for i in storage.outbox(SHARD, None, 999)], expected, "the outbox")
