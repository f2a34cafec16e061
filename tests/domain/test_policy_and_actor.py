"""Factory defaults, the waits between tries, and what the log calls an actor."""

from datetime import timedelta

import pytest
from arende.domain.actor import Actor, Operator, Purpose, RepresentativeActor, StaffActor, System, name_of, purpose_of
from arende.domain.policy import DAYS_MAX, DAYS_MIN, OUTAGE_FOR, RETRY_AFTER, Policy, retry_after, wait_out
from arende.testing.build import ANTON, NURSE
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.spec("S8", "B1")
def test_the_factory_default_is_the_guides() -> None:
    assert Policy() == Policy(days=3, child_below=18, guardian_below=13, compose_first=False, exporters=())
    assert (DAYS_MIN, DAYS_MAX) == (1, 3650)


def test_waits_grow_and_then_it_is_given_up() -> None:
    waits = [retry_after(n, 0.5) for n in range(1, len(RETRY_AFTER) + 2)]
    assert waits[0] == timedelta(seconds=15)
    assert waits[-1] is None
    assert list(RETRY_AFTER) == sorted(RETRY_AFTER)


@given(attempt=st.integers(1, len(RETRY_AFTER)), chance=st.floats(0, 1))
def test_a_wait_is_spread_by_a_quarter_to_either_side(attempt: int, chance: float) -> None:
    wait = retry_after(attempt, chance)
    assert wait is not None
    assert 0.749 <= wait / RETRY_AFTER[attempt - 1] <= 1.251
    ends = [retry_after(attempt, end) for end in (0, 1)]
    assert ends == [RETRY_AFTER[attempt - 1] * 0.75, RETRY_AFTER[attempt - 1] * 1.25]


def test_without_any_provider_an_sms_waits_longer_the_older_it_is_and_not_for_ever() -> None:
    ages = [timedelta(0), timedelta(minutes=2), timedelta(hours=1), timedelta(hours=47), OUTAGE_FOR]
    waits = [wait_out(age, 0.5) for age in ages]
    minutes = [None if wait is None else wait.total_seconds() / 60 for wait in waits]
    assert minutes == [0.25, 1, 30, 60, None]
    assert [wait_out(timedelta(hours=3), end) for end in (0, 1)] == [timedelta(minutes=45), timedelta(minutes=75)]


@pytest.mark.parametrize(
    ("actor", "purpose", "name"),
    [
        (StaffActor(NURSE), Purpose.CARE, f"staff:{NURSE}"),
        (RepresentativeActor(ANTON), Purpose.OWN, f"rep:{ANTON}"),
        (Operator("drift"), Purpose.OPERATION, "operator:drift"),
        (System(), Purpose.SYSTEM, "system"),
    ],
)
def test_what_the_log_says_of_an_actor(actor: Actor, purpose: Purpose, name: str) -> None:
    assert purpose_of(actor) is purpose
    assert name_of(actor) == name
