"""Removing a text for good, on an order that stands in the case already (B26): a tombstone, and a word in the log.

The word comes first and holds the digests of what was there and of what is: by it the log verifies all the same.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from attrs import frozen
from returns.result import Result

from ..domain.access import View
from ..domain.actor import Actor, System, name_of, purpose_of
from ..domain.case.model import Case
from ..domain.case.retention import keep_until, may_go
from ..domain.effects import EraseText
from ..domain.events import MessageSent
from ..domain.ids import CaseId, Kind, Ref, shard_of
from ..domain.refusals import Refusal
from ..domain.ticket.model import Ticket
from ..ports.indexes import IndexRange
from ..ports.records import AccessEntry, Append, PlainRow, Record, Shard
from ..ports.times import from_micros, to_micros
from ..views.fold import tokens
from ..wire.drafts import DRAFT, WRITES
from ..wire.heads import decode_state
from ..wire.ids import fresh
from ..wire.names import stream_name
from ..wire.records import BLANKS, decode_event, redacted, tombstone
from .appends import head as head_of
from .audit.content import REDACTED, redaction_ref
from .audit.scan import stream
from .case_queries import Seen
from .queries import Queries
from .reading import answering
from .shards import providers
from .verifying import replay

AT_A_TIME: Final = 500
CASES: Final = f"{Kind.CASE}/"


@frozen(kw_only=True)
class Text:
    """Where in a case something stands that a person wrote. Not what."""

    place: int
    """Number of the record."""
    name: str
    """Of the record: what it is."""
    at: datetime
    message: int | None
    """Number of the message, where it is one."""
    gone: bool
    """Whether it has been removed already."""


@frozen(kw_only=True)
class Past:
    """A case whose time has passed, and that nothing holds."""

    case: CaseId
    last_entry: datetime
    until: datetime


@frozen(kw_only=True)
class Erasing:
    """`engine.erasing`."""

    queries: Queries

    @answering
    def texts(self, actor: Actor, case: CaseId) -> Result[tuple[Text, ...], Refusal]:
        """The places of a case's texts, in order. Logged as a reading of the thread."""
        return self.queries.readable(actor, View.THREAD, case).map(lambda seen: self.places(actor, seen))

    def places(self, actor: Actor, seen: Seen) -> tuple[Text, ...]:
        case = seen.case
        self.queries.told(actor, View.THREAD, shard_of(case.id), (case.patient,), case.id, seen.purpose)
        records = stream(self.queries.storage, Shard(shard_of(case.id)), stream_name(Ref(Kind.CASE, case.id)))
        return tuple(text_at(record) for record in records if record.name in BLANKS)

    def erase(self, order: EraseText) -> None:
        """Do as ordered; again is harmless, and so is a place where no text stands. Raises StorageError."""
        storage, shard = self.queries.storage, Shard(shard_of(order.case))
        found = storage.records(shard, stream_name(Ref(Kind.CASE, order.case)), max(order.place - 1, 0), 1)
        record = found[0] if found and found[0].seq == order.place and found[0].name in BLANKS else None
        state = self.queries.state(Ref(Kind.CASE, order.case))
        if record is not None and isinstance(state, Case):
            self.bury(shard, record, state)
            self.ticket_too(shard, record, state)
        if order.drafts:
            self.drop_drafts(shard, order.case)

    def bury(self, shard: Shard, record: Record, case: Case) -> None:
        """A tombstone instead of the text; the log tells of it beforehand."""
        if redacted(record.body):
            return
        body = tombstone(record)
        self.queries.storage.commit([Append(shard=shard, access=(self.entry(case, record, body),))])
        self.queries.storage.redact(shard, record.stream, record.seq, body)

    def ticket_too(self, shard: Shard, record: Record, case: Case) -> None:
        """What someone asked, and what became the first message of this case, stands in the ticket as well (B17)."""
        event = decode_event(record)
        if not isinstance(event, MessageSent) or event.number != 1 or event.representative is None:
            return
        wanted = IndexRange(index="ticket_patient", prefix=(case.patient,), limit=AT_A_TIME)
        for head in self.queries.every(shard, wanted):
            ticket = decode_state(head)
            if isinstance(ticket, Ticket) and ticket.became == case.id and ticket.created_by is None:
                self.bury(shard, self.queries.storage.records(shard, head.stream, 0, 1)[0], case)
                self.put_anew(shard, head.stream)

    def put_anew(self, shard: Shard, stream: str) -> None:
        """A head that held the text is made anew of the records; one that is in use, again."""
        done = False
        while not done:
            state, version = replay(self.queries.storage, shard, stream)
            made = head_of(shard, stream, state, version)
            done = self.queries.storage.rebuild(shard, version, made, tokens(state) or ())

    def entry(self, case: Case, record: Record, body: bytes) -> AccessEntry:
        return AccessEntry(
            id=fresh(),
            who=name_of(System()),
            assignment=None,
            unit=None,
            purpose=purpose_of(System()),
            action=REDACTED,
            subjects=(case.patient,),
            at=to_micros(self.queries.clock.now()),
            ref=redaction_ref(record, body),
        )

    def drop_drafts(self, shard: Shard, case: CaseId) -> None:
        """All that anyone had begun to write in the case."""
        while rows := self.queries.storage.rows(shard, DRAFT, case, None, AT_A_TIME):
            gone = [PlainRow(kind=DRAFT, key=case, sub=row.sub, body=None, at=row.at) for row in rows]
            gone += [PlainRow(kind=WRITES, key=row.sub, sub=case, body=None, at=row.at) for row in rows]
            self.queries.storage.commit([Append(shard=shard, rows=tuple(gone))])

    def past(self, years: int) -> Iterator[Past]:
        """Cases that need not be kept any longer, by provider and id. No patient is seen. Raises StorageError."""
        storage, now = self.queries.storage, self.queries.clock.now()
        for shard in providers(storage):
            after: str | None = CASES
            while names := storage.streams(shard, after, AT_A_TIME):
                own = [name for name in names if name.startswith(CASES)]
                for head in storage.heads(shard, own):
                    state = None if head is None else decode_state(head)
                    if head is None or not isinstance(state, Case):
                        continue
                    last = from_micros(storage.records(shard, head.stream, head.version - 1, 1)[0].at)
                    if may_go(state, last, now, years):
                        yield Past(case=state.id, last_entry=last, until=keep_until(last, years))
                after = names[-1]
                if len(own) < len(names):
                    break


def text_at(record: Record) -> Text:
    """Raises UnknownRecord, BrokenRecord."""
    event = decode_event(record)
    return Text(
        place=record.seq,
        name=record.name,
        at=from_micros(record.at),
        message=event.number if isinstance(event, MessageSent) else None,
        gone=redacted(record.body),
    )
