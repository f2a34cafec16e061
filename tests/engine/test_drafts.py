"""Drafts in each storage: never lost, whatever is done; never another's to see; gone with the message that is sent."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor, name_of
from arende.domain.ids import CaseId, TemplateId
from arende.engine.verifying import rebuild, verify
from arende.ports.records import Append, Shard
from arende.wire.drafts import DRAFT, draft_text
from attrs import evolve as changed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from returns.pipeline import is_successful

from tests.depth import examples

from .clinic import CENTRE, COLLEAGUE, HEAD, HERE, NURSE, OPERATOR, STRANGER, Clinic
from .conftest import Opener

TEXTS: Final = ("Hej! Jag har", "Jag har sett att", "Rad ett\nrad två 😷")
Step = tuple[str, int, int]
STEPS: Final = st.lists(
    st.tuples(
        st.sampled_from(
            ["save", "save", "send", "send", "stale", "blank", "discard", "time", "other", "reopen", "rebuild", "work"]
        ),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=12,
)


def kept(clinic: Clinic, cases: Sequence[CaseId]) -> dict[tuple[str, str], str | None]:
    """Every draft that is stored, by case and writer."""
    rows = {case: clinic.engine.storage.rows(Shard(HERE), DRAFT, case, None, 100) for case in cases}
    return {(case, row.sub): draft_text(row) for case, found in rows.items() for row in found}


def seen(clinic: Clinic, actor: Actor, case: CaseId) -> str | None:
    draft = clinic.engine.queries.draft(actor, case).unwrap()
    return None if draft is None else draft.text


def command(kind: str, case: CaseId, text: str) -> c.Command:
    """What a step asks for; two of them must be refused."""
    match kind:
        case "save":
            return c.SaveDraft(case=case, text=text)
        case "discard":
            return c.DiscardDraft(case=case)
        case "stale":
            return c.SendMessage(case=case, text=text, seen=-1)
        case "blank":
            return c.SendMessage(case=case, text=" ")
        case _:
            return c.SendMessage(case=case, text=text)


@pytest.mark.deep
@pytest.mark.spec("B10")
@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_a_draft_is_never_lost(opener: Opener, steps: list[Step]) -> None:
    """Only its writer's own sending or throwing away ends it; the rest leaves all drafts as they are."""
    clinic = opener()
    cases = [clinic.open_case(), clinic.open_case("elsa", rep="karin", days=30)]
    # Who may write, mostly; a case's representative in that case.
    sides: list[Actor] = [clinic.rep("anton"), clinic.rep("karin")]
    expected: dict[tuple[str, str], str | None] = {}
    for kind, a, b in steps:
        case, text = cases[b % 2], TEXTS[b % 3]
        who: Actor = (NURSE, NURSE, NURSE, sides[b % 2], sides[b % 2], (clinic.rep("erik"), COLLEAGUE)[b % 2])[a]
        if kind == "time":
            clinic.clock.advance(timedelta(days=2, hours=a))
        elif kind == "other":
            chosen = clinic.persons[("karin", "erik")[a % 2]]
            clinic.engine.handle(c.ChangeRepresentative(case=cases[1], representative=chosen), actor=NURSE)
        elif kind == "reopen" and clinic.engine.storage.claims.durable:
            again = opener(url=clinic.url, clock=clinic.clock)
            clinic = changed(again, persons=clinic.persons)
        elif kind == "rebuild":
            rebuild(clinic.engine.storage)
        elif kind == "work":
            clinic.work()
        elif kind not in ("time", "reopen"):
            answer = clinic.engine.handle(command(kind, case, text), actor=who)
            if is_successful(answer):
                expected.pop((case, name_of(who)), None)
                if kind == "save":
                    expected[case, name_of(who)] = text
        assert kept(clinic, cases) == expected
    for who in (NURSE, COLLEAGUE, HEAD):
        for case in cases:
            assert seen(clinic, who, case) == expected.get((case, name_of(who)))
    assert verify(clinic.engine.storage).faults == ()


