"""The access matrix on a real engine: every question and command × every kind of actor × every state of the relation.

The answers expected are the literal tables of `tests.domain.access_table`, which know nothing of `domain.access`.
**A new question gets one line in `QUESTIONS`**: the row of the literal table that it follows, and how it is asked
(`tests.gates.test_questions` fails without it).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor, RepresentativeActor, name_of
from arende.domain.decide import decide
from arende.domain.disclosure import Ground
from arende.domain.facts import Facts
from arende.domain.ids import ProviderId
from arende.domain.model import Nothing
from arende.domain.needs import shard_for, target
from arende.domain.refusals import Refusal
from arende.engine.audit import Period
from arende.engine.audit.samples import Outcome
from arende.engine.case_orders import CaseList
from arende.ports.records import AccessEntry, Shard
from arende.testing import build as b
from arende.views.rows import CaseRow, Page
from arende.wire.names import COMMANDS
from returns.pipeline import is_successful
from returns.result import Result

from tests.domain.access_table import CASE, CODES, LETTERS, MACHINES, REPORTS, SIGNS, THINGS
from tests.domain.access_world import ACTORS, ELSE, ON_CASE, RELATIONS

from .access_world import PEOPLE, STATES, TEMPLATE, World, put_up, things
from .snapshot import everything

Ask: TypeAlias = Callable[[World, Actor], Result[object, Refusal]]
PERIOD: Final = Period(b.NOW.replace(year=2020), b.NOW.replace(year=2040))

QUESTIONS: Final[Mapping[str, tuple[str, Ask]]] = {
    "case": ("case", lambda w, a: w.engine.queries.case(a, w.case)),
    "thread": ("thread", lambda w, a: w.engine.queries.thread(a, w.case)),
    "journal_entry": ("journal_entry", lambda w, a: w.engine.queries.journal_entry(a, w.case)),
    "note_proposal": ("journal_entry", lambda w, a: w.engine.queries.note_proposal(a, w.case)),
    "disclosure": ("disclosure", lambda w, a: w.engine.queries.disclosure(a, w.case, Ground.COURT)),
    "undocumented": ("undocumented", lambda w, a: w.engine.queries.undocumented(a, assignment=b.NURSE)),
    "undocumented_count": ("undocumented", lambda w, a: w.engine.queries.undocumented_count(a, assignment=b.NURSE)),
    "first_message": ("case", lambda w, a: w.engine.queries.first_message(a, w.case)),
    "draft": ("draft", lambda w, a: w.engine.queries.draft(a, w.case)),
    "drafts": ("drafts", lambda w, a: w.engine.queries.drafts(a, assignment=b.NURSE)),
    "counts": ("inbox", lambda w, a: w.engine.queries.counts(a, assignment=b.NURSE)),
    "unread": ("counters", lambda w, a: w.engine.queries.unread(a, assignment=b.NURSE)),
    "pool": ("pool_of_unit", lambda w, a: w.engine.queries.pool(a, b.OAK)),
    "stranded": ("stranded_cases", lambda w, a: w.engine.queries.stranded(a, b.PROVIDER)),
    "inbox": ("inbox", lambda w, a: w.engine.queries.inbox(a, assignment=b.NURSE)),
    "cases_of_assignment": (
        "inbox",
        lambda w, a: w.engine.queries.cases_of_assignment(a, CaseList.ONGOING, assignment=b.NURSE),
    ),
    "counters": ("counters", lambda w, a: w.engine.queries.counters(a, assignment=b.NURSE)),
    "cases_of_unit": ("cases_of_unit", lambda w, a: w.engine.queries.cases_of_unit(a, b.OAK)),
    "cases_of_patient": ("cases_of_patient", lambda w, a: w.engine.queries.cases_of_patient(a, w.person(b.ANTON))),
    "search_patients": (
        "search_patients",
        lambda w, a: w.engine.queries.search_patients(a, "testberg", provider=b.PROVIDER),
    ),
    "find_patients": (
        "search_patients",
        lambda w, a: w.engine.queries.find_patients(a, "testberg", provider=b.PROVIDER),
    ),
    "hits": ("search_patients", lambda w, a: w.engine.queries.hits(a, [w.person(b.ANTON)])),
    "person": ("person", lambda w, a: w.engine.queries.person(a, w.person(b.ANTON))),
    "ledger": ("ledger", lambda w, a: w.engine.queries.ledger(a, b.OAK)),
    "ledger_count": ("ledger", lambda w, a: w.engine.queries.ledger_count(a, b.OAK)),
    "ticket": ("ticket", lambda w, a: w.engine.queries.ticket(a, w.ticket)),
    "tickets_of": ("tickets_of_person", lambda w, a: w.engine.queries.tickets_of(a, w.person(b.ANTON))),
    "ways_to_contact": ("ways_to_contact", lambda w, a: w.engine.queries.ways_to_contact(a, w.person(b.ANTON))),
    "opening": ("opening", lambda w, a: w.engine.queries.opening(a, w.person(b.ANTON))),
    "visit": ("visit", lambda w, a: w.engine.queries.visit(a, w.visit)),
    "reasons": ("directory", lambda w, a: w.engine.queries.reasons(a, b.OAK)),
    "templates": ("directory", lambda w, a: w.engine.queries.templates(a, b.OAK)),
    "template": ("directory", lambda w, a: w.engine.queries.template(a, TEMPLATE)),
    "assignments_of": ("directory", lambda w, a: w.engine.queries.assignments_of(a, b.SARA)),
    "colleagues": ("directory", lambda w, a: w.engine.queries.colleagues(a, b.OAK)),
    "units": ("directory", lambda w, a: w.engine.queries.units(a, b.PROVIDER)),
    "absences": ("directory", lambda w, a: w.engine.queries.absences(a, b.OAK)),
    "access_log": ("access_log", lambda w, a: w.engine.queries.access_log(a, w.person(b.ANTON))),
    "audit.report": ("access_report", lambda w, a: w.engine.audit.report(a, w.person(b.ANTON))),
    "audit.sample": ("access_log", lambda w, a: w.engine.audit.sample(a, b.PROVIDER, PERIOD, 1)),
    "audit.record_sample": (
        "access_log",
        lambda w, a: w.engine.audit.record_sample(a, b.PROVIDER, "finns-inte", Outcome.NOTHING),
    ),
    "audit.samples": ("access_log", lambda w, a: w.engine.audit.samples(a, b.PROVIDER)),
    "audit.export": ("access_log", lambda w, a: w.engine.audit.export(a, b.PROVIDER, PERIOD)),
}
"""By name: the row of the literal table, and how it is asked about the case, or about Anton, Eken and the nurse."""

SILENT: Final = frozenset(
    {
        "counters", "stranded", "counts", "unread", "undocumented_count", "draft", "drafts", "first_message",
        "ledger_count", "reasons", "ways_to_contact", "assignments_of", "colleagues", "find_patients", "units",
        "absences",
        "template", "templates", "audit.record_sample", "audit.samples",
    }
)  # fmt: skip
"""Questions that show no patient, or of nothing here: an answer leaves no entry; a refusal does."""
AT_HOME: Final = frozenset((name, "other_provider") for name in ("CreateCase", "CreateVisit", "CreateTicket"))
"""Another provider's staff may, at their own: the patient named is not found there."""


