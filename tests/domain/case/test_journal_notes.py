"""Journal notes: signed, corrected by a new version, what they mark; and when a case goes to the record by itself."""

from datetime import timedelta

import pytest
from arende.domain.case.journal import sign
from arende.domain.case.model import Case, SignedNote, Span
from arende.domain.commands import (
    CloseCase,
    ExportState,
    MarkDocumented,
    MarkHandled,
    NotePhaseEnd,
    RecordExport,
    RetractMessage,
    SignJournalNote,
)
from arende.domain.effects import SendExport
from arende.domain.events import (
    DocumentedMarked,
    ExportRecorded,
    ExportRequested,
    JournalNoteSigned,
    PhaseEnded,
)
from arende.domain.ids import Kind, Ref, TemplateId
from arende.domain.policy import JOURNAL_MAX, JOURNAL_NOTES_MAX, ExportWhen, Policy
from arende.domain.template.model import MessageTemplate
from arende.testing.build import AS_ANTON, AS_NURSE, COLLEAGUE, HEAD, NOW, NURSE, clinic, local
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import CASE, END, LATER, OPENED, SYSTEM, asks, case_of, from_patient, from_staff

AT = [NOW + timedelta(minutes=n) for n in range(6)]
THREE = (from_staff(1, AT[1]), from_patient(2, AT[2]), from_staff(3, AT[3]))
SIGN = SignJournalNote(case=CASE, title="Uppföljning", text="Mår bättre. Recept förnyat.")
SIGNED = JournalNoteSigned(
    at=LATER, assignment=NURSE, number=1, version=1, title=SIGN.title, text=SIGN.text, first=None, last=None
)
MARKED = DocumentedMarked(at=LATER, assignment=NURSE, first=1, last=2, undocumented_since=AT[3])
BOTH = Policy(exporters=("fil", "fhir"))
REQUESTED = (ExportRequested(at=END, exporter="fil"), ExportRequested(at=END, exporter="fhir"))
SENT = (SendExport(case=CASE, exporter="fil"), SendExport(case=CASE, exporter="fhir"))
ENDED = PhaseEnded(at=END, unanswered=False)


@pytest.mark.spec("S17")
@pytest.mark.parametrize("when", [LATER, END, END + timedelta(days=400)])
def test_a_note_is_signed_by_who_is_signed_in_at_any_time_and_tells_nobody(when: object) -> None:
    assert isinstance(when, type(NOW))
    outcome = given(OPENED, *THREE, found=clinic()).when(SIGN, actor=AS_NURSE, now=when)
    outcome.then(changed(SIGNED, at=when)).effects().also()
    before = case_of(OPENED, *THREE)
    assert outcome.state == changed(before, journal_notes=(SignedNote(versions=1, first=None, last=None),))


@pytest.mark.spec("S17")
def test_what_it_documents_is_marked_with_it() -> None:
    case = given(OPENED, *THREE, found=clinic())
    outcome = case.when(changed(SIGN, up_to=2), actor=AS_NURSE, now=LATER)
    outcome.then(changed(SIGNED, first=1, last=2), MARKED)
    assert isinstance(outcome.state, Case)
    assert (outcome.state.documented_up_to, outcome.state.undocumented_since) == (2, AT[3])
    again = given(OPENED, *THREE, MARKED, found=clinic())
    again.when(changed(SIGN, up_to=2), actor=AS_NURSE, now=LATER).then(SIGNED)  # marked already: it tells of none anew


@pytest.mark.spec("S17", "B9")
def test_a_correction_is_a_new_version_and_the_note_goes_on_documenting_what_it_did() -> None:
    first = changed(SIGNED, first=1, last=2)
    case = given(OPENED, *THREE, first, MARKED, found=clinic())
    again = changed(SIGN, corrects=1, text="Mår sämre.")
    second = changed(first, version=2, text="Mår sämre.", assignment=HEAD)
    case.when(again, actor=changed(AS_NURSE, assignment=HEAD), now=LATER).then(second)
    wider = case.when(changed(again, up_to=3), actor=AS_NURSE, now=LATER)
    wider.then(
        changed(second, last=3, assignment=NURSE),
        DocumentedMarked(at=LATER, assignment=NURSE, first=3, last=3, undocumented_since=None),
    )
    assert isinstance(wider.state, Case)
    assert wider.state.journal_notes == (SignedNote(versions=2, first=1, last=3),)
    two = given(OPENED, SIGNED, changed(SIGNED, number=2), found=clinic()).when(
        changed(SIGN, corrects=1), actor=AS_NURSE, now=LATER
    )
    two.then(changed(SIGNED, version=2))
    assert isinstance(two.state, Case)
    assert [note.versions for note in two.state.journal_notes] == [2, 1]


