"""Reading with an actor: who may, what is joined, and the entry in the access log that is durable before the answer.

No list and no view is composed here; nothing is read past `allowed`, nothing answered past `told`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from attrs import Factory, field, frozen
from attrs import evolve as changed
from returns.result import Failure, Result

from ..domain.access import View, purpose_as, read_as
from ..domain.actor import Actor, Purpose, RepresentativeActor, StaffActor, name_of, purpose_of
from ..domain.case.model import Case
from ..domain.directory.model import Assignment, Provider
from ..domain.facts import Facts
from ..domain.ids import Kind, ProviderId, Ref, shard_of
from ..domain.model import State
from ..domain.neighbours import stand_in
from ..domain.policy import Policy
from ..domain.refusals import InputInvalid, Refusal, Unavailable
from ..domain.ticket.model import Ticket
from ..ports.indexes import ORDERED_BY, IndexRange
from ..ports.records import AccessEntry, Head, Shard
from ..ports.storage import Storage, StorageError
from ..ports.times import to_micros
from ..views.names import named_by
from ..wire.cursor import decode_cursor, encode_cursor
from ..wire.ids import fresh
from .load import Overlay, gather, load
from .log_writer import LogWriter, log_writer
from .refused import logged, refused_entry, shard_of_refusal
from .system import Clock

Row = TypeVar("Row")
P = ParamSpec("P")
MOST_ROWS: Final = 1000
"""Rows of the largest page."""
LARGEST: Final = 2**63
"""Storages keep integers of 64 bits."""
NO_CURSOR: Final = (
    "markören är inte en av våra. Börja om från listans början",
    "the cursor is not one of ours. Begin again from the start of the list",
)


def own_log(reading: "Reading") -> LogWriter:
    return log_writer(reading.storage)


@frozen(kw_only=True)
class Reading:
    """What every query needs: storage, clock, policy. Raises nothing but what storage raises, which `told` turns."""

    storage: Storage
    clock: Clock
    policy: Policy
    log: LogWriter = field(default=Factory(own_log, takes_self=True), repr=False, eq=False)

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

    def with_own(self, actor: Actor, ref: Ref) -> Overlay:
        """A thing and the assignment of who asks for it, by one read: what most questions begin with."""
        into = Overlay()
        own = [Ref(Kind.ASSIGNMENT, actor.assignment)] if isinstance(actor, StaffActor) else []
        load(self.storage, Shard(shard_of(ref.id)), [ref, *own], into)
        return into

    def allowed(
        self, actor: Actor, view: View, shard: str, subject: State, known: Overlay | None = None
    ) -> Refusal | None:
        """Why the actor may not read this, logged; None: they may. `known`: what has been read of the provider."""
        entered = self.entered(actor, view, shard, subject, known)
        return None if isinstance(entered, Purpose) else entered

    def entered(
        self, actor: Actor, view: View, shard: str, subject: State, known: Overlay | None = None
    ) -> Purpose | Refusal:
        """The purpose that the reading is to be logged with; or why the actor may not, and then that is logged."""
        found = self.may(actor, view, shard, subject, known)
        if not isinstance(found, Purpose):
            self.told_refused(actor, view, shard, subject, found)
        return found

    def may(
        self, actor: Actor, view: View, shard: str, subject: State, known: Overlay | None = None
    ) -> Purpose | Refusal:
        """The same without a word in the log: for what stands in a list only if it may be read."""
        into = known or Overlay()
        if isinstance(actor, StaffActor):
            load(self.storage, Shard(shard), [Ref(Kind.ASSIGNMENT, actor.assignment)], into)
        if isinstance(actor, RepresentativeActor):
            people = [actor.person, *([subject.patient] if isinstance(subject, Case | Ticket) else [])]
            load(self.storage, Shard(shard), [Ref(Kind.PERSON, id) for id in people], into)
        ways = read_as(view, ProviderId(shard), subject, self.facts(actor, shard, into.states))
        if not isinstance(ways, frozenset) and isinstance(actor, StaffActor) and isinstance(subject, Case):
            # Only who may not as it is, is asked of absence, emergency, choice, block: the common case costs nothing.
            further = [
                Ref(Kind.ASSIGNMENT, subject.assignment),
                Ref(Kind.EMERGENCY, subject.patient),
                Ref(Kind.PERSON, subject.patient),
            ]
            load(self.storage, Shard(shard), further, into)
            load(self.storage, Shard(shard), stand_in(further[0], into.states), into)
            ways = read_as(view, ProviderId(shard), subject, self.facts(actor, shard, into.states))
        return purpose_as(actor, ways) if isinstance(ways, frozenset) else ways

    def facts(self, actor: Actor, shard: str, found: Mapping[Ref, State]) -> Facts:
        return Facts(
            now=self.clock.now(), shard=ProviderId(shard), actor=actor, policy=self.policy, new_id="", found=found
        )

    def names(self, shard: str, refs: Iterable[Ref], known: Overlay | None = None) -> Mapping[Ref, State]:
        """The entries that rows are joined from; an assignment brings its staff member, role and unit, and who
        stands in for it.

        What is known is not read again, and leads on from the beginning.
        """
        wanted = list(dict.fromkeys(refs))

        def needed(found: Mapping[Ref, State]) -> Sequence[Ref]:
            assignments = (state for state in found.values() if isinstance(state, Assignment))
            named = (ref for one in assignments for ref in named_by(one))
            return [*wanted, *named, *(ref for one in wanted for ref in stand_in(one, found))]

        into = known or Overlay()
        gather(self.storage, Shard(shard), needed, into)
        return into.states

    def told(
        self,
        actor: Actor,
        view: View,
        shard: str,
        subjects: Iterable[str],
        ref: str,
        purpose: Purpose | None = None,
        known: Overlay | None = None,
    ) -> None:
        """Write who looked at whom, durably. No log, no answer."""
        self.log.write(
            Shard(shard),
            AccessEntry(
                id=fresh(),
                who=name_of(actor),
                assignment=actor.assignment if isinstance(actor, StaffActor) else None,
                unit=self.unit_now(actor, known),
                purpose=purpose or purpose_of(actor),
                action=f"read:{view}",
                subjects=tuple(dict.fromkeys(subjects)),
                at=to_micros(self.clock.now()),
                ref=ref,
            ),
        )

    def told_refused(self, actor: Actor, view: View, shard: str, subject: State, refusal: Refusal) -> None:
        """Write who was refused what. Where there is no provider there is no log, and nobody's data to see."""
        at = shard_of_refusal(actor, shard, subject)
        if at is None or not logged(refusal) or not isinstance(self.state(Ref(Kind.PROVIDER, at)), Provider):
            return
        now = to_micros(self.clock.now())
        self.log.write(Shard(at), refused_entry(actor, self.unit_now(actor), str(view), refusal, subject, now))

    def unit_now(self, actor: Actor, known: Overlay | None = None) -> str | None:
        """The unit of the assignment as it is now: the log tells where it was done from."""
        if not isinstance(actor, StaffActor):
            return None
        own = Ref(Kind.ASSIGNMENT, actor.assignment)
        assignment = (known.states.get(own) if known is not None else None) or self.state(own)
        return assignment.unit if isinstance(assignment, Assignment) else None

    def every(self, shard: str, r: IndexRange) -> Iterator[Head]:
        """All of a range, `r.limit` heads at a time. ValueError where heads without a place are in the index."""
        while True:
            heads = self.storage.page(Shard(shard), r)
            yield from heads
            if len(heads) < r.limit:
                return
            value = heads[-1].columns[ORDERED_BY[r.index]]
            if value is None:
                raise ValueError(f"the index {r.index} has heads without {ORDERED_BY[r.index]}")
            r = changed(r, after=(value, heads[-1].stream))

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
        return InputInvalid("after", *NO_CURSOR)
    return place[0], place[1]
