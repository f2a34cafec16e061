"""Plugins as a vendor would write them: an SMS provider that answers as it is told, and a storage that can be cut off.

Both are real: they come in through the hooks and are opened by the settings. What they saw is kept for the test.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from arende.engine.plugins import load
from arende.ports.config import AdapterConfig
from arende.ports.export import Exported, ExportOutcome, JournalExporter
from arende.ports.hooks import hookimpl
from arende.ports.http import RawRequest
from arende.ports.indexes import IndexRange
from arende.ports.journal import JournalEntry
from arende.ports.records import (
    AccessEntry,
    Append,
    Head,
    Later,
    Lease,
    OutboxItem,
    Outcome,
    PlainRow,
    Record,
    Shard,
)
from arende.ports.registry import ExportRegistry, SmsRegistry, StorageRegistry
from arende.ports.sms import Accepted, SendOutcome, SmsReport, SmsRequest
from arende.ports.storage import Storage, StorageClaims, StorageError
from attrs import define, field

Answer = SendOutcome | Exception


@define
class Line:
    """One provider's line: it gives the answers in turn, and the last of them for ever after."""

    answers: list[Answer] = field(factory=lambda: [Accepted(provider_id="p")])
    sent: list[SmsRequest] = field(factory=list)
    meanwhile: Callable[[SmsRequest], None] = lambda _: None
    """What goes on in the world while a call is under way."""

    def send(self, sms: SmsRequest) -> SendOutcome:
        self.sent.append(sms)
        self.meanwhile(sms)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def parse_report(self, raw: RawRequest) -> Sequence[SmsReport]:
        return ()

    def verify(self, raw: RawRequest) -> bool:
        return False

    def close(self) -> None:
        """Nothing is held."""

    def open(self, config: AdapterConfig) -> "Line":
        return self


@define
class Receiver:
    """An exporter that answers in turn, like `Line`."""

    answers: list[ExportOutcome] = field(factory=lambda: list[ExportOutcome]([Exported(reference="r")]))
    entries: list[JournalEntry] = field(factory=list)

    def export(self, entry: JournalEntry) -> ExportOutcome:
        self.entries.append(entry)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self) -> None:
        """Nothing is held."""

    def open(self, config: AdapterConfig) -> JournalExporter:
        return self


@define
class Vendor:
    """The plugin: each line and receiver under its name, and storage under `cut:`."""

    lines: dict[str, Line] = field(factory=dict)
    receivers: dict[str, Receiver] = field(factory=dict)
    opened: "list[Cut]" = field(factory=list)

    @hookimpl
    def arende_register_sms(self, registry: SmsRegistry) -> None:
        for name, line in self.lines.items():
            registry.add(name, line)

    @hookimpl
    def arende_register_export(self, registry: ExportRegistry) -> None:
        for name, receiver in self.receivers.items():
            registry.add(name, receiver)

    @hookimpl
    def arende_register_storage(self, registry: StorageRegistry) -> None:
        registry.add("cut", self)

    def open(self, url: str, *, create: bool, migrate: bool) -> Storage:
        """`cut:` and the URL of a storage, which does the work as long as it is not cut off."""
        inner = url.removeprefix("cut:")
        provider = load().storage.get(inner.partition(":")[0])
        assert provider is not None
        self.opened.append(Cut(provider.open(inner, create=create, migrate=migrate)))
        return self.opened[-1]

    def pending(self, url: str) -> Sequence[str]:
        return ()

    def distribute(self, url: str, *, dry_run: bool) -> Sequence[str]:
        return ()

    def backup(self, url: str, target: Path) -> Mapping[str, int]:
        return {}

    def restore(self, source: Path, url: str) -> Mapping[str, int]:
        return {}


