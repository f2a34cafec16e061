"""The access matrix: every command and view × every kind of actor × every state of the relation, against the table.

The table (`access_table`) is written from the specification and the law, and knows nothing of `arende.domain.access`.
"""

import pytest
from arende.domain.access import COMMANDS, READS, WHEN, View, Who, may_command, may_read
from arende.domain.case.model import Case
from arende.domain.decide import decide
from arende.domain.facts import Facts
from arende.domain.ids import Kind, Ref
from arende.domain.model import Nothing, State
from arende.domain.needs import shard_for, target
from arende.domain.policy import Policy
from arende.testing.build import ANTON, NOW, NURSE, OAK, PROVIDER

from tests.domain.access_table import CASE, CODES, LETTERS, MACHINES, REPORTS, SIGNS, THINGS
from tests.domain.access_world import ACTORS, ELSE, EXAMPLES, ON_CASE, RELATIONS, STREAMS, TICKET, VISIT, Relation
from tests.domain.samples import CASE as CASE_ID
from tests.domain.unions import COMMANDS as UNION
from tests.domain.world import gather

OF_CASE = (View.CASE, View.THREAD, View.NOTICES, View.ENTRY, View.DISCLOSURE)
SUBJECTS: dict[View, State] = {
    View.INBOX: STREAMS[Ref(Kind.ASSIGNMENT, NURSE)],
    View.UNDOCUMENTED: STREAMS[Ref(Kind.ASSIGNMENT, NURSE)],
    View.COUNTERS: STREAMS[Ref(Kind.ASSIGNMENT, NURSE)],
    View.POOL: STREAMS[Ref(Kind.UNIT, OAK)],
    View.STRANDED: STREAMS[Ref(Kind.PROVIDER, PROVIDER)],
    View.UNIT_CASES: STREAMS[Ref(Kind.UNIT, OAK)],
    View.PATIENT_CASES: STREAMS[Ref(Kind.PERSON, ANTON)],
    View.DRAFT: STREAMS[Ref(Kind.CASE, CASE_ID)],
    View.DRAFTS: STREAMS[Ref(Kind.ASSIGNMENT, NURSE)],
    View.SEARCH: STREAMS[Ref(Kind.PROVIDER, PROVIDER)],
    View.PERSON: STREAMS[Ref(Kind.PERSON, ANTON)],
    View.LEDGER: STREAMS[Ref(Kind.UNIT, OAK)],
    View.VISIT: VISIT,
    View.TICKET: TICKET,
    View.TICKETS: STREAMS[Ref(Kind.PERSON, ANTON)],
    View.OPENING: STREAMS[Ref(Kind.PERSON, ANTON)],
    View.CONTACT: STREAMS[Ref(Kind.PERSON, ANTON)],
    View.ACCESS_REPORT: STREAMS[Ref(Kind.PERSON, ANTON)],
    View.ACCESS_LOG: STREAMS[Ref(Kind.PERSON, ANTON)],
    View.EVERYTHING: STREAMS[Ref(Kind.PERSON, ANTON)],
    View.DIRECTORY: STREAMS[Ref(Kind.UNIT, OAK)],
}


def facts(actor: str, relation: Relation) -> Facts:
    return Facts(
        now=relation.now,
        shard=PROVIDER,
        actor=ACTORS[actor],
        policy=Policy(exporters=("fil",)),
        new_id="new-1",
        found=relation.found,
    )


