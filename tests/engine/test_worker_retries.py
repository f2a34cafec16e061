"""The worker with providers that turn down, fail or leave one in doubt: it tries again, and its giving up is seen."""

from datetime import timedelta

import pytest
from arende.domain.case.attention import Attention
from arende.domain.notice.next_step import LOOK_AFTER
from arende.ports.records import OutboxItem, Shard
from arende.ports.sms import Accepted, ProviderError, Rejected, Rejection, Uncertain
from arende.ports.storage import StorageUnavailable
from arende.ports.times import to_micros
from arende.views.thread import Happening
from arende.wire.outbox import SMS

from .clinic import HERE, Clinic
from .conftest import Opener
from .test_worker_sms import NEW_CASE, NEW_MESSAGE, attention, happenings
from .vendor import Line, Vendor

BUSY = Rejected(kind=Rejection.BUSY, code="slow_down")
WAITS = (15, 60, 300, 900, 3600, *(3 * 3600,) * 14)
"""Seconds after each failed try, as told to people who run it."""


def waiting(clinic: Clinic) -> list[OutboxItem]:
    """SMS that wait."""
    return [item for item in clinic.engine.storage.outbox(Shard(HERE), None, 99) if item.kind == SMS]


def with_line(opener: Opener, *answers: Accepted | Rejected | Uncertain | Exception) -> tuple[Clinic, Line]:
    line = Line(list(answers)) if answers else Line()
    return opener(plugins=(Vendor(lines={"line": line}),), sms=("line",)), line


@pytest.mark.parametrize("answer", [BUSY, ProviderError("The line is down: see to it.")])
def test_it_tries_again_after_each_wait_and_not_before(opener: Opener, answer: Rejected | ProviderError) -> None:
    clinic, line = with_line(opener, *[answer] * len(WAITS), Accepted(provider_id="p"))
    clinic.open_case()
    for tries, wait in enumerate(WAITS, start=1):
        clinic.work()
        assert len(line.sent) == tries
        (due,) = (item.not_before for item in waiting(clinic))
        after = due - to_micros(clinic.clock.now())
        assert 0.75 * wait <= after / 1_000_000 <= 1.25 * wait
        clinic.clock.advance(timedelta(microseconds=after - 1))
        assert clinic.work() == 0
        clinic.clock.advance(timedelta(microseconds=1))
    clinic.work()
    assert len(line.sent) == len(WAITS) + 1
    assert len({sms.id for sms in line.sent}) == 1
    assert attention(clinic) == (Attention.EMPTY,)
    clinic.clock.advance(timedelta(days=2))
    clinic.work()
    assert len(line.sent) == len(WAITS) + 1


@pytest.mark.spec("B4")
def test_it_gives_up_after_the_last_wait_where_staff_see_it(opener: Opener) -> None:
    clinic, line = with_line(opener, BUSY)
    case = clinic.open_case(days=30)
    for wait in (*WAITS, 10 * 24 * 3600):
        clinic.work()
        clinic.clock.advance(timedelta(seconds=1.25 * wait))
    clinic.work()
    assert len(line.sent) == len(WAITS) + 1
    assert attention(clinic) == (Attention.EMPTY, Attention.SMS)
    assert happenings(clinic, case).count(Happening.SMS_FAILED) == 1


def test_a_provider_that_asks_for_longer_is_given_it(opener: Opener) -> None:
    clinic, line = with_line(opener, Rejected(kind=Rejection.BUSY, retry_after=120), Accepted(provider_id=None))
    clinic.open_case()
    clinic.work()
    clinic.clock.advance(timedelta(seconds=119))
    assert clinic.work() == 0
    clinic.clock.advance(timedelta(seconds=1))
    assert clinic.work() == 1
    assert len(line.sent) == 2


@pytest.mark.spec("B4")
@pytest.mark.parametrize("kind", [kind for kind in Rejection if kind is not Rejection.BUSY])
def test_what_is_rejected_is_an_inbox_item_and_not_tried_again(opener: Opener, kind: Rejection) -> None:
    clinic, line = with_line(opener, Rejected(kind=kind, code="21614"))
    case = clinic.open_case()
    clinic.work()
    clinic.clock.advance(timedelta(days=2))
    clinic.work()
    assert len(line.sent) == 1
    assert attention(clinic) == (Attention.EMPTY, Attention.SMS)
    assert Happening.SMS_FAILED in happenings(clinic, case)


