"""A unit's rules for notices: which will do, and which field is named where they will not."""

import pytest
from arende.domain.notice.rules import NoticeRules, QuietHours, rules_fault
from attrs import evolve

WELL = NoticeRules(
    remind_after_hours=48, unread_days=3, quiet=QuietHours(start="21:00", end="07:00"), coalesce_minutes=10
)


@pytest.mark.spec("B11")
def test_rules_that_will_do() -> None:
    assert rules_fault(WELL) is None
    assert rules_fault(NoticeRules()) is None


@pytest.mark.spec("B11")
@pytest.mark.parametrize("value", [0, -1, 10**9, True])
def test_a_number_out_of_bounds_is_named(value: int) -> None:
    assert rules_fault(evolve(WELL, remind_after_hours=value)) == "remind_after_hours"
    assert rules_fault(evolve(WELL, unread_days=value)) == "unread_days"
    assert rules_fault(evolve(WELL, coalesce_minutes=value)) == "coalesce_minutes"


@pytest.mark.spec("B11")
@pytest.mark.parametrize(("start", "end"), [("21", "07:00"), ("21:00", "24:00"), ("21:00", "21:00"), ("21:60", "7:00")])
def test_quiet_hours_that_are_none(start: str, end: str) -> None:
    assert rules_fault(evolve(WELL, quiet=QuietHours(start=start, end=end))) == "quiet"