@pytest.mark.spec("B10")
def test_a_draft_is_offered_again_to_its_writer_only(clinic: Clinic) -> None:
    case = clinic.open_case()
    anton = clinic.rep("anton")
    clinic.do(c.SaveDraft(case=case, text="Hej! Jag har"), NURSE)
    clinic.do(c.SaveDraft(case=case, text="Tack, det"), anton)
    clinic.clock.advance(timedelta(days=9))
    assert clinic.refused(c.SendMessage(case=case, text="Hej!"), NURSE) == "case.phase_ended"
    assert (seen(clinic, NURSE, case), seen(clinic, anton, case)) == ("Hej! Jag har", "Tack, det")
    for other in (COLLEAGUE, HEAD):
        assert seen(clinic, other, case) is None
    denied = (STRANGER, OPERATOR, clinic.rep("karin"))
    assert [clinic.engine.queries.draft(other, case).failure().code for other in denied] == ["access.denied"] * 3
    assert seen(clinic, NURSE, CaseId("SE1.finns-inte")) is None


@pytest.mark.spec("B10", "B16")
def test_whose_right_has_ended_reads_no_further_and_the_draft_is_kept(clinic: Clinic) -> None:
    case = clinic.open_case("elsa", rep="karin", days=30)
    karin = clinic.rep("karin")
    clinic.do(c.SaveDraft(case=case, text="Hon har"), karin)
    clinic.end_custody("elsa", "karin")
    for command in (c.SaveDraft(case=case, text="Hon har nu"), c.DiscardDraft(case=case)):
        assert clinic.refused(command, karin) == "access.representation_ended"
    assert clinic.engine.queries.draft(karin, case).failure().code == "access.representation_ended"
    assert kept(clinic, [case]) == {(case, name_of(karin)): "Hon har"}


@pytest.mark.spec("B10")
def test_the_draft_goes_in_the_append_of_the_message(clinic: Clinic) -> None:
    """The same command again changes nothing: not what was begun after it, either."""
    case = clinic.open_case()
    clinic.do(c.SaveDraft(case=case, text="Hej! Jag har"), NURSE)
    send = c.SendMessage(case=case, text="Hej! Jag har sett.")
    clinic.do(send, NURSE, "svar-1")
    assert kept(clinic, [case]) == {}
    clinic.do(c.SaveDraft(case=case, text="En sak till"), NURSE)
    assert clinic.do(send, NURSE, "svar-1").repeated
    assert kept(clinic, [case]) == {(case, name_of(NURSE)): "En sak till"}


