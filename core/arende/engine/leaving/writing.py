"""Writing everything of a care provider to files, in little memory, while the database is used. It decides nothing.

Each stream is written as far as its head stood when its turn came: without a gap, and never past it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

import orjson
from attrs import define, field, frozen

from ...domain.access import View
from ...domain.actor import Operator
from ...domain.case.events import CaseEvent
from ...domain.case.model import Case
from ...domain.ids import Kind, Ref
from ...ports.journal import entry_plain
from ...ports.records import Head, Record, Shard
from ...ports.times import to_micros
from ...views.journal import journal_entry
from ...views.names import named_in
from ...views.thread import authors
from ...wire.drafts import DRAFT
from ...wire.heads import BrokenHead, decode_state
from ...wire.marks import MARK
from ...wire.names import ref_of
from ...wire.records import BrokenRecord, UnknownRecord, decode_event
from ..audit.scan import entries
from ..queries import Queries
from .lines import (
    ACCESS,
    CASES,
    DRAFTS,
    LINE,
    MARKS,
    STREAMS,
    entry_line,
    folder_of,
    record_line,
    records_file,
    row_line,
    stream_line,
)
from .manifest import FORMAT, MANIFEST, Manifest, ProviderPart, manifest_bytes, rooted
from .sheets import Sheets, to_disk, whole_folder

AT_A_TIME: Final = 500
ALL: Final = "everything"
"""Ref of the access log's entries."""
CASE: Final = f"{Kind.CASE}/"
PERSON: Final = f"{Kind.PERSON}/"
ALWAYS: Final = (STREAMS, CASES, ACCESS, DRAFTS, MARKS)
"""Files that are there though nothing is in them."""
BROKEN: Final = (BrokenRecord, UnknownRecord, BrokenHead, LookupError, OverflowError, ValueError)


@frozen(kw_only=True)
class Left:
    """What was written."""

    root: str
    files: int
    streams: int
    records: int
    unreadable: tuple[str, ...]


def leave(
    queries: Queries,
    actor: Operator,
    target: Path,
    providers: Sequence[Shard],
    *,
    whole: bool,
    progress: Callable[[int], None] = lambda _: None,
) -> Left:
    """Write everything of these providers into a new folder. Before it is there the log tells of every patient in it,
    and of the root, so that the database itself knows which export was its own.

    Raises StorageError, OSError.
    """
    began = to_micros(queries.clock.now())
    with whole_folder(target) as part:
        leaving = [Leaving(queries=queries, actor=actor, shard=shard, progress=progress) for shard in providers]
        parts = [one.write(part) for one in leaving]
        manifest = rooted(
            Manifest(format=FORMAT, arende=version("arende"), began=began, whole=whole, providers=tuple(parts))
        )
        with Sheets(part) as sheets:
            sheets.of(MANIFEST).write(manifest_bytes(manifest))
            sheets.close()
        to_disk(part)
        for shard in providers:
            queries.told(actor, View.EVERYTHING, shard, (), f"{ALL} {manifest.root}")
    return Left(
        root=manifest.root,
        files=sum(len(one.files) for one in parts),
        streams=sum(one.streams for one in parts),
        records=sum(one.records for one in parts),
        unreadable=tuple(name for one in parts for name in one.unreadable),
    )


def streams_of(queries: Queries, shard: Shard) -> Iterator[Sequence[str]]:
    """Names of streams, in order, a lot at a time."""
    after: str | None = None
    while names := queries.storage.streams(shard, after, AT_A_TIME):
        yield names
        after = names[-1]