def test_the_matrix_is_whole() -> None:
    """Nothing that can be done or read, no actor and no state lacks a cell, and the code has a row for each thing."""
    assert {row for row, _ in CASE} == set(ACTORS)
    assert {column for _, column in CASE} == set(RELATIONS)
    assert len(CASE) == len(ACTORS) * len(RELATIONS)
    assert {type(example) for example in EXAMPLES} == set(UNION) == set(COMMANDS)
    assert {row for row, _ in THINGS} == {type(e).__name__ for e in ELSE} | set(SUBJECTS)
    assert len(CODES) == len(ACTORS)
    assert len(THINGS) == (len(ELSE) + len(SUBJECTS)) * len(ACTORS)
    assert set(READS) == set(View) == {*SUBJECTS, *OF_CASE}
    assert set(WHEN) == set(Who)
    assert all(rule.who and rule.law for rule in (*COMMANDS.values(), *READS.values()))
    assert all(when.holds and when.law for when in WHEN.values())
    assert {who for rule in (*COMMANDS.values(), *READS.values()) for who in rule.who} == set(Who)


@pytest.mark.spec("S5", "S6", "S15", "B16", "B19", "B24")
@pytest.mark.parametrize("state", RELATIONS)
@pytest.mark.parametrize("actor", ACTORS)
def test_one_case(actor: str, state: str) -> None:
    relation = RELATIONS[state]
    known = facts(actor, relation)
    may, otherwise = LETTERS[CASE[actor, state]]
    for view in OF_CASE:
        refused = may_read(view, PROVIDER, relation.case, known)
        denied = "access.denied" if otherwise == "access.assignment_needed" else otherwise
        assert (refused and refused.code) == (None if view in may else denied), view
    for command in ON_CASE:
        name = type(command).__name__
        refused = may_command(command, PROVIDER, relation.case, known)
        denied = "access.denied" if otherwise == "access.assignment_needed" and name in MACHINES else otherwise
        assert (refused and refused.code) == (None if name in may else denied), name
        if refused is not None:
            assert decide(relation.case, command, known).failure() == refused


@pytest.mark.spec("S5", "S6", "S15", "S16", "B24")
@pytest.mark.parametrize(("actor", "column"), list(zip(ACTORS, CODES, strict=True)))
def test_everything_else(actor: str, column: str) -> None:
    known = facts(actor, Relation(case=Nothing(), found=STREAMS, now=NOW))
    for view, subject in SUBJECTS.items():
        refused = may_read(view, PROVIDER, subject, known)
        assert (refused and refused.code) == SIGNS[THINGS[view, column]], view
    for command in ELSE:
        ref = target(command, "new-1", STREAMS)
        state = STREAMS.get(ref, Nothing())
        refused = may_command(command, PROVIDER, state, known)
        assert (refused and refused.code) == SIGNS[THINGS[type(command).__name__, column]], type(command).__name__
        if refused is not None:
            assert decide(state, command, known).failure() == refused


@pytest.mark.spec("B16", "B23")
@pytest.mark.parametrize(("actor", "state"), REPORTS)
def test_the_report_of_who_has_looked(actor: str, state: str) -> None:
    relation = RELATIONS[state]
    assert isinstance(relation.case, Case)
    patient = relation.found[Ref(Kind.PERSON, relation.case.patient)]
    refused = may_read(View.ACCESS_REPORT, PROVIDER, patient, facts(actor, relation))
    assert (refused and refused.code) == SIGNS[REPORTS[actor, state]]


@pytest.mark.spec("B24")
@pytest.mark.parametrize("state", [name for name, relation in RELATIONS.items() if isinstance(relation.case, Case)])
@pytest.mark.parametrize("actor", ACTORS)
def test_what_the_shell_gathers_is_enough(actor: str, state: str) -> None:
    """The cells for commands hold with no more than `needs` asks for."""
    relation = RELATIONS[state]
    streams = {**relation.found, Ref(Kind.CASE, CASE_ID): relation.case}
    for command in ON_CASE:
        who = ACTORS[actor]
        few = Facts(
            now=relation.now,
            shard=shard_for(command, who),
            actor=who,
            policy=Policy(exporters=("fil",)),
            new_id="new-1",
            found=gather(command, who, streams),
        )
        assert decide(relation.case, command, few) == decide(relation.case, command, facts(actor, relation))
