"""SMS through the worker and real spool files: what leaves, once, in order, to whom it may still go."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from arende.domain import commands as c
from arende.domain.case.attention import Attention
from arende.domain.notice.model import Hindrance, Notice
from arende.ports.indexes import IndexRange
from arende.views.thread import Happening, HappeningLine
from arende.wire.heads import decode_state

from .clinic import FOLLOW_UP, HERE, NOW, NURSE, PEOPLE, Clinic, days

NEW_CASE = "Du har fått ett nytt ärende i patientappen. Logga in som vanligt. Det går inte att svara på detta SMS."
NEW_MESSAGE = (
    "Du har fått ett nytt meddelande i patientappen. Logga in som vanligt. Det går inte att svara på detta SMS."
)


def attention(clinic: Clinic) -> tuple[Attention, ...]:
    (row,) = clinic.engine.queries.inbox(NURSE).unwrap().items
    return row.attention


def happenings(clinic: Clinic, case: str) -> list[Happening]:
    from arende.domain.ids import CaseId

    page = clinic.engine.queries.thread(NURSE, CaseId(case)).unwrap()
    return [line.what for line in page.items if isinstance(line, HappeningLine)]


def notices(clinic: Clinic, case: str) -> list[Notice]:
    r = IndexRange(index="notice_case", prefix=(case,), limit=10)
    states = map(decode_state, clinic.engine.queries.every(HERE, r))
    return [state for state in states if isinstance(state, Notice)]


@pytest.mark.spec("S10", "B3")
def test_slutfor_sends_one_sms_and_the_first_message_its_own(clinic: Clinic) -> None:
    case = clinic.open_case()
    assert clinic.sms() == ()
    assert clinic.work() == 1
    (first,) = clinic.sms()
    assert (first.to, first.sender, first.text) == (PEOPLE["anton"][2], "Kliniken", NEW_CASE)
    clinic.clock.advance(timedelta(minutes=5))
    clinic.say(case, "Hej Anton")
    clinic.work()
    assert sorted(sms.text for sms in clinic.sms()) == sorted([NEW_CASE, NEW_MESSAGE])
    assert clinic.work() == 0
    assert len(clinic.sms()) == 2


@pytest.mark.spec("B1")
def test_compose_first_is_one_sms(clinic: Clinic) -> None:
    clinic.do(c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Hej"), NURSE)
    clinic.work()
    assert [sms.text for sms in clinic.sms()] == [NEW_CASE]


@pytest.mark.spec("B3")
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", NEW_CASE),
        ("en", "You have a new case in the patient app. Sign in as usual. You cannot reply to this SMS."),
        ("fi", NEW_CASE),
    ],
)
def test_the_text_is_that_of_the_recipients_language(clinic: Clinic, language: str, text: str) -> None:
    clinic.tell_person("anton", language=language)
    clinic.open_case()
    clinic.work()
    assert [sms.text for sms in clinic.sms()] == [text]


@pytest.mark.spec("S12")
def test_a_message_from_the_patients_side_sends_nothing(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.work()
    clinic.say(case, "Hej", clinic.rep("anton"))
    assert clinic.work() == 0
    assert len(clinic.sms()) == 1


@pytest.mark.spec("S5")
def test_only_the_chosen_guardian_is_told(clinic: Clinic) -> None:
    case = clinic.open_case("elsa", rep="karin")
    clinic.say(case, "Hej Karin")
    clinic.work()
    assert {sms.to for sms in clinic.sms()} == {PEOPLE["karin"][2]}
    assert len(clinic.sms()) == 2


def the_custody_ends(clinic: Clinic) -> None:
    clinic.end_custody("elsa", "karin")


def the_child_is_protected(clinic: Clinic) -> None:
    clinic.tell_person("elsa", protected=True)


def the_guardian_is_protected(clinic: Clinic) -> None:
    clinic.tell_person("karin", protected=True)


def the_guardian_dies(clinic: Clinic) -> None:
    clinic.tell_person("karin", deceased=date(2026, 11, 21))


def the_child_dies(clinic: Clinic) -> None:
    clinic.tell_person("elsa", deceased=date(2026, 11, 21))


def the_number_is_taken_away(clinic: Clinic) -> None:
    clinic.tell_person("karin", phone=None)


@pytest.mark.spec("B16")
@pytest.mark.parametrize(
    "happens",
    [
        the_custody_ends,
        the_child_is_protected,
        the_guardian_is_protected,
        the_guardian_dies,
        the_child_dies,
        the_number_is_taken_away,
    ],
)
def test_nothing_leaves_when_the_right_or_the_number_went_meanwhile(
    clinic: Clinic, happens: Callable[[Clinic], None]
) -> None:
    case = clinic.open_case("elsa", rep="karin")
    happens(clinic)
    clinic.work()
    assert clinic.sms() == ()
    assert Attention.SMS in attention(clinic)
    assert Happening.SMS_FAILED in happenings(clinic, case)


@pytest.mark.spec("B16")
def test_nothing_leaves_from_the_thirteenth_birthday_on(clinic: Clinic) -> None:
    """Elsa turns 13 on 14 February 2031, local time."""
    clinic.clock.set(datetime(2031, 2, 13, 22, 30, tzinfo=UTC))
    case = clinic.open_case("elsa", rep="karin", days=10)
    clinic.work()
    assert len(clinic.sms()) == 1
    clinic.say(case, "Hej")
    clinic.clock.advance(timedelta(minutes=30))
    clinic.work()
    assert len(clinic.sms()) == 1
    assert Attention.SMS in attention(clinic)
    assert clinic.refused(c.SendMessage(case=case, text="Hej"), NURSE) == "access.representation_ended"


@pytest.mark.spec("B4")
def test_who_has_no_number_gets_no_sms_and_staff_see_it_before_and_after(clinic: Clinic) -> None:
    stina = clinic.persons["stina"]
    assert clinic.engine.queries.person(NURSE, stina).unwrap().hindrances == (Hindrance.NO_NUMBER,)
    create = c.CreateCase(patient=stina, reason=FOLLOW_UP)
    assert clinic.refused(create, NURSE) == "sms.hindered"
    case = clinic.open_case("stina")
    clinic.work()
    assert clinic.sms() == ()
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert (row.no_sms, row.hindrances) == ((Hindrance.NO_NUMBER,), (Hindrance.NO_NUMBER,))
    assert attention(clinic) == (Attention.EMPTY,), "what staff have confirmed is nothing to deal with"
    assert Happening.SMS_OMITTED in happenings(clinic, case)
    theirs = clinic.engine.queries.case(clinic.rep("stina"), case).unwrap()
    assert (theirs.no_sms, theirs.hindrances) == ((), ())
    clinic.tell_person("stina", phone="+46701740699")
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert (row.no_sms, row.hindrances) == ((Hindrance.NO_NUMBER,), ())
    clinic.do(c.SendMessage(case=case, text="Hej"), NURSE)
    clinic.work()
    assert [sms.to for sms in clinic.sms()] == ["+46701740699"]
    assert clinic.engine.queries.case(NURSE, case).unwrap().no_sms == ()


@pytest.mark.spec("B4")
def test_a_number_that_changed_meanwhile_is_used(clinic: Clinic) -> None:
    clinic.open_case("anton")
    clinic.tell_person("anton", phone="+46701740699")
    clinic.work()
    assert [sms.to for sms in clinic.sms()] == ["+46701740699"]


@pytest.mark.spec("B4")
def test_who_says_no_between_slutfor_and_sending_gets_none_and_staff_are_told(clinic: Clinic) -> None:
    case = clinic.open_case("anton")
    no = c.WithdrawSmsConsent(person=clinic.persons["anton"], source="patientappen")
    clinic.do(no, clinic.rep("anton"))
    clinic.work()
    assert clinic.sms() == ()
    assert Attention.SMS in attention(clinic)
    lines = clinic.engine.queries.thread(NURSE, case).unwrap().items
    (failed,) = [one for one in lines if isinstance(one, HappeningLine) and one.what is Happening.SMS_FAILED]
    assert failed.hindrances == (Hindrance.OPTED_OUT,), "and why"
    (notice,) = notices(clinic, case)
    assert [one.code for one in notice.tries] == [Hindrance.OPTED_OUT]
    assert clinic.refused(c.RetrySms(case=case, notice=notice.id), NURSE) == "sms.still_hindered"
    yes = c.RecordSmsConsent(person=clinic.persons["anton"], source="Sagt i telefon")
    clinic.do(yes, NURSE)
    clinic.do(c.RetrySms(case=case, notice=notice.id), NURSE)
    assert Attention.SMS not in attention(clinic)


@pytest.mark.spec("B12")
def test_the_end_of_the_phase_is_noted_once_and_not_before(clinic: Clinic) -> None:
    case = clinic.open_case(days=1)
    clinic.say(case, "Hej", clinic.rep("anton"))
    clinic.work()
    clinic.clock.set(datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC))
    assert clinic.work() == 0
    assert Happening.PHASE_ENDED not in happenings(clinic, case)
    clinic.clock.set(datetime(2026, 11, 23, 23, 0, tzinfo=UTC))
    assert clinic.work() == 2  # the end, and the transfer to the record
    assert happenings(clinic, case).count(Happening.PHASE_ENDED) == 1
    clinic.clock.advance(days(2))
    assert clinic.work() == 0
    assert happenings(clinic, case).count(Happening.PHASE_ENDED) == 1
    assert attention(clinic) == (Attention.EXPIRED, Attention.UNANSWERED)


def test_a_stopped_worker_delays_and_loses_nothing(clinic: Clinic) -> None:
    case = clinic.open_case(days=1)
    clinic.say(case, "Hej")
    clinic.clock.advance(days(40))
    assert clinic.work() == 4  # two SMS, the end, and the transfer to the record
    assert len(clinic.sms()) == 2
    assert happenings(clinic, case).count(Happening.PHASE_ENDED) == 1
    assert clinic.clock.now() == NOW + days(40)
