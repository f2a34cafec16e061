"""Whether an export is whole, by its files alone: digests, counts, and every stream from its first record to its last.

Each file is read once, line by line, and nothing of it is kept.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from attrs import define, field

from .faults import Checked, What
from .lines import ACCESS, CASES, RECORDS, STREAMS, records_file
from .manifest import MANIFEST, FileLine, Manifest, ProviderPart, read_manifest
from .read_lines import CaseLine, EntryLine, RecordLine, StreamLine, case_of, entry_of, record_of, stream_of
from .writing import CASE

if TYPE_CHECKING:
    from _hashlib import HASH

T = TypeVar("T")


def check(folder: Path) -> tuple[Checked, Manifest | None]:
    """What is wrong with the export in a folder; and its manifest, where there is one. Raises OSError."""
    checked = Checked()
    path = folder / MANIFEST
    manifest = read_manifest(path.read_bytes()) if path.is_file() else None
    if manifest is None:
        checked.add("", What.MANIFEST, MANIFEST)
        return checked, None
    checked.root = manifest.root
    known = {MANIFEST} | {f"{part.folder}/{file.name}" for part in manifest.providers for file in part.files}
    for name in sorted(files_in(folder) - known):
        checked.add("", What.FILE_EXTRA, name)
    for part in manifest.providers:
        Checking(folder=folder / part.folder, part=part, checked=checked).check()
    return checked, manifest


def files_in(folder: Path) -> set[str]:
    """Every file under a folder, links too, by its path in it."""
    return {
        (Path(top) / name).relative_to(folder).as_posix()
        for top, folders, names in os.walk(folder)
        for name in (*names, *(one for one in folders if (Path(top) / one).is_symlink()))
    }


@define(kw_only=True)
class Checking:
    """One provider's part, being checked."""

    folder: Path
    part: ProviderPart
    checked: Checked
    kinds: Counter[str] = field(factory=Counter)
    streams: int = 0
    records: int = 0

    def check(self) -> None:
        listed = {file.name: file for file in self.part.files}
        there = {name: file for name, file in listed.items() if (self.folder / name).is_file()}
        for name in sorted(set(listed) - set(there)):
            self.add(What.FILE_MISSING, name)
        for stream in self.part.unreadable:
            self.add(What.UNREADABLE, stream)
        with ExitStack() as stack:
            sheets = {name: Reading.open(self.folder / name, file, self, stack) for name, file in sorted(there.items())}
            self.structure(sheets)
            for sheet in sheets.values():
                sheet.finish()
        self.checked.files += len(there)
        self.checked.streams += self.streams
        self.checked.records += self.records
        told = (self.part.streams, self.part.records, dict(self.part.kinds))
        if told != (self.streams, self.records, dict(self.kinds)):
            self.add(What.COUNT, MANIFEST)

    def add(self, what: What, name: str) -> None:
        self.checked.add(self.part.provider, what, name)

    def structure(self, sheets: Mapping[str, "Reading"]) -> None:
        cases = sheets[CASES].lines(case_of) if CASES in sheets else iter(())
        streams = self.in_order(sheets[STREAMS].lines(stream_of)) if STREAMS in sheets else iter(())
        for name, some in groupby(streams, lambda line: records_file(line.stream)):
            records = sheets[name].lines(record_of) if name in sheets else iter(())
            self.kind(some, groupby(records, lambda line: line.stream), cases)
        for line in cases:
            self.add(What.CASE, line.id)
        if ACCESS in sheets:
            self.entries(sheets[ACCESS].lines(entry_of))
        for name, sheet in sheets.items():
            if name.startswith(RECORDS) and not sheet.begun:
                self.add(What.STREAM_EXTRA, name)

    def in_order(self, lines: Iterator[StreamLine]) -> Iterator[StreamLine]:
        before = ""
        for line in lines:
            if line.stream <= before:
                self.add(What.ORDER, line.stream)
            before = line.stream
            yield line

    def entries(self, lines: Iterator[EntryLine]) -> None:
        before = ""
        for line in lines:
            if line.id <= before:
                self.add(What.ORDER, line.id)
            before = line.id
            self.checked.entries += 1

    def kind(
        self,
        streams: Iterator[StreamLine],
        groups: Iterator[tuple[str, Iterator[RecordLine]]],
        cases: Iterator[CaseLine],
    ) -> None:
        """The streams of one kind against their records, both in order of name."""
        group = next(groups, None)
        for line in streams:
            self.streams += 1
            while group is not None and group[0] < line.stream:
                self.add(What.STREAM_EXTRA, group[0])
                group = next(groups, None)
            if group is None or group[0] != line.stream:
                self.add(What.STREAM_MISSING, line.stream)
            else:
                self.stream(line, group[1])
                group = next(groups, None)
            if line.stream.startswith(CASE) and line.stream not in self.part.unreadable:
                self.case(line, next(cases, None))
        while group is not None:
            self.add(What.STREAM_EXTRA, group[0])
            group = next(groups, None)

    def stream(self, line: StreamLine, records: Iterator[RecordLine]) -> None:
        digest, due = sha256(), 1
        for record in records:
            while due < record.seq:
                self.add(What.RECORD_MISSING, f"{line.stream}#{due}")
                due += 1
            if record.seq < due or record.seq > line.last:
                self.add(What.RECORD_EXTRA, f"{line.stream}#{record.seq}")
            due = max(due, record.seq + 1)
            digest.update(record.raw)
            self.kinds[record.name] += 1
            self.records += 1
        if due <= line.last:
            self.add(What.RECORD_MISSING, f"{line.stream}#{due}")
        elif digest.hexdigest() != line.sha256:
            self.add(What.STREAM_CHANGED, line.stream)

    def case(self, line: StreamLine, case: CaseLine | None) -> None:
        own = line.stream.removeprefix(CASE)
        local = None if case is None else case.id.removeprefix(f"{self.part.provider}.")
        if case is None or local != own or case.version != line.last:
            self.add(What.CASE, line.stream)


@define
class Reading:
    """One file, read once from beginning to end."""

    file: FileLine
    owner: Checking
    source: Iterator[bytes]
    count: int = 0
    size: int = 0
    begun: bool = False
    digest: "HASH" = field(factory=sha256)

    @classmethod
    def open(cls, path: Path, file: FileLine, owner: Checking, stack: ExitStack) -> "Reading":
        return cls(file, owner, iter(stack.enter_context(path.open("rb"))))

    def each(self) -> Iterator[bytes]:
        self.begun = True
        for line in self.source:
            self.count += 1
            self.size += len(line)
            self.digest.update(line)
            yield line

    def lines(self, read: Callable[[bytes], T]) -> Iterator[T]:
        """The lines that can be read; the others are told."""
        for line in self.each():
            try:
                yield read(line)
            except ValueError:
                self.owner.add(What.LINE, f"{self.file.name}:{self.count}")

    def finish(self) -> None:
        """The rest, and what the manifest says of all of it."""
        for _ in self.each():
            pass
        if (self.count, self.size, self.digest.hexdigest()) != (self.file.count, self.file.bytes, self.file.sha256):
            self.owner.add(What.FILE_CHANGED, self.file.name)
