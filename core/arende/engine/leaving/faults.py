"""What can be found wrong with an export, as values. Names of files, streams and ids only: never what anyone wrote."""

from enum import StrEnum

from attrs import define, field, frozen


class What(StrEnum):
    """How an export differs from what it promises, or from the database that it was made of."""

    MANIFEST = "manifest"  # it is missing, unreadable, or not as it was written
    FILE_MISSING = "file_missing"
    FILE_EXTRA = "file_extra"
    FILE_CHANGED = "file_changed"
    LINE = "line"  # it cannot be read
    ORDER = "order"
    STREAM_MISSING = "stream_missing"
    STREAM_EXTRA = "stream_extra"
    STREAM_CHANGED = "stream_changed"
    RECORD_MISSING = "record_missing"
    RECORD_EXTRA = "record_extra"
    RECORD_CHANGED = "record_changed"
    CASE = "case"  # the case's document is missing, or of another version
    COUNT = "count"
    UNREADABLE = "unreadable"  # the database itself holds records that cannot be read
    ENTRY_MISSING = "entry_missing"
    ENTRY_EXTRA = "entry_extra"
    ENTRY_CHANGED = "entry_changed"
    PROVIDER_MISSING = "provider_missing"
    REDACTED_SINCE = "redacted_since"  # the export holds what has been removed by order since


@frozen(kw_only=True)
class LeavingFault:
    """One fault, and where."""

    provider: str
    what: What
    name: str
    """File and line, stream and number, or id."""


@define(kw_only=True)
class Checked:
    """What came of a check."""

    root: str = ""
    files: int = 0
    streams: int = 0
    records: int = 0
    entries: int = 0
    """Of the access log."""
    newer: int = 0
    """What the database has got since: no fault."""
    faults: list[LeavingFault] = field(factory=list)

    def add(self, provider: str, what: What, name: str) -> None:
        self.faults.append(LeavingFault(provider=provider, what=what, name=name))
