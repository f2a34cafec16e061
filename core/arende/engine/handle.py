"""Commands in, receipts out: the five steps, for a group of commands of one provider. No rule is decided here.

1 parse    the command's provider, id and digest (`entrance`)
2 load     every head that the group's decisions read, together
3 decide   in order, over an overlay of what the group has decided already
4 commit   all of it in one transaction; a conflict means: load and decide again
5 answer   a receipt or a refusal for each, after the commit
"""

import random
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from attrs import field, frozen
from returns.pipeline import is_successful
from returns.result import Failure, Result, Success

from ..domain.actor import name_of
from ..domain.decide import decide
from ..domain.facts import Facts
from ..domain.ids import ProviderId, Ref
from ..domain.messages_needed import messages_needed
from ..domain.model import State
from ..domain.needs import needs, target
from ..domain.policy import Policy
from ..domain.refusals import CommandReused, Refusal, Unavailable, Unclear
from ..ports.records import AccessEntry, Append, Committed, Conflict, Record, Repeated, Shard
from ..ports.storage import OutcomeUnknown, Storage, StorageError, StorageUnavailable
from ..ports.times import to_micros
from ..wire.names import PROVIDER_STREAM, ref_of, stream_name
from .appends import Asked, Decided, advance, append
from .load import Overlay, gather, load
from .messages import messages
from .refused import logged, refused_command
from .system import Clock
from .telling import announced

TRIES = 10
"""How often a group is loaded and decided anew before the caller is told that it is too crowded."""


@frozen(kw_only=True)
class Receipt:
    """The command is carried out and durable. Ids only."""

    stream: str
    version: int
    """Where its stream stands by this command; 0 where there was nothing to change."""
    ids: Mapping[str, str]
    """What it was about or made, by kind: `{"case": …}`."""
    repeated: bool
    """True where it had been carried out before, and nothing happened now."""


Answer = Result[Receipt, Refusal]


