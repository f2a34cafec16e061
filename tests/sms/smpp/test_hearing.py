"""Receipts and replies from a server that is not ours: read, kept until settled, and only then answered."""

import pytest
from arende.ports.sms import Accepted, Answering, Delivery, Heard, Listening, SmsReply, SmsReport
from arende_sms.smpp.provider import SmppSms

from .smsc import Smsc, until
from .test_sending import NUMBER, bound, sms

FROM = {"source_addr": NUMBER.lstrip("+"), "source_addr_ton": 1, "source_addr_npi": 1}


def hear(provider: SmppSms, count: int = 1) -> list[Heard]:
    return until(lambda: list(heard) if len(heard := provider.heard(100)) >= count else None)


def report(heard: Heard) -> SmsReport:
    assert isinstance(heard.what, SmsReport)
    return heard.what


def text(id: str, stat: str = "DELIVRD", err: str = "000") -> str:
    return (
        f"id:{id} sub:001 dlvrd:001 submit date:2501020304 done date:250102030405 stat:{stat} err:{err} "
        "text:id:9999 stat:UNDELIV"
    )


def test_it_listens_and_reads_no_requests(smsc: Smsc) -> None:
    provider = smsc.open()
    assert isinstance(provider, Listening)
    assert not isinstance(provider, Answering)


def test_the_operator_is_answered_when_the_receipt_is_settled_and_not_before(smsc: Smsc) -> None:
    provider = smsc.open()
    assert provider.send(sms("n-1")) == Accepted(provider_id="1000001", parts=1)
    smsc.deliver("r", **FROM, esm_class=4, short_message=text("1000001"))
    [one] = hear(provider)
    assert report(one) == SmsReport(
        our_id="n-1", provider_id="1000001", state=Delivery.DELIVERED, raw_state="DELIVRD", at=None
    )
    assert provider.heard(1) == [one]  # it stands until it is settled
    assert smsc.seen("answered") == []
    provider.settle([one.key, "nobody's"])
    answer = smsc.wait("answered", key="r")
    assert (answer["command"], answer["status"]) == ("deliver_sm_resp", 0)
    assert provider.heard(1) == []


def test_a_worker_that_is_killed_is_told_once_more_under_the_same_key(smsc: Smsc) -> None:
    killed, next_one = smsc.open(), smsc.open()
    bound(smsc, killed)
    smsc.deliver("r1", **FROM, esm_class=4, short_message=text("5"))
    [before] = hear(killed)
    killed.close()
    smsc.wait("unbind")
    bound(smsc, next_one)
    assert [e for e in smsc.seen("answered") if e["command"] == "deliver_sm_resp"] == []
    smsc.deliver("r2", **FROM, esm_class=4, short_message=text("5"))
    [after] = hear(next_one)
    assert after == before
    next_one.settle([after.key])
    smsc.wait("answered", key="r2")


def test_a_receipt_that_comes_twice_is_one_and_both_are_answered(smsc: Smsc) -> None:
    provider = smsc.open()
    bound(smsc, provider)
    for key in ("r1", "r2"):
        smsc.deliver(key, **FROM, esm_class=4, short_message=text("5"))
    smsc.deliver("r3", **FROM, esm_class=4, short_message=text("6"))
    first, second = hear(provider, 2)
    assert [report(one).provider_id for one in (first, second)] == ["5", "6"]
    provider.settle([first.key])
    smsc.wait("answered", key="r1")
    smsc.wait("answered", key="r2")


def test_receipts_out_of_order_and_before_the_answer(smsc: Smsc) -> None:
    provider = smsc.open()
    bound(smsc, provider)
    smsc.deliver("late", **FROM, esm_class=4, receipted_message_id="b2", message_state=2, short_message="")
    smsc.deliver("early", **FROM, esm_class=4, receipted_message_id="b2", message_state=1, short_message="")
    states = [(report(one).our_id, report(one).provider_id, report(one).state) for one in hear(provider, 2)]
    assert states == [(None, "b2", Delivery.DELIVERED), (None, "b2", Delivery.SENT)]
    smsc.next({"id": "B2"})
    assert provider.send(sms("n-2")) == Accepted(provider_id="b2", parts=1)


