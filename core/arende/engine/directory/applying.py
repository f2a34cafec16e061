"""Lines made durable, in small transactions, behind the feed's fence: none is kept once another delivery has been
taken. What a line does not change leaves nothing behind, for most lines of a whole register say what stands already.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import evolve, field, frozen
from returns.pipeline import is_successful

from ...domain.actor import Actor
from ...domain.commands import Command
from ...domain.ids import Ref
from ...domain.refusals import Refusal
from ...ports.records import Append, Committed, Conflict, PlainRow, Shard
from ...ports.storage import StorageUnavailable
from ...ports.times import to_micros
from ...wire.ids import fresh
from ..appends import Asked, Decided, append, asked
from ..handle import TRIES, Handler, all_needs
from ..load import Overlay, load
from ..telling import announced

BATCH: Final = 200
"""Lines in one transaction."""


class Overtaken(Exception):
    """Another delivery of the feed has been taken since this one began."""


@frozen(kw_only=True)
class Todo:
    """What one line, or the end of something, comes to. `command` is asked for when it is its turn: who is meant may
    have been registered just before; a refusal where nobody is."""

    key: int
    """Its place among those that are done together."""
    reads: tuple[Ref, ...] = ()
    """What `command` looks at."""
    command: Callable[[Overlay], Command | Refusal | None] = field(repr=False)
    rows: Callable[[Command | None], tuple[PlainRow, ...]] = field(repr=False)


@frozen(kw_only=True)
class Applying:
    """One window's, behind the fence at which it was begun."""

    handler: Handler
    shard: Shard
    actor: Actor
    fence: tuple[str, int]
    """The feed's stream, and where it must still stand."""

    def apply(self, todo: Sequence[Todo]) -> tuple[int, dict[int, Refusal]]:
        """How much was changed, and what was refused, by key. Raises Overtaken, StorageError."""
        changed, refused = 0, dict[int, Refusal]()
        for start in range(0, len(todo), BATCH):
            left: Sequence[Todo] = todo[start : start + BATCH]
            for attempt in range(TRIES):
                more, left, no = self.attempt(left)
                changed += more
                refused |= no
                if not left:
                    break
                time.sleep(random.uniform(0, 0.002 * 2**attempt))
            else:
                raise StorageUnavailable("Många ändrar samma sak samtidigt. Försök igen.")
        return changed, refused

    def attempt(self, batch: Sequence[Todo]) -> tuple[int, Sequence[Todo], dict[int, Refusal]]:
        """Decide and commit once: how much changed, what met a conflict, what was refused."""
        seen, now = Overlay(), self.handler.clock.now()
        load(self.handler.storage, self.shard, (ref for one in batch for ref in one.reads), seen)
        # What they come to as things stand, to bring what they read; then each anew, after those before it.
        self.bring([self.asked(what) for one in batch if isinstance(what := one.command(seen), Command)], seen)
        decided: list[tuple[Todo, Asked, Decided]] = []
        refused: dict[int, Refusal] = {}
        idle: list[Todo] = []
        for one in batch:
            what = one.command(seen)
            if what is None:
                idle.append(one)
            elif not isinstance(what, Command):
                refused[one.key] = what
            else:
                command = self.asked(what)
                answer = self.handler.decide(self.shard, command, seen, now)
                if is_successful(answer):
                    decided.append((one, command, answer.unwrap()))
                else:
                    refused[one.key] = answer.failure()
        at = to_micros(now)
        appends = [(one, made) for one, command, what in decided for made in self.append(one, command, what, at)]
        appends += [(one, made) for one in idle for made in self.only_rows(one.rows(None))]
        outcomes = self.handler.storage.commit([made for _, made in appends]) if appends else ()
        done, again = 0, set[int]()
        for (one, made), outcome in zip(appends, outcomes, strict=True):
            match outcome:
                case Conflict(stream=stream) if stream == self.fence[0]:
                    raise Overtaken
                case Committed():
                    done += bool(made.writes)
                case _:
                    again.add(one.key)
        if not again:
            return done, (), refused
        # What was decided over something that did not come to pass is decided anew, refusals too.
        kept = {one.key for one, _ in appends} - again
        return done, [one for one in batch if one.key not in kept], {}

    def asked(self, command: Command) -> Asked:
        return asked(command, self.actor, None, fresh())

    def bring(self, some: Sequence[Asked], seen: Overlay) -> None:
        """Every head that the decisions read, in as few calls as they take."""
        while True:
            named = (ref for one in some for ref in all_needs(one, seen.states))
            missing: dict[Ref, None] = {ref: None for ref in named if ref not in seen.states}
            if not missing:
                return
            load(self.handler.storage, self.shard, missing, seen)

    def append(self, one: Todo, command: Asked, what: Decided, at: int) -> Iterator[Append]:
        rows = one.rows(command.command)
        if what.decision.events:
            made = append(self.shard, command, what, at)
            told = announced(made, self.handler.subscribers, command.new_id, at)
            yield evolve(told, relies_on=(*told.relies_on, self.fence), rows=(*told.rows, *rows))
        else:
            yield from self.only_rows(rows)

    def only_rows(self, rows: tuple[PlainRow, ...]) -> Iterator[Append]:
        if rows:
            yield Append(shard=self.shard, rows=rows, relies_on=(self.fence,))
