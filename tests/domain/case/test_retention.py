"""What a case keeps (B26): a text goes by order only, a hold bars it, and the clock says what may go, no more."""

from datetime import UTC, datetime, timedelta

import pytest
from arende.domain.case.orders import Hold, Redacted
from arende.domain.case.retention import keep_until, may_go
from arende.domain.commands import LiftHold, PlaceHold, RedactText
from arende.domain.effects import EraseText, SendExport
from arende.domain.events import ExportRequested, HoldLifted, HoldPlaced, PhaseEnded, TextRedacted
from arende.domain.policy import Policy
from arende.testing.build import AS_ANTON, AS_NURSE, clinic
from arende.testing.given import given
from attrs import evolve as changed

from tests.domain.samples import CASE, END, LATER, OPENED, OPERATOR, SYSTEM, case_of, from_patient, from_staff

BY = "IVO, dnr 8.2-17"
ORDER = RedactText(case=CASE, place=2, message=1, by=BY, reason="Journalförstöring")
GONE = TextRedacted(at=LATER, place=2, message=1, by=BY, reason="Journalförstöring")
HELD = HoldPlaced(at=LATER, by="Chefsjuristen", reason="Tvist")
HOLD = PlaceHold(case=CASE, by="Chefsjuristen", reason="Tvist")
LIFT = LiftHold(case=CASE, by="Chefsjuristen", reason="Avgjort")


@pytest.mark.spec("B26")
@pytest.mark.parametrize("when", [LATER, END, END + timedelta(days=4000)])
def test_a_text_goes_by_order_whenever_and_the_record_says_who_decided(when: datetime) -> None:
    outcome = given(OPENED, from_staff(1), found=clinic()).when(ORDER, actor=OPERATOR, now=when)
    outcome.then(changed(GONE, at=when)).effects(EraseText(case=CASE, place=2)).also()
    after, before = case_of(OPENED, from_staff(1), changed(GONE, at=when)), case_of(OPENED, from_staff(1))
    assert after.orders.redacted == (Redacted(place=2, message=1, by=BY, at=when),)
    assert changed(after, orders=before.orders) == before  # nothing else has moved, in no list


@pytest.mark.spec("B26")
def test_an_order_again_is_seen_to_again_and_stands_once() -> None:
    outcome = given(OPENED, from_staff(1), GONE, found=clinic()).when(
        changed(ORDER, by="Någon annan", drafts=True), actor=OPERATOR, now=END
    )
    outcome.then().effects(EraseText(case=CASE, place=2, drafts=True))


@pytest.mark.spec("B26")
def test_a_hold_bars_removing_until_it_is_lifted() -> None:
    case = given(OPENED, from_staff(1), found=clinic())
    case.when(HOLD, actor=OPERATOR, now=LATER).then(HELD)
    case.when(LIFT, actor=OPERATOR, now=LATER).refused("case.not_on_hold")
    held = given(OPENED, from_staff(1), HELD, found=clinic())
    assert case_of(OPENED, HELD).orders.hold == Hold(by="Chefsjuristen", at=LATER)
    held.when(ORDER, actor=OPERATOR, now=END).refused("case.on_hold")
    held.when(HOLD, actor=OPERATOR, now=END).refused("case.on_hold")
    lifted = HoldLifted(at=END, by="Chefsjuristen", reason="Avgjort")
    held.when(LIFT, actor=OPERATOR, now=END).then(lifted)
    again = given(OPENED, from_staff(1), HELD, lifted, found=clinic())
    again.when(ORDER, actor=OPERATOR, now=END).then(changed(GONE, at=END))


@pytest.mark.spec("B26")
def test_only_who_is_at_the_machine_carries_an_order_out_and_says_whose_and_why() -> None:
    case = given(OPENED, from_staff(1), found=clinic())
    for command in (ORDER, HOLD, LIFT):
        for actor in (AS_NURSE, AS_ANTON):
            case.when(command, actor=actor, now=LATER).refused("access.denied")
        case.when(command, actor=SYSTEM, now=LATER).refused("access.denied")
        case.when(changed(command, by=" "), actor=OPERATOR, now=LATER).refused("text.missing")
        case.when(changed(command, reason=""), actor=OPERATOR, now=LATER).refused("text.missing")
    case.when(changed(ORDER, message=2), actor=OPERATOR, now=LATER).refused("case.no_such_message")


@pytest.mark.spec("B26", "B22")
def test_a_case_that_has_gone_to_the_record_goes_there_again_without_the_text() -> None:
    ended = PhaseEnded(at=END, unanswered=False)
    case = given(OPENED, from_staff(1), ended, found=clinic(), policy=Policy(exporters=("fhir",)))
    outcome = case.when(ORDER, actor=OPERATOR, now=END)
    outcome.then(changed(GONE, at=END), ExportRequested(at=END, exporter="fhir"))
    outcome.effects(EraseText(case=CASE, place=2), SendExport(case=CASE, exporter="fhir"))


@pytest.mark.spec("B26")
def test_the_clock_is_ten_years_from_the_last_entry_and_a_hold_stops_it() -> None:
    last = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
    until = datetime(2036, 11, 22, 13, 5, tzinfo=UTC)
    case = case_of(OPENED, from_staff(1), from_patient(2))
    assert keep_until(last) == until
    assert not may_go(case, last, until - timedelta(microseconds=1))
    assert may_go(case, last, until)
    assert not may_go(case, last, until, years=12)
    assert not may_go(case_of(OPENED, HELD), last, until)
    assert keep_until(datetime(2028, 2, 29, tzinfo=UTC), 10) == datetime(2038, 3, 1, tzinfo=UTC)
    assert keep_until(datetime(2028, 2, 29, tzinfo=UTC), 12) == datetime(2040, 2, 29, tzinfo=UTC)