@define(kw_only=True)
class Leaving:
    """One provider on its way out."""

    queries: Queries
    actor: Operator
    shard: Shard
    progress: Callable[[int], None]
    streams: int = 0
    records: int = 0
    kinds: Counter[str] = field(factory=Counter)
    unreadable: list[str] = field(factory=list)
    people: list[str] = field(factory=list)
    """Patients who are written and of whom the log has not told yet."""
    told: bool = False

    def write(self, folder: Path) -> ProviderPart:
        name = folder_of(self.shard)
        with Sheets(folder / name) as sheets:
            for always in ALWAYS:
                sheets.of(always)
            for lot in streams_of(self.queries, self.shard):
                for stream, head in zip(lot, self.queries.storage.heads(self.shard, lot), strict=True):
                    self.stream(sheets, stream, head)
                self.tell()
                self.progress(self.streams)
            self.tell(at_least=True)
            for entry in entries(self.queries.storage, self.shard):
                sheets.of(ACCESS).write(entry_line(entry))
            files = sheets.close()
        to_disk(sheets.folder)
        return ProviderPart(
            provider=self.shard,
            folder=name,
            streams=self.streams,
            records=self.records,
            kinds=dict(sorted(self.kinds.items())),
            unreadable=tuple(self.unreadable),
            files=files,
        )

    def tell(self, *, at_least: bool = False) -> None:
        """Everyone's own access report shows that they went with it (B23). `at_least`: though there is nobody."""
        if self.people or (at_least and not self.told):
            self.queries.told(self.actor, View.EVERYTHING, self.shard, self.people, ALL)
            self.people, self.told = [], True

    def stream(self, sheets: Sheets, stream: str, head: Head | None) -> None:
        last, digest, events = 0, sha256(), list[CaseEvent]()
        of_case, readable = stream.startswith(CASE), True
        for record in self.upto(stream, None if head is None else head.version):
            line = record_line(record)
            sheets.of(records_file(stream)).write(line)
            digest.update(line)
            self.kinds[record.name] += 1
            last = record.seq
            if of_case and readable:
                readable = take(record, events)
        sheets.of(STREAMS).write(stream_line(stream, last, digest.hexdigest(), head))
        self.streams += 1
        self.records += last
        if stream.startswith(PERSON):
            self.people.append(ref_of(self.shard, stream).id)
        if of_case:
            self.case(sheets, stream, head, events if readable else None)

    def upto(self, stream: str, version: int | None) -> Iterator[Record]:
        """The stream's records through that version."""
        after = 0
        while found := self.queries.storage.records(self.shard, stream, after, AT_A_TIME):
            for record in found:
                if version is not None and record.seq > version:
                    return
                yield record
            after = found[-1].seq

    def case(self, sheets: Sheets, stream: str, head: Head | None, events: Sequence[CaseEvent] | None) -> None:
        """Its document, and what staff and patients have begun to write in it, or have read."""
        id = ref_of(self.shard, stream).id
        try:
            document = None if head is None or events is None else self.document(head, events)
        except BROKEN:
            document = None
        if document is None:
            self.unreadable.append(stream)
        else:
            sheets.of(CASES).write(document)
        for kind, name in ((DRAFT, DRAFTS), (MARK, MARKS)):
            after: str | None = None
            while rows := self.queries.storage.rows(self.shard, kind, id, after, AT_A_TIME):
                for row in rows:
                    sheets.of(name).write(row_line(id, row))
                after = rows[-1].sub

    def document(self, head: Head, events: Sequence[CaseEvent]) -> bytes:
        """The case as `arende.journal/2`, on one line. Raises what is in BROKEN."""
        case = decode_state(head)
        if not isinstance(case, Case):
            raise LookupError("the head is no case's")
        wanted = [Ref(Kind.PROVIDER, self.shard), *authors(events), *named_in(case)]
        found = self.queries.names(self.shard, wanted)
        return orjson.dumps(entry_plain(journal_entry(case, head.version, events, found)), option=LINE)


def take(record: Record, into: list[CaseEvent]) -> bool:
    """Put the event of a case among the others; False where it cannot be read."""
    try:
        event = decode_event(record)
    except (BrokenRecord, UnknownRecord):
        return False
    if isinstance(event, CaseEvent):
        into.append(event)
    return True
