"""What staff are shown of each SMS in its case, and the patient's side is not; and sending one again."""

import pytest
from arende.domain import commands as c
from arende.domain.ids import CaseId
from arende.domain.notice.model import NoticeState
from arende.domain.notice.rules import NoticeRules
from arende.ports.sms import Accepted, Rejected, Rejection
from arende.views.thread import Happening, HappeningLine, MessageLine

from ..clinic import CENTRE, FOLLOW_UP, NURSE, Clinic
from ..conftest import Opener
from .helpers import with_lines
from .lines import Reporting, request


def thread(clinic: Clinic, case: CaseId) -> dict[str, NoticeState | None]:
    """State by message number, or by what happened."""
    lines = clinic.engine.queries.thread(NURSE, case).unwrap().items
    shown = {line.what.value: line.sms for line in lines if isinstance(line, HappeningLine)}
    return shown | {str(line.number): line.sms for line in lines if isinstance(line, MessageLine)}


@pytest.mark.spec("B4")
def test_each_message_shows_how_its_sms_stands(opener: Opener) -> None:
    no = Rejected(kind=Rejection.RECIPIENT, code="21614")
    line = Reporting([Accepted(provider_id="1"), no, Accepted(provider_id="3")])
    clinic = with_lines(opener, line)
    case = clinic.open_case()
    clinic.do(c.SendMessage(case=case, text="Hej"), NURSE, "given-by-caller")
    clinic.say(case, "Hej själv", clinic.rep("anton"))
    queued = NoticeState.QUEUED
    assert thread(clinic, case) == {"opened": queued, "1": queued, "2": None}
    clinic.work()
    assert thread(clinic, case)["opened"] is NoticeState.SENT
    assert thread(clinic, case)["1"] is NoticeState.FAILED
    clinic.engine.sms_reports.receive("a", request("- 1 delivered"))
    assert thread(clinic, case)["opened"] is NoticeState.DELIVERED
    row = clinic.engine.queries.case(NURSE, case).unwrap()
    assert len(row.sms_troubled) == 1
    mine = clinic.engine.queries.case(clinic.rep("anton"), case).unwrap()
    assert mine.sms_troubled == ()
    told = clinic.engine.queries.thread(clinic.rep("anton"), case).unwrap().items
    assert all(one.sms is None for one in told if isinstance(one, MessageLine | HappeningLine))
    clinic.do(c.RetrySms(case=case, notice=row.sms_troubled[0]), NURSE)
    assert thread(clinic, case)["1"] is queued
    clinic.work()
    assert thread(clinic, case)["1"] is NoticeState.SENT
    assert clinic.engine.queries.case(NURSE, case).unwrap().sms_troubled == ()


@pytest.mark.spec("B1", "B4", "B11")
def test_one_for_several_and_one_for_case_and_message(opener: Opener) -> None:
    clinic = with_lines(opener, Reporting())
    receipt = clinic.do(c.CreateCase(patient=clinic.persons["anton"], reason=FOLLOW_UP, message="Hej"), NURSE)
    case = CaseId(receipt.ids["case"])
    clinic.work()
    assert thread(clinic, case) == {"opened": NoticeState.SENT, "1": NoticeState.SENT}
    clinic.do(c.RegisterUnit(unit=CENTRE, name="Vårdcentralen Eken", notices=NoticeRules(coalesce_minutes=10)))
    clinic.say(case, "Två")
    clinic.work()
    clinic.say(case, "Tre")
    clinic.say(case, "Fyra")
    shown = thread(clinic, case)
    assert (shown["3"], shown["4"]) == (NoticeState.QUEUED, None)
    assert Happening.SMS_COVERED.value in shown
