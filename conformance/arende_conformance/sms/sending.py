"""SMS clauses SMS-01 to SMS-15: what `send` may say, and when. Delivery reports are in `reports`."""

from typing import Final

from arende.ports.sms import (
    Accepted,
    ProviderError,
    Rejected,
    Rejection,
    SendOutcome,
    SmsProvider,
    SmsRequest,
    Uncertain,
)

from .. import watching
from ..bench import SmsBench
from ..claims import Capability
from ..clauses import Level, check, clause, fail, is_a, same
from ..watching import Ear, returned

SEND = "ports.sms.SmsProvider.send"
ACCEPTED = "ports.sms.Accepted: never said before the provider has taken responsibility"
LEAKS = "domain.md B3; architecture.md: no number or text in a log, an error or a repr"
OBSERVED = (Capability.OBSERVED,)
NUMBER: Final = "+46701740605"
TEXT: Final = "Du har fått ett nytt ärende. ÅÄÖ åäö é 10 €"


def request(id: str = "n-1", *, to: str = NUMBER, text: str = TEXT, sender: str = "Vardgivare") -> SmsRequest:
    """One SMS to an invented number."""
    return SmsRequest(id=id, to=to, sender=sender, text=text)


def sent(provider: SmsProvider, sms: SmsRequest) -> SendOutcome:
    """What `send` says; that it says one of the three and raises nothing is part of the clause at hand."""
    return returned(lambda: provider.send(sms), (Accepted, Rejected, Uncertain), "send")


def in_time(bench: SmsBench, provider: SmsProvider, sms: SmsRequest) -> SendOutcome:
    """The same, in the time that the harness states."""
    return watching.in_time(bench.timeout, lambda: sent(provider, sms), "send")


def leaked(text: str, sms: SmsRequest) -> list[str]:
    """Which of the things that must stay inside stand in a text."""
    return [name for name, value in (("number", sms.to), ("text", sms.text)) if value.lstrip("+") in text]


