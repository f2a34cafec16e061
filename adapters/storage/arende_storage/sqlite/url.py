"""From a storage URL to a file and a table prefix. It opens nothing."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote

from arende.ports.storage import StorageUnusable
from attrs import frozen

PREFIX: Final = "arende_"
_START: Final = "sqlite:///"
_PREFIX_RULE: Final = re.compile(r"[a-z][a-z0-9_]{0,30}")


@frozen
class Place:
    """Where a database lies, and what its tables' names begin with."""

    path: Path
    prefix: str


def place(url: str) -> Place:
    """`sqlite:///relative.db` or `sqlite:////absolute.db`, each with `?prefix=xx_` if wanted; else StorageUnusable."""
    rest = url.removeprefix(_START)
    path, _, query = rest.partition("?")
    path = unquote(path)
    if rest == url or not path or "\0" in path or path == ":memory:":
        raise StorageUnusable(
            "The storage URL names no file: write sqlite:///file.db for one in the working directory, "
            "sqlite:////full/path/file.db for another, or memory: for storage without a file."
        )
    prefix = PREFIX
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name != "prefix":
            raise StorageUnusable("The storage URL has an option that SQLite storage does not know: only prefix= is.")
        if not _PREFIX_RULE.fullmatch(value) or value.startswith("sqlite_"):
            raise StorageUnusable(
                "The table prefix in the storage URL is not usable: take small letters, digits and _, a letter first."
            )
        prefix = value
    return Place(Path(path), prefix)
