"""Storage clauses STO-30 to STO-39: a command is carried out once, whoever repeats it and however. Only that."""

from arende.ports.records import AccessEntry, Committed, Conflict, Outcome, Record, Repeated

from ..bench import StorageBench, together
from ..clauses import check, clause, is_a, same
from ..samples import OTHER, SHARD, append, entry, item, logged, mark, write

ONCE = "storage.md rule 5; architecture.md: command_id is unique in a shard"
COMMIT = "ports.storage.Storage.commit"


def first_of(outcome: Outcome) -> Record | AccessEntry:
    """What a Repeated carries."""
    return is_a(outcome, Repeated, "the outcome").first


class CommandClauses:
    """Idempotency by `command_id`."""

    @clause("STO-30", "A repeated command answers Repeated with the first record it wrote.", source=ONCE)
    def test_repeat_finds_the_first_record(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, command="c", count=2, body=b"first")])
        (outcome,) = storage.commit([append("case-9", 0, command="c", body=b"second")])
        written = write("case-1", 0, count=2, command=mark("c", events=2), body=b"first").records[0]
        same(first_of(outcome), written, "the first record")

    @clause("STO-31", "A repeated command writes nothing of any sort.", source=ONCE)
    def test_repeat_writes_nothing(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, command="c")])
        again = append("case-2", 0, command="c", outbox=(item("o"),), access=(entry("e"),), tokens=("word",))
        storage.commit([again])
        same(list(storage.heads(SHARD, ["case-2"])), [None], "the head")
        same(list(storage.records(SHARD, "case-2", 0, 9)), [], "the records")
        same(list(storage.outbox(SHARD, None, 9)), [], "the outbox")
        same(list(storage.access(SHARD, None, 9)), [], "the access log")
        same(list(storage.tokens(SHARD, "case-2")), [], "the tokens")

    @clause("STO-32", "A repeat whose versions no longer fit is Repeated, never a Conflict.", source=COMMIT)
    def test_repeat_before_versions(self, bench: StorageBench) -> None:
        storage = bench.open()
        move = append("case-1", 0, command="c", body=b"first")
        storage.commit([move])
        storage.commit([append("case-1", 1)])
        (outcome,) = storage.commit([move])
        found = is_a(first_of(outcome), Record, "the first")
        same((found.stream, found.seq, found.body), ("case-1", 1, b"first"), "the first record")

    @clause(
        "STO-33", "A command repeated inside one group is Repeated with the record of the earlier member.", source=ONCE
    )
    def test_repeat_in_a_group(self, bench: StorageBench) -> None:
        storage = bench.open()
        move = append("case-1", 0, command="c")
        outcomes = storage.commit([move, append("case-2", 0), move])
        same(list(outcomes[:2]), [Committed(), Committed()], "the outcomes of the first two")
        same(first_of(outcomes[2]), move.writes[0].records[0], "the first record")
        same(len(storage.records(SHARD, "case-1", 0, 9)), 1, "the number of records")

    @clause("STO-34", "A command that made no event is found again by its access entry.", source=ONCE)
    def test_repeat_of_an_entry(self, bench: StorageBench) -> None:
        storage = bench.open()
        move = logged("e-1", "c")
        storage.commit([move])
        (outcome,) = storage.commit([logged("e-2", "c")])
        same(first_of(outcome), move.access[0], "the first entry")
        same([e.id for e in storage.access(SHARD, None, 9)], ["e-1"], "the access log")

    @clause("STO-35", "A command's id is one across records and access entries.", source=ONCE)
    def test_repeat_across(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([logged("e-1", "c-1"), append("case-1", 0, command="c-2")])
        (by_entry,) = storage.commit([append("case-2", 0, command="c-1")])
        is_a(first_of(by_entry), AccessEntry, "the first of a command that was an entry")
        (by_record,) = storage.commit([logged("e-2", "c-2")])
        is_a(first_of(by_record), Record, "the first of a command that was a record")

    @clause(
        "STO-36",
        "When threads send the same command exactly one is Committed, the others Repeated.",
        source=ONCE,
        chance=True,
    )
    def test_race_of_a_command(self, bench: StorageBench) -> None:
        storage = bench.open()
        for number in range(30):

            def attempt(stream: str, number: int = number) -> Outcome:
                return storage.commit([append(f"{stream}-{number}", 0, command=f"c-{number}")])[0]

            outcomes = together(lambda: attempt("a"), lambda: attempt("b"))
            names = sorted(type(outcome).__name__ for outcome in outcomes)
            same(names, ["Committed", "Repeated"], f"the outcomes of command {number}")
        check(len(storage.streams(SHARD, None, 99)) == 30, "a repeated command wrote a stream")

    @clause("STO-37", "The same command id in another shard is another command.", source=ONCE)
    def test_same_id_in_another_shard(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, command="c")])
        outcome = storage.commit([append("case-1", 0, command="c", shard=OTHER)])
        same(list(outcome), [Committed()], "the outcome in the other shard")

    @clause(
        "STO-38",
        "`find` gives the record or entry that carries a command, and None for one that never was.",
        source="ports.storage.Storage.find",
    )
    def test_find(self, bench: StorageBench) -> None:
        storage = bench.open()
        move, note = append("case-1", 0, command="c-1", count=2), logged("e-1", "c-2")
        storage.commit([move, note])
        same(storage.find(SHARD, "c-1"), move.writes[0].records[0], "the record of a command")
        same(storage.find(SHARD, "c-2"), note.access[0], "the entry of a command")
        same(storage.find(SHARD, "c-3"), None, "what was found of no command")
        same(storage.find(OTHER, "c-1"), None, "what was found in another shard")

    @clause("STO-39", "A command that met a conflict was not carried out: it can be sent again.", source=COMMIT)
    def test_conflict_spends_no_command(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0)])
        same(list(storage.commit([append("case-1", 0, command="c")])), [Conflict("case-1")], "the first outcome")
        same(storage.find(SHARD, "c"), None, "what was found of the command")
        same(list(storage.commit([append("case-1", 1, command="c")])), [Committed()], "the second outcome")
