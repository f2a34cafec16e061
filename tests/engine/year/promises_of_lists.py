"""Whether the promises about lists are kept: dear, so looked at now and then, over all of the clinic."""

from collections.abc import Callable
from typing import Final, TypeVar

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.ids import AssignmentId, CaseId, PersonId, UnitId
from arende.domain.refusals import Refusal
from arende.engine.case_orders import CaseList
from arende.engine.owners import CAP
from arende.views.rows import CaseRow, Page
from arende.views.tickets import LedgerRow
from returns.pipeline import is_successful
from returns.result import Result

from .cast import OPERATOR, UNITS
from .promises import Promise, hold
from .world import Year

Row = TypeVar("Row")
PAGE: Final = 200


def look(year: Year) -> None:
    """Over all of the clinic, by the lists as people read them."""
    everyone_is_seen(year)
    ledger_holds_what_waits(year)
    undocumented_is_listed(year)
    drafts_are_found(year)
    counts_are_of_lists(year)


def every(ask: Callable[[str | None], Result[Page[Row], Refusal]]) -> list[Row]:
    """The rows of all pages of a list that must be given."""
    found: list[Row] = []
    after: str | None = None
    while True:
        page = ask(after).unwrap()
        found += page.items
        after = page.next
        if after is None:
            return found


def inbox(year: Year, actor: StaffActor) -> list[CaseRow]:
    return every(lambda after: year.ask(year.queries.inbox, actor, after=after, limit=PAGE))


def pool(year: Year, actor: StaffActor) -> list[CaseRow]:
    return every(lambda after: year.ask(year.queries.pool, actor, after=after, limit=PAGE))


def ledger(year: Year, actor: StaffActor) -> list[LedgerRow]:
    return every(lambda after: year.ask(year.queries.ledger, actor, after=after, limit=PAGE))


def undocumented(year: Year, unit: UnitId) -> list[CaseRow]:
    return every(lambda after: year.ask(year.queries.undocumented, OPERATOR, unit=unit, after=after, limit=PAGE))


def someone_at(year: Year, unit: UnitId) -> StaffActor | None:
    return next((one for one in year.staff if year.unit_of(one) == unit), None)


def everyone_is_seen(year: Year) -> None:
    """Every case in which the patient's side waits is in the inbox of someone who works, or in the pool of a unit where
    someone does (B19).
    """
    listed = {row.id for actor in year.staff for row in inbox(year, actor)}
    for unit in UNITS:  # the same list for everyone there, so one of them asks
        there = someone_at(year, unit)
        if there is not None:
            listed |= {row.id for row in pool(year, there)}
    lost = [case.id for case in year.belief.cases.values() if case.id not in listed and case.waits()]
    hold(Promise.SEEN, not lost, f"{lost}")


def ledger_holds_what_waits(year: Year) -> None:
    """Each unit's ledger is what waits there, the count is of the list, and no more than one has each ticket."""
    for unit in UNITS:
        there = someone_at(year, unit)
        if there is None:
            continue
        rows = ledger(year, there)
        waits = {id: one for id, one in year.belief.ledger.items() if one.unit == unit}
        hold(Promise.LEDGER, {row.id for row in rows} == set(waits), f"{unit}")
        for row in rows:
            taker = None if row.taken_by is None else row.taken_by.assignment
            hold(Promise.ONE_TAKER, taker == waits[row.id].by, f"{row.id}")
        count = year.told(year.queries.ledger_count, there)
        hold(Promise.COUNTS, count.visits + count.tickets == len(rows) or len(rows) > CAP, f"the ledger of {unit}")


def undocumented_is_listed(year: Year) -> None:
    """Each unit's list is of its cases with messages that do not stand in the record, and each row says how many."""
    for unit in UNITS:
        rows = undocumented(year, unit)
        found = {row.id: row.undocumented for row in rows}
        left = {one.id: len(one.said) - one.documented for one in year.belief.cases.values() if one.unit == unit}
        hold(Promise.UNDOCUMENTED, found == {id: many for id, many in left.items() if many}, f"{unit}")
        count = year.told(year.queries.undocumented_count, OPERATOR, unit=unit)
        hold(Promise.COUNTS, count == min(CAP, len(rows)), f"undocumented at {unit}")


def drafts_are_found(year: Year) -> None:
    """What someone began to write is there for them as long as they may read in the case (B10)."""
    for (writer, case), text in year.belief.drafts.items():
        kind, _, id = writer.partition(":")
        actor = StaffActor(AssignmentId(id)) if kind == "staff" else RepresentativeActor(PersonId(id))
        answer = year.ask(year.queries.draft, actor, case)
        if is_successful(answer):
            draft = answer.unwrap()
            hold(Promise.DRAFTS, draft is not None and draft.text == text, f"{writer} in {case}")
        else:
            left = kind == "rep" or actor not in year.staff
            hold(Promise.DRAFTS, left, f"{writer} in {case}: {answer.failure().code}")


def counts_are_of_lists(year: Year) -> None:
    """What one of the staff is told stands in each list is what does; and what is unread, what rows say is."""
    actor = year.someone()
    waiting = year.told(year.queries.counters, actor)
    mine, theirs = (year.told(year.queries.counts, actor, pool=pool) for pool in (False, True))
    unread: set[CaseId] = set()
    for which in CaseList:
        rows = listed(year, actor, which)
        hold(Promise.COUNTS, mine[which] == min(CAP, len(rows)), f"{which} of {actor}: {mine[which]}, {len(rows)}")
        unread |= {row.id for row in rows if row.unread}
        if which is CaseList.TO_DO:
            hold(Promise.COUNTS, waiting.to_do + waiting.covered == min(CAP, len(rows)), f"the inbox of {actor}")
    said = year.told(year.queries.unread, actor)
    hold(Promise.COUNTS, said == min(CAP, len(unread)), f"unread of {actor}: {said}, {len(unread)}")
    pooled = pool(year, actor)
    hold(Promise.COUNTS, waiting.pool == theirs[CaseList.TO_DO] == min(CAP, len(pooled)), f"the pool of {actor}")


def listed(year: Year, actor: StaffActor, which: CaseList) -> list[CaseRow]:
    return every(lambda after: year.ask(year.queries.cases_of_assignment, actor, which, after=after, limit=PAGE))