@pytest.mark.spec("B9", "B10")
def test_a_correction_leaves_what_is_being_written(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.say(case, "Hej!")
    clinic.do(c.SaveDraft(case=case, text="En sak till"), NURSE)
    clinic.do(c.CorrectMessage(case=case, number=1, text="Hej Anton!"), NURSE)
    assert seen(clinic, NURSE, case) == "En sak till"


@pytest.mark.spec("B10", "B23")
def test_saving_reading_and_throwing_away_are_in_the_access_log_without_the_text(clinic: Clinic) -> None:
    case = clinic.open_case()
    before = {entry.id for entry in clinic.engine.storage.access(Shard(HERE), None, 1000)}
    first = clinic.do(c.SaveDraft(case=case, text="hemlig"), NURSE, "u-1")
    assert clinic.do(c.SaveDraft(case=case, text="hemlig"), NURSE, "u-1").ids == first.ids
    assert clinic.refused(c.SaveDraft(case=case, text="annat"), NURSE, "u-1") == "command.reused"
    assert seen(clinic, NURSE, case) == "hemlig"
    clinic.do(c.DiscardDraft(case=case), NURSE)
    assert seen(clinic, NURSE, case) is None
    logged = [e for e in clinic.engine.storage.access(Shard(HERE), None, 1000) if e.id not in before]
    assert sorted(entry.action for entry in logged) == ["draft.discarded", "draft.saved", "read:draft"]
    assert {entry.subjects for entry in logged} == {(clinic.persons["anton"],)}
    assert {entry.assignment for entry in logged} == {NURSE.assignment}
    assert "hemlig" not in repr(logged)


def test_a_row_that_cannot_be_read_is_no_draft(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.do(c.SaveDraft(case=case, text="Hej"), NURSE)
    (row,) = clinic.engine.storage.rows(Shard(HERE), DRAFT, case, None, 10)
    for body in (b"{", b"[]", b'{"text": 1}', None):
        assert draft_text(changed(row, body=body)) is None


def test_a_writer_among_very_many_is_found(clinic: Clinic) -> None:
    """Rows are read some at a time."""
    case = clinic.open_case()
    clinic.do(c.SaveDraft(case=case, text="Hej"), NURSE)
    (row,) = clinic.engine.storage.rows(Shard(HERE), DRAFT, case, None, 10)
    many = tuple(changed(row, sub=f"rep:{n:04}") for n in range(150))
    clinic.engine.storage.commit([Append(shard=Shard(HERE), rows=many)])
    assert seen(clinic, NURSE, case) == "Hej"
    assert seen(clinic, COLLEAGUE, case) is None


def listed(clinic: Clinic, actor: Actor) -> list[tuple[CaseId, str, bool]]:
    """Case, text, and whether the case may be read."""
    page = clinic.engine.queries.drafts(actor).unwrap()
    return [(one.draft.case, one.draft.text, one.row is not None) for one in page.items]


@pytest.mark.spec("B10", "B19")
def test_who_lost_the_case_finds_their_words_in_a_list_of_their_own(clinic: Clinic) -> None:
    mine, gone = clinic.open_case(), clinic.open_case("stina")
    assert listed(clinic, NURSE) == []
    for case in (mine, gone):
        clinic.do(c.SaveDraft(case=case, text="Hej! Jag har"), NURSE)
    clinic.do(c.HandOver(case=gone), NURSE)
    clinic.do(c.TakeCase(case=gone), COLLEAGUE)
    assert clinic.refused(c.TakeCase(case=gone), NURSE) == "case.taken"
    clinic.do(c.SaveDraft(case=gone, text="Hej! Jag har sett"), NURSE)
    assert seen(clinic, NURSE, gone) == "Hej! Jag har sett"
    both = [(mine, "Hej! Jag har", True), (gone, "Hej! Jag har sett", False)]
    assert sorted(listed(clinic, NURSE)) == sorted(both)
    assert listed(clinic, COLLEAGUE) == []
    first = clinic.engine.queries.drafts(NURSE, limit=1).unwrap()
    assert first.next is not None
    assert len(clinic.engine.queries.drafts(NURSE, after=first.next, limit=1).unwrap().items) == 1
    clinic.do(c.DiscardDraft(case=gone), NURSE)
    clinic.do(c.SendMessage(case=mine, text="Hej!"), NURSE)
    assert listed(clinic, NURSE) == []
    logged = [e for e in clinic.engine.storage.access(Shard(HERE), None, 1000) if e.ref == name_of(NURSE)]
    assert {subject for entry in logged for subject in entry.subjects} == {
        clinic.persons["anton"],
        clinic.persons["stina"],
    }


@pytest.mark.spec("B10", "B16")
def test_a_representatives_list_ends_with_their_right_and_comes_back_with_it(clinic: Clinic) -> None:
    case = clinic.open_case("elsa", rep="karin", days=30)
    karin = clinic.rep("karin")
    clinic.do(c.SaveDraft(case=case, text="Hon har"), karin)
    assert listed(clinic, karin) == [(case, "Hon har", True)]
    for rep, expected in (("erik", []), ("karin", [(case, "Hon har", True)])):
        other = c.ChangeRepresentative(case=case, representative=clinic.persons[rep])
        clinic.do(other, NURSE)
        assert listed(clinic, karin) == expected
    assert clinic.engine.queries.drafts(OPERATOR).failure().code == "access.assignment_needed"
    assert clinic.engine.queries.drafts(COLLEAGUE, assignment=NURSE.assignment).failure().code == "access.denied"
    clinic.do(c.EndAssignment(assignment=NURSE.assignment), OPERATOR)
    assert clinic.engine.queries.drafts(NURSE).failure().code == "access.assignment_ended"


@pytest.mark.spec("B7", "B10")
def test_a_draft_that_is_taken_up_again_still_has_places_to_fill(clinic: Clinic) -> None:
    case, template = clinic.open_case(), TemplateId(f"{HERE}.prov")
    clinic.do(c.RegisterTemplate(template=template, name="Prov", text="{svar} den {dag}", unit=CENTRE), OPERATOR)
    clinic.do(c.SaveDraft(case=case, text="Svaret den {dag}", template=template), NURSE)
    draft = clinic.engine.queries.draft(NURSE, case).unwrap()
    assert draft is not None
    again = c.SendMessage(case=case, text=draft.text, template=draft.template)
    assert clinic.refused(again, NURSE) == "template.unfilled"
    assert seen(clinic, NURSE, case) == "Svaret den {dag}"