@pytest.fixture(scope="module", params=list(STATES))
def state(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def world(state: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world in that state. Only read in: the tests of one state share it."""
    made = put_up(tmp_path_factory.mktemp("matrix"))
    with closing(made.engine):
        STATES[state](made)
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[World]:
    """A world of the test's own."""
    made = put_up(tmp_path)
    with closing(made.engine):
        yield made


def code(answer: Result[object, Refusal]) -> str | None:
    return None if is_successful(answer) else answer.failure().code


def asked(world: World, name: str, actor: Actor) -> tuple[str | None, list[AccessEntry]]:
    """The refusal's code, and what the log has more than before."""
    before = {entry.id for entry in world.log()}
    refused = code(QUESTIONS[name][1](world, actor))
    return refused, [entry for entry in world.log() if entry.id not in before]


def told_rightly(name: str, actor: Actor, refused: str | None, entries: list[AccessEntry]) -> None:
    """One entry for an answer and one for a refusal, by that actor; none where nothing of anyone's was shown."""
    if (refused is None and name in SILENT) or refused not in (None, *SIGNS.values(), "access.representation_ended"):
        assert entries == []
        return
    (entry,) = entries
    assert entry.who == name_of(actor)
    if refused is None:
        assert entry.action.startswith("read:")
    else:
        assert (entry.action, entry.ref.partition(" ")[0]) == (f"refused:{QUESTIONS[name][0]}", refused)


@pytest.mark.spec("S5", "S6", "S15", "B16", "B23", "B24")
def test_questions_about_one_case(world: World, state: str) -> None:
    tried = 0
    for row, actor in ACTORS.items():
        may, otherwise = LETTERS[CASE[row, state]]
        denied = "access.denied" if otherwise == "access.assignment_needed" else otherwise
        for name in (name for name, (view, _) in QUESTIONS.items() if (view, CODES[0]) not in THINGS):
            refused, entries = asked(world, name, world.told(actor))
            allowed = "not_found" if state == "none" else None
            assert refused == (allowed if QUESTIONS[name][0] in may else denied), (row, name)
            tried += 1
            if (row, state, refused) == ("system", "none", "access.denied"):
                assert entries == []  # the worker has no provider of its own, and nothing is no provider's
                continue
            told_rightly(name, world.told(actor), refused, entries)
    assert tried == len(ACTORS) * 6


@pytest.mark.spec("S5", "S15", "B16", "B24")
def test_a_list_holds_the_case_for_those_who_may_read_it_and_for_nobody_else(world: World, state: str) -> None:
    queries = world.engine.queries
    patients = [world.person(one.id) for one in PEOPLE]
    for row, plain in ACTORS.items():
        actor = world.told(plain)
        may = "case" in LETTERS[CASE[row, state]][0]
        whose = [actor.person] if isinstance(actor, RepresentativeActor) else patients
        lists = [queries.cases_of_patient(actor, person) for person in whose]
        if row == "system":  # the worker has no lists
            may = False
        assert (world.case in shown(*lists)) == (may and state != "none"), row
        unit = queries.cases_of_unit(actor, b.OAK, CaseList.ENDED if state == "ended" else CaseList.ONGOING)
        assert not shown(unit) or may, row
        if row in ("head", "operator"):
            assert shown(unit) == ([] if state == "none" else [world.case])
        for one in patients:
            others = code(queries.cases_of_patient(actor, one))
            assert others is not None or not isinstance(actor, RepresentativeActor) or one == actor.person, row


def shown(*lists: Result[Page[CaseRow], Refusal]) -> list[str]:
    return [row.id for one in lists if is_successful(one) for row in one.unwrap().items]


@pytest.mark.spec("B16", "B23")
def test_the_report_of_who_has_looked(world: World, state: str) -> None:
    for row, column in REPORTS:
        relation = RELATIONS[state].case
        if column != state or isinstance(relation, Nothing):
            continue
        patient = world.person(relation.patient) if hasattr(relation, "patient") else None
        assert patient is not None
        actor = world.told(ACTORS[row])
        assert code(world.engine.audit.report(actor, patient)) == SIGNS[REPORTS[row, state]], row


@pytest.mark.spec("S5", "S6", "S15", "B16", "B23", "B24")
@pytest.mark.parametrize("state", STATES)
def test_commands_on_one_case(own: World, state: str) -> None:
    STATES[state](own)

    def expected(row: str, command: c.Command) -> str | None:
        may, otherwise = LETTERS[CASE[row, state]]
        name = type(command).__name__
        if name in may:
            return None
        return "access.denied" if otherwise == "access.assignment_needed" and name in MACHINES else otherwise

    all_commands(own, ON_CASE, expected)


@pytest.mark.spec("S5", "S6", "S15", "S16", "B23", "B24")
def test_everything_else(own: World) -> None:
    things(own)
    columns = dict(zip(ACTORS, CODES, strict=True))
    for row, actor in ACTORS.items():
        for name, (view, _) in QUESTIONS.items():
            if (view, CODES[0]) not in THINGS:
                continue
            refused, entries = asked(own, name, own.told(actor))
            allowed = "input.invalid" if name == "audit.record_sample" else None
            sign = THINGS[view, columns[row]]
            assert refused == (allowed if sign == "+" else SIGNS[sign]), (row, name)
            told_rightly(name, own.told(actor), refused, entries)

    def expected(row: str, command: c.Command) -> str | None:
        name = type(command).__name__
        return "not_found" if (name, row) in AT_HOME else SIGNS[THINGS[name, columns[row]]]

    all_commands(own, ELSE, expected)


def all_commands(
    world: World, commands: tuple[c.Command, ...], expected: Callable[[str, c.Command], str | None]
) -> None:
    """Every command by everyone: first what is refused, which changes nothing, then what the actor may do.

    Whatever the engine says, the pure rules say of everything that stands in its storage.
    """
    before = everything(world.engine.storage)
    pairs = [(row, command) for row in ACTORS for command in commands]
    for row, command in pairs:
        wanted = expected(row, command)
        if wanted is not None:
            refused, entries = given(world, row, command)
            assert refused == wanted, (row, type(command).__name__)
            logged = [entry for entry in entries if refused in entry.ref]
            assert len(logged) == len(entries) == (0 if wanted == "not_found" else 1), (row, type(command).__name__)
            for entry in entries:
                assert entry.action == f"refused:{COMMANDS[type(command)]}"
                assert entry.who == name_of(world.told(ACTORS[row]))
    assert everything(world.engine.storage) == before
    for row, command in pairs:
        if expected(row, command) is None:
            given(world, row, command)


def given(world: World, row: str, command: c.Command) -> tuple[str | None, list[AccessEntry]]:
    """The engine's answer, held against the pure rules'; the refusal's code, and what the log has more."""
    actor, told = world.told(ACTORS[row]), world.told(command)
    shard = Shard(shard_for(told, actor))
    states = world.states(shard)
    known = {entry.id for entry in world.log()}
    facts = Facts(
        now=world.clock.now(),
        shard=ProviderId(shard),
        actor=actor,
        policy=world.engine.settings.policy,
        new_id="new-1",
        found=states,
    )
    by_rule = decide(states.get(target(told, "new-1", states), Nothing()), told, facts)
    answer = world.engine.handle(told, actor=actor)
    told_by = [found for found in (code(answer), code(by_rule)) if found is not None and found.startswith("access.")]
    if told_by:  # what else a command is refused for may stand in records, which are not held against the rules here
        assert answer.failure() == by_rule.failure(), (row, type(command).__name__)
    return code(answer), [entry for entry in world.log() if entry.id not in known]
