"""Storage clauses STO-40 to STO-49, STO-55 and STO-56: keyset pages over indexed columns. Search is in `tokens`."""

import functools
from collections.abc import Callable
from typing import ClassVar

from arende.ports.indexes import COLUMNS, INDEXES, IndexRange
from arende.ports.records import Append, ColumnValue
from arende.ports.storage import Storage

from ..bench import StorageBench
from ..clauses import check, clause, fail, same
from ..samples import SHARD, T0, append

PAGE = "ports.storage.Storage.page; ports.indexes"


def case(stream: str, before: int = 0, **columns: ColumnValue) -> Append:
    """A case whose head has these columns."""
    return append(stream, before, columns=columns)


def opened(bench: StorageBench, values: list[int]) -> Storage:
    """A storage with a case per value, of patient p, opened at the value."""
    storage = bench.open()
    storage.commit([case(f"case-{n:02}", patient="p", opened=value) for n, value in enumerate(values)])
    return storage


def page(
    storage: Storage,
    *,
    limit: int = 99,
    after: tuple[int | str, str] | None = None,
    low: int | None = None,
    high: int | None = None,
    reverse: bool = False,
) -> list[tuple[int, str]]:
    """(opened, stream) of a page of patient p's cases."""
    r = IndexRange(index="case_patient", prefix=("p",), limit=limit, after=after, low=low, high=high, reverse=reverse)
    found: list[tuple[int, str]] = []
    for h in storage.page(SHARD, r):
        value = h.columns.get("opened")
        found.append((value if isinstance(value, int) else -1, h.stream))
    return found


def walk(storage: Storage, limit: int, *, reverse: bool = False) -> list[tuple[int, str]]:
    """All pages of patient p's cases, one after the other."""
    seen: list[tuple[int, str]] = []
    while len(seen) < 200:
        found = page(storage, limit=limit, after=seen[-1] if seen else None, reverse=reverse)
        if not found:
            return seen
        seen += found
    return fail("the pages never end")


def refused(call: Callable[[], object]) -> bool:
    """Whether the call raises ValueError."""
    try:
        call()
    except ValueError:
        return True
    return False


