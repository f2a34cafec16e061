"""The one statement that writes a batch: heads are compared and set first, and all else is inserted from that.

Its text depends on how much of each kind there is: up to a few rows stand as values, more come as arrays; a text is
made once for each shape, so that the server prepares few. It is exact by itself where it moves one head at most: then
it may be a transaction of its own. Runs nothing.
"""

# ruff: noqa: S608 (all that is built in is our own names and the table prefix, which `url.place` has checked)

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from arende.ports.records import Shard
from attrs import define, field, frozen

from ..batch import Batch
from ..rows import ENTRY, HEAD, ITEM, LISTED, RECORD, Parameter, Row, column_values
from ..schema import TABLES
from ..shapes import COLUMN_NAMES

Given: TypeAlias = Parameter | Sequence[Parameter]
Relied: TypeAlias = Sequence[tuple[str, int]]

_FEW: Final = 3
_TYPES: Final = {"text": "text", "int": "bigint", "bytes": "bytea"}
_CLAIM: Final = ", 0, '', 0, ''::bytea, 0"
"""A row of `records` that stands for no event: seq, name, schema, body and time of it."""


@frozen
class Part:
    """Rows of one kind: the table, and the columns that they hold after the shard."""

    table: str
    columns: tuple[str, ...]

    @property
    def types(self) -> list[str]:
        kinds = {column.name: column.kind for column in TABLES[self.table].columns}
        return [_TYPES[kinds.get(column, "int")] for column in self.columns]  # `expected` is no column, and an int


def _part(table: str, columns: str) -> Part:
    return Part(table, tuple(columns.split(", ")))


_MOVED: Final = _part("heads", f"stream, expected, kind, version, body, {LISTED}")
_MADE: Final = _part("heads", HEAD)
_RECORDS: Final = _part("records", RECORD)
_ITEMS: Final = _part("outbox", ITEM)
_ENTRIES: Final = _part("access", ENTRY)
_SUBJECTS: Final = _part("access_subjects", "entry, position, subject")
_CLAIMS: Final = _part("records", "command_id")
_TOKENS: Final = _part("tokens", "stream, token")
_GONE: Final = _part("plain_rows", "kind, key, sub")
_PUT: Final = _part("plain_rows", "kind, key, sub, body, at")


@frozen(kw_only=True)
class Rows:
    """A batch as rows without the shard, by kind."""

    moved: Sequence[Row]
    made: Sequence[Row]
    records: Sequence[Row]
    items: Sequence[Row]
    entries: Sequence[Row]
    subjects: Sequence[Row]
    claims: Sequence[Row]
    tokens: Sequence[Row]
    gone: Sequence[Row]
    put: Sequence[Row]
    token_streams: Sequence[str]
    """Streams whose tokens are replaced."""

    def kinds(self) -> tuple[Sequence[Row], ...]:
        """Each kind of rows, in the order in which a statement has them."""
        return (
            self.moved,
            self.made,
            self.records,
            self.items,
            self.entries,
            self.subjects,
            self.claims,
            self.tokens,
            self.gone,
            self.put,
        )


def rows_of(batch: Batch, before: Mapping[str, int]) -> Rows:
    """`before`: the version each stream stands at in the database; a stream that is new is not in it.

    Heads go in the order of their streams: two who move the same ones then wait for each other and do not deadlock.
    """
    moved: list[Row] = []
    made: list[Row] = []
    for stream, head in sorted(batch.heads.items()) if len(batch.heads) > 1 else batch.heads.items():
        if stream in before:
            moved.append((stream, before[stream], head.kind, head.version, head.body, *column_values(head)))
        else:
            made.append((stream, head.kind, head.version, head.body, *column_values(head)))
    return Rows(
        moved=moved,
        made=made,
        records=[row[1:] for row in batch.records],
        items=[row[1:] for row in batch.items],
        entries=[row[1:] for row in batch.entries],
        subjects=[row[1:] for row in batch.subjects],
        claims=[(command,) for command in batch.claims],
        tokens=[(stream, token) for stream, tokens in batch.tokens.items() for token in dict.fromkeys(tokens)],
        gone=[place for place, (body, _) in batch.rows.items() if body is None],
        put=[(*place, body, at) for place, (body, at) in batch.rows.items() if body is not None],
        token_streams=list(batch.tokens),
    )