@pytest.mark.parametrize("answer", [BUSY, ProviderError("The line is down: see to it.")])
def test_the_second_provider_sends_what_the_first_cannot(opener: Opener, answer: Rejected | ProviderError) -> None:
    first, second = Line([answer]), Line()
    clinic = opener(plugins=(Vendor(lines={"first": first, "second": second}),), sms=("first", "second"))
    clinic.open_case()
    clinic.work()
    assert [sms.text for sms in second.sent] == [NEW_CASE]
    assert first.sent == second.sent
    assert attention(clinic) == (Attention.EMPTY,)


@pytest.mark.parametrize("answer", [Rejected(kind=Rejection.RECIPIENT), Uncertain()])
def test_what_the_first_has_settled_is_not_sent_by_the_second(opener: Opener, answer: Rejected | Uncertain) -> None:
    first, second = Line([answer]), Line()
    clinic = opener(plugins=(Vendor(lines={"first": first, "second": second}),), sms=("first", "second"))
    clinic.open_case()
    clinic.work()
    assert (len(first.sent), second.sent) == (1, [])


def test_without_a_provider_staff_see_that_nothing_left(opener: Opener) -> None:
    clinic = opener(sms=())
    clinic.open_case()
    clinic.work()
    assert attention(clinic) == (Attention.EMPTY, Attention.SMS)


def test_order_is_kept_within_a_case_and_a_waiting_retry_delays_its_own_case_only(opener: Opener) -> None:
    clinic, line = with_line(opener, BUSY, Accepted(provider_id="p"))
    waits = clinic.open_case("anton")
    clinic.clock.advance(timedelta(seconds=1))
    clinic.say(waits, "Hej Anton")
    clinic.clock.advance(timedelta(seconds=1))
    clinic.open_case("nils", rep="nils")
    clinic.work()
    assert [(sms.to, sms.text) for sms in line.sent] in (
        [("+46701740615", NEW_CASE), ("+46701740608", NEW_CASE)],
        # Parts are taken in an order of their own: then it is the youth's that was turned down first.
        [("+46701740608", NEW_CASE), ("+46701740615", NEW_CASE), ("+46701740615", NEW_MESSAGE)],
    )
    clinic.clock.advance(timedelta(minutes=1))
    clinic.work()
    to_anton = [sms.text for sms in line.sent if sms.to == "+46701740615"]
    assert to_anton in ([NEW_CASE, NEW_CASE, NEW_MESSAGE], [NEW_CASE, NEW_MESSAGE])


def test_an_sms_whose_outcome_is_known_is_not_sent_again(opener: Opener) -> None:
    """The worker was ended between recording that it left and settling the item."""
    line = Line()
    vendor = Vendor(lines={"line": line})
    clinic = opener(plugins=(vendor,), sms=("line",), scheme="cut:")
    clinic.open_case()
    (cut,) = vendor.opened
    cut.broken["settle"] = StorageUnavailable("Gone: wait.")
    with pytest.raises(StorageUnavailable):
        clinic.engine.worker.run_once()
    cut.broken.clear()
    clinic.work()
    assert len(line.sent) == 1
    assert attention(clinic) == (Attention.EMPTY,)
    assert clinic.engine.storage.outbox(Shard(HERE), None, 9)[0].kind == "timer"


def test_a_vendors_bug_stops_nothing_else_and_repeats_nothing_that_was_sent_before_it(opener: Opener) -> None:
    clinic, line = with_line(
        opener, Accepted(provider_id="p"), RuntimeError("a bug of the vendor's"), Accepted(provider_id="p")
    )
    case = clinic.open_case()
    for _ in range(3):
        clinic.clock.advance(timedelta(seconds=1))
        clinic.say(case, "Hej")
    clinic.work()
    assert len(line.sent) == 2, "what follows the faulty one in its case waits"
    other = clinic.open_case()
    clinic.work()
    assert len(line.sent) == 3, "and other cases do not"
    line.sent.pop()
    clinic.clock.advance(LOOK_AFTER)
    clinic.work()
    assert other != case
    ids = [sms.id for sms in line.sent]
    assert len(ids) == 5
    assert (len(set(ids)), ids[1]) == (4, ids[2]), "nobody knows how far it came, so it is sent once more"