@pytest.mark.parametrize("corrects", [-1, 0, 2])
def test_only_a_note_that_there_is_can_be_corrected(corrects: int) -> None:
    case = given(OPENED, SIGNED, found=clinic())
    case.when(changed(SIGN, corrects=corrects), actor=AS_NURSE, now=LATER).refused("case.no_such_journal_note")


@pytest.mark.parametrize("up_to", [-1, 0, 4])
def test_only_messages_that_there_are_are_documented(up_to: int) -> None:
    case = given(OPENED, *THREE, found=clinic())
    case.when(changed(SIGN, up_to=up_to), actor=AS_NURSE, now=LATER).refused("case.no_such_message")


def test_a_note_has_a_title_and_a_text_and_there_are_not_too_many() -> None:
    case = given(OPENED, found=clinic())
    case.when(changed(SIGN, title=" "), actor=AS_NURSE, now=LATER).refused("text.missing")
    case.when(changed(SIGN, text=""), actor=AS_NURSE, now=LATER).refused("text.missing")
    case.when(changed(SIGN, text="å" * (JOURNAL_MAX + 1)), actor=AS_NURSE, now=LATER).refused("text.too_long")
    full = [changed(SIGNED, number=n + 1) for n in range(JOURNAL_NOTES_MAX)]
    many = given(OPENED, *full, found=clinic())
    many.when(SIGN, actor=AS_NURSE, now=LATER).refused("case.too_many_journal_notes")
    many.when(changed(SIGN, corrects=1), actor=AS_NURSE, now=LATER).then(changed(SIGNED, version=2))


def test_who_keeps_the_record_signs() -> None:
    case = given(OPENED, found=clinic())
    case.when(SIGN, actor=changed(AS_NURSE, assignment=COLLEAGUE), now=LATER).refused("access.denied")
    case.when(SIGN, actor=AS_ANTON, now=LATER).refused("access.denied")
    case.when(SIGN, actor=SYSTEM, now=LATER).refused("access.assignment_needed")


@pytest.mark.spec("S17", "B7")
def test_no_place_of_its_template_is_left() -> None:
    template = MessageTemplate(
        id=TemplateId(local("bedomning")), name="N", text="{bedömning}", unit=None, assignment=None, retired=False
    )
    case = given(OPENED, found={**clinic(), Ref(Kind.TEMPLATE, template.id): template})
    made = changed(SIGN, template=template.id)
    case.when(made, actor=AS_NURSE, now=LATER).then(SIGNED)
    case.when(changed(made, text="Så: {bedömning}"), actor=AS_NURSE, now=LATER).refused("template.unfilled")
    given(OPENED, found=clinic()).when(made, actor=AS_NURSE, now=LATER).refused("not_found")


def test_only_staff_sign() -> None:
    refused = sign(case_of(OPENED), SIGN, asks(AS_ANTON)).failure()
    assert refused.code == "access.assignment_needed"


@pytest.mark.spec("S17")
def test_what_is_not_worth_recording_is_marked_as_that() -> None:
    case = given(OPENED, *THREE, found=clinic())
    nothing = MarkDocumented(case=CASE, up_to=2, nothing_to_record=True)
    outcome = case.when(nothing, actor=AS_NURSE, now=LATER)
    outcome.then(changed(MARKED, nothing_to_record=True))
    assert isinstance(outcome.state, Case)
    assert outcome.state.not_recorded == (Span(first=1, last=2),)
    third = DocumentedMarked(
        at=LATER, assignment=NURSE, first=3, last=3, undocumented_since=None, nothing_to_record=True
    )
    joined = case_of(OPENED, *THREE, changed(MARKED, nothing_to_record=True), third)
    assert joined.not_recorded == (Span(first=1, last=3),)
    apart = case_of(OPENED, *THREE, changed(MARKED, last=1, nothing_to_record=True), changed(MARKED, first=2), third)
    assert apart.not_recorded == (Span(first=1, last=1), Span(first=3, last=3))


