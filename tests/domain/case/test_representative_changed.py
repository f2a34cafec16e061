"""Changing the representative: by the rules of creation, what the new one sees, and who is told (B16)."""

from datetime import date

import pytest
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.attention import attention
from arende.domain.case.model import Case, Representation, Representative
from arende.domain.case.reply import MayReply, can_reply
from arende.domain.commands import ChangeRepresentative, History, Maturity, NoteRepresentativeLost, SendMessage
from arende.domain.directory.model import Person
from arende.domain.effects import SetTimer
from arende.domain.events import CaseOpened, Event, MessagesRead, RepresentativeChanged, RepresentativeLost
from arende.domain.ids import PersonId
from arende.domain.phase import begin
from arende.domain.sms_texts import SmsKey
from arende.testing.build import (
    ANTON,
    AS_ANTON,
    AS_KARIN,
    AS_NURSE,
    COLLEAGUE,
    ELSA,
    ERIK,
    HEAD,
    KARIN,
    NILS,
    NOW,
    STINA,
    clinic,
    local,
)
from arende.testing.given import Given, Outcome, given
from attrs import evolve as changed

from tests.domain.access_world import BIRTHDAY_13, BIRTHDAY_18, ELSAS, INSTANT, NILSES, one, without_karin
from tests.domain.samples import (
    CASE,
    END,
    LATER,
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

TO_ERIK = ChangeRepresentative(case=CASE, representative=ERIK)
RENEW = ChangeRepresentative(case=CASE, representative=KARIN)
AS_ERIK = RepresentativeActor(ERIK)
TALK: tuple[Event, ...] = (from_staff(1), from_patient(2, person=KARIN))
BY_ERIK = Representative(person=ERIK, by=Representation.GUARDIAN, until=date(2031, 2, 14))


def elsas(*events: Event, opening: CaseOpened | None = None, people: tuple[Person, ...] = ()) -> Given:
    return given(opening or for_elsa(), *(events or TALK), found=clinic(*people))


def seen_from(outcome: Outcome) -> int:
    assert isinstance(outcome.state, Case)
    return outcome.state.visible_from


@pytest.mark.spec("B16", "S5")
def test_the_other_guardian_takes_over_and_alone_is_told() -> None:
    outcome = elsas().when(TO_ERIK, actor=AS_NURSE, now=LATER)
    outcome.then(RepresentativeChanged(at=LATER, representative=BY_ERIK, maturity=None, visible_from=3))
    outcome.effects(sms(SmsKey.NEW_CASE, ERIK)).also()
    now_eriks = given(since=outcome.state, found=clinic())
    send = SendMessage(case=CASE, text="Hej!")
    now_eriks.when(send, actor=AS_KARIN, now=LATER).refused("access.denied")
    now_eriks.when(send, actor=AS_ERIK, now=LATER).then(changed(from_patient(3, LATER, ERIK), text="Hej!"))
    now_eriks.when(send, actor=AS_NURSE, now=LATER).effects(sms(SmsKey.NEW_MESSAGE, ERIK, message=3))


@pytest.mark.spec("B16")
@pytest.mark.parametrize(("history", "first"), [(None, 3), (History.NOTHING, 3), (History.ALL, 1)])
def test_how_much_of_the_thread_another_guardian_sees(history: History | None, first: int) -> None:
    outcome = elsas().when(changed(TO_ERIK, history=history), actor=AS_NURSE, now=LATER)
    assert seen_from(outcome) == first
    assert isinstance(outcome.state, Case)
    assert outcome.state.read_by_patient_side == first - 1


@pytest.mark.spec("B16", "S4")
@pytest.mark.parametrize(("history", "first"), [(None, 1), (History.NOTHING, 3), (History.ALL, 1)])
def test_the_patient_sees_all_of_their_own_thread(history: History | None, first: int) -> None:
    to_nils = ChangeRepresentative(case=CASE, representative=NILS, maturity=Maturity.MATURE, history=history)
    outcome = elsas(opening=NILSES).when(to_nils, actor=AS_NURSE, now=LATER)
    assert seen_from(outcome) == first
    assert isinstance(outcome.state, Case)
    assert outcome.state.representative == Representative(person=NILS, by=Representation.SELF, until=None)
    outcome.effects(sms(SmsKey.NEW_CASE, NILS))


@pytest.mark.spec("B16", "S4")
@pytest.mark.parametrize(
    ("opening", "command", "code"),
    [
        (for_elsa(), changed(TO_ERIK, representative=STINA), "representative.not_guardian"),
        (for_elsa(), changed(TO_ERIK, representative=PersonId(local("nej"))), "representative.not_guardian"),
        (for_elsa(), changed(TO_ERIK, representative=ELSA), "representative.guardian_required"),
        (for_elsa(), RENEW, "representative.same"),
        (for_elsa(), changed(RENEW, history=History.ALL), "representative.same"),
        (NILSES, changed(TO_ERIK, representative=NILS), "representative.maturity_required"),
        (
            NILSES,
            changed(TO_ERIK, representative=NILS, maturity=Maturity.NOT_MATURE),
            "representative.not_mature",
        ),
        (NILSES, changed(TO_ERIK, maturity=Maturity.MATURE), "representative.not_guardian"),
        (OPENED, changed(TO_ERIK, representative=KARIN), "representative.not_offered"),
        (OPENED, changed(TO_ERIK, representative=ANTON), "representative.same"),
    ],
)
def test_the_rules_are_those_of_creation(opening: CaseOpened, command: ChangeRepresentative, code: str) -> None:
    given(opening, from_staff(1), found=clinic()).when(command, actor=AS_NURSE, now=LATER).refused(code)


@pytest.mark.spec("B16")
@pytest.mark.parametrize(
    ("person", "code"),
    [
        (changed(one(ERIK), protected=True), "representative.protected"),
        (changed(one(ELSA), protected=True), "representative.protected"),
        (changed(one(ERIK), deceased=date(2026, 11, 1)), "representative.deceased"),
        (changed(one(ELSA), deceased=date(2026, 11, 1)), "patient.deceased"),
        (changed(one(ELSA), born=None), "patient.age_unknown"),
    ],
)
def test_who_can_no_longer_be_chosen(person: Person, code: str) -> None:
    elsas(people=(person,)).when(TO_ERIK, actor=AS_NURSE, now=LATER).refused(code)


@pytest.mark.spec("B16")
def test_a_patient_who_is_not_in_the_directory() -> None:
    given(for_elsa(), found={k: v for k, v in clinic().items() if k.id != ELSA}).when(
        TO_ERIK, actor=AS_NURSE, now=LATER
    ).refused("not_found")


@pytest.mark.spec("B16", "S6")
def test_only_who_answers_for_the_case_changes_it() -> None:
    for actor in (StaffActor(COLLEAGUE), StaffActor(HEAD), AS_KARIN, AS_ERIK, AS_ANTON):
        elsas().when(TO_ERIK, actor=actor, now=LATER).refused("access.denied")
    for machine in (OPERATOR, SYSTEM):
        elsas().when(TO_ERIK, actor=machine, now=LATER).refused("access.assignment_needed")
    given(found=clinic()).when(TO_ERIK, actor=AS_NURSE, now=LATER).refused("access.denied")


@pytest.mark.spec("B16", "B12")
def test_an_ended_case_keeps_its_representative() -> None:
    elsas().when(TO_ERIK, actor=AS_NURSE, now=END).refused("case.phase_ended")
    elsas().when(TO_ERIK, actor=AS_NURSE, now=END - INSTANT).then(
        RepresentativeChanged(at=END - INSTANT, representative=BY_ERIK, maturity=None, visible_from=3)
    )


@pytest.mark.spec("B16")
@pytest.mark.parametrize("noted", [True, False], ids=["noted", "the timer has not come yet"])
def test_a_guardian_is_renewed_at_13_with_the_assessment(noted: bool) -> None:
    before = (from_staff(1), MessagesRead(at=NOW, up_to=1), *TALK[1:], from_staff(3))
    lost = (RepresentativeLost(at=BIRTHDAY_13),) if noted else ()
    case = elsas(*before, *lost, opening=ELSAS)
    case.when(RENEW, actor=AS_NURSE, now=BIRTHDAY_13).refused("representative.maturity_required")
    renewed = case.when(changed(RENEW, maturity=Maturity.NOT_MATURE), actor=AS_NURSE, now=BIRTHDAY_13)
    until_18 = Representative(person=KARIN, by=Representation.GUARDIAN, until=date(2036, 2, 14))
    renewed.then(
        RepresentativeChanged(at=BIRTHDAY_13, representative=until_18, maturity=Maturity.NOT_MATURE, visible_from=1)
    )
    renewed.effects(
        sms(SmsKey.NEW_CASE, KARIN),
        SetTimer(at=BIRTHDAY_13.replace(year=2036), command=NoteRepresentativeLost(case=CASE)),
    )
    state = renewed.state
    assert isinstance(state, Case)
    assert state.representative_lost_since is None
    assert state.read_by_patient_side == 2  # who stays has read what they had read
    assert isinstance(can_reply(state, asks(AS_NURSE, BIRTHDAY_13)), MayReply)
    given(since=state, found=clinic()).when(SendMessage(case=CASE, text="Hej!"), actor=AS_KARIN, now=BIRTHDAY_13).then(
        changed(from_patient(4, BIRTHDAY_13, KARIN), text="Hej!")
    )


@pytest.mark.spec("B16", "S4")
def test_at_18_the_patient_takes_over_and_sees_all() -> None:
    adult = ChangeRepresentative(case=CASE, representative=NILS)
    outcome = elsas(opening=NILSES).when(adult, actor=AS_NURSE, now=BIRTHDAY_18)
    own = Representative(person=NILS, by=Representation.SELF, until=None)
    outcome.then(RepresentativeChanged(at=BIRTHDAY_18, representative=own, maturity=None, visible_from=1))
    still_karin = changed(adult, representative=KARIN)
    elsas(opening=NILSES).when(still_karin, actor=AS_NURSE, now=BIRTHDAY_18).refused("representative.not_offered")


@pytest.mark.spec("B16")
def test_a_change_clears_what_was_missing_and_nothing_else() -> None:
    lost = RepresentativeLost(at=NOW)
    outcome = elsas(*TALK, lost, people=(without_karin(),)).when(TO_ERIK, actor=AS_NURSE, now=LATER)
    assert isinstance(outcome.state, Case)
    assert outcome.state.representative_lost_since is None
    assert outcome.state.unanswered_since == NOW  # the message still waits for an answer
    assert [str(reason) for reason in attention(outcome.state, LATER)] == ["unanswered"]


@pytest.mark.spec("B16")
def test_custody_that_came_back_is_chosen_anew_and_loses_nothing() -> None:
    """A right that was noted as lost does not mend itself: staff look at it, and the same guardian goes on."""
    lost = RepresentativeLost(at=NOW)
    kept = elsas(*TALK, lost).when(RENEW, actor=AS_NURSE, now=LATER)
    assert seen_from(kept) == 1
    elsas(*TALK, lost).when(changed(RENEW, history=History.NOTHING), actor=AS_NURSE, now=LATER).effects(
        sms(SmsKey.NEW_CASE, KARIN)
    )


@pytest.mark.spec("B16")
def test_who_saw_a_part_and_is_renewed_goes_on_seeing_that_part() -> None:
    taken_over = RepresentativeChanged(at=NOW, representative=BY_ERIK, maturity=None, visible_from=3)
    lost = RepresentativeLost(at=BIRTHDAY_13)
    again = changed(TO_ERIK, maturity=Maturity.NOT_MATURE)
    outcome = elsas(*TALK, taken_over, from_staff(3), lost, opening=ELSAS).when(again, actor=AS_NURSE, now=BIRTHDAY_13)
    assert seen_from(outcome) == 3


@pytest.mark.spec("B16")
def test_a_right_that_now_lasts_longer_is_renewed() -> None:
    """The case was opened while custody had a known end; that end is gone."""
    short = Representative(person=KARIN, by=Representation.GUARDIAN, until=date(2026, 11, 24))
    opening = changed(for_elsa(), representative=short)
    outcome = elsas(opening=opening).when(RENEW, actor=AS_NURSE, now=LATER)
    assert isinstance(outcome.state, Case)
    assert outcome.state.representative.until == date(2031, 2, 14)


@pytest.mark.spec("B16")
def test_the_new_right_has_its_own_timer_and_the_old_one_finds_nothing() -> None:
    ends = without_karin().guardians
    elsa = changed(one(ELSA), guardians=tuple(changed(g, until=date(2026, 11, 24)) for g in ends))
    outcome = elsas(people=(elsa,)).when(TO_ERIK, actor=AS_NURSE, now=LATER)
    at = begin(NOW, 1, "Europe/Stockholm").until
    outcome.effects(sms(SmsKey.NEW_CASE, ERIK), SetTimer(at=at, command=NoteRepresentativeLost(case=CASE)))
    short = Representative(person=KARIN, by=Representation.GUARDIAN, until=date(2026, 11, 24))
    handed_on = elsas(opening=changed(for_elsa(), representative=short)).when(TO_ERIK, actor=AS_NURSE, now=LATER)
    eriks = given(since=handed_on.state, found=clinic())
    eriks.when(NoteRepresentativeLost(case=CASE), actor=SYSTEM, now=at).nothing()


@pytest.mark.spec("B16")
def test_what_the_former_one_had_read_is_not_read() -> None:
    state = case_of(
        for_elsa(),
        from_staff(1),
        MessagesRead(at=NOW, up_to=1),
        RepresentativeChanged(at=LATER, representative=BY_ERIK, maturity=None, visible_from=1),
    )
    assert state.read_by_patient_side == 0
