"""What holds of every case at any time, whatever happened and whoever asks: for tests of random sequences."""

from datetime import datetime, timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, StaffActor
from arende.domain.case.attention import Attention, attention, waiting_since
from arende.domain.case.model import Case, Representation
from arende.domain.case.reply import MayReply, Side, can_reply
from arende.domain.decide import decide
from arende.domain.decision import Decision
from arende.domain.directory.model import Assignment
from arende.domain.effects import SendSms
from arende.domain.events import MessageSent, SmsOmitted
from arende.domain.facts import Facts
from arende.domain.ids import Kind, Ref
from arende.domain.phase import days_left, is_open, local_date
from arende.domain.policy import DAYS_MAX
from arende.testing import build as b
from arende.views.rows import hindrances_of
from attrs import evolve as changed

from tests.domain.world import World, gather

MOMENT: Final = timedelta(microseconds=1)


def invariants(case: Case, now: datetime) -> None:
    """What holds of every case at any time."""
    left = days_left(case.phase, now)
    assert (left > 0) is is_open(case.phase, now)
    assert max(case.last_from_staff, case.last_from_patient_side) == case.messages
    assert 0 <= case.read_by_patient_side <= case.messages
    assert 1 <= case.visible_from <= case.messages + 1
    assert case.visible_from - 1 <= case.read_by_patient_side
    waits = not case.set_aside
    assert (Attention.REPRESENTATIVE in attention(case, now)) is (waits and case.representative_lost_since is not None)
    assert (Attention.EMPTY in attention(case, now)) is (waits and case.messages == 0)
    assert not (case.set_aside and is_open(case.phase, now))
    assert not (case.closed is not None and is_open(case.phase, now))
    assert (case.phase.last_day - local_date(case.opened, case.phase.zone)).days <= DAYS_MAX
    assert (waiting_since(case) is None) is (attention(case, now) == ())
    if case.representative.by is Representation.SELF:
        assert case.representative.person == case.patient
    else:
        assert case.representative.person != case.patient
        assert case.representative.until is not None


def button_and_refusal_agree(case: Case, who: Actor, world: World, now: datetime) -> None:
    """`can_reply` is what `decide` does, for whoever asks (B14), and what it says stands until when it says."""
    message = c.SendMessage(case=case.id, text="Hej!", despite_no_sms=True)
    found = gather(message, who, world.streams)
    facts = Facts(now=now, shard=b.PROVIDER, actor=who, policy=world.policy, new_id="x", found=found)
    may, done = can_reply(case, facts), decide(case, message, facts)
    if isinstance(may, MayReply):
        last, over = (can_reply(case, changed(facts, now=at)) for at in (may.until - MOMENT, may.until))
        assert now < may.until
        assert last == may
        assert not isinstance(over, MayReply)
        # Who answers a case of the pool takes it by that, in the same decision (B19).
        (sent,) = (event for event in done.unwrap().events if isinstance(event, MessageSent))
        assert (sent.staff is not None) is (may.side is Side.STAFF)
    else:
        assert done.failure() == may


def facts_of(world: World, actor: Actor, now: datetime) -> Facts:
    return Facts(now=now, shard=b.PROVIDER, actor=actor, policy=world.policy, new_id="x", found=world.streams)


def told_rightly(decision: Decision, world: World, actor: Actor, now: datetime) -> None:
    """An SMS goes to the case's representative, at most one a command, and only because staff did something."""
    notices = [effect for effect in decision.effects if isinstance(effect, SendSms)]
    assert len(notices) <= 1
    for notice in notices:
        case = world.streams[Ref(Kind.CASE, notice.case)]
        assert isinstance(case, Case)
        assert notice.recipient == case.representative.person
        assert isinstance(actor, StaffActor)
        owner = world.streams[Ref(Kind.ASSIGNMENT, case.assignment)]
        assert isinstance(owner, Assignment)
        assert actor.assignment in (owner.id, owner.covered_by(now))
        assert hindrances_of(case, world.streams, facts_of(world, actor, now)) == ()
    for event in decision.events:
        if isinstance(event, SmsOmitted):
            assert event.why
            assert notices == []
