"""The entry for the health record: messages and who wrote them, and nothing else that was ever written."""

import pytest
from arende.domain.case.events import MessageRetracted, MessagesRead, PhaseEnded
from arende.domain.case.model import Representation, Representative
from arende.ports.journal import JournalStatus
from arende.ports.times import to_micros
from arende.testing import build
from arende.views.journal import journal_entry
from arende.views.names import MASKED
from attrs import evolve

from .samples import EVERYTHING, FROM_KARIN, FROM_STAFF, LATER, case


def test_the_entry_is_the_case_as_it_stands() -> None:
    state = case(FROM_STAFF, FROM_KARIN)
    entry = journal_entry(state, 4, EVERYTHING, build.clinic())
    assert (entry.id, entry.version, entry.provider_id) == (state.id, 4, build.PROVIDER)
    assert (entry.unit_id, entry.unit, entry.title) == (build.OAK, "Vårdcentralen Eken", "Förnyelse av recept")
    assert (entry.opened, entry.until, entry.zone) == (
        to_micros(state.phase.opened),
        to_micros(state.phase.until),
        "Europe/Stockholm",
    )
    assert (entry.patient.identifier, entry.patient.system) == ("201802142396", "personnummer")
    assert (entry.representative.id, entry.representative.name) == (build.KARIN, "Karin Provdotter")


@pytest.mark.spec("B8")
def test_only_messages_go_in_each_with_its_author() -> None:
    entry = journal_entry(case(), 4, EVERYTHING, build.clinic())
    assert [(m.number, m.text, m.author, m.role, m.author_id, m.by_patient_side) for m in entry.messages] == [
        (1, FROM_STAFF.text, "Sara Exempel", "Sjuksköterska", build.NURSE, False),
        (2, FROM_KARIN.text, "Karin Provdotter", "", build.KARIN, True),
    ]


def test_the_same_case_is_the_same_entry() -> None:
    assert journal_entry(case(), 4, EVERYTHING, build.clinic()) == journal_entry(
        case(), 4, iter(EVERYTHING), build.clinic()
    )


@pytest.mark.spec("B25")
def test_a_protected_persons_name_is_masked_and_the_identifier_kept() -> None:
    hidden = evolve(build.everyone()[1], protected=True)
    entry = journal_entry(case(), 4, EVERYTHING, build.clinic(hidden))
    assert (entry.patient.name, entry.patient.identifier) == (MASKED, "201802142396")


def test_a_person_who_is_not_in_the_directory_is_no_entry() -> None:
    with pytest.raises(LookupError) as raised:
        journal_entry(case(), 4, EVERYTHING, {})
    assert build.ELSA not in str(raised.value)


def test_an_entry_tells_how_the_case_stands_who_was_in_it_and_what_was_read() -> None:
    retracted = MessageRetracted(at=LATER, number=1, assignment=build.NURSE, reason="Fel patient.")
    events = (*EVERYTHING[:1], FROM_STAFF, MessagesRead(at=LATER, up_to=1), FROM_KARIN, retracted)
    entry = journal_entry(case(*events[1:]), 5, events, build.clinic())
    assert (entry.status, entry.ended, entry.provider) == (JournalStatus.OPEN, None, "Exempelvården")
    first, second = entry.messages
    assert (first.read_at, first.retracted_at, first.retracted_by) == (to_micros(LATER), to_micros(LATER), build.NURSE)
    assert (second.read_at, second.retracted_by) == (None, None)
    (nurse,) = entry.staff
    assert (nurse.assignment_id, nurse.role, nurse.unit_id) == (build.NURSE, "Sjuksköterska", build.OAK)
    over = case(FROM_STAFF, PhaseEnded(at=LATER, unanswered=False))
    assert journal_entry(over, 6, events, build.clinic()).status is JournalStatus.ENDED
    assert journal_entry(over, 6, events, build.clinic()).ended == to_micros(over.phase.until)


def test_whoever_wrote_as_representative_before_is_named() -> None:
    to_elsa = evolve(
        case(FROM_STAFF, FROM_KARIN),
        representative=Representative(person=build.ELSA, by=Representation.SELF, until=None),
    )
    entry = journal_entry(to_elsa, 5, EVERYTHING, build.clinic())
    assert [one.id for one in entry.former] == [build.KARIN]
