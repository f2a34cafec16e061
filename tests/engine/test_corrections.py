"""Corrections and retractions through the engine: the message that is referred to is found wherever it stands."""

from datetime import timedelta

import pytest
from arende.domain import commands as c
from arende.domain.actor import Actor
from arende.domain.case.attention import Attention
from arende.domain.ids import CaseId
from arende.engine import Engine
from arende.engine.entrance import Request
from arende.engine.messages import AT_A_TIME
from arende.engine.verifying import verify
from arende.views.thread import Happening, HappeningLine, MessageLine
from returns.pipeline import is_successful

from .clinic import COLLEAGUE, HEAD, NURSE, Clinic
from .test_worker_sms import attention

WRONG = "Till fel person: utslaget."


def seen(engine: Engine, actor: Actor, case: CaseId) -> list[MessageLine]:
    page = engine.queries.thread(actor, case, limit=1000).unwrap()
    return [line for line in page.items if isinstance(line, MessageLine)]


def back(case: CaseId, number: int) -> c.RetractMessage:
    return c.RetractMessage(case=case, number=number, reason="Fel patient")


@pytest.mark.spec("B9")
def test_what_is_retracted_is_hidden_from_the_patients_side_and_kept_for_staff(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.say(case, WRONG)
    clinic.work()
    before = len(clinic.sms())
    clinic.do(back(case, 1), NURSE)
    clinic.work()
    assert len(clinic.sms()) == before
    (hidden,) = seen(clinic.engine, clinic.rep("anton"), case)
    assert (hidden.text, hidden.retracted, hidden.number) == ("", True, 1)
    assert WRONG not in repr(clinic.engine.queries.case(clinic.rep("anton"), case).unwrap())
    (kept,) = seen(clinic.engine, NURSE, case)
    assert (kept.text, kept.retracted) == (WRONG, True)
    told = clinic.engine.queries.thread(NURSE, case).unwrap().items[-1]
    assert isinstance(told, HappeningLine)
    assert (told.what, told.author, told.first, told.reason) == (
        Happening.RETRACTED,
        "Haris Testgren",
        1,
        "Fel patient",
    )
    assert attention(clinic) == (Attention.RETRACTED,)
    clinic.do(c.CorrectMessage(case=case, number=1, text="Det förra var inte till dig."), NURSE)
    clinic.work()
    assert len(clinic.sms()) == before + 1
    assert [line.corrects for line in seen(clinic.engine, clinic.rep("anton"), case)] == [None, 1]
    assert clinic.engine.queries.inbox(NURSE).unwrap().items == ()


@pytest.mark.spec("B9", "S12")
def test_an_answer_that_is_taken_back_leaves_the_patient_waiting_since_they_wrote(clinic: Clinic) -> None:
    case = clinic.open_case()
    clinic.say(case, "Hej")
    clinic.clock.advance(timedelta(minutes=5))
    clinic.say(case, "Hur många tabletter?", clinic.rep("anton"))
    asked = clinic.clock.now()
    clinic.clock.advance(timedelta(minutes=5))
    clinic.say(case, WRONG)
    assert clinic.engine.queries.inbox(NURSE).unwrap().items == ()
    clinic.clock.advance(timedelta(days=30))
    clinic.work()
    clinic.do(back(case, 3), HEAD)
    (row,) = clinic.engine.queries.inbox(NURSE).unwrap().items
    assert (row.attention, row.waiting_since) == ((Attention.EXPIRED, Attention.UNANSWERED), asked)
    assert clinic.refused(back(case, 3), COLLEAGUE) == "access.denied"
    assert clinic.refused(back(case, 2), NURSE) == "case.message_of_another"
    assert clinic.refused(back(case, 4), NURSE) == "case.no_such_message"
    assert verify(clinic.engine.storage).faults == ()


@pytest.mark.spec("B9")
def test_a_message_of_the_same_group_is_found(clinic: Clinic) -> None:
    case = clinic.open_case()
    asked = [
        Request(command=c.SendMessage(case=case, text=WRONG), actor=NURSE),
        Request(command=back(case, 1), actor=NURSE),
        Request(command=c.CorrectMessage(case=case, number=1, text="Rätt text"), actor=NURSE),
        Request(command=back(case, 2), actor=clinic.rep("anton")),
        Request(command=back(case, 3), actor=NURSE),
    ]
    answers = clinic.engine.handle_many(asked)
    assert [is_successful(answer) for answer in answers] == [True, True, True, False, False]
    assert [line.text for line in seen(clinic.engine, clinic.rep("anton"), case)] == ["", "Rätt text"]


@pytest.mark.spec("B9", "S17")
def test_a_message_far_down_a_long_thread_is_found(clinic: Clinic) -> None:
    """Many readings stand between the messages, so that a message is far from where it is looked for first."""
    case = clinic.open_case()
    anton = clinic.rep("anton")
    asked = []
    for number in range(1, 121):
        asked.append(Request(command=c.SendMessage(case=case, text=f"Rad {number}"), actor=NURSE))
        asked.append(Request(command=c.MarkRead(case=case, up_to=number), actor=anton))
        asked.append(Request(command=c.AddNote(case=case, text="Internt"), actor=NURSE))
    assert all(map(is_successful, clinic.engine.handle_many(asked)))
    assert 119 + AT_A_TIME < 119 * 3
    clinic.do(back(case, 119), NURSE)
    assert [line.number for line in seen(clinic.engine, anton, case) if line.retracted] == [119]
    times = [line.at for line in seen(clinic.engine, NURSE, case)]
    clinic.do(c.MarkDocumented(case=case, up_to=118), NURSE)
    assert clinic.engine.queries.case(NURSE, case).unwrap().undocumented_since == times[118]


def test_sending_looks_for_no_message(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    case = clinic.open_case()
    clinic.say(case, "Hej")

    def read(*_: object) -> None:
        raise AssertionError("records were read")

    monkeypatch.setattr(type(clinic.engine.storage), "records", read)
    clinic.say(case, "Hej igen")
    clinic.do(c.AddNote(case=case, text="Internt"), NURSE)
    clinic.do(c.MarkDocumented(case=case, up_to=2), NURSE)
    assert clinic.refused(back(case, 10**12), NURSE) == "case.no_such_message"
    with pytest.raises(AssertionError, match="were read"):
        clinic.do(back(case, 1), NURSE)
