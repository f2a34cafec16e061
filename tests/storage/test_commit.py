"""What a group of appends does, on every storage: outcomes, order, and that what is refused leaves no trace."""

from collections.abc import Callable

import pytest
from arende.ports.records import Append, Committed, Conflict, Exactly, Repeated, Shard, StreamWrite, TokenSet
from arende.ports.storage import Storage, StorageUnusable

from .build import S, append, entry, head, item, logged, mark, record, row, write


def test_what_was_written_is_read_back(storage: Storage) -> None:
    body = '{"text":"Åsa å 🙂 \\u0000"}'.encode()
    given = append(
        "c1",
        "case:å",
        count=2,
        columns={"owner": "a1", "until": 7, "unit": None},
        outbox=[item("i1", "case:å", part=3)],
        tokens=["åsa", "berg", "åsa"],
        rows=[row(""), row("b")],
        access=[entry("e1")],
        body=body,
    )
    assert storage.commit([given]) == [Committed()]
    assert storage.records(S, "case:å", 0, 10) == list(given.writes[0].records)
    assert storage.records(S, "case:å", 1, 10) == [given.writes[0].records[1]]
    (stood,) = storage.heads(S, ["case:å"])
    assert stood is not None
    assert (stood.version, stood.body) == (2, b'{"v":2}')
    assert {k: v for k, v in stood.columns.items() if v is not None} == {"owner": "a1", "until": 7}
    assert storage.outbox(S, None, 9) == [item("i1", "case:å", part=3)]
    assert storage.tokens(S, "case:å") == ["berg", "åsa"]
    assert storage.rows(S, "draft", "c1", None, 9) == [row(""), row("b")]
    assert storage.rows(S, "draft", "c1", "", 9) == [row("b")]
    assert storage.access(S, None, 9) == [entry("e1")]
    assert storage.find(S, "c1") == given.writes[0].records[0]
    assert storage.shards() == [S]


@pytest.mark.parametrize("body", [b"", b"\x00\xff\xfe", b"x" * 3_000_000], ids=["empty", "no text", "large"])
def test_bodies_keep_every_byte(storage: Storage, body: bytes) -> None:
    storage.commit([append("c1", "a", body=body)])
    assert storage.records(S, "a", 0, 1)[0].body == body


def test_a_refused_append_leaves_no_trace_and_the_others_stand(storage: Storage) -> None:
    refused = append(
        "c2",
        "a",
        0,
        outbox=[item("lost", "a")],
        tokens=["lost"],
        rows=[row("lost")],
        access=[entry("lost")],
    )
    outcomes = storage.commit([append("c1", "a"), refused, append("c3", "b", outbox=[item("kept", "b")])])
    assert outcomes == [Committed(), Conflict("a"), Committed()]
    assert storage.find(S, "c2") is None
    assert [i.id for i in storage.outbox(S, None, 9)] == ["kept"]
    assert (storage.tokens(S, "a"), storage.rows(S, "draft", "c1", None, 9), storage.access(S, None, 9)) == ([], [], [])


def test_one_conflict_among_two_streams_stops_both(storage: Storage) -> None:
    storage.commit([append("c1", "b")])
    both = Append(shard=S, writes=(write("a", first=mark("c2")), write("b", 0)), mark=mark("c2"))
    assert storage.commit([both]) == [Conflict("b")]
    assert storage.heads(S, ["a"]) == [None]
    assert storage.records(S, "a", 0, 9) == []


def test_a_later_append_of_the_group_sees_an_earlier_one(storage: Storage) -> None:
    group = [append("c1", "a"), append("c2", "a", 1), append("c3", "b", relies_on=(("a", 2),)), append("c4", "a", 1)]
    assert storage.commit(group) == [Committed(), Committed(), Committed(), Conflict("a")]
    assert [r.seq for r in storage.records(S, "a", 0, 9)] == [1, 2]
    (stood,) = storage.heads(S, ["a"])
    assert stood is not None
    assert stood.version == 2


def test_what_is_relied_on_must_stand(storage: Storage) -> None:
    storage.commit([append("c1", "a")])
    group = [append("c2", "b", relies_on=(("a", 0),)), append("c3", "b", relies_on=(("none", 0), ("a", 1)))]
    assert storage.commit(group) == [Conflict("a"), Committed()]
    assert storage.commit([append("c4", "d", relies_on=(("a", 2),))]) == [Conflict("a")]
    assert storage.commit([append("c4", "d", relies_on=(("a", 1),))]) == [Committed()]


