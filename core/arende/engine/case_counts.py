"""How much is in lists of cases: numbers only, no patient is seen. The lists themselves are in `case_lists`.

Each is counted up to `CAP`, and is the length of its list: by the same owners, ranges and rule of what is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final

from attrs import frozen
from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor
from ..domain.case.marks import unread
from ..domain.case.model import Case
from ..domain.ids import AssignmentId, CaseId, Kind, Ref, UnitId, shard_of
from ..domain.refusals import Refusal
from ..ports.records import Head, Shard
from ..wire.marks import UNREAD
from .case_lists import CaseLists
from .case_orders import ORDERS, CaseList
from .case_ranges import Whose
from .case_rows import cases_in
from .owners import CAP
from .reading import answering

LOT: Final = 2 * CAP
"""Cases that are looked into at once for what is unread: an inbox seldom holds more, and what is counted is enough."""


@frozen(kw_only=True)
class Counters:
    """How much waits for an assignment, and how much is ongoing, each counted up to `CAP`."""

    to_do: int
    """Its own, without those that it covers."""
    ongoing: int
    """Its own and of those that it covers, as the list of ongoing ones."""
    covered: int
    """To do for those that it covers."""
    pool: int
    """To do in the pool of its unit, for anyone there to take."""


class CaseCounts(CaseLists):
    """Questions about how many cases."""

    @answering
    def counts(
        self,
        actor: Actor,
        *,
        assignment: AssignmentId | None = None,
        unit: UnitId | None = None,
        pool: bool = False,
    ) -> Result[Mapping[CaseList, int], Refusal]:
        """How many cases each list holds (B18): an assignment's, with those that it covers; all of a unit's; or, with
        `pool`, of a unit's pool, the actor's own unit unless another is named.
        """
        whose = self.whose(actor, assignment, unit, pool=pool)
        if not isinstance(whose, Whose):
            return Failure(whose)
        return Success({which: self.count_of(actor, whose, order) for which, order in ORDERS.items()})

    @answering
    def unread(self, actor: Actor, *, assignment: AssignmentId | None = None) -> Result[int, Refusal]:
        """How many cases in an assignment's lists hold something unread by it (B5): those whose row says so.

        What is unread is unanswered, and so to be dealt with, or was marked by hand.
        """
        whose = self.whose(actor, assignment, own=View.COUNTERS)
        if not isinstance(whose, Whose):
            return Failure(whose)
        reader, found = AssignmentId(whose.of), set[CaseId]()
        for lot in chain(self.to_do_of(whose), self.marked_by(whose)):
            marks = self.marks(reader, shard_of(reader), lot)
            found |= {case.id for case, mark in zip(lot, marks, strict=True) if unread(case, mark)}
            if len(found) >= CAP:
                break
        return Success(min(CAP, len(found)))

    def to_do_of(self, whose: Whose) -> Iterator[Sequence[Case]]:
        """What there is to deal with, in lots."""
        heads: Iterator[Head] = self.walked(whose, ORDERS[CaseList.TO_DO], None, None, LOT)
        while lot := list(islice(heads, LOT)):
            yield cases_in(lot)

    def marked_by(self, whose: Whose) -> Iterator[Sequence[Case]]:
        """What the assignment has marked unread and its lists still hold, in lots; what was read or answered since, or
        is another's now, keeps its row until it is marked anew.
        """
        shard = Shard(shard_of(whose.of))
        after: str | None = None
        while rows := self.storage.rows(shard, UNREAD, whose.of, after, LOT):
            states = self.many(Ref(Kind.CASE, row.sub) for row in rows).values()
            yield [case for case in states if isinstance(case, Case) and case.owner in whose.owners]
            after = rows[-1].sub

    @answering
    def counters(self, actor: Actor, *, assignment: AssignmentId | None = None) -> Result[Counters, Refusal]:
        """How much waits, and how much is ongoing, for an assignment."""
        whose = self.whose(actor, assignment, own=View.COUNTERS)
        if not isinstance(whose, Whose):
            return Failure(whose)
        shard, (*covered, own) = shard_of(whose.of), whose.owners
        unit = self.unit_of(AssignmentId(own))
        return Success(
            Counters(
                to_do=self.waiting(shard, [own]),
                ongoing=self.count_of(actor, whose, ORDERS[CaseList.ONGOING]),
                covered=self.waiting(shard, covered),
                pool=0 if unit is None else self.waiting(shard, self.pool_owners(unit)),
            )
        )