class PageClauses:
    """Order, keyset, bounds, membership, counts."""

    VALUES: ClassVar[list[int]] = [T0 + 5, T0, T0 + 9, T0 + 5, T0 + 5, T0 - 1, 0]

    @clause("STO-40", "A page stands in the order of the index's last column, ties by stream.", source=PAGE)
    def test_page_order(self, bench: StorageBench) -> None:
        storage = opened(bench, self.VALUES)
        expected = sorted((value, f"case-{n:02}") for n, value in enumerate(self.VALUES))
        same(page(storage), expected, "the page")
        same(page(storage, limit=3), expected[:3], "the first three")

    @clause("STO-41", "Page after page gives each head once, ties included, whatever the limit.", source=PAGE)
    def test_walk(self, bench: StorageBench) -> None:
        storage = opened(bench, self.VALUES)
        expected = sorted((value, f"case-{n:02}") for n, value in enumerate(self.VALUES))
        for limit in (1, 2, 3, 7):
            same(walk(storage, limit), expected, f"all pages of {limit}")

    @clause("STO-42", "`reverse` reads the same order from the end, page after page.", source=PAGE)
    def test_reverse(self, bench: StorageBench) -> None:
        storage = opened(bench, self.VALUES)
        expected = sorted(((value, f"case-{n:02}") for n, value in enumerate(self.VALUES)), reverse=True)
        same(page(storage, reverse=True), expected, "the page")
        same(walk(storage, 2, reverse=True), expected, "all pages of 2")

    @clause("STO-43", "`low` is inclusive and `high` exclusive, in both directions.", source=PAGE)
    def test_bounds(self, bench: StorageBench) -> None:
        storage = opened(bench, [T0, T0 + 1, T0 + 2, T0 + 3])
        for reverse in (False, True):
            found = sorted(value - T0 for value, _ in page(storage, low=T0 + 1, high=T0 + 3, reverse=reverse))
            same(found, [1, 2], f"the values within the bounds, reverse={reverse}")
        same([v - T0 for v, _ in page(storage, low=T0 + 2)], [2, 3], "the values from low")
        same([v - T0 for v, _ in page(storage, high=T0 + 2)], [0, 1], "the values up to high")

    @clause(
        "STO-44",
        "Heads that come, go and change between two pages make none of the others skip or repeat.",
        source=PAGE,
    )
    def test_walk_while_others_change(self, bench: StorageBench) -> None:
        storage = opened(bench, [T0 + 10 * n for n in range(12)])
        first = page(storage, limit=4)
        storage.commit(
            [
                case("case-01", 1, patient="q", opened=T0),  # leaves, before the cursor
                case("case-03", 1, patient="p", opened=T0 + 900),  # the cursor's own row moves to the end
                case("new-1", patient="p", opened=T0 + 5),  # comes, before the cursor
            ]
        )
        second = page(storage, limit=4, after=first[-1])
        same([s for _, s in second], ["case-04", "case-05", "case-06", "case-07"], "the second page")

    @clause(
        "STO-45",
        "In a partial index stand only the heads whose column is not None; they come and go with it.",
        source="ports.indexes.Index.where",
    )
    def test_partial_index(self, bench: StorageBench) -> None:
        storage = bench.open()
        inbox = IndexRange(index="case_inbox", prefix=("a",), limit=9)

        def streams() -> list[str]:
            return [h.stream for h in storage.page(SHARD, inbox)]

        storage.commit([case("case-1", owner="a", waiting_since=T0), case("case-2", owner="a")])
        same(streams(), ["case-1"], "the inbox")
        storage.commit([case("case-1", 1, owner="a"), case("case-2", 1, owner="a", waiting_since=T0)])
        same(streams(), ["case-2"], "the inbox after the change")
        same(storage.count(SHARD, "case_inbox", ("a",), 9), 1, "the count")

    @clause("STO-46", "A page holds heads of its own prefix and kind only.", source=PAGE)
    def test_prefix_and_kind(self, bench: StorageBench) -> None:
        storage = bench.open()
        columns: dict[str, ColumnValue] = {"unit": "u-1", "waiting_since": T0}
        storage.commit(
            [
                append("case-1", 0, columns=columns),
                append("visit-1", 0, kind="visit", columns=columns),
                append("visit-2", 0, kind="visit", columns=columns | {"unit": "u-10"}),
                append("visit-3", 0, kind="visit", columns=columns | {"unit": "U-1"}),
            ]
        )
        for index, expected in (("ledger", ["visit-1"]), ("case_unit_inbox", ["case-1"])):
            found = [h.stream for h in storage.page(SHARD, IndexRange(index=index, prefix=("u-1",), limit=9))]
            same(found, expected, f"the page of {index}")
            same(storage.count(SHARD, index, ("u-1",), 9), 1, f"the count of {index}")

    @clause(
        "STO-47", "A count goes no further than its cap, and is exact below it.", source="ports.storage.Storage.count"
    )
    def test_capped_count(self, bench: StorageBench) -> None:
        storage = opened(bench, list(range(7)))
        for cap, expected in ((3, 3), (7, 7), (100, 7)):
            same(storage.count(SHARD, "case_patient", ("p",), cap), expected, f"the count capped at {cap}")
        same(storage.count(SHARD, "case_patient", ("nobody",), 9), 0, "the count of nobody")

    @clause("STO-48", "An unknown index or a prefix of the wrong length is a ValueError.", source=PAGE)
    def test_unknown_index(self, bench: StorageBench) -> None:
        storage = bench.open()
        wrong: list[tuple[str, tuple[str, ...]]] = [
            ("no_such", ("a",)),
            ("case_inbox", ()),
            ("case_inbox", ("a", "b")),
            ("case_inbox; --", ("a",)),
        ]
        for index, prefix in wrong:
            r = IndexRange(index=index, prefix=prefix, limit=1)
            check(refused(functools.partial(storage.page, SHARD, r)), f"a page of {index!r} by {prefix} was given")
            counted = functools.partial(storage.count, SHARD, index, prefix, 9)
            check(refused(counted), f"a count of {index!r} by {prefix} was given")

    @clause(
        "STO-49",
        "Text is ordered and compared bytewise: by code point, case and accents apart.",
        source="storage.md rule 9; ports.records",
    )
    def test_bytewise(self, bench: StorageBench) -> None:
        storage = bench.open()
        listed = next(index for index in INDEXES if index.columns[-1] == "label")
        prefix = tuple(f"p-{column}" for column in listed.columns[:-1])
        fixed: dict[str, ColumnValue] = dict(zip(listed.columns, prefix, strict=False))
        labels = ["a", "B", "å", "ä", "ö", "z", "é", "\uff5e", "🙂", "ab", "a b", "A"]
        for number, label in enumerate(labels):
            columns = fixed | {"label": label}
            storage.commit([append(f"e-{number:02}", 0, kind=listed.kind, columns=columns)])
        found = storage.page(SHARD, IndexRange(index=listed.name, prefix=prefix, limit=99))
        same([h.columns.get("label") for h in found], sorted(labels), "the labels")
        streams = ["S-1", "s-1", "å-1", "\uff5e-1", "🙂-1"]
        storage.commit([append(stream, 0, kind="other") for stream in streams])
        same([h and h.stream for h in storage.heads(SHARD, streams)], streams, "the streams")

    @clause("STO-55", "Every index of the table can be read and counted.", source="ports.indexes.INDEXES")
    def test_every_index(self, bench: StorageBench) -> None:
        storage = bench.open()
        kinds = dict(COLUMNS)
        for index in INDEXES:
            columns: dict[str, ColumnValue] = {
                c: T0 if kinds[c] == "int" else f"{index.name}-{c}" for c in index.columns
            }
            storage.commit([append(f"s-{index.name}", 0, kind=index.kind, columns=columns)])
        for index in INDEXES:
            prefix = tuple(f"{index.name}-{c}" for c in index.columns[:-1])
            found = storage.page(SHARD, IndexRange(index=index.name, prefix=prefix, limit=99))
            check(f"s-{index.name}" in [h.stream for h in found], f"the head is not in {index.name}")
            same(storage.count(SHARD, index.name, prefix, 99), len(found), f"the count of {index.name}")

    @clause(
        "STO-56",
        "A count keeps within `low` (inclusive) and `high` (exclusive), up to its cap.",
        source="ports.storage.Storage.count",
    )
    def test_bounded_count(self, bench: StorageBench) -> None:
        storage = opened(bench, [T0, T0 + 1, T0 + 1, T0 + 2, T0 + 3])
        for low, high, cap, expected in (
            (T0 + 1, None, 9, 4),
            (None, T0 + 2, 9, 3),
            (T0 + 1, T0 + 3, 9, 3),
            (T0 + 1, T0 + 3, 2, 2),
            (T0 + 4, None, 9, 0),
            (T0 + 3, T0 + 1, 9, 0),
        ):
            found = storage.count(SHARD, "case_patient", ("p",), cap, low, high)
            same(found, expected, f"the count from {low} to {high}, capped at {cap}")