@frozen(kw_only=True)
class Handler:
    """Carries out commands. Safe for use from several threads; keeps nothing between calls."""

    storage: Storage
    clock: Clock
    policy: Policy = field(factory=Policy)
    subscribers: tuple[str, ...] = ()
    """Who is told of what is written, by name."""
    log: Storage | None = None
    """Where refusals are logged, if elsewhere: in a host's transaction they would go when that is undone."""

    def handle_group(self, shard: Shard, group: Sequence[Asked]) -> Sequence[Answer]:
        """Commands of one provider, in one transaction where nothing disturbs them. An answer for each."""
        answers: dict[int, Answer] = {}
        crowded: Answer = Failure(Unavailable("Många ändrar samma sak samtidigt. Försök igen."))
        for attempt in range(TRIES):
            left = [place for place in range(len(group)) if place not in answers]
            try:
                answers |= self.attempt(shard, {place: group[place] for place in left})
            except OutcomeUnknown as error:
                crowded = Failure(Unclear(str(error)))
                with suppress(StorageError):  # not to be asked either: round again
                    answers |= self.settled(shard, {place: group[place] for place in left})
            except StorageError as error:
                if not isinstance(error, StorageUnavailable) and len(group) > 1:
                    # Unexpected, so perhaps one command's own: each for itself, and only that one is told.
                    return [self.handle_group(shard, [one])[0] for one in group]
                return [answers.get(place, Failure(Unavailable(str(error)))) for place in range(len(group))]
            if len(answers) == len(group):
                break
            time.sleep(random.uniform(0, 0.002 * 2**attempt))
        return [answers.get(place, crowded) for place in range(len(group))]

    def settled(self, shard: Shard, group: Mapping[int, Asked]) -> dict[int, Answer]:
        """After an unknown outcome, what was written is found by its id; the rest goes round again."""
        found = {place: self.storage.find(shard, one.command_id) for place, one in group.items()}
        return {place: again(shard, group[place], first) for place, first in found.items() if first is not None}

    def attempt(self, shard: Shard, group: Mapping[int, Asked]) -> dict[int, Answer]:
        """Load, decide and commit once. A command without an answer met a conflict."""
        # 2 load
        seen = Overlay()
        load(self.storage, shard, (ref for one in group.values() for ref in all_needs(one, {})), seen)
        # 3 decide
        now = self.clock.now()
        answers: dict[int, Answer] = {}
        decided: dict[int, Decided] = {}
        refusals: dict[int, Refusal] = {}
        for place, one in group.items():
            answer = self.decide(shard, one, seen, now)
            if is_successful(answer):
                decided[place] = answer.unwrap()
            else:
                refusals[place] = answer.failure()
        # 4 commit
        at = to_micros(now)
        written = ((group[place], what) for place, what in decided.items())
        appends = [announced(append(shard, one, what, at), self.subscribers, one.new_id, at) for one, what in written]
        outcomes = self.storage.commit(appends) if appends else ()
        # 5 answer
        for (place, what), outcome in zip(decided.items(), outcomes, strict=True):
            match outcome:
                case Committed():
                    answers[place] = Success(receipt(shard, what.ref, what.version(), repeated=False))
                case Repeated(first=first):
                    answers[place] = again(shard, group[place], first)
                case Conflict():
                    pass
        # A refusal stands only if what was decided before it does; and its own command may have come with this group.
        stands = all(isinstance(outcome, Committed) for outcome in outcomes)
        firm = {place: refusal for place, refusal in refusals.items() if stands or place < min(decided)}
        told = {place: self.refused(shard, group[place], refusal) for place, refusal in firm.items()}
        return answers | self.told_refused(shard, group, told, seen)

    def told_refused(
        self, shard: Shard, group: Mapping[int, Asked], told: dict[int, Answer], seen: Overlay
    ) -> dict[int, Answer]:
        """Refusals of who may not are in the access log before they are answered (B23); no log, no answer."""
        entries: dict[Shard, list[AccessEntry]] = {}
        for place, answer in told.items():
            if not is_successful(answer) and logged(answer.failure()):
                one = group[place]
                at, entry = refused_command(one, shard, answer.failure(), seen, to_micros(self.clock.now()))
                entries.setdefault(at, []).append(entry)
        log = self.storage if self.log is None else self.log
        try:
            for at, some in entries.items():
                if log.heads(at, [PROVIDER_STREAM])[0] is not None:  # else it is nobody's log
                    log.commit([Append(shard=at, access=tuple(some))])
        except StorageError as error:
            kept: Answer = Failure(Unavailable(str(error)))
            return {place: answer if is_successful(answer) else kept for place, answer in told.items()}
        return told

    def decide(self, shard: Shard, one: Asked, seen: Overlay, now: datetime) -> Result[Decided, Refusal]:
        """Decide one command over the overlay, and put what it leads to there for the next."""
        read = gather(self.storage, shard, partial(all_needs, one), seen)
        ref = read[0]
        numbers = messages_needed(one.command, seen.states[ref])
        facts = Facts(
            now=now,
            shard=ProviderId(shard),
            actor=one.actor,
            policy=self.policy,
            new_id=one.new_id,
            found=seen.states,
            messages=messages(self.storage, shard, ref, numbers, seen),
        )
        return decide(seen.states[ref], one.command, facts).map(lambda decision: advance(ref, decision, seen, read))

    def rehearse(self, shard: Shard, group: Sequence[Asked], seen: Overlay) -> Sequence[Answer]:
        """What the commands would be answered, one after the other; nothing is written but the overlay."""
        now = self.clock.now()
        answers = (self.decide(shard, one, seen, now) for one in group)
        return [answer.map(lambda what: receipt(shard, what.ref, what.version(), repeated=False)) for answer in answers]

    def would(self, shard: Shard, one: Asked) -> Refusal | None:
        """Why the command would be refused as things stand now. Nothing is written, but that one who may not asked."""
        seen = Overlay()
        try:
            answer = self.decide(shard, one, seen, self.clock.now())
        except StorageError as error:
            return Unavailable(str(error))
        if is_successful(answer):
            return None
        told = self.told_refused(shard, {0: one}, {0: Failure(answer.failure())}, seen)
        return told[0].failure()

    def refused(self, shard: Shard, one: Asked, refusal: Refusal) -> Answer:
        """A refusal is decided anew each time; but what was carried out before stays carried out."""
        if one.callers_id:
            first = self.storage.find(shard, one.command_id)
            if first is not None:
                return again(shard, one, first)
        return Failure(refusal)


def all_needs(one: Asked, found: Mapping[Ref, State]) -> Sequence[Ref]:
    """The command's own stream first, then its neighbours, as far as what was found names them."""
    return [target(one.command, one.new_id, found), *needs(one.command, one.actor, found)]


def again(shard: Shard, one: Asked, first: Record | AccessEntry) -> Answer:
    """The first receipt again, if it is the same command by the same actor."""
    mark = first.first if isinstance(first, Record) else first.command
    if mark is None or mark.digest != one.digest or mark.actor != name_of(one.actor):
        return Failure(CommandReused())
    if isinstance(first, Record):
        return Success(receipt(shard, ref_of(shard, first.stream), first.seq + mark.events - 1, repeated=True))
    return Success(receipt(shard, ref_of(shard, first.ref), 0, repeated=True))


def receipt(shard: Shard, ref: Ref, version: int, *, repeated: bool) -> Receipt:
    return Receipt(stream=f"{shard}/{stream_name(ref)}", version=version, ids={ref.kind: ref.id}, repeated=repeated)