@define
class _Marks:
    """Hands out `$n`."""

    last: int = 0

    def next(self, kind: str) -> str:
        self.last += 1
        return f"${self.last}::{kind}"

    def source(self, part: Part, count: int) -> str:
        """Rows as a table `v`."""
        if count <= _FEW:
            rows = ", ".join(f"({', '.join(self.next(kind) for kind in part.types)})" for _ in range(count))
            return f"(VALUES {rows}) v ({_names(part)})"
        return f"unnest({', '.join(self.next(f'{kind}[]') for kind in part.types)}) v ({_names(part)})"


def _names(part: Part) -> str:
    return ", ".join(f'"{column}"' for column in part.columns)


Shape: TypeAlias = tuple[bool, bool, tuple[int, ...]]
"""Whether a command is asked for, whether anything is relied on, and how much there is of each kind of row."""


def _bucket(rows: Sequence[object]) -> int:
    return min(len(rows), _FEW + 1)


@frozen
class Writer:
    """Makes the statements for tables of one prefix, and keeps them."""

    prefix: str
    texts: dict[Shape, bytes] = field(factory=dict)

    def statement(
        self, shard: Shard, rows: Rows, command: str | None = None, relied: Relied = ()
    ) -> tuple[bytes, list[Given]]:
        """Text and parameters. It answers with one row: 1, or 0 where nothing was to be written.

        `command` must not have been here before, and what is relied on must stand. Where several heads are moved and
        the answer is 0, some of them may have been: the transaction must be rolled back.
        """
        kinds = rows.kinds()
        shape = (command is not None, bool(relied), (*map(_bucket, kinds), len(rows.token_streams) > 0))
        text = self.texts.get(shape)
        if text is None:
            text = self.texts[shape] = _text(self.prefix, shape).encode()
        given: list[Given] = [shard]
        if _counts(len(rows.moved), len(rows.made)):
            given.append(len(rows.moved) + len(rows.made))
        if command is not None:
            given.append(command)
        if relied:
            given += ([stream for stream, _ in relied], [version for _, version in relied])
        for kind in kinds:
            if len(kind) <= _FEW:
                for row in kind:
                    given += row
            else:
                given += map(list, zip(*kind, strict=True))
        if rows.token_streams:
            given.append(rows.token_streams)
        return text, given


def _counts(moved: int, made: int) -> bool:
    """Whether heads must be counted; one that is set says so by itself."""
    return moved + made > 1


def _text(p: str, shape: Shape) -> str:
    guarded, relies, (moved, made, records, items, entries, subjects, claims, tokens, gone, put, streams) = shape
    marks = _Marks(1)
    parts = [*_heads(p, marks, (guarded, relies), moved, made)]
    for part, count in ((_RECORDS, records), (_ITEMS, items), (_ENTRIES, entries), (_SUBJECTS, subjects)):
        if count:
            parts.append(
                f"new_{part.table} AS (INSERT INTO {p}{part.table} (shard, {_names(part)}) "
                f"SELECT $1, v.* FROM go, {marks.source(part, count)})"
            )
    if claims:
        parts.append(
            f"claims AS (INSERT INTO {p}records (shard, stream, command_id, seq, name, schema, body, at) "
            f"SELECT $1, v.command_id, v.command_id{_CLAIM} FROM go, {marks.source(_CLAIMS, claims)})"
        )
    if tokens:
        parts += _new_tokens(p, marks, tokens)
    parts += _rows(p, marks, gone, put)
    if streams:
        parts.append(_old_tokens(p, marks, tokens))
    return f"WITH {', '.join(parts)} SELECT count(*) FROM go"


