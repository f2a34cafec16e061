"""Delivery reports that come in: matched with their notice, recorded once, or kept for a day until they can be.

A report may come twice, before the answer to its SMS, in any order; what it then means, `domain.notice.moves` says.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from attrs import field, frozen
from returns.pipeline import is_successful

from ...domain.actor import System
from ...domain.refusals import NotFound, Unavailable, Unclear
from ...ports.records import Append, Later, OutboxItem
from ...ports.sms import SmsReport
from ...ports.storage import Storage, StorageError
from ...ports.times import from_micros, to_micros
from ...wire.ids import fresh, part_of
from ...wire.sms_reports import REPORT, WaitingReport, digest, report_bytes, waiting
from ..entrance import Entrance, Request
from ..handle import Answer
from ..outcomes import DONE, Settled, Told
from ..shards import own_shard
from .asking import told
from .counted import Counted, What
from .matching import Matching

SYSTEM: Final = System()
FOR: Final = timedelta(days=1)
"""How long a report waits for its SMS to be known."""
WAITS: Final = (5, 15, 60, 300, 1800, 3600)
"""Seconds between looks; the last one for ever after."""


@frozen(kw_only=True)
class Reports:
    """Takes reports. Safe from several threads."""

    entrance: Entrance
    storage: Storage
    matching: Matching
    counted: Counted = field(factory=Counted)

    def now(self) -> datetime:
        return self.entrance.clock.now()

    def take(self, provider: str, reports: Sequence[SmsReport]) -> Sequence[What]:
        """What became of each. All but the unavailable are durable: they need not come again."""
        try:
            notices = self.matching.notices(provider, reports)
        except StorageError:
            return self.all(provider, reports, What.UNAVAILABLE)
        known = [(place, told(id, provider, reports[place])) for place, id in enumerate(notices) if id is not None]
        answers = self.entrance.handle_many(
            Request(command=command, actor=SYSTEM, command_id=command_id(provider, reports[place]))
            for place, command in known
        )
        by_place = {place: answer for (place, _), answer in zip(known, answers, strict=True)}
        found = [self.became(provider, report, by_place.get(place)) for place, report in enumerate(reports)]
        for what in found:
            self.counted.add(provider, what)
        return found

    def all(self, provider: str, reports: Sequence[SmsReport], what: What) -> Sequence[What]:
        for _ in reports:
            self.counted.add(provider, what)
        return [what] * len(reports)

    def became(self, provider: str, report: SmsReport, answer: Answer | None) -> What:
        if answer is None:
            return self.wait(provider, report)
        if is_successful(answer):
            receipt = answer.unwrap()
            return What.REPEATED if receipt.repeated or not receipt.version else What.RECORDED
        match answer.failure():
            case Unavailable() | Unclear():
                return What.UNAVAILABLE
            case NotFound():
                return self.wait(provider, report)
            case _:
                return What.UNMATCHED

    def wait(self, provider: str, report: SmsReport) -> What:
        """In the outbox, in the shell's own shards: nobody knows whose it is."""
        named, now = digest(provider, report), to_micros(self.now())
        stream = f"{REPORT}/{named}"
        item = OutboxItem(
            shard=own_shard(named),
            part=part_of(stream),
            id=fresh(),
            stream=stream,
            not_before=now + WAITS[0] * 1_000_000,
            attempt=0,
            kind=REPORT,
            body=report_bytes(waiting(provider, report, now)),
            created=now,
        )
        try:
            self.storage.commit([Append(shard=item.shard, outbox=(item,))])
        except StorageError:
            return What.UNAVAILABLE
        return What.WAITING

    def look_again(self, item: OutboxItem, waits: WaitingReport) -> Settled | Told:
        """One that waits: recorded now, or let go of after a day, and counted. Raises StorageError."""
        (notice,) = self.matching.notices(waits.provider, [waits.report])
        if notice is not None:
            command = told(notice, waits.provider, waits.report)
            return Told(item=item, command=command, command_id=command_id(waits.provider, waits.report))
        now = self.now()
        if now >= from_micros(waits.since) + FOR:
            self.counted.add(waits.provider, What.UNMATCHED)
            return DONE
        attempt = item.attempt + 1
        at = to_micros(now) + WAITS[min(attempt, len(WAITS) - 1)] * 1_000_000
        return Later(id=item.id, not_before=at, attempt=attempt)


def command_id(provider: str, report: SmsReport) -> str:
    return f"sms-report:{digest(provider, report)}"
