"""A person's hand on the outbox: what waits is tried now, or dropped with a reason. Dead letters need one.

Only who holds a part may settle its items, so a hand is an item itself, in the part of the one that it is about; the
worker then does as it says. It is in the access log, as an act of whoever runs the system.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from attrs import evolve, frozen
from returns.result import Failure, Result, Success

from ..domain.actor import Operator, name_of, purpose_of
from ..domain.case.export_state import ExportState
from ..domain.case.journal_commands import RecordExport
from ..domain.commands import Command
from ..domain.effects import SendExport, SendSms
from ..domain.ids import Kind, Ref
from ..domain.notice.commands import RecordSmsOutcome
from ..domain.notice.model import Answered, Notice
from ..domain.policy import REASON_MAX
from ..domain.refusals import InputInvalid, Refusal, Unavailable
from ..domain.text import faulty
from ..ports.records import AccessEntry, Append, Later, OutboxItem, Shard
from ..ports.storage import StorageError
from ..ports.times import to_micros
from ..wire.hands import HAND, Hand, hand_bytes
from ..wire.ids import fresh
from ..wire.outbox import UnknownEffect, decode_effect
from .outcomes import DONE, Handed, Settled, Told
from .queries import Queries
from .shards import is_provider

AT_A_TIME: Final = 500
DROPPED: Final = "dropped"
NOT_THERE: Final = ("finns inte i utkorgen; se arende outbox list", "is not in the outbox; see arende outbox list")


@frozen(kw_only=True)
class Hands:
    """`engine.hands`."""

    queries: Queries

    def now(self) -> datetime:
        return self.queries.clock.now()

    def find(self, shard: Shard, id: str) -> OutboxItem | None:
        """The item of that id. Raises StorageError."""
        return next((item for item in self.every(shard) if item.id == id), None)

    def every(self, shard: Shard) -> Iterator[OutboxItem]:
        after: str | None = None
        while items := self.queries.storage.outbox(shard, after, AT_A_TIME):
            yield from items
            after = items[-1].id

    def retry(self, shard: Shard, id: str, by: Operator) -> Result[OutboxItem, Refusal]:
        """Have it tried by the next worker that comes by; the item as it waits now."""
        return self.lay(shard, Hand(item=id, drop=False), by)

    def drop(self, shard: Shard, id: str, reason: str, by: Operator) -> Result[OutboxItem, Refusal]:
        """Have it dropped. Of an SMS and of an export the case is told, with the reason of the former."""
        fault = faulty("reason", reason, REASON_MAX)
        return Failure(fault) if fault is not None else self.lay(shard, Hand(item=id, drop=True, reason=reason), by)

    def lay(self, shard: Shard, hand: Hand, by: Operator) -> Result[OutboxItem, Refusal]:
        try:
            found = self.find(shard, hand.item) if is_provider(shard) else None
            if found is None:
                return Failure(InputInvalid("id", *NOT_THERE))
            self.queries.storage.commit([self.append(found, hand, by)])
        except StorageError as error:
            return Failure(Unavailable(str(error)))
        return Success(found)

    def append(self, item: OutboxItem, hand: Hand, by: Operator) -> Append:
        now, id = to_micros(self.now()), fresh()
        laid = evolve(
            item,
            id=id,
            stream=f"{HAND}/{id}",
            kind=HAND,
            body=hand_bytes(hand),
            not_before=min(now, item.not_before - 1),  # before the item itself, if that is due
            attempt=0,
            order=0,
            created=now,
        )
        entry = AccessEntry(
            id=fresh(),
            who=name_of(by),
            assignment=None,
            unit=None,
            purpose=purpose_of(by),
            action="outbox.dropped" if hand.drop else "outbox.retried",
            subjects=(),
            at=now,
            ref=item.stream,
        )
        return Append(shard=item.shard, outbox=(laid,), access=(entry,))

    def carry_out(self, laid: OutboxItem, hand: Hand) -> Settled | Told:
        """By the worker that holds the part. Raises StorageError."""
        item = self.find(laid.shard, hand.item)
        if item is None:
            return DONE
        if not hand.drop:
            now = to_micros(self.now())
            return Handed(later=Later(id=item.id, not_before=now, attempt=max(item.attempt, 0)))
        command = self.told(item, hand.reason)
        gone = Handed(done=item.id)
        return gone if command is None else Told(item=laid, command=command, then=gone)

    def told(self, item: OutboxItem, reason: str) -> Command | None:
        """What the case is told; None: there is nothing to tell, or nobody can read what it was."""
        try:
            effect = decode_effect(item.kind, item.body)
        except UnknownEffect:
            return None
        match effect:
            case SendSms():
                notice = self.queries.state(Ref(Kind.NOTICE, effect.notice))
                return RecordSmsOutcome(
                    notice=effect.notice,
                    case=effect.case,
                    recipient=effect.recipient,
                    key=effect.key,
                    message=effect.message,
                    number=len(notice.tries) + 1 if isinstance(notice, Notice) else 1,
                    answer=Answered.REJECTED,
                    provider="",
                    code=DROPPED,
                    reason=reason,
                )
            case SendExport():
                return RecordExport(
                    case=effect.case, exporter=effect.exporter, version=0, state=ExportState.FAILED, code=DROPPED
                )
            case _:
                return None
