"""What the worker tells of what it had in hand: a try that failed is not called done."""

from datetime import timedelta

import pytest
from arende.engine.tally import Became, Tally
from arende.ports.sms import Accepted, ProviderError, Rejected, Rejection, Uncertain

from .clinic import Clinic
from .conftest import Opener
from .test_worker_retries import BUSY, WAITS, waiting, with_line

TAKEN = Accepted(provider_id="p")
NO_SUCH = Rejected(kind=Rejection.RECIPIENT, code="no_such")


def tallied(clinic: Clinic) -> Tally:
    tally = Tally()
    while clinic.engine.worker.run_once(tally=tally):
        pass
    return tally


def numbers(tally: Tally) -> tuple[int, int, int, int]:
    """Done, to be tried again, given up, waiting."""
    return tally.done, tally.count(Became.AGAIN), tally.given_up, tally.count(Became.WAITING)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (TAKEN, (1, 0, 0, 0)),
        (BUSY, (0, 1, 0, 0)),
        (ProviderError("The line is down."), (0, 1, 0, 0)),
        (Uncertain(code="timeout"), (0, 1, 0, 0)),
        (RuntimeError("a vendor's own fault"), (0, 1, 0, 0)),
        (NO_SUCH, (0, 0, 1, 0)),
    ],
)
def test_each_sms_is_told_as_what_became_of_it(
    opener: Opener, answer: Accepted | Rejected | Uncertain | Exception, expected: tuple[int, int, int, int]
) -> None:
    clinic, _ = with_line(opener, answer)
    clinic.open_case()
    tally = tallied(clinic)
    assert numbers(tally) == expected
    if expected[1]:
        (item,) = waiting(clinic)
        first = tally.first(Became.AGAIN)
        assert first is not None and round(first.timestamp() * 1_000_000) == item.not_before


def test_what_is_tried_until_it_is_given_up_is_told_so_once(opener: Opener) -> None:
    clinic, _ = with_line(opener, BUSY)
    clinic.open_case(days=30)
    for _ in WAITS:
        assert numbers(tallied(clinic)) == (0, 1, 0, 0)
        (item,) = waiting(clinic)
        clinic.clock.advance(
            timedelta(microseconds=item.not_before - round(clinic.clock.now().timestamp() * 1_000_000))
        )
    assert numbers(tallied(clinic)) == (0, 0, 1, 0)


def test_where_no_provider_may_be_called_it_waits(opener: Opener) -> None:
    clinic, line = with_line(opener, *[BUSY] * 5, TAKEN)
    for name in ("anton", "karin", "erik", "stina", "nils"):
        clinic.tell_person(name, phone="+46701740615")
        clinic.open_case(name, rep="karin" if name == "nils" else None)
    assert numbers(tallied(clinic)) == (0, 5, 0, 0)
    clinic.open_case("anton")
    tally = tallied(clinic)
    assert (numbers(tally), len(line.sent)) == ((0, 0, 0, 1), 5), "the provider is left alone for a while"
    assert tally.first(Became.WAITING) is not None


def test_an_item_that_comes_twice_counts_as_it_was_last(opener: Opener) -> None:
    clinic, line = with_line(opener, BUSY, TAKEN)
    clinic.open_case()
    tally = tallied(clinic)
    assert numbers(tally) == (0, 1, 0, 0)
    clinic.clock.advance(timedelta(minutes=1))
    while clinic.engine.worker.run_once(tally=tally):
        pass
    assert (numbers(tally), len(line.sent)) == ((1, 0, 0, 0), 2)