@pytest.mark.parametrize(
    ("answered", "receipted", "form"),
    [
        ("1A2B3C", "1715004", "auto"),
        ("1715004", "1A2B3C", "auto"),
        ("001a2b3c", "1A2B3C", "auto"),
        ("1A2B3C", "1715004", "receipt_decimal"),
        ("1715004", "001A2B3C", "receipt_hex"),
        ("Qz-77", "Qz-77", "auto"),
        ("1715004", "1715004", "same"),
    ],
)
@pytest.mark.parametrize("by", ["parameter", "text"])
def test_an_id_is_known_whether_it_is_written_in_hexadecimal_or_decimal(
    smsc: Smsc, answered: str, receipted: str, form: str, by: str
) -> None:
    provider = smsc.open(message_ids=form)
    smsc.next({"id": answered})
    outcome = provider.send(sms("n-3"))
    assert isinstance(outcome, Accepted)
    told = (
        {"receipted_message_id": receipted, "message_state": 2, "short_message": ""}
        if by == "parameter"
        else {"short_message": text(receipted)}
    )
    smsc.deliver("r", **FROM, esm_class=4, **told)
    [one] = hear(provider)
    assert (report(one).our_id, report(one).provider_id) == ("n-3", outcome.provider_id)


def test_the_other_form_of_an_id_counts_only_for_the_same_number(smsc: Smsc) -> None:
    provider = smsc.open()
    smsc.next({"id": "10"})
    provider.send(sms("n-4", to="+46701740606"))
    smsc.deliver("r", **FROM, esm_class=4, short_message=text("16"))  # 0x10, from another number
    [one] = hear(provider)
    assert (report(one).our_id, report(one).provider_id) == (None, "16")


def test_one_segment_that_fails_is_an_sms_that_fails(smsc: Smsc) -> None:
    provider = smsc.open()
    smsc.next({"id": "a1"}, {"id": "a2"})
    assert provider.send(sms("n-5", text="a" * 200)) == Accepted(provider_id="a2", parts=2)
    for id, state in (("a1", 2), ("a1", 5), ("a2", 2)):
        smsc.deliver(id, **FROM, esm_class=4, receipted_message_id=id, message_state=state, short_message="")
    told = [(report(one).our_id, report(one).provider_id, report(one).state) for one in hear(provider, 3)]
    assert told == [
        ("n-5", "a2", Delivery.SENT),
        ("n-5", "a2", Delivery.FAILED),
        ("n-5", "a2", Delivery.FAILED),
    ]


def test_who_writes_back_is_told_and_what_they_write_is_not(smsc: Smsc) -> None:
    provider = smsc.open()
    bound(smsc, provider)
    smsc.deliver("m1", **FROM, esm_class=0, short_message="Jag har ont i magen")
    smsc.deliver("m2", **FROM, esm_class=0, short_message="Jag har ont i magen")
    smsc.deliver("m3", source_addr="0701740606", source_addr_ton=2, esm_class=0, short_message="Tack")
    first, second = hear(provider, 2)
    assert isinstance(first.what, SmsReply)
    assert isinstance(second.what, SmsReply)
    assert (first.what.sender, second.what.sender) == (NUMBER, "+46701740606")
    assert first.what.provider_id != second.what.provider_id
    assert "magen" not in f"{first} {first.what.provider_id}"
    provider.settle([first.key, second.key])
    for key in ("m1", "m2", "m3"):
        assert smsc.wait("answered", key=key)["status"] == 0


def test_what_tells_nothing_is_answered_at_once(smsc: Smsc) -> None:
    provider = smsc.open()
    bound(smsc, provider)
    smsc.deliver("code", source_addr="71234", esm_class=0, short_message="Reklam")
    smsc.deliver("no-id", **FROM, esm_class=4, short_message="stat:DELIVRD")
    smsc.deliver("ack", **FROM, esm_class=8, short_message="")
    for key in ("code", "no-id", "ack"):
        assert smsc.wait("answered", key=key)["status"] == 0
    assert provider.heard(10) == []


def test_a_message_that_is_cut_off_is_said_to_be_none(smsc: Smsc) -> None:
    bound(smsc, smsc.open())
    smsc.order("raw", hex="00000013" + "00000005" + "00000000" + "00000063" + "000101")
    assert smsc.wait("nack")["status"] == 2
