"""Reading with an actor: who may, what is joined, and the entry in the access log that is durable before the answer.

No list and no view is composed here; nothing is read past `allowed`, nothing answered past `told`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from attrs import evolve as changed
from attrs import frozen
from returns.result import Failure, Result

from ..domain.access import View, may_read
from ..domain.actor import Actor, RepresentativeActor, StaffActor, name_of, purpose_of
from ..domain.case.model import Case
from ..domain.directory.model import Assignment
from ..domain.facts import Facts
from ..domain.ids import Kind, ProviderId, Ref, shard_of
from ..domain.model import State
from ..domain.policy import Policy
from ..domain.refusals import InputInvalid, Refusal, Unavailable
from ..ports.indexes import IndexRange
from ..ports.records import AccessEntry, Append, Head, Shard
from ..ports.storage import Storage, StorageError
from ..ports.times import to_micros
from ..views.names import named_by
from ..wire.cursor import decode_cursor, encode_cursor
from ..wire.ids import fresh
from .load import Overlay, gather, load
from .system import Clock

Row = TypeVar("Row")
P = ParamSpec("P")
MOST_ROWS: Final = 1000
"""Rows of the largest page."""
LARGEST: Final = 2**63
"""Storages keep integers of 64 bits."""


@frozen(kw_only=True)
class Reading:
    """What every query needs: storage, clock, policy. Raises nothing but what storage raises, which `told` turns."""

    storage: Storage
    clock: Clock
    policy: Policy

    def state(self, ref: Ref) -> State:
        """One thing as it stands."""
        return self.many([ref])[ref]

    def many(self, refs: Iterable[Ref]) -> Mapping[Ref, State]:
        """Things of one provider or of several, each as it stands."""
        into = Overlay()
        wanted = list(dict.fromkeys(refs))
        for shard in dict.fromkeys(shard_of(ref.id) for ref in wanted):
            load(self.storage, Shard(shard), [ref for ref in wanted if shard_of(ref.id) == shard], into)
        return into.states

    def allowed(self, actor: Actor, view: View, shard: str, subject: State) -> Refusal | None:
        """Why the actor may not read this; None: they may."""
        into = Overlay()
        if isinstance(actor, StaffActor):
            load(self.storage, Shard(shard), [Ref(Kind.ASSIGNMENT, actor.assignment)], into)
        if isinstance(actor, RepresentativeActor):
            people = [actor.person, *([subject.patient] if isinstance(subject, Case) else [])]
            load(self.storage, Shard(shard), [Ref(Kind.PERSON, id) for id in people], into)
        return may_read(view, ProviderId(shard), subject, self.facts(actor, shard, into.states))

    def facts(self, actor: Actor, shard: str, found: Mapping[Ref, State]) -> Facts:
        return Facts(
            now=self.clock.now(), shard=ProviderId(shard), actor=actor, policy=self.policy, new_id="", found=found
        )

    def names(self, shard: str, refs: Iterable[Ref]) -> Mapping[Ref, State]:
        """The entries that rows are joined from; an assignment brings its staff member, role and unit."""
        wanted = list(dict.fromkeys(refs))

        def needed(found: Mapping[Ref, State]) -> Sequence[Ref]:
            assignments = (state for state in found.values() if isinstance(state, Assignment))
            return [*wanted, *(ref for one in assignments for ref in named_by(one))]

        into = Overlay()
        gather(self.storage, Shard(shard), needed, into)
        return into.states

    def told(self, actor: Actor, view: View, shard: str, subjects: Iterable[str], ref: str) -> None:
        """Write who looked at whom, durably. No log, no answer."""
        assignment = actor.assignment if isinstance(actor, StaffActor) else None
        entry = AccessEntry(
            id=fresh(),
            who=name_of(actor),
            assignment=assignment,
            unit=None,
            purpose=purpose_of(actor),
            action=f"read:{view}",
            subjects=tuple(dict.fromkeys(subjects)),
            at=to_micros(self.clock.now()),
            ref=ref,
        )
        self.storage.commit([Append(shard=Shard(shard), access=(entry,))])

    def page(self, shard: str, r: IndexRange) -> Sequence[Head]:
        """One more than asked for tells whether there is a next page."""
        return self.storage.page(Shard(shard), changed(r, limit=r.limit + 1))


def answering(query: Callable[P, Result[Row, Refusal]]) -> Callable[P, Result[Row, Refusal]]:
    """Turns what storage raises in a query into the refusal `unavailable`: the one place where that is done."""

    @wraps(query)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Result[Row, Refusal]:
        try:
            return query(*args, **kwargs)
        except StorageError as error:
            return Failure(Unavailable(str(error)))

    return asked


def clamped(limit: int) -> int:
    """How many rows a page has: at least one, and no more than a page should."""
    return min(max(limit, 1), MOST_ROWS)


def cursor_after(heads: Sequence[Head], limit: int, column: str) -> str | None:
    """The cursor of the next page, if the page had one more row than was asked for."""
    if len(heads) <= limit:
        return None
    last = heads[limit - 1]
    value = last.columns.get(column)
    return None if value is None else encode_cursor(value, last.stream)


def place_after(after: str | None) -> tuple[int, str] | InputInvalid | None:
    """Where a page goes on, by its cursor; None: from the list's beginning. What is no cursor of a list is refused."""
    if after is None:
        return None
    place = decode_cursor(after)
    if place is None or type(place[0]) is not int or not -LARGEST <= place[0] < LARGEST:
        return InputInvalid("after", "markören är inte en av våra. Börja om från listans början")
    return place[0], place[1]
