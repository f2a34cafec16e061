"""SMS clauses SMS-30 to SMS-39: reports and replies that the provider's own side makes. Forged ones: `reports`."""

from typing import Final
from urllib.parse import urlsplit

from arende.ports.http import RawRequest
from arende.ports.sms import Accepted, Answering, Delivery, SmsReport
from attrs import evolve

from ..bench import SmsBench
from ..claims import Capability
from ..clauses import check, clause, fail, is_a, same
from .harness import CanReport, reply_by, report_of
from .reports import PARSE, VERIFY
from .sending import request, sent

REPLY: Final = "ports.sms.SmsReply; domain.md B3: what people write back is never read out"
ONE: Final = "ports.sms.SmsProvider.parse_report: pure; domain.md B3"
WRITER: Final = "+46701740606"
WRITTEN: Final = "Jag mår sämre."
MEGABYTE: Final = 1 << 20
REPORTED: Final = (Capability.REPORTED,)
ANSWERED: Final = (Capability.ANSWERED,)


def reported(bench: SmsBench, delivery: Delivery = Delivery.DELIVERED) -> tuple[Accepted, RawRequest]:
    """An SMS that was accepted by the last provider, and what its side then reports of it."""
    accepted = is_a(sent(bench.provider(), request()), Accepted, "the outcome")
    return accepted, report_of(bench.harness, "n-1", delivery)


def read(bench: SmsBench, raw: RawRequest) -> list[SmsReport]:
    """What the last provider reads out of it."""
    return list(bench.last.parse_report(raw))


def answering(bench: SmsBench) -> Answering:
    """A provider over which people can write back."""
    provider = bench.provider()
    return provider if isinstance(provider, Answering) else fail("the provider has no parse_reply")


class ComingClauses:
    """Genuine reports and replies."""

    @clause("SMS-30", "A report that the provider's side makes is verified.", source=VERIFY, needs=REPORTED)
    def test_genuine(self, bench: SmsBench) -> None:
        _, raw = reported(bench)
        same(bench.last.verify(raw), True, "the answer to a genuine report")

    @clause(
        "SMS-31",
        "A report names its SMS: by our id, or by the id that Accepted carried.",
        source="ports.sms.SmsReport",
        needs=REPORTED,
    )
    def test_names(self, bench: SmsBench) -> None:
        accepted, raw = reported(bench)
        for report in read(bench, raw):
            ours, theirs = report.our_id == "n-1", report.provider_id == accepted.provider_id
            known = ours or (theirs and report.provider_id is not None and report.our_id is None)
            check(known, "the report names another SMS, or none")

    @clause(
        "SMS-32",
        "What was delivered is read as delivered, what failed as failed.",
        source="ports.sms.Delivery",
        needs=REPORTED,
    )
    def test_states(self, bench: SmsBench) -> None:
        for delivery in (Delivery.DELIVERED, Delivery.FAILED):
            _, raw = reported(bench, delivery)
            same({report.state for report in read(bench, raw)}, {delivery}, "the states that were read")

    @clause(
        "SMS-33",
        "A report that comes again, repeated or replayed, reads exactly as before: it is one outcome.",
        source=ONE,
        needs=REPORTED,
    )
    def test_again(self, bench: SmsBench) -> None:
        _, raw = reported(bench)
        first = read(bench, raw)
        same(read(bench, raw), first, "the second reading")

    @clause("SMS-34", "One report of one SMS tells one state, once.", source=ONE, needs=REPORTED)
    def test_told_once(self, bench: SmsBench) -> None:
        _, raw = reported(bench)
        same(len(read(bench, raw)), 1, "the number of states that were read")

    @clause(
        "SMS-35", "The same report without its proof is not verified, right as it looks.", source=VERIFY, needs=REPORTED
    )
    def test_without_proof(self, bench: SmsBench) -> None:
        _, raw = reported(bench)
        query = urlsplit(raw.url).query
        typed = {name: value for name, value in raw.headers.items() if name == "content-type"}
        bare = evolve(raw, url=f"https://clinic.example/elsewhere?{query}", headers=typed, remote="203.0.113.7")
        same(bench.last.verify(bare), False, "the answer to a report without proof")

    @clause(
        "SMS-36",
        "A signed report of which a byte was changed is not verified.",
        source=VERIFY,
        needs=(Capability.REPORTED, Capability.SEALED),
    )
    def test_changed(self, bench: SmsBench) -> None:
        _, raw = reported(bench, Delivery.FAILED)
        for place in (0, len(raw.body) // 2, len(raw.body) - 1):
            changed = bytes(byte ^ (at == place) for at, byte in enumerate(raw.body))
            same(bench.last.verify(evolve(raw, body=changed)), False, "the answer to a changed report")

    @clause("SMS-37", "A report of a megabyte is a ValueError or reports nothing.", source=PARSE, needs=REPORTED)
    def test_oversized(self, bench: SmsBench) -> None:
        _, raw = reported(bench)
        if raw.body:
            large = evolve(raw, body=raw.body + b" " * MEGABYTE)
        else:
            large = evolve(raw, url=f"{raw.url}&x={'x' * MEGABYTE}")
        try:
            found = read(bench, large)
        except ValueError:
            return
        same(found, [], "what a report of a megabyte reports")

    @clause(
        "SMS-38",
        "A reply is verified and tells who wrote back; what they wrote, it shows nowhere.",
        source=REPLY,
        needs=ANSWERED,
    )
    def test_reply(self, bench: SmsBench) -> None:
        provider = answering(bench)
        raw = reply_by(bench.harness, WRITER, WRITTEN)
        same(bench.last.verify(raw), True, "the answer to a genuine reply")
        replies = list(provider.parse_reply(raw))
        same([reply.sender == WRITER for reply in replies], [True], "whether the one who wrote is told, once")
        held = f"{replies!r} {[(reply.provider_id, reply.at) for reply in replies]}"
        check(WRITTEN not in held and WRITER.lstrip("+") not in held, "text or number stands in the reply")
        same(list(provider.parse_reply(raw)), replies, "the second reading")

    @clause("SMS-39", "A reply is no report, and a report no reply.", source=REPLY, needs=ANSWERED)
    def test_reply_is_no_report(self, bench: SmsBench) -> None:
        provider = answering(bench)
        raw = reply_by(bench.harness, WRITER, WRITTEN)
        same(read(bench, raw), [], "what a reply reports")
        if isinstance(bench.harness, CanReport):
            sent(bench.last, request())
            same(list(provider.parse_reply(bench.harness.report("n-1", Delivery.DELIVERED))), [], "who wrote a report")