@pytest.mark.spec("S9")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (append("c", "a"), append("c", "a")),
        (append("c", "a"), logged("c", "e")),
        (logged("c", "e"), append("c", "a")),
        (logged("c", "e"), logged("c", "e2")),
    ],
    ids=["record twice", "record then entry", "entry then record", "entry twice"],
)
@pytest.mark.parametrize("together", [True, False], ids=["one group", "two calls"])
def test_a_command_is_carried_out_once(storage: Storage, first: Append, second: Append, together: bool) -> None:
    outcomes = storage.commit([first, second]) if together else [*storage.commit([first]), *storage.commit([second])]
    carrier = first.writes[0].records[0] if first.writes else first.access[0]
    assert outcomes == [Committed(), Repeated(carrier)]
    assert storage.find(S, "c") == carrier
    assert len(storage.access(S, None, 9)) == len(first.access)


def test_a_repeat_is_never_a_conflict(storage: Storage) -> None:
    storage.commit([append("c1", "a"), append("c2", "a", 1)])
    assert isinstance(storage.commit([append("c1", "a")])[0], Repeated)


def test_the_same_command_id_in_another_shard_is_another_command(storage: Storage) -> None:
    other = Shard("vg0")
    storage.commit([append("c1", "a")])
    assert storage.commit([append("c1", "a", shard=other)]) == [Committed()]
    assert storage.shards() == [other, S]


def test_an_id_written_twice_keeps_nothing_of_the_group(storage: Storage) -> None:
    storage.commit([append("c1", "a", outbox=[item("i", "a")])])
    with pytest.raises(StorageUnusable, match="already in use"):
        storage.commit([append("c2", "b", rows=[row("x")]), append("c3", "a", 1, outbox=[item("i", "a")])])
    assert storage.heads(S, ["b"]) == [None]
    assert storage.rows(S, "draft", "c1", None, 9) == []
    assert storage.find(S, "c3") is None
    assert storage.commit([append("c2", "b")]) == [Committed()]


def _gap() -> Append:
    return Append(
        shard=S, writes=(StreamWrite(stream="a", expected=Exactly(1), records=(record("a", 3),), head=head("a", 3)),)
    )


@pytest.mark.parametrize(
    "malformed",
    [
        _gap,
        lambda: append("c", "a", columns={"ownr": "x"}),
        lambda: append("c", "a", shard=Shard("other")),
        lambda: append("c", "a", outbox=[item("i", "a", shard=Shard("other"))]),
        lambda: Append(shard=S, writes=(write("a"), write("a"))),
        lambda: append("c", "a", access=[entry("e", command=mark("c"))]),
        lambda: Append(shard=S, writes=(write("a", first=mark("c")),), mark=mark("d")),
    ],
    ids=["gap", "column", "shard", "item's shard", "stream twice", "two carriers", "another mark"],
)
def test_a_malformed_append_is_a_fault_of_the_caller(storage: Storage, malformed: Callable[[], Append]) -> None:
    with pytest.raises(ValueError, match=r"append|records|column|shard|carries|group"):
        storage.commit([append("ok", "z"), malformed()])
    assert storage.find(S, "ok") is None


def test_redaction_changes_one_body_and_nothing_else(storage: Storage) -> None:
    storage.commit([append("c1", "a", count=2)])
    storage.redact(S, "a", 1, b"gone")
    assert [r.body for r in storage.records(S, "a", 0, 9)] == [b"gone", b'{"t":"hej"}']
    assert storage.find(S, "c1") == record("a", 1, first=mark("c1", 2), body=b"gone")
    with pytest.raises(ValueError, match="no such record"):
        storage.redact(S, "a", 3, b"gone")


def test_rebuild_only_where_the_stream_stands_as_expected(storage: Storage) -> None:
    storage.commit([append("c1", "a", tokens=["old"], columns={"owner": "x", "until": 1})])
    assert not storage.rebuild(S, 2, head("a", 2), ["new"])
    assert not storage.rebuild(S, 0, head("none", 1), ["new"])
    assert storage.tokens(S, "a") == ["old"]
    assert storage.rebuild(S, 1, head("a", 1, columns={"owner": "y", "until": 1}), ["new"])
    assert storage.tokens(S, "a") == ["new"]
    assert (storage.count(S, "case_owner", ("x",), 9), storage.count(S, "case_owner", ("y",), 9)) == (0, 1)


def test_an_empty_group_and_an_empty_shard(storage: Storage) -> None:
    assert list(storage.commit([])) == []
    storage.commit([Append(shard=S, relies_on=(("a", 0),), tokens=(TokenSet(stream="a", tokens=()),))])
    assert list(storage.shards()) == []
