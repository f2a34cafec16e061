"""The frame around every page of staff: who is signed in as what, and how much stands in each list. Numbers only."""

from collections.abc import Mapping
from functools import partial
from typing import TypeVar

from arende.domain.actor import StaffActor
from arende.domain.directory.model import Unit
from arende.domain.ids import Kind, Ref, shard_of
from arende.domain.refusals import Refusal
from arende.engine import Engine
from arende.engine.case_counts import Counters
from arende.engine.case_orders import CaseList
from arende.views.names import StaffName, staff_name
from attrs import frozen
from litestar import Response
from litestar.datastructures import Cookie
from returns.pipeline import is_successful
from returns.result import Result

from ..asking import StaffAsker
from ..faults import Refused
from ..pages import page

Row = TypeVar("Row")


@frozen(kw_only=True)
class Frame:
    """What stands around the page."""

    staff: StaffName
    counters: Counters
    lists: Mapping[CaseList, int]
    unread: int
    ledger: int
    undocumented: int
    elsewhere: str
    """Name of the unit that is looked at beside the own one (B24); empty: none."""
    here: str
    """Name of the entry in the menu that is current; empty: none."""

    @property
    def counts(self) -> Mapping[str, int]:
        """What stands beside the entries of the menu."""
        return {
            "start": self.ledger,
            "inbox": self.counters.to_do + self.counters.covered,
            "mine": self.counters.ongoing,
            "pool": self.counters.pool,
            "soon": self.lists[CaseList.CLOSING_SOON],
            "undocumented": self.undocumented,
        }

    @property
    def held(self) -> Mapping[str, int]:
        """How much each list holds that a live page may have open."""
        own = {which.value: count for which, count in self.lists.items()}
        return own | {CaseList.TO_DO.value: self.counts["inbox"], "pool": self.counters.pool}


def answered(result: Result[Row, Refusal]) -> Row:
    """The answer to a question. Raises Refused, which becomes a page that says why."""
    if not is_successful(result):
        raise Refused(result.failure())
    return result.unwrap()


def frame_of(engine: Engine, actor: StaffActor, here: str) -> Frame:
    """The frame as it stands now: counts are capped, and each is a range over an index."""
    queries = engine.queries
    ledger = answered(queries.ledger_count(actor))
    found = queries.names(shard_of(actor.assignment), [Ref(Kind.ASSIGNMENT, actor.assignment)])
    return Frame(
        staff=staff_name(actor.assignment, found),
        counters=answered(queries.counters(actor)),
        lists=answered(queries.counts(actor)),
        unread=answered(queries.unread(actor)),
        ledger=ledger.visits + ledger.tickets,
        undocumented=answered(queries.undocumented_count(actor)),
        elsewhere=chosen_unit(engine, actor),
        here=here,
    )


def chosen_unit(engine: Engine, actor: StaffActor) -> str:
    if actor.choice is None:
        return ""
    unit = engine.queries.state(Ref(Kind.UNIT, actor.choice.unit))
    return unit.name if isinstance(unit, Unit) else actor.choice.unit


def staff_page(
    engine: Engine,
    staff: StaffAsker,
    template: str,
    here: str,
    data: Mapping[str, object],
    *,
    status: int = 200,
    cookies: list[Cookie] | None = None,
) -> Response[str]:
    """A page of staff, in its frame."""
    frame = frame_of(engine, staff.actor, here)
    around = {"frame": frame, "now": engine.queries.clock.now(), "by_hand": partial(by_hand, engine, staff.actor)}
    return page(staff.asker, template, {**around, **data}, status=status, cookies=cookies)


def by_hand(engine: Engine, actor: StaffActor) -> bool:
    """Whether no register keeps it true who has custody of whom (B16). Raises StorageError."""
    return not engine.directory.tells_guardians(shard_of(actor.assignment))