def _heads(p: str, marks: _Marks, asks: tuple[bool, bool], moved: int, made: int) -> Iterator[str]:
    """Compare and set; `go` has a row if the command was not here before, what is relied on stands, and every head
    could be set. One head at most needs no counting: setting it is `go` itself."""
    conditions = []
    counts = _counts(moved, made)
    wanted = marks.next("bigint") if counts else ""
    if asks[0]:
        command = marks.next("text")
        conditions.append(f"NOT EXISTS (SELECT 1 FROM {p}records WHERE shard = $1 AND command_id = {command})")
    if asks[1]:
        streams, versions = marks.next("text[]"), marks.next("bigint[]")
        yield (
            f"relied AS (SELECT stream, version FROM {p}heads WHERE shard = $1 AND stream = ANY({streams}) "
            "ORDER BY stream FOR SHARE)"
        )
        conditions.append(
            f"NOT EXISTS (SELECT 1 FROM unnest({streams}, {versions}) w (stream, version) "
            "LEFT JOIN relied r ON r.stream = w.stream WHERE coalesce(r.version, 0) <> w.version)"
        )
    where = " AND ".join(conditions) or "$1::text IS NOT NULL"
    if moved:
        yield f"{'moved' if counts else 'go'} AS ({_move(p, marks, moved)} AND {where} RETURNING 1)"
    if made:
        yield f"{'made' if counts else 'go'} AS ({_make(p, marks, made, where)} RETURNING 1)"
    if not moved and not made:
        yield f"go AS (SELECT 1 WHERE {where})"
    elif counts:
        done = " + ".join(f"(SELECT count(*) FROM {name})" for name, n in (("moved", moved), ("made", made)) if n)
        yield f"go AS (SELECT 1 WHERE {done} = {wanted})"


def _move(p: str, marks: _Marks, count: int) -> str:
    changes = ", ".join(f"{column} = v.{column}" for column in ("kind", "version", "body", *COLUMN_NAMES))
    rows = marks.source(_MOVED, count)
    shard = "$1"
    if count > 1:
        # Kept from the planner, which would else read all of a shard where it knows nothing of the table yet.
        rows, shard = f"(SELECT $1::text AS shard, v.* FROM {rows} OFFSET 0) v", "v.shard"
    return (
        f"UPDATE {p}heads h SET {changes} FROM {rows} "
        f"WHERE h.shard = {shard} AND h.stream = v.stream AND h.version = v.expected"
    )


def _make(p: str, marks: _Marks, count: int, where: str) -> str:
    return (
        f"INSERT INTO {p}heads (shard, {HEAD}) SELECT $1, v.* FROM {marks.source(_MADE, count)} WHERE {where} "
        "ON CONFLICT (shard, stream) DO NOTHING"
    )


# What stays is neither dropped nor added anew: in which order the parts of a statement run is the server's to choose.


def _new_tokens(p: str, marks: _Marks, tokens: int) -> Iterator[str]:
    yield f"words AS (SELECT v.* FROM {marks.source(_TOKENS, tokens)})"
    yield (
        f"new_tokens AS (INSERT INTO {p}tokens (shard, stream, token) SELECT $1, w.stream, w.token "
        "FROM go, words w ON CONFLICT (shard, token, stream) DO NOTHING)"
    )


def _old_tokens(p: str, marks: _Marks, tokens: int) -> str:
    kept = " AND NOT EXISTS (SELECT 1 FROM words w WHERE w.stream = t.stream AND w.token = t.token)" if tokens else ""
    return (
        f"old_tokens AS (DELETE FROM {p}tokens t WHERE t.shard = $1 AND t.stream = ANY({marks.next('text[]')}) "
        f"AND EXISTS (SELECT 1 FROM go){kept})"
    )


def _rows(p: str, marks: _Marks, gone: int, put: int) -> Iterator[str]:
    if gone:
        yield (
            f"old_rows AS (DELETE FROM {p}plain_rows r USING {marks.source(_GONE, gone)} WHERE r.shard = $1 "
            "AND r.kind = v.kind AND r.key = v.key AND r.sub = v.sub AND EXISTS (SELECT 1 FROM go))"
        )
    if put:
        yield (
            f"new_rows AS (INSERT INTO {p}plain_rows (shard, {_names(_PUT)}) SELECT $1, v.* "
            f"FROM go, {marks.source(_PUT, put)} ON CONFLICT (shard, kind, key, sub) "
            "DO UPDATE SET body = excluded.body, at = excluded.at)"
        )
