"""What does not stand in the health record, listed; and a case disclosed by law, logged with its ground."""

from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.disclosure import Ground
from arende.domain.ids import CaseId
from arende.ports.records import AccessEntry, Shard
from arende.wire.disclosure import disclosure_json
from returns.pipeline import is_successful

from .clinic import AT_CHILDREN, CENTRE, COLLEAGUE, HEAD, HERE, NURSE, OPERATOR, Clinic


def log(clinic: Clinic) -> list[AccessEntry]:
    return list(clinic.engine.storage.access(Shard(HERE), None, 10_000))


def listed(clinic: Clinic, size: int = 2) -> list[CaseId]:
    """The unit's list, page by page."""
    found: list[CaseId] = []
    after: str | None = None
    while True:
        page = clinic.engine.queries.undocumented(HEAD, unit=CENTRE, after=after, limit=size).unwrap()
        found += [row.id for row in page.items]
        after = page.next
        if after is None:
            return found


@pytest.mark.spec("S17")
def test_lists_of_assignment_and_unit_hold_what_is_left_oldest_first_also_after_the_period(clinic: Clinic) -> None:
    cases = []
    for n in range(5):
        clinic.clock.advance(timedelta(minutes=1))
        cases.append(clinic.open_case(by=COLLEAGUE if n == 3 else NURSE))
        clinic.say(cases[-1], "Hej", COLLEAGUE if n == 3 else NURSE)
    empty = clinic.open_case()
    clinic.clock.advance(timedelta(days=30))
    clinic.work()
    assert listed(clinic) == cases
    own = clinic.engine.queries.undocumented(NURSE).unwrap().items
    assert [row.id for row in own] == [cases[0], cases[1], cases[2], cases[4]]
    assert [row.undocumented for row in own] == [1, 1, 1, 1]
    counts = (
        clinic.engine.queries.undocumented_count(NURSE),
        clinic.engine.queries.undocumented_count(HEAD, unit=CENTRE),
        clinic.engine.queries.undocumented_count(OPERATOR, assignment=COLLEAGUE.assignment),
    )
    assert [count.unwrap() for count in counts] == [4, 5, 1]
    clinic.do(c.MarkDocumented(case=cases[1], up_to=1), HEAD)
    assert listed(clinic, 50) == [cases[0], *cases[2:]]
    assert empty not in listed(clinic)
    assert not is_successful(clinic.engine.queries.undocumented(COLLEAGUE, unit=CENTRE))
    assert clinic.engine.queries.undocumented(NURSE, after="x").failure().code == "input.invalid"
    assert clinic.engine.queries.undocumented(OPERATOR).failure().code == "access.assignment_needed"


@pytest.mark.spec("S17", "B23")
def test_who_has_seen_the_list_is_logged_with_each_patient_on_it(clinic: Clinic) -> None:
    clinic.say(clinic.open_case(), "Hej")
    clinic.engine.queries.undocumented(NURSE).unwrap()
    entry = log(clinic)[-1]
    assert (entry.action, entry.subjects, entry.ref) == (
        "read:undocumented",
        (clinic.persons["anton"],),
        NURSE.assignment,
    )


@pytest.mark.spec("B8", "B19")
def test_a_disclosure_holds_what_was_written_to_who_got_the_case_and_why_its_end_was_moved(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.do(c.HandOver(case=case, note="Orolig, ring hellre."), NURSE)
    clinic.do(c.HandOver(case=case, to=COLLEAGUE.assignment), NURSE)
    clinic.do(c.HandOver(case=case, to=NURSE.assignment, note="Åter till dig."), COLLEAGUE)
    clinic.do(c.CloseCase(case=case, reason="Hon söker akut."), NURSE)
    clinic.do(c.ReopenCase(case=case, days=3, reason="Hon hörde av sig."), NURSE)
    whole = clinic.engine.queries.disclosure(NURSE, case, Ground.PATIENT).unwrap()
    assert [(one.author.id, one.to and one.to.id, one.text) for one in whole.handovers] == [
        (NURSE.assignment, None, "Orolig, ring hellre."),
        (COLLEAGUE.assignment, NURSE.assignment, "Åter till dig."),
    ]
    assert [(one.author.id, one.what, one.reason) for one in whole.moves] == [
        (NURSE.assignment, "closed", "Hon söker akut."),
        (NURSE.assignment, "reopened", "Hon hörde av sig."),
    ]
    assert all(one.to.name for one in whole.handovers if one.to is not None)
    document = disclosure_json(whole).decode()
    assert all(text in document for text in ("Orolig, ring hellre.", "Åter till dig.", "Hon söker akut."))
    assert "Orolig" not in repr(whole)


@pytest.mark.spec("B8", "B23")
@pytest.mark.parametrize("ground", Ground)
def test_a_disclosure_holds_the_notes_and_is_logged_with_its_ground(clinic: Clinic, ground: Ground) -> None:
    case = clinic.open_case()
    clinic.say(case, "Hej")
    clinic.do(c.AddNote(case=case, text="Ringde apoteket."), HEAD)
    clinic.do(c.RetractMessage(case=case, number=1, reason="Fel patient"), NURSE)
    whole = clinic.engine.queries.disclosure(NURSE, case, ground).unwrap()
    assert [(note.author.name, note.text) for note in whole.notes] == [("Maja Test", "Ringde apoteket.")]
    assert [(one.number, one.author.id, one.reason) for one in whole.retractions] == [
        (1, NURSE.assignment, "Fel patient")
    ]
    assert [(message.text, message.retracted) for message in whole.entry.messages] == [("Hej", True)]
    entry = log(clinic)[-1]
    assert (entry.action, entry.ref, entry.who) == (
        "read:disclosure",
        f"{ground} json {case}",
        f"staff:{NURSE.assignment}",
    )
    assert whole.entry == clinic.engine.queries.journal_entry(NURSE, case).unwrap()
    assert "apoteket" not in repr(whole)
    for other in (COLLEAGUE, clinic.rep("anton")):
        assert clinic.engine.queries.disclosure(other, case, ground).failure().code == "access.denied"


@pytest.mark.spec("S17", "B19")
def test_what_is_left_undocumented_by_who_is_away_or_has_left_is_listed_for_who_is_there(clinic: Clinic) -> None:
    queries = clinic.engine.queries
    case = clinic.open_case()
    clinic.say(case, "Hej")
    last_day = clinic.clock.now().date()
    clinic.do(c.CoverAssignment(assignment=NURSE.assignment, by=COLLEAGUE.assignment, last_day=last_day))
    assert [row.id for row in queries.undocumented(COLLEAGUE).unwrap().items] == [case]
    assert queries.undocumented_count(COLLEAGUE).unwrap() == 1
    assert queries.undocumented(COLLEAGUE, pool=True).unwrap().items == ()
    clinic.do(c.EndAssignment(assignment=NURSE.assignment))
    for _ in range(2):  # at once, and when the worker has moved it
        assert queries.undocumented(COLLEAGUE).unwrap().items == ()
        assert [row.id for row in queries.undocumented(COLLEAGUE, pool=True).unwrap().items] == [case]
        assert queries.undocumented_count(OPERATOR, unit=CENTRE, pool=True).unwrap() == 1
        clinic.work()
    assert queries.undocumented(AT_CHILDREN, unit=CENTRE, pool=True).failure().code == "access.denied"
    clinic.do(c.MarkDocumented(case=case, up_to=1), COLLEAGUE)
    assert queries.undocumented_count(COLLEAGUE, pool=True).unwrap() == 0
