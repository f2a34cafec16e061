"""Random days at the clinic: what must hold whatever is done, by whomever, in any order."""

from collections.abc import Sequence

import pytest
from arende.domain.actor import StaffActor
from arende.domain.case.handover import free
from arende.domain.case.model import Case
from arende.domain.directory.model import Assignment
from arende.domain.facts import Facts
from arende.domain.ids import CaseId, Kind, Ref, VisitId, shard_of
from arende.engine.case_orders import CaseList
from arende.engine.verifying import rebuild, verify
from hypothesis import HealthCheck, given, settings
from returns.pipeline import is_successful

from tests.depth import examples

from .clinic import AT_CHILDREN, CENTRE, CHILDREN, COLLEAGUE, EVERY_STAFF, PEOPLE, Clinic
from .conftest import Opener
from .moves import COMMANDS, ELSE, MOVES, NAMES, Day, Move
from .snapshot import everything
from .test_worker_sms import NEW_CASE, NEW_MESSAGE

ENGLISH = (
    "You have a new case in the patient app. Sign in as usual. You cannot reply to this SMS.",
    "You have a new message in the patient app. Sign in as usual. You cannot reply to this SMS.",
)

pytestmark = pytest.mark.deep

# The opener is shared by the examples, and gives each a clinic and a folder of its own.
moderate = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def begin(opener: Opener) -> Day:
    """A day that begins with a case of each kind, each with a message, in three assignments."""
    clinic = opener()
    cases = [
        clinic.open_case("elsa", rep="karin"),
        clinic.open_case("anton", by=COLLEAGUE),
        clinic.open_case("nils", by=AT_CHILDREN, rep="karin"),
    ]
    clinic.say(cases[0], "Hej")
    return Day(clinic, cases)


def play(day: Day, moves: Sequence[Move]) -> None:
    """Each move; a refused command changes nothing, and a repeated one happens once."""
    engine = day.clinic.engine
    for move in moves:
        if move.kind in ELSE:
            ELSE[move.kind](day, move)
            continue
        command, actor = COMMANDS[move.kind](day, move), day.actor(move.who)
        if move.kind in ("person", "custody", "assignment"):
            actor = day.actor(14)
        day.given += 1
        before = everything(engine.storage)
        first = engine.handle(command, actor=actor, command_id=f"c{day.given}")
        after = everything(engine.storage)
        again = engine.handle(command, actor=actor, command_id=f"c{day.given}")
        assert everything(engine.storage) == after
        if not is_successful(first):
            assert after == before
            assert first == again
            continue
        one, two = first.unwrap(), again.unwrap()
        assert (one.stream, one.version, one.ids, one.repeated) == (two.stream, two.version, two.ids, False)
        assert two.repeated
        if move.kind == "create":
            day.cases.append(CaseId(one.ids["case"]))
        if move.kind == "visit":
            day.visits.append(VisitId(one.ids["visit"]))


def stored(clinic: Clinic, case: CaseId) -> Case:
    found = clinic.engine.queries.state(Ref(Kind.CASE, case))
    assert isinstance(found, Case)
    return found


@moderate
@given(moves=MOVES)
def test_what_is_kept_is_what_the_records_say(opener: Opener, moves: Sequence[Move]) -> None:
    day = begin(opener)
    play(day, moves)
    storage = day.clinic.engine.storage
    assert verify(storage).faults == ()
    before = everything(storage)
    rebuild(storage)
    assert everything(storage) == before


@pytest.mark.spec("S5", "B3")
@moderate
@given(moves=MOVES)
def test_only_the_chosen_representative_gets_an_sms(opener: Opener, moves: Sequence[Move]) -> None:
    day = begin(opener)
    play(day, moves)
    day.clinic.work()
    phones = {PEOPLE[name][2]: day.clinic.persons[name] for name in NAMES}
    for sms in day.clinic.sms():
        assert sms.text in (NEW_CASE, NEW_MESSAGE, *ENGLISH)
        assert phones[sms.to] == stored(day.clinic, day.clinic.case_of(sms)).representative.person


