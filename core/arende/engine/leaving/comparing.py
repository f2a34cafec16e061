"""An export against the database that it was made of: what is not in it, and what is not as it was. It reads only.

What came within the minute before the export began, or later, is new and no fault.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import define

from ...ports.records import AccessEntry, Record, Shard
from ...ports.storage import Storage
from ...wire.records import redacted
from ..audit.scan import entries, stream
from ..shards import providers
from .faults import Checked, What
from .lines import ACCESS, STREAMS, entry_line, record_line, records_file
from .manifest import Manifest, ProviderPart
from .read_lines import EntryLine, RecordLine, StreamLine, entry_of, record_of, stream_of

AT_A_TIME: Final = 500
MINUTE: Final = 60_000_000


def against(checked: Checked, folder: Path, manifest: Manifest, storage: Storage) -> None:
    """Add to a check, which found no fault, what the database says. Raises StorageError, OSError."""
    parts = {part.provider: part for part in manifest.providers}
    upto = manifest.began - MINUTE
    for shard in providers(storage):
        part = parts.pop(shard, None)
        if part is not None:
            Comparing(folder=folder / part.folder, part=part, storage=storage, checked=checked, upto=upto).compare()
        elif manifest.whole and storage.written(shard, None, -(2**62), 1)[0].at < upto:
            checked.add(shard, What.PROVIDER_MISSING, shard)
    for name in parts:
        checked.add(name, What.STREAM_EXTRA, name)


@define(kw_only=True)
class Comparing:
    """One provider's part against the database."""

    folder: Path
    part: ProviderPart
    storage: Storage
    checked: Checked
    upto: int

    def compare(self) -> None:
        lines: dict[str, Iterator[RecordLine]] = {}
        for name, line in side_by_side(self.names(), self.streams()):
            if line is None and name is not None:
                self.unknown(name)
            elif line is not None and name is None:
                self.add(What.STREAM_EXTRA, line.stream)
            elif line is not None:
                file = records_file(line.stream)
                if file not in lines:
                    lines = {file: self.records(file)}  # kinds come one after the other
                self.stream(line, lines[file])
        for entry, kept in entries_together(entries(self.storage, Shard(self.part.provider)), self.entries()):
            self.entry(entry, kept)

    def add(self, what: What, name: str) -> None:
        self.checked.add(self.part.provider, what, name)

    def names(self) -> Iterator[str]:
        after: str | None = None
        while names := self.storage.streams(Shard(self.part.provider), after, AT_A_TIME):
            yield from names
            after = names[-1]

    def streams(self) -> Iterator[StreamLine]:
        with (self.folder / STREAMS).open("rb") as file:
            yield from map(stream_of, file)

    def records(self, name: str) -> Iterator[RecordLine]:
        with (self.folder / name).open("rb") as file:
            yield from map(record_of, file)

    def entries(self) -> Iterator[EntryLine]:
        with (self.folder / ACCESS).open("rb") as file:
            yield from map(entry_of, file)

    def unknown(self, name: str) -> None:
        """A stream that is not in the export."""
        first = next(stream(self.storage, Shard(self.part.provider), name), None)
        self.later(What.STREAM_MISSING, name, 0 if first is None else first.at)

    def later(self, what: What, name: str, at: int) -> None:
        if at < self.upto:
            self.add(what, name)
        else:
            self.checked.newer += 1

    def stream(self, line: StreamLine, kept: Iterator[RecordLine]) -> None:
        there = stream(self.storage, Shard(self.part.provider), line.stream)
        for seq in range(1, line.last + 1):
            mine, theirs = next(kept, None), next(there, None)
            if mine is None or theirs is None:
                self.add(What.RECORD_EXTRA, f"{line.stream}#{seq}")
                return
            self.record(mine, theirs)
        following = next(there, None)
        if following is not None:
            self.later(What.RECORD_MISSING, f"{line.stream}#{following.seq}", following.at)

    def record(self, mine: RecordLine, theirs: Record) -> None:
        if record_line(theirs) == mine.raw:
            return
        since = redacted(theirs.body) and b'"redacted":true' not in mine.raw
        self.add(What.REDACTED_SINCE if since else What.RECORD_CHANGED, f"{theirs.stream}#{theirs.seq}")

    def entry(self, entry: AccessEntry | None, kept: EntryLine | None) -> None:
        if entry is None and kept is not None:
            self.add(What.ENTRY_EXTRA, kept.id)
        elif kept is None and entry is not None:
            self.later(What.ENTRY_MISSING, entry.id, entry.at)
        elif entry is not None and kept is not None and entry_line(entry) != kept.raw:
            self.add(What.ENTRY_CHANGED, entry.id)


def side_by_side(names: Iterator[str], lines: Iterator[StreamLine]) -> Iterator[tuple[str | None, StreamLine | None]]:
    """Both in order of name; None where the other has none of that name."""
    name, line = next(names, None), next(lines, None)
    while name is not None or line is not None:
        if line is None or (name is not None and name < line.stream):
            yield name, None
            name = next(names, None)
        elif name is None or line.stream < name:
            yield None, line
            line = next(lines, None)
        else:
            yield name, line
            name, line = next(names, None), next(lines, None)


def entries_together(
    there: Iterator[AccessEntry], kept: Iterator[EntryLine]
) -> Iterator[tuple[AccessEntry | None, EntryLine | None]]:
    """The same for the access log, by id."""
    entry, line = next(there, None), next(kept, None)
    while entry is not None or line is not None:
        if line is None or (entry is not None and entry.id < line.id):
            yield entry, None
            entry = next(there, None)
        elif entry is None or line.id < entry.id:
            yield None, line
            line = next(kept, None)
        else:
            yield entry, line
            entry, line = next(there, None), next(kept, None)
