"""Through random weeks: every list, read to its end by its cursor, is what its rule says, in order, and as long as its
count says (B5, B18, B19, S6, S16, S17). The rule is asked of every case there is, without an index.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, Protocol, TypeVar

import pytest
from arende.domain.actor import Actor, Choice, Purpose, StaffActor
from arende.domain.case.documenting import undocumented
from arende.domain.case.handover import free
from arende.domain.case.lists import PATIENT_SIDE, belongs
from arende.domain.case.model import Case
from arende.domain.directory.model import Assignment, Person
from arende.domain.ids import CaseId, Kind, PersonId, Ref
from arende.engine.case_orders import ORDERS, UNDOCUMENTED, CaseList, Order
from arende.views.columns import columns
from arende.views.rows import CaseRow, Page
from arende.wire.names import stream_name
from attrs import frozen
from hypothesis import example, given, settings
from returns.result import Result

from .clinic import AT_CHILDREN, CENTRE, HARIS, HERE, OPERATOR, Clinic
from .conftest import POSTGRES, Opener
from .list_moves import MOVES, PATIENTS, STAFF, Weeks, play
from .moves import Move
from .test_properties import moderate

CHOSE: Final = StaffActor(AT_CHILDREN.assignment, Choice(CENTRE, Purpose.QUALITY))
"""Someone of another unit, who looks at this one."""
Row = TypeVar("Row")


class Asked(Protocol):
    """A list, asked from a place on."""

    def __call__(self, *, after: str | None, limit: int) -> "Result[Page[CaseRow], object]": ...


@frozen
class World:
    """Every case as it stands, and the assignments that answer for them."""

    clinic: Clinic
    cases: Sequence[Case]

    def assignment(self, actor: StaffActor) -> Assignment:
        found = self.clinic.engine.queries.state(Ref(Kind.ASSIGNMENT, actor.assignment))
        assert isinstance(found, Assignment)
        return found

    def of(self, actor: StaffActor) -> Callable[[Case], bool]:
        """What is an assignment's own, or of one at its unit that it covers now."""
        return lambda case: case.owner == actor.assignment or self.covers(actor, case)

    def covers(self, actor: StaffActor, case: Case) -> bool:
        owner = None if case.owner is None else self.assignment(StaffActor(case.owner))
        covered = owner is not None and owner.covered_by(self.clinic.clock.now()) == actor.assignment
        return covered and owner is not None and not owner.ended

    def pool(self, case: Case) -> bool:
        now, owner = self.clinic.clock.now(), self.assignment(StaffActor(case.assignment))
        near = [owner.id] if owner.covered_by(now) is None else [owner.id, owner.covered_by(now)]
        queries = self.clinic.engine.queries
        found = queries.many(Ref(Kind.ASSIGNMENT, id) for id in near if id is not None)
        return case.unit == CENTRE and free(case, queries.facts(OPERATOR, HERE, found))

    def unblocked(self, case: Case) -> bool:
        patient = self.clinic.engine.queries.state(Ref(Kind.PERSON, case.patient))
        return isinstance(patient, Person) and case.unit not in patient.blocked

    def hold(self, which: CaseList) -> Callable[[Case], bool]:
        queries = self.clinic.engine.queries
        return lambda case: belongs(case, which, queries.clock.now(), queries.policy.closing_soon_days)

    def expected(self, order: Order, *rules: Callable[[Case], bool]) -> list[CaseId]:
        """The cases of which all rules hold, in the list's order."""
        found = [case for case in self.cases if all(rule(case) for rule in rules)]

        def place(case: Case) -> tuple[int, str]:
            value = columns(case)[order.column]
            assert isinstance(value, int)
            return value, stream_name(Ref(Kind.CASE, case.id))

        return [case.id for case in sorted(found, key=place, reverse=order.latest_first)]


def read(ask: Asked, size: int = 2) -> list[CaseRow]:
    """The whole list, page by page; a page that says it is not the last one is full."""
    found: list[CaseRow] = []
    after: str | None = None
    while True:
        page = ask(after=after, limit=size).unwrap()
        found += page.items
        if page.next is None:
            return found
        assert len(page.items) == size
        after = page.next


def ids(rows: Iterable[CaseRow]) -> list[CaseId]:
    return [row.id for row in rows]


def holds(world: World) -> None:
    for actor in dict.fromkeys(STAFF):
        if not world.assignment(actor).ended:
            own_lists(world, actor)
            pool_lists(world, actor)
    unit_lists(world, OPERATOR, lambda _: True)
    unit_lists(world, CHOSE, world.unblocked)
    patient_lists(world)
    ledger(world)
    choices(world)


def own_lists(world: World, actor: StaffActor) -> None:
    """An assignment's, with what it stands in for; what is unread by it; what is not documented."""
    queries = world.clinic.engine.queries
    of, counts = world.of(actor), queries.counts(actor).unwrap()
    lists: dict[CaseList, list[CaseRow]] = {}
    for which, order in ORDERS.items():
        lists[which] = read(partial(queries.cases_of_assignment, actor, which))
        assert ids(lists[which]) == world.expected(order, of, world.hold(which))
        assert counts[which] == len(lists[which]), which
    to_do = lists[CaseList.TO_DO]
    assert ids(read(partial(queries.inbox, actor))) == ids(to_do)
    assert queries.unread(actor).unwrap() == sum(row.unread for row in lists[CaseList.ALL])
    left = read(partial(queries.undocumented, actor))
    assert ids(left) == world.expected(UNDOCUMENTED, of, lambda case: undocumented(case) > 0)
    assert queries.undocumented_count(actor).unwrap() == len(left)
    counters = queries.counters(actor).unwrap()
    assert counters.to_do + counters.covered == len(to_do)
    assert counters.to_do == sum(
        case.owner == actor.assignment and world.hold(CaseList.TO_DO)(case) for case in world.cases
    )
    assert counters.ongoing == len(lists[CaseList.ONGOING])