class SendClauses:
    """Sending."""

    @clause("SMS-01", "A well-formed SMS to a valid number is Accepted.", source=SEND)
    def test_accepts(self, bench: SmsBench) -> None:
        is_a(sent(bench.provider(), request()), Accepted, "the outcome")

    @clause(
        "SMS-02", "Accepted is said only when the SMS has been handed over for good.", source=ACCEPTED, needs=OBSERVED
    )
    def test_accepted_has_left(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for number in range(3):
            is_a(sent(provider, request(f"n-{number}", text=f"{TEXT} {number}")), Accepted, "the outcome")
            left = [s.id for s in bench.harness.delivered()]
            check(f"n-{number}" in left, f"SMS {number} was Accepted and has not left")

    @clause(
        "SMS-03", "The text leaves as it was given: å, ä, ö, é and € included.", source="domain.md B3", needs=OBSERVED
    )
    def test_text_exact(self, bench: SmsBench) -> None:
        provider = bench.provider()
        is_a(sent(provider, request()), Accepted, "the outcome")
        same([s.text for s in bench.harness.delivered()], [TEXT], "the texts that left")

    @clause("SMS-04", "Number and sender leave as they were given.", source="ports.sms.SmsRequest", needs=OBSERVED)
    def test_number_and_sender_exact(self, bench: SmsBench) -> None:
        provider = bench.provider()
        sent(provider, request(to="+4915123456789", sender="Region7"))
        left = [(s.to, s.sender) for s in bench.harness.delivered()]
        same(left, [("+4915123456789", "Region7")], "the numbers and senders that left")

    @clause(
        "SMS-05",
        "The same id sent twice leaves once.",
        source="ports.sms.SmsRequest.id: ours and stable",
        needs=(Capability.OBSERVED, Capability.ONCE),
    )
    def test_once(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for _ in range(2):
            is_a(sent(provider, request()), Accepted, "the outcome")
        same(len(bench.harness.delivered()), 1, "the number that left")

    @clause("SMS-06", "Two SMS with the same number and text leave both.", source=SEND, needs=OBSERVED)
    def test_two_are_two(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for id in ("n-1", "n-2"):
            sent(provider, request(id))
        same(sorted(s.id for s in bench.harness.delivered()), ["n-1", "n-2"], "the ids that left")

    @clause(
        "SMS-07",
        "A number that is none is Rejected because of the recipient, not raised.",
        source="ports.sms.Rejection",
    )
    def test_bad_number(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for number in ("", "0701740605", "+46", "+46abc", "+0701740605"):
            outcome = is_a(sent(provider, request(to=number)), Rejected, "the outcome")
            same(outcome.kind, Rejection.RECIPIENT, "the reason")

    @clause("SMS-08", "What is Rejected does not leave.", source="ports.sms.Rejected", needs=OBSERVED)
    def test_rejected_stays(self, bench: SmsBench) -> None:
        provider = bench.provider()
        is_a(sent(provider, request(to="+46")), Rejected, "the outcome")
        same(len(bench.harness.delivered()), 0, "the number that left")

    @clause(
        "SMS-09",
        "Text outside the SMS alphabet leaves exactly as given, or is not Accepted: never mangled.",
        source="ports.sms.Rejection.CONTENT",
        needs=OBSERVED,
    )
    def test_never_mangled(self, bench: SmsBench) -> None:
        provider = bench.provider()
        text = "Hej 🙂 č ł 日本"
        if isinstance(sent(provider, request(text=text)), Accepted):
            same([s.text for s in bench.harness.delivered()], [text], "the texts that left")

    @clause(
        "SMS-10", "Neither number nor text stands in what the provider or its answer shows of itself.", source=LEAKS
    )
    def test_repr_is_silent(self, bench: SmsBench) -> None:
        provider = bench.provider()
        for sms in (request(), request("n-2", to="+4670174060")):
            outcome = sent(provider, sms)
            shown = f"{provider!r} {provider} {outcome!r} {outcome}"
            same(leaked(shown, sms), [], "what leaked")

    @clause("SMS-11", "Neither number nor text is logged, whatever becomes of the SMS.", source=LEAKS)
    def test_log_is_silent(self, bench: SmsBench) -> None:
        provider = bench.provider()
        with Ear() as ear:
            for sms in (request(), request("n-2", to="+4670")):
                sent(provider, sms)
                same(leaked(ear.text, sms), [], "what was logged")

    @clause(
        "SMS-12",
        "With the way out cut, nothing is Accepted and nothing but ProviderError is raised.",
        source="ports.sms.ProviderError",
        needs=(Capability.SEVERABLE,),
    )
    def test_severed(self, bench: SmsBench) -> None:
        provider = bench.provider()
        bench.harness.sever()
        try:
            outcome = provider.send(request())
        except ProviderError:
            return
        except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
            fail(f"send raised {type(error).__name__}")
        check(not isinstance(outcome, Accepted), "the SMS was Accepted and cannot have left")

    @clause(
        "SMS-13",
        "The error of a cut way out is one sentence without number and text.",
        source=LEAKS,
        needs=(Capability.SEVERABLE,),
    )
    def test_error_is_silent(self, bench: SmsBench) -> None:
        provider = bench.provider()
        bench.harness.sever()
        try:
            provider.send(request())
        except ProviderError as error:
            same(leaked(f"{error} {error!r} {error.__cause__} {error.__dict__}", request()), [], "what leaked")
            check(bool(str(error).strip()) and "\n" not in str(error), "the error is not one sentence")

    @clause("SMS-14", "A send comes back within the time that the harness states.", source="ports.sms.SmsProvider")
    def test_bounded(self, bench: SmsBench) -> None:
        in_time(bench, bench.provider(), request())

    @clause(
        "SMS-15",
        "Accepted carries the provider's own id, by which a report can be traced.",
        source="ports.sms.Accepted",
        level=Level.SHOULD,
    )
    def test_provider_id(self, bench: SmsBench) -> None:
        outcome = is_a(sent(bench.provider(), request()), Accepted, "the outcome")
        check(bool(outcome.provider_id), "the provider's id is missing")
