"""A list of cases as ranges over heads: its pages, and how many cases it holds. Who may read it is settled elsewhere.

A list over several owners is the merge of one keyset range for each. Page and count go by the same ranges and pass by
the same heads, so that a count is the length of its list.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import islice
from typing import TypeAlias

from attrs import evolve as changed
from attrs import field, frozen

from ..domain.access import View
from ..domain.actor import Actor, Purpose, StaffActor
from ..domain.case.attention import soon
from ..domain.ids import shard_of
from ..ports.indexes import IndexRange
from ..ports.records import Head, Shard
from ..ports.times import to_micros
from ..wire.heads import decode_state
from .case_orders import Bounds, Order
from .load import Overlay
from .owners import CAP, Owners

Place: TypeAlias = tuple[int, str]
Keep: TypeAlias = Callable[[Head], bool]


@frozen(kw_only=True)
class Whose:
    """Whose list it is."""

    view: View
    of: str
    """The assignment or the unit, by id: what the access log refers to."""
    owners: Sequence[str]
    """What the indexes know them by; one unit where `whole`."""
    whole: bool = False
    """Whether it is all of a unit's."""
    known: Overlay = field(factory=Overlay, repr=False)
    """What has been read on the way: the assignment or unit, and that of who asks."""

    def index(self, order: Order) -> str:
        return order.of_unit if self.whole else order.of_owner


class CaseRanges(Owners):
    """Ranges over heads of cases."""

    def page_of(self, actor: Actor, whose: Whose, order: Order, after: Place | None, limit: int) -> Sequence[Head]:
        """One more than asked for tells whether there is a next page."""
        return list(islice(self.walked(whose, order, self.kept(actor, whose, order), after, limit), limit + 1))

    def count_of(self, actor: Actor, whose: Whose, order: Order) -> int:
        """How many cases the list holds, counted up to `CAP`."""
        keep = self.kept(actor, whose, order)
        if keep is not None:
            return sum(1 for _ in islice(self.walked(whose, order, keep, None, CAP), CAP))
        low, high = self.bounds(order.bounds)
        return self.counted(shard_of(whose.of), whose.index(order), whose.owners, low, high)

    def walked(
        self, whose: Whose, order: Order, keep: Keep | None, after: Place | None, at_a_time: int
    ) -> Iterator[Head]:
        """The list from a place on, read as it is asked for; what is not kept is passed by."""
        low, high = self.bounds(order.bounds)
        r = IndexRange(
            index=whose.index(order),
            prefix=(),
            limit=at_a_time,
            after=after,
            low=low,
            high=high,
            reverse=order.latest_first,
        )
        while True:
            heads = self.merged(shard_of(whose.of), whose.owners, r, order.column)
            yield from heads if keep is None else filter(keep, heads)
            if len(heads) <= at_a_time:
                return
            r = changed(r, after=place(heads[-1], order.column))

    def merged(self, shard: str, owners: Sequence[str], r: IndexRange, column: str) -> Sequence[Head]:
        """The range of every owner as one, in the order of one: so a cursor of the list fits each of its ranges.

        Owners that cases go from are read before those that they go to: one that moves meanwhile is met twice and shown
        once, and never missed.
        """
        pages = [self.storage.page(Shard(shard), changed(r, prefix=(owner,), limit=r.limit + 1)) for owner in owners]
        if len(pages) == 1:  # the usual case, in order as it is
            return pages[0]
        found = merge(*pages, key=lambda head: place(head, column), reverse=r.reverse)
        once = {head.stream: head for head in found}
        return list(islice(once.values(), r.limit + 1))

    def bounds(self, bounds: Bounds) -> tuple[int | None, int | None]:
        """The first end of the phase within, and the first beyond."""
        now = self.clock.now()
        after = to_micros(now) + 1
        match bounds:
            case Bounds.ANY:
                return None, None
            case Bounds.OPEN:
                return after, None
            case Bounds.SOON:
                return after, to_micros(soon(now, self.policy.closing_soon_days)) + 1
            case Bounds.OVER:
                return None, after

    def kept(self, actor: Actor, whose: Whose, order: Order) -> Keep | None:
        """What tells of a head in the ranges whether it stands in the list for this one; None: all do."""
        keep: Keep | None = None
        if order.open_only:
            now = to_micros(self.clock.now())
            keep = partial(ends_after, now)
        if isinstance(actor, StaffActor) and actor.choice is not None and whose.view is View.UNIT_CASES:
            # What a patient keeps from other units is not in the list of one that was chosen (B24).
            return lambda head: (keep is None or keep(head)) and self.shown_to(actor, whose, head)
        return keep

    def shown_to(self, actor: Actor, whose: Whose, head: Head) -> bool:
        return isinstance(self.may(actor, View.CASE, shard_of(whose.of), decode_state(head), whose.known), Purpose)


def ends_after(now: int, head: Head) -> bool:
    """Whether the phase ends after that instant, in microseconds UTC."""
    until = head.columns["until"]
    return isinstance(until, int) and until > now


def place(head: Head, column: str) -> Place:
    """Where a head stands in the order of that column."""
    value = head.columns[column]
    return (value if isinstance(value, int) else 0, head.stream)