@define
class Cut:
    """A storage in front of another. Calls in `broken` raise the error that stands there, and do nothing.

    What stands in `meanwhile` happens once, after the next commit's ground was read and before it is written.
    """

    inner: Storage
    broken: dict[str, StorageError] = field(factory=dict)
    meanwhile: list[Callable[[], object]] = field(factory=list)
    watch: Callable[[str], None] = lambda _: None
    """Told of every call, before and after what is written."""

    def check(self, call: str) -> None:
        self.watch(call)
        if call in self.broken:
            raise self.broken[call]

    @property
    def claims(self) -> StorageClaims:
        return self.inner.claims

    def commit(self, group: Sequence[Append]) -> Sequence[Outcome]:
        self.check("commit")
        if self.meanwhile:
            self.meanwhile.pop()()
        outcomes = self.inner.commit(group)
        self.check("after commit")
        return outcomes

    def heads(self, shard: Shard, streams: Sequence[str]) -> Sequence[Head | None]:
        self.check("heads")
        return self.inner.heads(shard, streams)

    def records(self, shard: Shard, stream: str, after: int, limit: int) -> Sequence[Record]:
        self.check("records")
        return self.inner.records(shard, stream, after, limit)

    def page(self, shard: Shard, r: IndexRange) -> Sequence[Head]:
        self.check("page")
        return self.inner.page(shard, r)

    def count(
        self,
        shard: Shard,
        index: str,
        prefix: tuple[int | str, ...],
        cap: int,
        low: int | str | None = None,
        high: int | str | None = None,
    ) -> int:
        return self.inner.count(shard, index, prefix, cap, low, high)

    def page_tokens(self, shard: Shard, words: Sequence[str], after: str | None, limit: int) -> Sequence[str]:
        return self.inner.page_tokens(shard, words, after, limit)

    def find(self, shard: Shard, command_id: str) -> Record | AccessEntry | None:
        self.check("find")
        return self.inner.find(shard, command_id)

    def shards(self) -> Sequence[Shard]:
        return self.inner.shards()

    def streams(self, shard: Shard, after: str | None, limit: int) -> Sequence[str]:
        return self.inner.streams(shard, after, limit)

    def tokens(self, shard: Shard, stream: str) -> Sequence[str]:
        return self.inner.tokens(shard, stream)

    def rebuild(self, shard: Shard, expected: int, head: Head, tokens: Sequence[str]) -> bool:
        return self.inner.rebuild(shard, expected, head, tokens)

    def lease(self, worker: str, now: int, wanted: int, ttl: int) -> Sequence[Lease]:
        self.check("lease")
        return self.inner.lease(worker, now, wanted, ttl)

    def due(self, lease: Lease, now: int, limit: int) -> Sequence[OutboxItem]:
        self.check("due")
        return self.inner.due(lease, now, limit)

    def settle(self, lease: Lease, done: Sequence[str], later: Sequence[Later]) -> bool:
        self.check("settle")
        kept = self.inner.settle(lease, done, later)
        self.check("after settle")
        return kept

    def release(self, lease: Lease) -> bool:
        return self.inner.release(lease)

    def outbox(self, shard: Shard, after: str | None, limit: int) -> Sequence[OutboxItem]:
        return self.inner.outbox(shard, after, limit)

    def rows(self, shard: Shard, kind: str, key: str, after: str | None, limit: int) -> Sequence[PlainRow]:
        return self.inner.rows(shard, kind, key, after, limit)

    def rows_at(self, shard: Shard, kind: str, keys: Sequence[str], sub: str) -> Sequence[PlainRow | None]:
        return self.inner.rows_at(shard, kind, keys, sub)

    def access(self, shard: Shard, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return self.inner.access(shard, after, limit)

    def access_of(self, shard: Shard, subject: str, after: str | None, limit: int) -> Sequence[AccessEntry]:
        return self.inner.access_of(shard, subject, after, limit)

    def written(self, shard: Shard, after: tuple[int, str, int] | None, low: int, limit: int) -> Sequence[Record]:
        return self.inner.written(shard, after, low, limit)

    def redact(self, shard: Shard, stream: str, seq: int, tombstone: bytes) -> None:
        self.inner.redact(shard, stream, seq, tombstone)

    def close(self) -> None:
        self.inner.close()