@pytest.mark.spec("B22")
def test_a_case_goes_to_every_exporter_when_it_ends() -> None:
    over = given(OPENED, *THREE, found=clinic(), policy=BOTH).when(NotePhaseEnd(case=CASE), actor=SYSTEM, now=END)
    over.then(ENDED, *REQUESTED).effects(*SENT)
    never = changed(BOTH, export_when=())
    given(OPENED, *THREE, found=clinic(), policy=never).when(NotePhaseEnd(case=CASE), actor=SYSTEM, now=END).then(
        ENDED
    ).effects()
    given(OPENED, *THREE, ENDED, found=clinic(), policy=BOTH).when(
        NotePhaseEnd(case=CASE), actor=SYSTEM, now=END
    ).nothing()


@pytest.mark.spec("B22")
def test_a_case_that_is_closed_goes_there_too() -> None:
    close = CloseCase(case=CASE, reason="Klart.")
    outcome = given(OPENED, *THREE, found=clinic(), policy=BOTH).when(close, actor=AS_NURSE, now=LATER)
    assert outcome.decision is not None
    assert outcome.decision.effects[-2:] == SENT


@pytest.mark.spec("B22")
def test_what_changes_it_after_that_sends_it_again() -> None:
    over = given(OPENED, *THREE, ENDED, found=clinic(), policy=BOTH)
    over.when(SIGN, actor=AS_NURSE, now=END).then(changed(SIGNED, at=END), *REQUESTED).effects(*SENT)
    retract = RetractMessage(case=CASE, number=1, reason="Fel patient.")
    assert (taken_back := over.when(retract, actor=AS_NURSE, now=END).decision) is not None
    assert taken_back.effects[-2:] == SENT
    open_ = given(OPENED, *THREE, found=clinic(), policy=BOTH)
    open_.when(SIGN, actor=AS_NURSE, now=LATER).then(SIGNED).effects()
    signing = changed(BOTH, export_when=(ExportWhen.SIGNED,))
    given(OPENED, *THREE, found=clinic(), policy=signing).when(SIGN, actor=AS_NURSE, now=END).then(
        changed(SIGNED, at=END), *REQUESTED
    )


@pytest.mark.spec("B22")
def test_each_exporters_trouble_is_its_own() -> None:
    failed = ExportRecorded(
        at=LATER, exporter="fil", version=4, state=ExportState.FAILED, reference="", code="x", up_to=3
    )
    went = changed(failed, exporter="fhir", state=ExportState.CONFIRMED)
    case = case_of(OPENED, *THREE, failed, went)
    assert case.export_trouble_since == LATER  # that one has it does not mend the other
    stands = {stand.exporter: (stand.up_to, stand.kept_up_to, stand.confirmed_up_to) for stand in case.exports}
    assert stands == {"fil": (3, 0, 0), "fhir": (3, 3, 3)}
    mended = case_of(OPENED, *THREE, failed, went, changed(failed, state=ExportState.EXPORTED))
    assert mended.export_trouble_since is None
    lost = changed(went, state=ExportState.FAILED, up_to=5)
    (stand,) = (one for one in case_of(OPENED, *THREE, went, lost).exports)
    assert (stand.up_to, stand.kept_up_to, stand.state) == (5, 3, ExportState.FAILED)


def test_trouble_that_is_dealt_with_does_not_come_back_when_another_exporter_succeeds() -> None:
    failed = ExportRecorded(
        at=LATER, exporter="fil", version=4, state=ExportState.FAILED, reference="", code="x", up_to=3
    )
    handled = given(OPENED, from_staff(1), failed, found=clinic()).when(
        MarkHandled(case=CASE), actor=AS_NURSE, now=LATER
    )
    assert isinstance(handled.state, Case)
    assert handled.state.export_trouble_since is None
    record = RecordExport(case=CASE, exporter="fhir", version=5, state=ExportState.EXPORTED, up_to=1)
    assert handled.decision is not None
    after = given(OPENED, from_staff(1), failed, *handled.decision.events, found=clinic()).when(
        record, actor=SYSTEM, now=LATER
    )
    assert isinstance(after.state, Case)
    assert after.state.export_trouble_since is None
