"""Storage clauses STO-60 to STO-74: what waits is leased, taken in order, settled once, given back. Nothing is sent."""

from collections.abc import Sequence

from arende.ports.records import Later, Lease
from arende.ports.storage import Storage

from ..bench import StorageBench, together
from ..clauses import check, clause, same
from ..samples import OTHER, SECOND, SHARD, T0, append, item

LEASE = "ports.storage.Storage.lease; storage.md rule 7"
DUE = "ports.storage.Storage.due"
SETTLE = "ports.storage.Storage.settle"
RELEASE = "ports.storage.Storage.release"
TTL = 30 * SECOND


def one_lease(storage: Storage, worker: str = "w-1", now: int = T0) -> Lease:
    """The one part that has something due."""
    leases = storage.lease(worker, now, 9, TTL)
    same(len(leases), 1, f"the number of leases of {worker}")
    return leases[0]


def due(storage: Storage, lease: Lease, now: int = T0, limit: int = 99) -> list[str]:
    """The ids of what is due."""
    return [i.id for i in storage.due(lease, now, limit)]


def parts(leases: Sequence[Lease]) -> list[tuple[str, int]]:
    """(shard, part) of the leases, in order."""
    return sorted((lease.shard, lease.part) for lease in leases)


class OutboxClauses:
    """Leases, fences, order, retries."""

    @clause(
        "STO-60", "Only parts with something due are leased, of every shard, and no more than wanted.", source=LEASE
    )
    def test_parts_with_something_due(self, bench: StorageBench) -> None:
        storage = bench.open()
        items = (item("o-1", part=1), item("o-2", part=2), item("o-3", part=3, not_before=T0 + SECOND))
        storage.commit([append("case-1", 0, outbox=items)])
        storage.commit([append("case-1", 0, shard=OTHER, outbox=(item("o-1", part=1, shard=OTHER),))])
        same(parts(storage.lease("w-1", T0, 99, TTL)), [("vg-1", 1), ("vg-1", 2), ("vg-2", 1)], "the parts leased")
        same(len(storage.lease("w-1", T0 + 2 * TTL, 2, TTL)), 2, "the number of parts where 2 are wanted")

    @clause("STO-61", "A part that one worker holds is not leased to another.", source=LEASE)
    def test_exclusive(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=(item("o-1"),))])
        held = one_lease(storage)
        same((held.worker, held.until), ("w-1", T0 + TTL), "the holder and the end of the lease")
        same(list(storage.lease("w-2", T0 + TTL - 1, 9, TTL)), [], "what another worker gets")

    @clause("STO-62", "When threads ask at once, a part goes to one of them.", source=LEASE, chance=True)
    def test_race_for_a_part(self, bench: StorageBench) -> None:
        storage = bench.open()
        for number in range(15):
            mine = range(number * 4, number * 4 + 4)
            items = tuple(item(f"o-{part:02}", part=part) for part in mine)
            storage.commit([append(f"case-{number}", 0, outbox=items)])
            answers = together(lambda: storage.lease("w-1", T0, 9, TTL), lambda: storage.lease("w-2", T0, 9, TTL))
            held = [lease for leases in answers for lease in leases]
            same(parts(held), [("vg-1", part) for part in mine], "the parts, each once")
            for lease in held:
                same(storage.settle(lease, [f"o-{lease.part:02}"], []), True, "what the holder was told")

    @clause("STO-63", "A worker renews what it holds: a later end, the same epoch.", source=LEASE)
    def test_renewal(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=(item("o-1"),))])
        held = one_lease(storage)
        renewed = one_lease(storage, now=T0 + SECOND)
        same((renewed.epoch, renewed.until), (held.epoch, T0 + SECOND + TTL), "the epoch and end of the renewed lease")
        same(list(storage.lease("w-2", T0 + TTL, 9, TTL)), [], "what another gets at the end of the first lease")

    @clause("STO-64", "A lease lapses at its end: another worker takes the part, one epoch up.", source=LEASE)
    def test_lapse(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=(item("o-1"),))])
        held = one_lease(storage)
        taken = one_lease(storage, "w-2", T0 + TTL)
        same((taken.worker, taken.epoch), ("w-2", held.epoch + 1), "the new holder and epoch")

    @clause("STO-65", "The fence: what a former holder settles is refused and changes nothing.", source=SETTLE)
    def test_fence(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=(item("o-1"), item("o-2", "case-2")))])
        held = one_lease(storage)
        taken = one_lease(storage, "w-2", T0 + TTL)
        late = storage.settle(held, ["o-1"], [Later(id="o-2", not_before=T0 + 9 * TTL, attempt=7)])
        same(late, False, "what the former holder was told")
        same([(i.id, i.attempt) for i in storage.outbox(SHARD, None, 9)], [("o-1", 0), ("o-2", 0)], "what waits")
        same(storage.settle(taken, ["o-1"], []), True, "what the holder was told")

    @clause("STO-66", "Nothing is due before its time, and it is due at its time.", source=DUE)
    def test_not_before(self, bench: StorageBench) -> None:
        storage = bench.open()
        items = (item("o-1", "case-1"), item("o-2", "case-2", not_before=T0 + SECOND))
        storage.commit([append("case-1", 0, outbox=items)])
        held = one_lease(storage)
        same(due(storage, held, T0 + SECOND - 1), ["o-1"], "what is due before")
        same(due(storage, held, T0 + SECOND), ["o-1", "o-2"], "what is due at the time")

    @clause("STO-67", "What is due comes in the order (not_before, created, order, id), up to the limit.", source=DUE)
    def test_due_order(self, bench: StorageBench) -> None:
        storage = bench.open()
        items = (
            item("o-a", "s-1", not_before=T0 - 1, created=T0),
            item("o-b", "s-2", not_before=T0 - 2, created=T0),
            item("o-c", "s-3", not_before=T0 - 1, created=T0 - 5),
            item("o-d", "s-4", not_before=T0 - 1, created=T0 - 5, order=1),
            item("o-0", "s-5", not_before=T0 - 1, created=T0 - 5, order=1),
        )
        storage.commit([append("case-1", 0, outbox=items)])
        held = one_lease(storage)
        same(due(storage, held), ["o-b", "o-c", "o-0", "o-d", "o-a"], "what is due")
        same(due(storage, held, limit=2), ["o-b", "o-c"], "the first two")

    @clause("STO-68", "An item is held back while an earlier one of its stream waits to be tried again.", source=DUE)
    def test_held_back(self, bench: StorageBench) -> None:
        storage = bench.open()
        items = (
            item("o-1", "case-1", created=T0 - 3),
            item("o-2", "case-1", created=T0 - 2),
            item("o-3", "case-2", created=T0 - 1),
        )
        storage.commit([append("case-1", 0, outbox=items)])
        held = one_lease(storage)
        storage.settle(held, [], [Later(id="o-1", not_before=T0 + SECOND, attempt=1)])
        same(due(storage, held), ["o-3"], "what is due while the first waits")
        same(due(storage, held, limit=1), ["o-3"], "what is due with a limit of 1")
        storage.settle(held, ["o-1"], [])
        same(due(storage, held), ["o-2", "o-3"], "what is due when the first is done")

    @clause("STO-69", "A later item that waits to be tried again holds back none that is earlier.", source=DUE)
    def test_only_later_ones_held_back(self, bench: StorageBench) -> None:
        storage = bench.open()
        items = (item("o-1", "case-1", order=0), item("o-2", "case-1", order=1))
        storage.commit([append("case-1", 0, outbox=items)])
        held = one_lease(storage)
        storage.settle(held, [], [Later(id="o-2", not_before=T0 + SECOND, attempt=1)])
        same(due(storage, held), ["o-1"], "what is due while the later one waits")

    @clause("STO-70", "What is settled as done is gone; nothing else is.", source=SETTLE)
    def test_done(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=(item("o-1"), item("o-2", "case-2"), item("o-3", part=4)))])
        held = next(lease for lease in storage.lease("w-1", T0, 9, TTL) if lease.part == 3)
        same(storage.settle(held, ["o-1", "none"], []), True, "what the holder was told")
        same([i.id for i in storage.outbox(SHARD, None, 9)], ["o-2", "o-3"], "what waits")

    @clause("STO-71", "What must be tried again comes back at its new time, as its new attempt.", source=SETTLE)
    def test_later(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=(item("o-1"),))])
        held = one_lease(storage)
        storage.settle(held, [], [Later(id="o-1", not_before=T0 + SECOND, attempt=1)])
        same(due(storage, held), [], "what is due before the new time")
        found = [(i.id, i.not_before, i.attempt) for i in storage.due(held, T0 + SECOND, 9)]
        same(found, [("o-1", T0 + SECOND, 1)], "what is due at the new time")

    @clause(
        "STO-72",
        "The outbox is listed by id, page after page, each item as written.",
        source="ports.storage.Storage.outbox",
    )
    def test_outbox_listed(self, bench: StorageBench) -> None:
        storage = bench.open()
        items = tuple(item(f"o-{n}", part=9 - n, not_before=T0 - n, order=n, attempt=n % 2) for n in range(5))
        storage.commit([append("case-1", 0, outbox=tuple(reversed(items)))])
        first = storage.outbox(SHARD, None, 3)
        same(tuple(first), items[:3], "the first page")
        same(tuple(storage.outbox(SHARD, "o-2", 9)), items[3:], "the second page")
        check(not storage.outbox(OTHER, None, 9), "another shard's outbox holds these items")

    @clause("STO-73", "A part that is given back goes to another worker at once, one epoch up.", source=RELEASE)
    def test_given_back(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=(item("o-1"),))])
        held = one_lease(storage)
        same(storage.release(held), True, "what the holder was told")
        taken = one_lease(storage, "w-2")
        same((taken.worker, taken.epoch), ("w-2", held.epoch + 1), "the new holder and epoch")
        same(storage.settle(held, ["o-1"], []), False, "what the former holder was told when it settled")
        same([i.id for i in storage.outbox(SHARD, None, 9)], ["o-1"], "what waits")

    @clause("STO-74", "What another holds by now is not given back.", source=RELEASE)
    def test_not_anothers(self, bench: StorageBench) -> None:
        storage = bench.open()
        storage.commit([append("case-1", 0, outbox=(item("o-1"),))])
        held = one_lease(storage)
        one_lease(storage, "w-2", T0 + TTL)
        same(storage.release(held), False, "what the former holder was told")
        same(list(storage.lease("w-3", T0 + TTL, 9, TTL)), [], "what a third worker gets")
