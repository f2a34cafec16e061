"""The shard stands first in every key and in every statement, and nothing is used that a distributed database lacks."""

import re
from collections.abc import Iterator, Sequence

import pytest
from arende_storage.migrations import Found, pending
from arende_storage.postgres.sql import POSTGRES, statements
from arende_storage.postgres.url import Form
from arende_storage.schema import Dialect
from arende_storage.sqlite.sql import SQLITE
from attrs import asdict

WITHOUT_SHARD = {"x_meta"}
KEY = re.compile(r"(PRIMARY KEY|UNIQUE|FOREIGN KEY|REFERENCES \w+) \(([^)]*)\)")
TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+) \((.*)\)")
UNIQUE_INDEX = re.compile(r"CREATE UNIQUE INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?\w+ ON (\w+) \(([^)]*)\)")
INLINE = re.compile(r"\w+ (?:[\w\" ]+ )?(PRIMARY KEY|UNIQUE|REFERENCES)\b(?! ?\(| \w+ \()")
FOREIGN = re.compile(
    r"\b(serial|bigserial|sequence|generated|trigger|enum|deferrable|listen|notify|jsonb?|timestamp\w*)\b|\w+\[\]", re.I
)


def faults_in(ddl: Sequence[str]) -> list[str]:
    """What in these statements a database that is distributed by shard would refuse, a line each."""
    return [fault for statement in ddl for fault in _faults(statement)]


def _faults(statement: str) -> Iterator[str]:
    if found := FOREIGN.search(statement):
        yield f"{found[0]}: {statement[:40]}"
    if found := UNIQUE_INDEX.match(statement):
        if found[2].split(", ")[0] != "shard":
            yield f"unique index on {found[1]} ({found[2]})"
        return
    table = TABLE.match(statement)
    if table is None or table[1] in WITHOUT_SHARD:
        return
    if inline := INLINE.search(table[2].partition("PRIMARY KEY (")[0]):
        yield f"{inline[1]} of one column in {table[1]}"
    if "PRIMARY KEY (" not in table[2]:
        yield f"no primary key of several columns in {table[1]}"
    for kind, columns in KEY.findall(table[2]):
        if columns.split(", ")[0] != "shard":
            yield f"{kind} ({columns}) in {table[1]}"


def ddl(dialect: Dialect) -> list[str]:
    return [s for todo in pending(Found(meta={}, head_columns=frozenset()), dialect, "x_") for s in todo.statements]


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRES], ids=["sqlite", "postgres"])
def test_the_shard_stands_first_in_every_key_of_the_ddl(dialect: Dialect) -> None:
    rendered = ddl(dialect)
    assert len([s for s in rendered if TABLE.match(s)]) >= 10
    assert len([s for s in rendered if UNIQUE_INDEX.match(s)]) == 2
    assert faults_in(rendered) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("CREATE TABLE x_a (shard text, id text, PRIMARY KEY (id, shard))", "PRIMARY KEY (id, shard) in x_a"),
        ("CREATE TABLE x_a (shard text, id text PRIMARY KEY)", "PRIMARY KEY of one column in x_a"),
        ("CREATE TABLE x_a (shard text, id text)", "no primary key of several columns in x_a"),
        ("CREATE TABLE x_a (shard text, id text, PRIMARY KEY (shard, id), UNIQUE (id))", "UNIQUE (id) in x_a"),
        (
            "CREATE TABLE x_a (shard text, b text, PRIMARY KEY (shard, b), FOREIGN KEY (b) REFERENCES x_b (id))",
            "FOREIGN KEY (b) in x_a",
        ),
        ("CREATE UNIQUE INDEX IF NOT EXISTS x_i ON x_a (command_id, shard)", "unique index on x_a (command_id, shard)"),
        ("CREATE TABLE x_a (shard text, n bigserial, PRIMARY KEY (shard, n))", "bigserial: CREATE TABLE x_a"),
        ("CREATE TABLE x_a (shard text, n text[], PRIMARY KEY (shard, n))", "text[]: CREATE TABLE x_a"),
    ],
)
def test_a_broken_sample_is_caught(broken: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults_in([broken])), faults_in([broken])


EVERY_SHARD = {"shards", "all_shards", "parts_of_all"}


@pytest.mark.parametrize("form", ["cte", "plain"])
def test_every_statement_names_its_shard(form: Form) -> None:
    made = statements("x_", form)
    texts: dict[str, bytes] = {n: v for n, v in asdict(made).items() if isinstance(v, bytes)}
    assert len(texts) > 30
    for name, text in [*texts.items(), *(("few heads", text) for text in made.few_heads)]:
        if name in EVERY_SHARD:
            continue
        assert re.search(
            rb"\bshard = \$1\b|\$1::text AS of\b.*\bshard = a\.of\b|\(shard(, [\w\", ]+)?\) VALUES \(\$1", text
        ), name
        assert b"UPDATE x_" not in text or b"SET shard" not in text
        assert form == "cte" or text.count(b"JOIN") == 0
