"""Messages, reading, dealing with what waits, the end of the phase, and who is told of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain.actor import Actor, RepresentativeActor, StaffActor
from arende.domain.case.attention import LABELS, Attention, attention, since, waiting_since
from arende.domain.case.decide import handle
from arende.domain.case.export_state import ExportState
from arende.domain.case.reply import MayReply, Side, can_reply
from arende.domain.commands import MarkHandled, MarkRead, NotePhaseEnd, SendMessage
from arende.domain.events import CaseHandled, ExportRecorded, MessagesRead, PhaseEnded, SmsTroubled
from arende.domain.facts import Facts
from arende.domain.ids import AssignmentId, Kind, PersonId, Ref
from arende.domain.notice.model import NoticeState
from arende.domain.phase import begin, end_of
from arende.domain.policy import MESSAGE_MAX, Policy
from arende.domain.refusals import AssignmentNeeded, NoAccess, RepresentationEnded
from arende.domain.refusals import PhaseEnded as PhaseEndedRefusal
from arende.domain.sms_texts import SmsKey
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_KARIN,
    AS_NURSE,
    COLLEAGUE,
    ELSA,
    ENDED,
    ERIK,
    HEAD,
    KARIN,
    NOW,
    NURSE,
    NURSE_AS_DOCTOR,
    NURSE_ELSEWHERE,
    PROVIDER,
    STINA,
    clinic,
    person,
)
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import (
    CASE,
    END,
    LATER,
    NOTICE,
    OPENED,
    OPERATOR,
    SYSTEM,
    asks,
    case_of,
    for_elsa,
    from_patient,
    from_staff,
    sms,
)

HELLO = SendMessage(case=CASE, text="Hej! Hur mår du i dag?")
ANSWER = SendMessage(case=CASE, text="Bättre, tack.")


TROUBLE = SmsTroubled(at=LATER, notice=NOTICE, state=NoticeState.FAILED)
EXPORT_FAILED = ExportRecorded(at=LATER, exporter="fil", version=2, state=ExportState.FAILED, reference="", code="disk")


@pytest.mark.spec("S12", "S6")
def test_staffs_message_tells_the_representative_by_sms() -> None:
    outcome = given(OPENED, found=clinic()).when(HELLO, actor=AS_NURSE, now=NOW)
    outcome.then(from_staff(1)).effects(sms(SmsKey.NEW_MESSAGE)).also()


@pytest.mark.spec("S12", "S15")
def test_the_patients_answer_waits_with_staff_and_sends_no_sms() -> None:
    outcome = given(OPENED, from_staff(1), found=clinic()).when(ANSWER, actor=AS_ANTON, now=LATER)
    outcome.then(from_patient(2, LATER)).effects()
    case = case_of(OPENED, from_staff(1), from_patient(2, LATER))
    assert outcome.state == case
    assert attention(case, LATER) == (Attention.UNANSWERED,)
    assert waiting_since(case) == LATER


@pytest.mark.spec("S12")
def test_it_waits_since_the_first_unanswered_message_until_staff_answer() -> None:
    waiting = case_of(OPENED, from_staff(1), from_patient(2), from_patient(3, LATER))
    assert waiting_since(waiting) == NOW
    assert waiting.last_from_patient_side == waiting.read_by_patient_side == 3
    answered = case_of(OPENED, from_staff(1), from_patient(2), from_staff(3, LATER))
    assert waiting_since(answered) is None
    assert (answered.messages, answered.last_from_staff, answered.last_activity) == (3, 3, LATER)


@pytest.mark.spec("B18")
def test_it_is_the_patients_turn_from_staffs_first_unanswered_message_until_an_answer_or_the_end() -> None:
    assert case_of(OPENED).their_turn_since is None
    asked = case_of(OPENED, from_staff(1), from_staff(2, LATER))
    assert asked.their_turn_since == NOW
    assert case_of(OPENED, from_staff(1), from_patient(2, LATER)).their_turn_since is None
    assert case_of(OPENED, from_staff(1), PhaseEnded(at=END, unanswered=False)).their_turn_since is None


@pytest.mark.spec("S5", "S12")
def test_only_the_chosen_guardian_is_told() -> None:
    outcome = given(for_elsa(), found=clinic()).when(HELLO, actor=AS_NURSE, now=NOW)
    outcome.effects(sms(SmsKey.NEW_MESSAGE, KARIN))


@pytest.mark.spec("S5", "S15")
@pytest.mark.parametrize("who", [ERIK, ELSA, ANTON, STINA])
@pytest.mark.parametrize("command", [ANSWER, MarkRead(case=CASE, up_to=1), MarkHandled(case=CASE)])
def test_nobody_else_on_the_patients_side_reaches_the_case(
    who: PersonId, command: SendMessage | MarkRead | MarkHandled
) -> None:
    state = given(for_elsa(), from_staff(1), found=clinic())
    state.when(command, actor=RepresentativeActor(who), now=NOW).refused("access.denied")


@pytest.mark.spec("S6", "S15")
@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (StaffActor(NURSE_AS_DOCTOR), "access.denied"),
        (StaffActor(NURSE_ELSEWHERE), "access.denied"),
        (StaffActor(COLLEAGUE), "access.denied"),
        (StaffActor(HEAD), "access.denied"),
        (StaffActor(ENDED), "access.assignment_ended"),
        (StaffActor(AssignmentId("annan.ssk")), "access.denied"),
        (OPERATOR, "access.assignment_needed"),
        (SYSTEM, "access.assignment_needed"),
    ],
)
def test_no_other_assignment_writes_in_the_case(actor: Actor, code: str) -> None:
    given(OPENED, found=clinic()).when(HELLO, actor=actor, now=NOW).refused(code)


@pytest.mark.spec("S5", "B16")
def test_a_guardian_whose_right_has_ended_is_told_so_and_writes_nothing() -> None:
    # A right that ends while the case is open: 3650 days, and the 13th birthday within them.
    long = begin(NOW, 3650, "Europe/Stockholm")
    case = given(changed(for_elsa(), phase=long), from_staff(1), found=clinic())
    birthday = datetime(2031, 2, 14, 8, tzinfo=UTC)
    case.when(ANSWER, actor=AS_KARIN, now=birthday - timedelta(days=1)).then(
        from_patient(2, birthday - timedelta(days=1), KARIN)
    )
    case.when(ANSWER, actor=AS_KARIN, now=birthday).refused("access.representation_ended")
    case.when(HELLO, actor=AS_NURSE, now=birthday).refused("access.representation_ended")
    ended = given(for_elsa(), found=clinic(person(ELSA, "201802142396", "Elsa")))
    ended.when(ANSWER, actor=AS_KARIN, now=NOW).refused("access.representation_ended")


@pytest.mark.spec("S13", "B12", "B14")
def test_both_sides_write_until_the_phase_ends_and_not_after() -> None:
    case = given(OPENED, from_staff(1), found=clinic())
    last = END - timedelta(microseconds=1)
    case.when(ANSWER, actor=AS_ANTON, now=last).then(from_patient(2, last))
    case.when(HELLO, actor=AS_NURSE, now=last).then(from_staff(2, last))
    for actor, command in ((AS_ANTON, ANSWER), (AS_NURSE, HELLO)):
        refused = case.when(command, actor=actor, now=END).refused("case.phase_ended")
        assert refused.refusal == PhaseEndedRefusal(OPENED.phase.last_day)


@pytest.mark.spec("B14")
def test_can_reply_says_until_when_or_why_not() -> None:
    case = case_of(for_elsa())
    assert can_reply(case, asks(AS_NURSE)) == MayReply(END, Side.STAFF)
    assert can_reply(case, asks(AS_KARIN)) == MayReply(END, Side.PATIENT)
    for actor in (AS_NURSE, AS_KARIN):
        assert can_reply(case, asks(actor, END)) == PhaseEndedRefusal(OPENED.phase.last_day)
    for other in (StaffActor(COLLEAGUE), StaffActor(HEAD), AS_ANTON):
        assert can_reply(case, asks(other)) == NoAccess()
    assert can_reply(case, asks(OPERATOR)) == AssignmentNeeded()
    lapsed = changed(case, representative=changed(case.representative, until=NOW.date()))
    assert can_reply(lapsed, asks(AS_NURSE)) == RepresentationEnded()


@pytest.mark.spec("B14", "B16")
def test_can_reply_ends_with_the_right_of_the_representative() -> None:
    """Where it ends by a known day before the period does: its own, or that of custody."""
    last = date(2026, 11, 23)
    midnight = end_of(last, "Europe/Stockholm")
    case = case_of(for_elsa())
    lapses = changed(case, representative=changed(case.representative, until=last + timedelta(days=1)))
    assert can_reply(lapses, asks(AS_NURSE)) == MayReply(midnight, Side.STAFF)
    assert can_reply(lapses, asks(AS_KARIN)) == MayReply(midnight, Side.PATIENT)
    assert can_reply(lapses, asks(AS_KARIN, midnight)) == RepresentationEnded()
    child = person(ELSA, "201802142396", "Elsa", guardians=(ERIK, KARIN), custody_until=last + timedelta(days=1))
    known = {**asks(AS_KARIN).found, Ref(Kind.PERSON, ELSA): child}
    assert can_reply(case, changed(asks(AS_KARIN), found=known)) == MayReply(midnight, Side.PATIENT)
    assert can_reply(case, changed(asks(AS_NURSE), found=known)) == MayReply(END, Side.STAFF), "until it is noted"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text.missing"),
        ("  \n\t ", "text.missing"),
        ("å" * (MESSAGE_MAX + 1), "text.too_long"),
        ("\ud800", "text.unreadable"),
    ],
)
def test_a_message_that_cannot_be_kept(text: str, code: str) -> None:
    case = given(OPENED, found=clinic())
    case.when(SendMessage(case=CASE, text=text), actor=AS_NURSE, now=NOW).refused(code)


@pytest.mark.spec("S13")
def test_a_message_is_kept_exactly_as_written() -> None:
    written = "  Å ä ö 👩\u200d⚕️\r\n<b>&amp;</b>  "
    outcome = given(OPENED, found=clinic()).when(SendMessage(case=CASE, text=written), actor=AS_NURSE, now=NOW)
    outcome.then(changed(from_staff(1), text=written))
    longest = SendMessage(case=CASE, text="å" * MESSAGE_MAX)
    given(OPENED, found=clinic()).when(longest, actor=AS_NURSE, now=NOW).then(changed(from_staff(1), text=longest.text))


@pytest.mark.spec("B5")
def test_the_patients_side_reads_forward_only() -> None:
    case = given(OPENED, from_staff(1), from_staff(2), found=clinic())
    case.when(MarkRead(case=CASE, up_to=2), actor=AS_ANTON, now=LATER).then(MessagesRead(at=LATER, up_to=2)).effects()
    read = given(OPENED, from_staff(1), from_staff(2), MessagesRead(at=NOW, up_to=2), found=clinic())
    assert read.state == changed(case_of(OPENED, from_staff(1), from_staff(2)), read_by_patient_side=2)
    for up_to in (1, 2):
        read.when(MarkRead(case=CASE, up_to=up_to), actor=AS_ANTON, now=LATER).nothing()
    for up_to in (0, -1, 3):
        read.when(MarkRead(case=CASE, up_to=up_to), actor=AS_ANTON, now=LATER).refused("case.no_such_message")
    given(OPENED, found=clinic()).when(MarkRead(case=CASE, up_to=1), actor=AS_ANTON, now=NOW).refused(
        "case.no_such_message"
    )


@pytest.mark.spec("B21")
def test_staff_deal_with_what_waits_without_an_answer() -> None:
    waits = given(OPENED, from_staff(1), from_patient(2), TROUBLE, EXPORT_FAILED, found=clinic())
    outcome = waits.when(MarkHandled(case=CASE), actor=AS_NURSE, now=LATER)
    outcome.then(CaseHandled(at=LATER, assignment=NURSE)).effects()
    assert since(case_of(OPENED, from_staff(1), from_patient(2), CaseHandled(at=LATER, assignment=NURSE))) == {}
    after = given(OPENED, from_staff(1), from_patient(2), CaseHandled(at=LATER, assignment=NURSE), found=clinic())
    after.when(MarkHandled(case=CASE), actor=AS_NURSE, now=LATER).refused("case.nothing_to_handle")
    after.when(MarkHandled(case=CASE), actor=StaffActor(COLLEAGUE), now=LATER).refused("access.denied")


@pytest.mark.spec("S10", "B21")
def test_a_missing_first_message_is_dealt_with_only_by_writing_it() -> None:
    given(OPENED, found=clinic()).when(MarkHandled(case=CASE), actor=AS_NURSE, now=NOW).refused(
        "case.nothing_to_handle"
    )
    facts = Facts(now=NOW, shard=PROVIDER, actor=SYSTEM, policy=Policy(), new_id="x", found={})
    assert handle(case_of(OPENED), MarkHandled(case=CASE), facts).failure().code == "access.assignment_needed"


@pytest.mark.spec("B12")
def test_an_unanswered_message_keeps_its_item_after_the_end_and_is_marked() -> None:
    case = case_of(OPENED, from_staff(1), from_patient(2), TROUBLE)
    assert attention(case, END - timedelta(seconds=1)) == (Attention.UNANSWERED, Attention.SMS)
    assert attention(case, END) == (Attention.EXPIRED, Attention.UNANSWERED, Attention.SMS)
    assert attention(case_of(OPENED, from_staff(1)), END) == ()
    assert LABELS[Attention.EXPIRED][0] == "Perioden har gått ut"
    assert LABELS[Attention.EMPTY][0] == "Saknar meddelande"
    assert LABELS.keys() == set(Attention)


@pytest.mark.spec("B12")
def test_the_end_is_noted_once_and_only_when_it_has_come() -> None:
    case = given(OPENED, from_staff(1), from_patient(2), found=clinic())
    case.when(NotePhaseEnd(case=CASE), actor=SYSTEM, now=END - timedelta(seconds=1)).nothing()
    noted = PhaseEnded(at=END, unanswered=True)
    case.when(NotePhaseEnd(case=CASE), actor=SYSTEM, now=END).then(noted).effects()
    again = given(OPENED, from_staff(1), from_patient(2), noted, found=clinic())
    again.when(NotePhaseEnd(case=CASE), actor=SYSTEM, now=END + timedelta(days=1)).nothing()
    answered = given(OPENED, from_staff(1), found=clinic()).when(
        NotePhaseEnd(case=CASE), actor=SYSTEM, now=LATER + timedelta(days=9)
    )
    answered.then(PhaseEnded(at=LATER + timedelta(days=9), unanswered=False))


@pytest.mark.spec("S14")
def test_openness_does_not_wait_for_the_timer() -> None:
    case = given(OPENED, from_staff(1), PhaseEnded(at=NOW, unanswered=False), found=clinic())
    case.when(ANSWER, actor=AS_ANTON, now=NOW).then(from_patient(2))


def test_trouble_stands_since_it_first_arose() -> None:
    again = changed(TROUBLE, at=LATER + timedelta(hours=1))
    assert case_of(OPENED, TROUBLE, again).sms_trouble_since == LATER


@pytest.mark.parametrize("command", [NotePhaseEnd(case=CASE)])
def test_a_case_that_is_not_there(command: NotePhaseEnd) -> None:
    given(found=clinic()).when(command, actor=SYSTEM, now=NOW).refused("not_found")
