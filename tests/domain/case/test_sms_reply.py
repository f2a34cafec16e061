"""An SMS that comes back (B3): one thing to deal with in each case that it may be about, and nothing of it kept."""

import pytest
from arende.domain.case.attention import Attention, attention
from arende.domain.case.model import Case
from arende.domain.case.sms_reply import concerned
from arende.domain.commands import MarkHandled, NoteSmsReply
from arende.domain.events import CaseHandled, SmsReplied
from arende.domain.ids import CaseId
from arende.testing.build import AS_ANTON, AS_NURSE, NOW, NURSE, clinic, local
from arende.testing.given import given
from attrs import evolve as changed
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.domain.access_world import LONG
from tests.domain.samples import CASE, LATER, OPENED, OPERATOR, SYSTEM, case_of, from_staff

CAME = NoteSmsReply(case=CASE, provider="elks46")


@pytest.mark.spec("B3", "B21")
def test_a_reply_is_one_thing_to_deal_with_until_it_is_dealt_with() -> None:
    known = given(OPENED, from_staff(1), found=clinic())
    first = known.when(CAME, actor=SYSTEM, now=NOW).then(SmsReplied(at=NOW, provider="elks46")).effects().also()
    assert isinstance(first.state, Case)
    assert attention(first.state, NOW) == (Attention.SMS_REPLY,)
    waits = given(since=first.state, found=clinic())
    waits.when(CAME, actor=SYSTEM, now=LATER).nothing()
    dealt = waits.when(MarkHandled(case=CASE), actor=AS_NURSE, now=LATER)
    dealt.then(CaseHandled(at=LATER, assignment=NURSE))
    assert isinstance(dealt.state, Case)
    assert attention(dealt.state, LATER) == ()
    again = given(since=dealt.state, found=clinic()).when(CAME, actor=SYSTEM, now=LATER)
    again.then(SmsReplied(at=LATER, provider="elks46"))


@pytest.mark.spec("B3")
def test_nobody_but_the_worker_says_so() -> None:
    known = given(OPENED, found=clinic())
    known.when(CAME, actor=AS_NURSE, now=NOW).refused("access.denied")
    known.when(CAME, actor=AS_ANTON, now=NOW).refused("access.denied")
    known.when(CAME, actor=OPERATOR, now=NOW).refused("access.denied")


def lived(name: str, *, still: bool, day: int) -> Case:
    """A case opened on that day, which is open at `NOW` or not."""
    phase = LONG if still else changed(LONG, until=NOW)
    return changed(case_of(OPENED), id=CaseId(local(name)), opened=NOW.replace(day=day), phase=phase)


@pytest.mark.spec("B3")
@drawn(st.lists(st.booleans(), max_size=6))
def test_every_open_case_is_told_else_the_last_one(still: list[bool]) -> None:
    cases = [lived(f"k{n}", still=one, day=n + 1) for n, one in enumerate(still)]
    told = concerned(cases, NOW)
    opened = tuple(case.id for case, one in zip(cases, still, strict=True) if one)
    assert told == (opened or tuple(case.id for case in cases[-1:]))
