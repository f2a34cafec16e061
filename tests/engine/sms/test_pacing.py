"""Rate and circuit as pure state machines: what is promised of them whatever happens."""

from arende.engine.sms.pacing import (
    LONGEST_PAUSE,
    MOST,
    OPENS_AT,
    SECOND,
    TOGETHER,
    Circuit,
    Rate,
    failed,
    group_size,
    may_call,
    succeeded,
    take,
)
from hypothesis import given
from hypothesis import strategies as st

NOW = 1_800_000_000 * SECOND


def after(failures: int, now: int = NOW) -> Circuit:
    circuit = Circuit()
    for _ in range(failures):
        circuit = failed(circuit, now)
    return circuit


def test_a_few_failures_leave_it_closed_and_more_open_it_for_longer_each_time() -> None:
    assert all(may_call(after(n), NOW) for n in range(OPENS_AT))
    pauses = [after(n).until - NOW for n in range(OPENS_AT, OPENS_AT + 12)]
    assert pauses[:3] == [10 * SECOND, 20 * SECOND, 40 * SECOND]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_when_the_pause_is_over_one_call_decides() -> None:
    opened = after(OPENS_AT)
    assert not may_call(opened, opened.until - 1)
    assert may_call(opened, opened.until)
    assert not may_call(failed(opened, opened.until), opened.until)
    assert succeeded(opened) == Circuit()


@given(st.integers(0, 20), st.integers(1, 3600))
def test_a_provider_that_asks_to_be_left_alone_is(failures: int, seconds: int) -> None:
    circuit = failed(after(failures), NOW, seconds * SECOND)
    assert circuit.until >= NOW + seconds * SECOND
    assert not may_call(circuit, NOW)


@given(st.integers(1, 50), st.lists(st.integers(0, SECOND), min_size=1, max_size=300))
def test_in_no_second_are_more_calls_made_than_twice_the_rate_and_on_the_whole_no_more_than_it(
    per_second: int, pauses: list[int]
) -> None:
    rate, now, made = Rate(), NOW, list[int]()
    for pause in pauses:
        now += pause
        rate, turn = take(rate, per_second, now)
        if turn == now:
            made.append(now)
        assert turn >= now
    for at in made:
        assert sum(at <= one < at + SECOND for one in made) <= 2 * per_second
    assert len(made) <= per_second + (now - NOW) * per_second // SECOND + 1


@given(st.integers(1, 50), st.integers(2, 300))
def test_what_is_put_off_has_a_turn_of_its_own_and_can_be_sent_then(per_second: int, many: int) -> None:
    rate, turns = Rate(), list[int]()
    for _ in range(many):
        rate, turn = take(rate, per_second, NOW)
        turns.append(turn)
    waiting = [turn for turn in turns if turn > NOW]
    assert waiting == sorted(set(waiting))
    assert turns.count(NOW) == min(many, per_second)
    for turn in waiting:
        rate, again = take(rate, per_second, turn)
        assert again == turn


def test_a_provider_that_is_quick_gets_several_at_once_and_a_slow_one_a_single_one() -> None:
    assert [group_size(took) for took in (None, 0, TOGETHER // 4, TOGETHER, 10 * TOGETHER)] == [1, MOST, 4, 1, 1]
