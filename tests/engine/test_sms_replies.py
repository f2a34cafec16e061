"""An SMS that comes back, from its number to the inbox of whoever deals with the case (B3)."""

import pytest
from arende.domain import commands as c
from arende.domain.case.attention import Attention
from arende.ports.records import Shard
from arende.ports.sms import SmsReply

from .clinic import HERE, NURSE, PEOPLE, Clinic, days

SHARED = "+46701740690"
NOBODYS = "+46701740699"


def reply(sender: str, id: str = "in-1") -> SmsReply:
    return SmsReply(sender=sender, provider_id=id, at=None)


def waiting(clinic: Clinic) -> dict[str, tuple[Attention, ...]]:
    rows = clinic.engine.queries.inbox(NURSE).unwrap().items
    return {row.id: row.attention for row in rows if Attention.SMS_REPLY in row.attention}


@pytest.mark.spec("B3")
def test_a_reply_stands_in_the_inbox_of_whoever_has_the_open_case(clinic: Clinic) -> None:
    ended, open_now = clinic.open_case("anton", days=1), clinic.open_case("anton", days=9)
    other = clinic.open_case("karin")
    clinic.clock.advance(days(3))
    assert clinic.engine.sms_replies.take("spool", reply(PEOPLE["anton"][2] or ""))
    assert set(waiting(clinic)) == {open_now}
    assert ended != open_now != other
    clinic.do(c.MarkHandled(case=open_now), NURSE)
    assert waiting(clinic) == {}
    assert clinic.engine.sms_replies.take("spool", reply(PEOPLE["anton"][2] or "")), "the same once more"
    assert waiting(clinic) == {}
    assert clinic.engine.sms_replies.take("spool", reply(PEOPLE["anton"][2] or "", "in-2"))
    assert set(waiting(clinic)) == {open_now}


@pytest.mark.spec("B3")
def test_without_an_open_case_the_last_one_is_told(clinic: Clinic) -> None:
    first = clinic.open_case("anton", days=1)
    clinic.clock.advance(days(3))
    last = clinic.open_case("anton", days=1)
    clinic.clock.advance(days(3))
    assert clinic.engine.sms_replies.take("spool", reply(PEOPLE["anton"][2] or ""))
    assert set(waiting(clinic)) == {last}
    assert first != last


@pytest.mark.spec("B3")
def test_two_with_one_number_are_both_told_of_and_nobody_by_a_former_one(clinic: Clinic) -> None:
    for name in ("karin", "erik"):
        clinic.tell_person(name, phone=SHARED)
    hers, his = clinic.open_case("elsa", rep="karin"), clinic.open_case("elsa", rep="erik")
    clinic.tell_person("erik", phone="+46701740691")
    assert clinic.engine.sms_replies.take("spool", reply(SHARED))
    assert set(waiting(clinic)) == {hers}
    clinic.tell_person("erik", phone=SHARED)
    assert clinic.engine.sms_replies.take("spool", reply(SHARED, "in-2"))
    assert set(waiting(clinic)) == {hers, his}


@pytest.mark.spec("B3")
def test_an_unknown_number_is_counted_and_kept_nowhere(clinic: Clinic) -> None:
    clinic.open_case("anton")
    before = len(clinic.engine.storage.streams(Shard(HERE), None, 1000))
    assert clinic.engine.sms_replies.take("spool", reply(NOBODYS))
    assert clinic.engine.sms_replies.take("spool", reply(PEOPLE["anton"][2] or ""))
    assert clinic.engine.sms_replies.tally.counts == {"replies": 2, "unknown": 1}
    assert len(clinic.engine.storage.streams(Shard(HERE), None, 1000)) == before
