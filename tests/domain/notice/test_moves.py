"""The table of one try, exhaustively, against a grid written apart; and every order of what may come."""

from itertools import combinations, permutations, product

import pytest
from arende.domain.case.model import Case
from arende.domain.commands import BeginSms, RecordSmsOutcome, RecordSmsReport, RetrySms
from arende.domain.ids import Kind, NoticeId, Ref
from arende.domain.model import initial
from arende.domain.notice.model import Answered, Notice, NoticeState, Reported, TryState
from arende.domain.notice.moves import MOVES, Sign, after
from arende.domain.notice.shown import BEST_FIRST, GOOD, SHOWN, shown, trouble
from arende.testing.build import NOW
from attrs import evolve as changed
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.notice.samples import BEGIN, CAME, CASE_REF, FOUND, TOLD
from tests.domain.samples import CASE, NOTICE, OPERATOR, SYSTEM
from tests.domain.world import World

NOTICE_REF = Ref(Kind.NOTICE, NOTICE)
GRID = """
           accepted  rejected  uncertain sent delivered failed expired
sending    accepted  rejected  uncertain sent delivered failed expired
uncertain  accepted  rejected  .         sent delivered failed expired
rejected   accepted  .         .         sent delivered failed expired
accepted   .         .         .         sent delivered failed expired
sent       .         .         .         .    delivered failed expired
expired    .         .         .         .    delivered failed .
failed     .         .         .         .    delivered .      .
delivered  .         .         .         .    .         .      .
"""
SIGNS: tuple[Sign, ...] = (*Answered, *Reported)


def cells() -> dict[tuple[TryState, Sign], TryState]:
    header, *rows = GRID.strip("\n").splitlines()
    signs = {sign.value: sign for sign in SIGNS}
    return {
        (TryState(state), signs[name]): TryState(state if to == "." else to)
        for state, *tos in map(str.split, rows)
        for name, to in zip(header.split(), tos, strict=True)
    }


@pytest.mark.spec("B4")
@pytest.mark.parametrize(("state", "sign"), list(product(TryState, SIGNS)))
def test_every_sign_in_every_state(state: TryState, sign: Sign) -> None:
    assert after(state, sign) is cells()[state, sign]


def test_the_tables_are_whole() -> None:
    assert set(MOVES) == set(TryState) == set(SHOWN) == set(BEST_FIRST)
    assert len(cells()) == len(TryState) * len(SIGNS)


@pytest.mark.spec("B4")
def test_the_order_of_signs_does_not_matter_nor_how_often_they_come() -> None:
    def led(order: tuple[Sign, ...]) -> TryState:
        state = TryState.SENDING
        for sign in order:
            state = after(after(state, sign), sign)
        return state

    for some in (some for n in range(1, len(SIGNS) + 1) for some in combinations(SIGNS, n)):
        assert len({led(signs) for signs in permutations(some)}) == 1, some
        assert led(some + some) is led(some)


Step = BeginSms | RecordSmsOutcome | RecordSmsReport | RetrySms


def begin(number: int, provider: str) -> Step:
    return changed(BEGIN, number=number, provider=provider)


def answer(number: int, came: Answered, provider_id: str | None, again: bool) -> Step:
    return changed(CAME, number=number, answer=came, provider_id=provider_id, again=again)


def report(provider: str, told: Reported, provider_id: str | None) -> Step:
    return changed(TOLD, provider=provider, report=told, provider_id=provider_id)


IDS = st.sampled_from([None, "7", "8"])
PROVIDERS = st.sampled_from(["spool", "twilio"])
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.builds(begin, st.integers(1, 4), PROVIDERS),
        st.builds(answer, st.integers(1, 4), st.sampled_from(Answered), IDS, st.booleans()),
        st.builds(report, PROVIDERS, st.sampled_from(Reported), IDS),
        st.just(RetrySms(case=CASE, notice=NOTICE)),
    ),
    max_size=14,
)


@pytest.mark.spec("B4")
@settings(deadline=None, max_examples=300)
@given(steps=STEPS)
def test_whatever_comes_a_notice_is_one_thing_and_the_case_knows_of_its_trouble(steps: list[Step]) -> None:
    world = World({**FOUND})
    for step in steps:
        before = world.streams.get(NOTICE_REF, initial())
        world.handle(step, OPERATOR if isinstance(step, RetrySms) else SYSTEM, NOW)
        notice, case = world.streams.get(NOTICE_REF, initial()), world.streams[CASE_REF]
        assert isinstance(case, Case)
        if not isinstance(notice, Notice):
            continue
        assert (case.sms_troubled == (NOTICE,)) is (trouble(notice) is not None)
        states = [one.state for one in notice.tries]
        assert states.count(TryState.SENDING) <= 1
        assert not (notice.waits and GOOD & set(states))
        if isinstance(before, Notice):
            grown = len(notice.tries) - len(before.tries)
            assert grown in (0, 1)
            for was, now in zip(before.tries, notice.tries, strict=False):
                assert now.state in (was.state, *(TryState(sign.value) for sign in MOVES[was.state]))
                assert was.provider_id is None or now.provider_id is not None
            # Nothing is sent that a provider has, or that nobody waits for.
            assert not grown or (before.waits and not GOOD & {one.state for one in before.tries})
            if shown(before) is NoticeState.DELIVERED:
                assert shown(notice) is NoticeState.DELIVERED


@pytest.mark.spec("B4")
@settings(deadline=None)
@given(data=st.data(), reports=st.lists(st.sampled_from(Reported), max_size=5), came=st.sampled_from(Answered))
def test_every_order_of_answer_and_reports_comes_to_the_same(
    data: st.DataObject, reports: list[Reported], came: Answered
) -> None:
    steps: list[Step] = [
        changed(CAME, answer=came, provider_id="7" if came is Answered.ACCEPTED else None),
        *(changed(TOLD, report=told) for told in reports),
    ]
    twice = data.draw(st.lists(st.sampled_from(steps), max_size=3))
    led: list[tuple[TryState, NoticeState, tuple[NoticeId, ...]]] = []
    for order in (steps, data.draw(st.permutations(steps)), data.draw(st.permutations([*steps, *twice]))):
        world = World({**FOUND})
        for step in (BEGIN, *order):
            world.handle(step, SYSTEM, NOW).unwrap()
        notice, case = world.streams[NOTICE_REF], world.streams[CASE_REF]
        assert isinstance(notice, Notice)
        assert isinstance(case, Case)
        led.append((notice.tries[0].state, shown(notice), case.sms_troubled))
    assert led[0] == led[1] == led[2]
