"""An SMS that came back, as far as it goes: who has that number, and which of their cases are told (B3).

Its text never comes here, and its number is neither stored nor logged. No SMS is sent in answer: what was sent says
already that it cannot be replied to.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from threading import Lock
from typing import Final

from attrs import field, frozen
from returns.pipeline import is_successful

from ..domain.actor import System
from ..domain.case.model import Case
from ..domain.case.sms_reply import concerned
from ..domain.commands import NoteSmsReply
from ..domain.directory.model import Person
from ..domain.ids import CaseId, PersonId, shard_of
from ..domain.refusals import Unavailable, Unclear
from ..ports.indexes import IndexRange
from ..ports.records import Shard
from ..ports.sms import SmsReply
from ..views.phones import phone_key
from ..wire.heads import decode_state
from .entrance import Entrance, Request
from .queries import Queries

AT_A_TIME: Final = 200


@frozen
class Tally:
    """How many have come since the start, and how many of a number that nobody has. Safe among threads."""

    counts: dict[str, int] = field(factory=lambda: {"replies": 0, "unknown": 0})
    lock: Lock = field(factory=Lock, repr=False, eq=False)

    def add(self, *, known: bool) -> None:
        with self.lock:
            self.counts["replies"] += 1
            self.counts["unknown"] += not known


@frozen(kw_only=True)
class SmsReplies:
    """`engine.sms_replies`. Hand it what a provider's `parse_reply`, or `heard`, gave."""

    entrance: Entrance
    queries: Queries
    tally: Tally = field(factory=Tally)

    def take(self, provider: str, reply: SmsReply) -> bool:
        """Make it something to deal with, durably. False: it could not be kept now, and is to be handed in again.

        The same reply twice is one. One that no case can be told of is counted, and that is all.
        """
        try_again = False
        cases = [case for shard in self.queries.storage.shards() for case in self.cases_of(shard, reply.sender)]
        asked = [
            Request(
                command=NoteSmsReply(case=case, provider=provider),
                actor=System(),
                command_id=command_id(provider, reply, case),
            )
            for case in cases
        ]
        for answer in self.entrance.handle_many(asked):
            try_again |= not is_successful(answer) and isinstance(answer.failure(), Unavailable | Unclear)
        if not try_again:
            self.tally.add(known=bool(cases))
        return not try_again

    def cases_of(self, shard: Shard, phone: str) -> Sequence[CaseId]:
        """The cases that are told of an SMS from that number; several persons may have it."""
        found: dict[CaseId, None] = {}
        for person in self.persons(shard, phone):
            r = IndexRange(index="case_representative", prefix=(person,), limit=AT_A_TIME)
            states = map(decode_state, self.queries.every(shard, r))
            cases = [state for state in states if isinstance(state, Case)]
            found |= dict.fromkeys(concerned(cases, self.queries.clock.now()))
        return tuple(found)

    def persons(self, shard: Shard, phone: str) -> Iterator[PersonId]:
        r = IndexRange(index="person_phone", prefix=(phone_key(shard, phone),), limit=AT_A_TIME)
        states = map(decode_state, self.queries.every(shard, r))
        return (one.id for one in states if isinstance(one, Person) and one.phone == phone)


def command_id(provider: str, reply: SmsReply, case: CaseId) -> str:
    """The same for the same reply and case; nothing of it can be read out of this."""
    told = f"{shard_of(case)}\n{provider}\n{reply.provider_id}\n{case}"
    return f"reply-{sha256(told.encode()).hexdigest()[:40]}"
