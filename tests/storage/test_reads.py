"""Pages, counts, search and the outbox, on every storage: the edges that a random sequence seldom meets."""

import pytest
from arende.ports.indexes import IndexRange
from arende.ports.records import Later
from arende.ports.storage import Storage

from .build import S, append, item


def _streams(storage: Storage, r: IndexRange) -> list[str]:
    return [head.stream for head in storage.page(S, r)]


@pytest.mark.spec("B18")
def test_a_list_is_read_page_by_page_both_ways(storage: Storage) -> None:
    storage.commit([append(f"c{i}", f"s{i}", columns={"owner": "a1", "until": i // 2}) for i in range(7)])
    storage.commit([append("other", "z", columns={"owner": "a2", "until": 1})])
    storage.commit([append("visit", "v", kind="visit", columns={"owner": "a1", "until": 1})])
    for reverse in (False, True):
        seen: list[str] = []
        after: tuple[int | str, str] | None = None
        while page := storage.page(
            S, IndexRange(index="case_owner", prefix=("a1",), limit=2, after=after, reverse=reverse)
        ):
            seen += [head.stream for head in page]
            last = page[-1].columns["until"]
            assert isinstance(last, int)
            after = (last, page[-1].stream)
        assert seen == sorted((f"s{i}" for i in range(7)), reverse=reverse)


def test_bounds_are_low_inclusive_and_high_exclusive(storage: Storage) -> None:
    storage.commit([append(f"c{i}", f"s{i}", columns={"owner": "a1", "until": i}) for i in range(6)])
    between = IndexRange(index="case_owner", prefix=("a1",), limit=9, low=1, high=4)
    assert _streams(storage, between) == ["s1", "s2", "s3"]
    for after, reverse, wanted in (
        ((-1, "z"), False, ["s1", "s2", "s3"]),
        ((1, "s1"), False, ["s2", "s3"]),
        ((9, "a"), True, ["s3", "s2", "s1"]),
        ((3, "s3"), True, ["s2", "s1"]),
    ):
        r = IndexRange(index="case_owner", prefix=("a1",), limit=9, low=1, high=4, after=after, reverse=reverse)
        assert _streams(storage, r) == wanted


def test_what_has_no_order_value_stands_in_no_list(storage: Storage) -> None:
    storage.commit([append("c1", "a", columns={"owner": "a1"}), append("c2", "b", columns={"owner": "a1", "until": 0})])
    assert _streams(storage, IndexRange(index="case_owner", prefix=("a1",), limit=9)) == ["b"]
    assert storage.count(S, "case_owner", ("a1",), 9) == 1
    storage.commit([append("c3", "b", 1, columns={"owner": "a1"})])
    assert storage.count(S, "case_owner", ("a1",), 9) == 0


def test_a_count_stops_at_its_cap(storage: Storage) -> None:
    storage.commit([append(f"c{i}", f"s{i}", columns={"owner": "a1", "until": i}) for i in range(5)])
    assert [storage.count(S, "case_owner", ("a1",), cap) for cap in (0, 3, 5, 9)] == [0, 3, 5, 5]
    assert [storage.count(S, "case_owner", ("a1",), cap, 1, 4) for cap in (0, 2, 9)] == [0, 2, 3]
    assert [storage.count(S, "case_owner", ("a1",), 9, *bounds) for bounds in ((2,), (None, 2))] == [3, 2]


def test_an_unknown_list_or_a_wrong_prefix_is_a_fault_of_the_caller(storage: Storage) -> None:
    with pytest.raises(ValueError, match="no index"):
        storage.page(S, IndexRange(index="nothing", prefix=(), limit=1))
    with pytest.raises(ValueError, match="prefix of 1"):
        storage.count(S, "case_owner", (), 1)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_gives_nothing(storage: Storage, limit: int) -> None:
    storage.commit([append("c", "a", columns={"owner": "o", "until": 1}, tokens=["t"], outbox=[item("i", "a")])])
    assert list(storage.records(S, "a", 0, limit)) == []
    assert list(storage.page(S, IndexRange(index="case_owner", prefix=("o",), limit=limit))) == []
    assert list(storage.page_tokens(S, ["t"], None, limit)) == []
    assert list(storage.outbox(S, None, limit)) == []
    assert list(storage.streams(S, None, limit)) == []


def test_search_takes_beginnings_of_words_and_all_of_them(storage: Storage) -> None:
    top = "\U0010ffff"
    for stream, tokens in (
        ("p1", ["anna", "berg"]),
        ("p2", ["anna", "bergman"]),
        ("p3", ["annika", "ö", f"an{top}"]),
        ("p4", ["ann%", "an_", "\ud7ff"]),
    ):
        storage.commit([append(f"c{stream}", stream, tokens=tokens)])
    for words, wanted in (
        (["anna"], ["p1", "p2"]),
        (["ann"], ["p1", "p2", "p3", "p4"]),
        (["berg", "anna"], ["p1", "p2"]),
        (["bergm", "an"], ["p2"]),
        (["ann%"], ["p4"]),
        (["an_"], ["p4"]),
        ([f"an{top}"], ["p3"]),
        (["\ud7ff"], ["p4"]),
        (["ö", ""], ["p3"]),
        (["zz", "anna"], []),
        ([""], []),
        ([], []),
    ):
        assert list(storage.page_tokens(S, words, None, 9)) == wanted, words
    assert list(storage.page_tokens(S, ["ann"], "p1", 2)) == ["p2", "p3"]


def test_a_common_word_is_paged_as_well(storage: Storage) -> None:
    many = [f"ab{i:05}" for i in range(5100)]
    storage.commit([append("c1", "s1", tokens=many), append("c2", "s2", tokens=["ab", "x"]), append("c3", "s3")])
    assert list(storage.page_tokens(S, ["ab"], None, 9)) == ["s1", "s2"]
    assert list(storage.page_tokens(S, ["a", "ab"], "s1", 9)) == ["s2"]
    assert list(storage.page_tokens(S, ["ab", "x"], None, 9)) == ["s2"]


def test_more_streams_than_one_statement_takes(storage: Storage) -> None:
    storage.commit([append(f"c{i}", f"s{i}") for i in range(600)])
    found = storage.heads(S, [f"s{i}" for i in range(600)] + ["none", "s0"])
    assert [h.stream if h else None for h in found] == [*(f"s{i}" for i in range(600)), None, "s0"]
    assert all(type(o).__name__ == "Repeated" for o in storage.commit([append(f"c{i}", f"s{i}") for i in range(600)]))


def test_a_waiting_retry_delays_its_own_stream_only(storage: Storage) -> None:
    items = [item("a1", "a", created=1), item("a2", "a", created=2), item("b1", "b", created=3)]
    storage.commit([append("c1", "a", outbox=items[:2]), append("c2", "b", outbox=items[2:])])
    (lease,) = storage.lease("w", 10, 4, 100)
    assert [i.id for i in storage.due(lease, 10, 9)] == ["a1", "a2", "b1"]
    assert storage.settle(lease, [], [Later(id="a1", not_before=50, attempt=1)])
    assert [i.id for i in storage.due(lease, 10, 9)] == ["b1"]
    assert [i.id for i in storage.due(lease, 50, 9)] == ["b1", "a1"]
    assert storage.settle(lease, ["a1", "b1"], [])
    assert [i.id for i in storage.due(lease, 50, 9)] == ["a2"]


def test_a_lapsed_lease_goes_to_another_and_its_holder_is_fenced(storage: Storage) -> None:
    storage.commit([append("c1", "a", outbox=[item("i", "a"), item("far", "a", part=7, not_before=10**15)])])
    (old,) = storage.lease("w1", 0, 4, 10)
    assert list(storage.lease("w2", 9, 4, 10)) == []
    (renewed,) = storage.lease("w1", 9, 4, 10)
    assert (renewed.epoch, renewed.until) == (old.epoch, 19)
    (new,) = storage.lease("w2", 19, 4, 10)
    assert new.epoch == old.epoch + 1
    assert not storage.settle(renewed, ["i"], [])
    assert [i.id for i in storage.outbox(S, None, 9)] == ["far", "i"]
    assert storage.settle(new, ["i"], [])
    assert [i.id for i in storage.outbox(S, None, 9)] == ["far"]


def test_a_worker_that_let_its_own_lease_lapse_gets_a_new_epoch(storage: Storage) -> None:
    storage.commit([append("c1", "a", outbox=[item("i", "a")])])
    (old,) = storage.lease("w1", 0, 4, 10)
    (new,) = storage.lease("w1", 10, 4, 10)
    assert new.epoch == old.epoch + 1
    assert not storage.settle(old, ["i"], [])


def test_the_part_that_waited_longest_is_leased_first(storage: Storage) -> None:
    storage.commit([append("c", "a", outbox=[item(f"i{p}", f"s{p}", part=p, not_before=9 - p) for p in range(5)])])
    assert [lease.part for lease in storage.lease("w", 9, 2, 10)] == [4, 3]
    assert [lease.part for lease in storage.lease("v", 9, 9, 10)] == [2, 1, 0]