def pool_lists(world: World, actor: StaffActor) -> None:
    """The unit's pool, which anyone there may take from."""
    queries = world.clinic.engine.queries
    counts = queries.counts(actor, pool=True).unwrap()
    for which, order in ORDERS.items():
        rows = read(partial(queries.pool, actor, None, which))
        assert ids(rows) == world.expected(order, world.pool, world.hold(which))
        assert all(row.in_pool for row in rows)
        assert counts[which] == len(rows), which
    assert queries.counters(actor).unwrap().pool == counts[CaseList.TO_DO]
    left = read(partial(queries.undocumented, actor, pool=True))
    assert ids(left) == world.expected(UNDOCUMENTED, world.pool, lambda case: undocumented(case) > 0)
    assert queries.undocumented_count(actor, pool=True).unwrap() == len(left)


def unit_lists(world: World, actor: Actor, shown: Callable[[Case], bool]) -> None:
    """All of the unit's, whoever answers for it."""
    queries = world.clinic.engine.queries
    counts = queries.counts(actor, unit=CENTRE).unwrap()
    for which, order in ORDERS.items():
        rows = read(partial(queries.cases_of_unit, actor, CENTRE, which))
        assert ids(rows) == world.expected(order, shown, world.hold(which))
        assert counts[which] == len(rows), which
    if actor == OPERATOR:
        left = read(partial(queries.undocumented, actor, unit=CENTRE))
        assert ids(left) == world.expected(UNDOCUMENTED, lambda case: undocumented(case) > 0)
        assert queries.undocumented_count(actor, unit=CENTRE).unwrap() == len(left)


def patient_lists(world: World) -> None:
    """A patient's, for staff's side and for their own; the two here represent themselves."""
    queries = world.clinic.engine.queries
    for name in PATIENTS:
        me, of = world.clinic.rep(name), ORDERS[CaseList.ALL]
        mine = partial(is_of, me.person)
        for which in CaseList:
            expected = world.expected(of, mine, world.hold(which))
            rows = read(partial(queries.cases_of_patient, OPERATOR, me.person, which))
            assert ids(rows) == expected
            if which in PATIENT_SIDE:
                rows = read(partial(queries.cases_of_patient, me, me.person, which))
                assert ids(rows) == expected
            else:
                assert queries.cases_of_patient(me, me.person, which).failure().code == "list.of_staff"


def is_of(patient: PersonId, case: Case) -> bool:
    return case.patient == patient


def ledger(world: World) -> None:
    """Free visits and tickets that wait."""
    queries = world.clinic.engine.queries
    found, after = 0, None
    while True:
        page = queries.ledger(OPERATOR, CENTRE, after=after, limit=2).unwrap()
        found += len(page.items)
        after = page.next
        if after is None:
            break
    count = queries.ledger_count(OPERATOR, CENTRE).unwrap()
    assert count.visits + count.tickets == found


def choices(world: World) -> None:
    """What sign-in shows of each assignment is how long its inbox is, and its unit's pool (S6)."""
    queries = world.clinic.engine.queries
    for row in queries.assignments_of(OPERATOR, HARIS).unwrap().items:
        actor = StaffActor(row.id)
        assert row.waiting == len(read(partial(queries.inbox, actor)))
        assert row.pool == len(read(partial(queries.pool, actor)))


def begin(opener: Opener) -> Weeks:
    weeks = Weeks(opener())
    weeks.cases += [weeks.clinic.open_case("anton"), weeks.clinic.open_case("stina", by=STAFF[2])]
    return weeks


def world_of(weeks: Weeks) -> World:
    found = (weeks.clinic.engine.queries.state(Ref(Kind.CASE, id)) for id in weeks.cases)
    return World(weeks.clinic, [case for case in found if isinstance(case, Case)])


def move(kind: str, who: int = 0, a: int = 0, b: int = 0) -> Move:
    return Move(kind=kind, who=who, a=a, b=b)


ENDED_UNNOTED: Final = [move("answer"), move("answer", 2, 1), move("time", a=3), move("time", a=3)]
MARKED_THEN_ANSWERED: Final = [move("ask"), move("answer"), move("seen"), move("answer")]
MARKED_THEN_HANDED: Final = [move("ask"), move("answer"), move("seen"), move("hand over", b=2)]
COVERED: Final = [move("ask", a=1), move("cover", a=2, b=1), move("answer", 2, 1)]
BLOCKED: Final = [move("open", a=1), move("open"), move("open"), move("block")]


def examples(count: int) -> settings:
    return settings(moderate, max_examples=count)


@pytest.mark.spec("B5", "B18", "B19", "S6", "S16", "S17")
@pytest.mark.parametrize("backend", ["memory"], indirect=True)
@examples(5)
@example(moves=ENDED_UNNOTED)
@example(moves=MARKED_THEN_ANSWERED)
@example(moves=MARKED_THEN_HANDED)
@example(moves=COVERED)
@example(moves=BLOCKED)
@given(moves=MOVES)
def test_every_list_is_what_its_rule_says_and_as_long_as_its_count(opener: Opener, moves: list[Move]) -> None:
    weeks = begin(opener)
    play(weeks, moves)
    holds(world_of(weeks))


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["memory", "sqlite", POSTGRES], indirect=True)
@examples(20)
@given(moves=MOVES)
def test_so_it_is_on_every_storage(opener: Opener, moves: list[Move]) -> None:
    weeks = begin(opener)
    play(weeks, moves)
    holds(world_of(weeks))