@pytest.mark.spec("S5", "S15")
@moderate
@given(moves=MOVES)
def test_nobody_else_on_the_patients_side_sees_anything(opener: Opener, moves: Sequence[Move]) -> None:
    day = begin(opener)
    play(day, moves)
    queries = day.clinic.engine.queries
    for name in NAMES:
        me = day.clinic.rep(name)
        mine = {case for case in day.cases if stored(day.clinic, case).representative.person == me.person}
        own = queries.cases_of_patient(me, me.person).map(lambda page: page.items).value_or(())  # the dead have none
        assert {row.id for row in own} <= mine
        for case in set(day.cases) - mine:
            asked = (queries.case(me, case), queries.thread(me, case), queries.journal_entry(me, case))
            assert [answer.failure().code for answer in asked] == ["access.denied"] * 3
        for child in day.clinic.persons.values():
            if child != me.person:
                assert not is_successful(queries.cases_of_patient(me, child))
                assert not is_successful(queries.person(me, child))
        asked_lists = (
            queries.inbox(me),
            queries.cases_of_unit(me, CENTRE),
            queries.ledger(me, CENTRE),
            queries.search_patients(me, "provd"),
            queries.counters(me),
            queries.reasons(me, CENTRE),
        )
        assert not any(is_successful(answer) for answer in asked_lists)


@pytest.mark.spec("S6", "B19", "B24")
@moderate
@given(moves=MOVES)
def test_staff_see_what_is_their_assignments_or_their_units_by_permission(
    opener: Opener, moves: Sequence[Move]
) -> None:
    day = begin(opener)
    play(day, moves)
    for actor in EVERY_STAFF:
        assignment = day.clinic.engine.queries.state(Ref(Kind.ASSIGNMENT, actor.assignment))
        assert isinstance(assignment, Assignment)
        cases = {case: stored(day.clinic, case) for case in day.cases}
        own = {id for id, case in cases.items() if case.owner == actor.assignment}
        at_unit = {id for id, case in cases.items() if case.unit == assignment.unit}
        pool = {id for id in at_unit if free(cases[id], around(day.clinic, actor, cases[id]))}
        visible = set() if assignment.ended else own | pool | (at_unit if assignment.sees_unit else set())
        assert seen(day.clinic, actor, day.cases) == visible
        assert listed(day.clinic, actor) <= visible
        if not assignment.ended:
            assert listed(day.clinic, actor) >= own | pool


def around(clinic: Clinic, actor: StaffActor, case: Case) -> Facts:
    """The case's assignment; nobody covers anyone here."""
    queries = clinic.engine.queries
    return queries.facts(actor, shard_of(case.id), queries.many([Ref(Kind.ASSIGNMENT, case.assignment)]))


def seen(clinic: Clinic, actor: StaffActor, cases: Sequence[CaseId]) -> set[CaseId]:
    """The cases whose view and thread open; each opens with the other."""
    queries = clinic.engine.queries
    views = {case for case in cases if is_successful(queries.case(actor, case))}
    threads = {case for case in cases if is_successful(queries.thread(actor, case))}
    entries = {case for case in cases if is_successful(queries.journal_entry(actor, case))}
    assert views == threads == entries
    return views


def listed(clinic: Clinic, actor: StaffActor) -> set[CaseId]:
    """Every case in any list that the actor can ask for."""
    queries = clinic.engine.queries
    pages = [queries.cases_of_assignment(actor, which) for which in CaseList]
    pages += [queries.cases_of_unit(actor, unit, which) for unit in (CENTRE, CHILDREN) for which in CaseList]
    pages += [queries.pool(actor, None, which) for which in CaseList]
    pages += [queries.cases_of_patient(actor, person) for person in clinic.persons.values()]
    return {row.id for page in pages if is_successful(page) for row in page.unwrap().items}


def test_a_day_reaches_what_the_properties_are_about(opener: Opener) -> None:
    """Cases, messages from both sides, SMS, refusals: played by hand, with the same moves."""
    day = begin(opener)
    kinds = [("create", 0, 1, 2), ("say", 0, 3, 1), ("say", 11, 3, 2), ("say", 12, 3, 2), ("work", 0, 0, 0)]
    play(day, [Move(kind=kind, who=who, a=a, b=b) for kind, who, a, b in kinds])
    assert len(day.cases) == 4
    assert stored(day.clinic, day.cases[3]).messages == 2
    assert len(day.clinic.sms()) == 6
