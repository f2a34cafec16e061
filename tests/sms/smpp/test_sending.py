"""Sending to a server that is not ours: what it got, and what `send` says of each of its answers and silences."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from arende.ports.sms import Accepted, Delivery, Rejected, Rejection, SmsReport, SmsRequest, Uncertain
from arende_sms import gsm7
from arende_sms.smpp.provider import SmppSms

from .smsc import Event, Smsc, until

NUMBER = "+46701740605"
TEXT = "Du har fått ett nytt ärende. ÅÄÖ åäö é 10 €"
BUSY = Rejection.BUSY


def sms(id: str = "n-1", *, to: str = NUMBER, text: str = TEXT, sender: str = "Vardgivare") -> SmsRequest:
    return SmsRequest(id=id, to=to, sender=sender, text=text)


def bound(smsc: Smsc, provider: SmppSms) -> None:
    """An SMS on its way, so that what follows finds a session."""
    assert isinstance(provider.send(sms("first")), Accepted)
    smsc.wait("submit")


def accepted(provider: SmppSms, *reasons: str) -> bool:
    """Whether it is accepted now; it may be turned down for these reasons."""
    outcome = provider.send(sms())
    assert isinstance(outcome, Accepted) or (isinstance(outcome, Rejected) and outcome.code in reasons)
    return isinstance(outcome, Accepted)


def test_it_binds_as_told_and_what_is_sent_arrives(smsc: Smsc) -> None:
    provider = smsc.open(system_type="care", service_type="CMT")
    outcome = provider.send(sms())
    bound, got = smsc.wait("bind"), smsc.wait("submit")
    assert outcome == Accepted(provider_id=str(got["id"]), parts=1)
    assert {**bound, "event": ""} == {
        "event": "",
        "system_id": "arende",
        "password": "s3cret-1",
        "system_type": "care",
        "version": 0x34,
    }
    assert got["text"] == TEXT
    assert (got["from"], got["to"]) == ([5, 0, "Vardgivare"], [1, 1, "46701740605"])
    assert (got["data_coding"], got["esm_class"], got["receipt"], got["service_type"]) == (0, 0, 1, "CMT")


def test_nothing_is_connected_before_something_is_sent(smsc: Smsc) -> None:
    provider = smsc.open()
    assert smsc.seen("bind") == []
    bound(smsc, provider)
    provider.close()
    smsc.wait("unbind")
    assert provider.send(sms()) == Rejected(kind=BUSY, code="closed")


LONG = {
    # A euro sign is two octets: the first segment would end between them.
    "gsm7": "Å" * 152 + "€" + "ö" * 200,
    # An emoji is two units, likewise.
    "ucs2": "ä" * 66 + "🙂" + "日本" * 40,
}


@pytest.mark.parametrize("alphabet", LONG)
def test_a_long_text_by_header_is_put_together_by_the_other_side(smsc: Smsc, alphabet: str) -> None:
    outcome = smsc.open(long_messages="udh").send(sms(text=LONG[alphabet]))
    got = [smsc.wait("submit") for _ in range(3)]
    assert outcome == Accepted(provider_id=str(got[-1]["id"]), parts=3)
    headers = [header(one) for one in got]
    assert {h[:3] for h in headers} == {bytes((0, 3, headers[0][2]))}  # one reference; the server tells no length
    assert [h[3:] for h in headers] == [bytes((3, number)) for number in (1, 2, 3)]
    assert "".join(str(one["text"]) for one in got) == LONG[alphabet]
    assert [one["esm_class"] for one in got] == [0x40] * 3
    assert [one["receipt"] for one in got] == [2, 2, 1]
    assert {one["data_coding"] for one in got} == {8 if alphabet == "ucs2" else 0}


def header(submit: Event) -> bytes:
    udh = submit["udh"]
    assert isinstance(udh, list)
    return bytes.fromhex("".join(map(str, udh))) if len(udh) == 1 else b""


@pytest.mark.parametrize("alphabet", LONG)
def test_a_long_text_by_parameters_is_put_together_by_the_other_side(smsc: Smsc, alphabet: str) -> None:
    outcome = smsc.open(long_messages="sar").send(sms(text=LONG[alphabet]))
    got = [smsc.wait("submit") for _ in range(3)]
    assert outcome == Accepted(provider_id=str(got[-1]["id"]), parts=3)
    references = [one["sar"] for one in got]
    assert isinstance(references[0], list)
    assert references == [[references[0][0], 3, number] for number in (1, 2, 3)]
    assert "".join(str(one["text"]) for one in got) == LONG[alphabet]
    assert [(one["esm_class"], one["udh"]) for one in got] == [(0, [])] * 3


@pytest.mark.parametrize("alphabet", LONG)
def test_a_long_text_may_go_whole(smsc: Smsc, alphabet: str) -> None:
    outcome = smsc.open(long_messages="payload").send(sms(text=LONG[alphabet]))
    got = smsc.wait("submit")
    assert outcome == Accepted(provider_id=str(got["id"]), parts=None)
    assert (got["text"], got["payload"], got["udh"], got["sar"]) == (LONG[alphabet], True, [], [])


def test_each_segment_is_as_long_as_a_segment_may_be_and_no_longer(smsc: Smsc) -> None:
    provider = smsc.open()
    for text in ("a" * 160, "ä" * 69 + "č", "a" * 161, "č" * 71):
        assert provider.send(sms(text=text)) == Accepted(
            provider_id=str(smsc.wait("submit")["id"])
            if gsm7.size(text).segments == 1
            else str([smsc.wait("submit") for _ in range(2)][-1]["id"]),
            parts=gsm7.size(text).segments,
        )


def test_all_goes_as_ucs2_where_the_operator_reads_its_alphabet_otherwise(smsc: Smsc) -> None:
    outcome = smsc.open(alphabet="ucs2").send(sms(text="å" * 71))
    got = [smsc.wait("submit") for _ in range(2)]
    assert outcome == Accepted(provider_id=str(got[-1]["id"]), parts=2)
    assert "".join(str(one["text"]) for one in got) == "å" * 71
    assert {one["data_coding"] for one in got} == {8}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (0x01, Rejection.CONTENT),
        (0x0A, Rejection.SENDER),
        (0x0B, Rejection.RECIPIENT),
        (0x0E, Rejection.CREDENTIALS),
        (0x45, Rejection.SENDER),
        (0x08, BUSY),
        (0x64, BUSY),
        (0x410, BUSY),  # the vendor's own
    ],
)
def test_a_refusal_is_told_with_its_code(smsc: Smsc, status: int, kind: Rejection) -> None:
    smsc.next({"status": status})
    assert smsc.open().send(sms()) == Rejected(kind=kind, code=f"0x{status:08X}")


def test_what_the_operator_does_not_understand_was_not_taken(smsc: Smsc) -> None:
    smsc.next({"nack": 0x03})
    assert smsc.open().send(sms()) == Rejected(kind=BUSY, code="0x00000003")


@pytest.mark.parametrize("status", [0x58, 0x14])
def test_asked_for_less_it_holds_back_and_then_goes_on(smsc: Smsc, status: int) -> None:
    smsc.next({"status": status})
    provider = smsc.open()
    assert provider.send(sms()) == Rejected(kind=BUSY, code=f"0x{status:08X}", retry_after=1)
    smsc.wait("submit")
    assert provider.send(sms()) == Rejected(kind=BUSY, code="held_back", retry_after=1)
    assert smsc.seen("submit") == []
    assert until(lambda: accepted(provider, "held_back"))


def test_a_later_segment_is_tried_again_when_there_is_room(smsc: Smsc) -> None:
    smsc.next({}, {"status": 0x58}, {})
    outcome = smsc.open().send(sms(text="a" * 200))
    got = [smsc.wait("submit") for _ in range(3)]
    assert outcome == Accepted(provider_id=str(got[-1]["id"]), parts=2)
    assert got[1]["text"] == got[2]["text"] != got[0]["text"]


def test_half_an_sms_is_no_refusal(smsc: Smsc) -> None:
    smsc.next({}, {"status": 0x0B})
    assert smsc.open().send(sms(text="a" * 200)) == Uncertain(code="0x0000000B")


def test_a_connection_that_drops_after_it_was_written_leaves_it_uncertain(smsc: Smsc) -> None:
    provider = smsc.open()
    bound(smsc, provider)
    smsc.next({"drop": True})
    assert provider.send(sms()) == Uncertain(code="no_answer")
    smsc.wait("submit")  # it did arrive


def test_a_silence_leaves_it_uncertain_and_a_late_answer_mends_that(smsc: Smsc) -> None:
    provider = smsc.open(timeout=1)
    smsc.next({"id": "77aa", "after": 1.5})
    assert provider.send(sms("n-7")) == Uncertain(code="no_answer")
    [one] = until(lambda: provider.heard(10))
    assert isinstance(one.what, SmsReport)
    assert (one.what.our_id, one.what.provider_id, one.what.state) == ("n-7", "77aa", Delivery.SENT)
    provider.settle([one.key])
    assert provider.heard(10) == []


def test_where_nobody_listens_nothing_is_written(smsc: Smsc) -> None:
    provider = smsc.open()
    bound(smsc, provider)
    smsc.stop()
    # Until the loss is noticed it is uncertain; then it is certain that nothing was sent.
    assert until(lambda: isinstance(outcome := provider.send(sms()), Rejected) and outcome.kind is BUSY)
    smsc.start()
    assert until(lambda: accepted(provider, "unreachable", "connection_lost"))
    assert smsc.wait("submit")["text"] == TEXT


def test_refused_credentials_are_told_and_not_tried_over_and_over(smsc: Smsc) -> None:
    smsc.order("bind_status", status=0x0E)
    provider = smsc.open()
    for _ in range(3):
        assert provider.send(sms()) == Rejected(kind=Rejection.CREDENTIALS, code="0x0000000E")
    smsc.wait("bind")
    assert smsc.seen("bind") == []


def test_an_account_that_is_bound_elsewhere_is_tried_again(smsc: Smsc) -> None:
    smsc.order("bind_status", status=0x05)
    provider = smsc.open()
    assert provider.send(sms()) == Rejected(kind=BUSY, code="0x00000005", retry_after=1)
    smsc.order("bind_status", status=0)
    assert until(lambda: accepted(provider, "0x00000005"))


def test_many_at_once_keep_to_the_window(smsc: Smsc) -> None:
    provider = smsc.open(window=3, timeout=10)
    smsc.next(*[{"after": 0.05}] * 12)
    with ThreadPoolExecutor(12) as pool:
        outcomes = list(pool.map(lambda n: provider.send(sms(f"n-{n}")), range(12)))
    assert all(isinstance(outcome, Accepted) for outcome in outcomes)
    assert max(int(str(smsc.wait("submit")["waiting"])) for _ in range(12)) == 3


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (sms(to="0701740605"), Rejected(kind=Rejection.RECIPIENT, code="number")),
        (sms(sender="Vård & Co"), Rejected(kind=Rejection.SENDER, code="sender")),
        (sms(text=" "), Rejected(kind=Rejection.CONTENT, code="empty")),
        (sms(text="\ud800"), Rejected(kind=Rejection.CONTENT, code="unicode")),
        (sms(text="a" * 2000), Rejected(kind=Rejection.CONTENT, code="length")),
    ],
)
def test_what_cannot_be_sent_disturbs_nobody(smsc: Smsc, wrong: SmsRequest, expected: Rejected) -> None:
    assert smsc.open().send(wrong) == expected
    assert smsc.seen("bind") == []
