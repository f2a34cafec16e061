"""SMS clauses SMS-40 to SMS-43: a provider that is asked what became of an SMS.

NotTaken makes the engine send once more. So it is said of nothing that was taken, and never for want of an answer.
"""

import time
from typing import Final

from arende.ports.sms import Accepted, Answer, Asked, AskedSms, Delivery, Known, NotTaken, SmsProvider, Unanswered

from ..bench import SmsBench
from ..claims import Capability
from ..clauses import check, clause, fail, is_a, same
from ..watching import returned
from .harness import Trouble, make_trouble
from .sending import NUMBER, request, sent

ASK: Final = "ports.sms.Asked.ask"
NEVER: Final = "ports.sms.NotTaken: it was never taken"
ASKED: Final = (Capability.ASKED,)


def asked(provider: SmsProvider, provider_id: str | None, id: str = "n-1") -> Answer:
    """The answer about an SMS of two minutes ago; that it is one of the three is part of the clause at hand."""
    since = time.time_ns() // 1000 - 120_000_000
    question = AskedSms(id=id, to=NUMBER, provider_id=provider_id, since=since)
    if not isinstance(provider, Asked):
        fail("the provider has no ask")
    return returned(lambda: provider.ask(question), (Known, NotTaken, Unanswered), "ask")


class AskingClauses:
    """Asking."""

    @clause(
        "SMS-40", "What was Accepted is Known by its id: it has our id, and has not failed.", source=ASK, needs=ASKED
    )
    def test_known(self, bench: SmsBench) -> None:
        provider = bench.provider()
        accepted = is_a(sent(provider, request()), Accepted, "the outcome")
        report = is_a(asked(provider, accepted.provider_id), Known, "the answer").report
        same((report.our_id, report.provider_id), ("n-1", accepted.provider_id), "the ids of the answer")
        check(report.state in (Delivery.SENT, Delivery.DELIVERED), "it is told as failed")

    @clause(
        "SMS-41",
        "What was taken, and whose answer was lost, is never NotTaken.",
        source=NEVER,
        needs=(Capability.ASKED, Capability.TROUBLED),
    )
    def test_lost(self, bench: SmsBench) -> None:
        make_trouble(bench.harness, Trouble.LOST)
        provider = bench.provider()
        sent(provider, request())
        check(not isinstance(asked(provider, None), NotTaken), "it was taken, and is said not to be")

    @clause(
        "SMS-42",
        "With the way out cut nobody can be asked: Unanswered.",
        source=NEVER,
        needs=(Capability.ASKED, Capability.SEVERABLE),
    )
    def test_asked_severed(self, bench: SmsBench) -> None:
        provider = bench.provider()
        bench.harness.sever()
        for provider_id in (None, "p-1"):
            is_a(asked(provider, provider_id), Unanswered, "the answer")

    @clause("SMS-43", "What was never sent is not Known.", source=ASK, needs=ASKED)
    def test_never_sent(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for provider_id in (None, "p-0123456789"):
            check(not isinstance(asked(provider, provider_id, "n-9"), Known), "it was never sent, and is known")
