"""SMS clauses SMS-16 to SMS-19 and SMS-24 to SMS-29: what `send` says, and keeps, when its other side is in trouble.

A wrong word here is a patient who hears nothing, or twice: what may have been taken is Uncertain, and nothing else is.
"""

from typing import Final

from arende.ports.sms import Accepted, ProviderError, Rejected, Rejection, SendOutcome, Uncertain

from ..abilities import secrets_of, strayed
from ..bench import SmsBench
from ..claims import Capability, Support
from ..clauses import check, clause, is_a, same
from ..watching import Ear, seen, troubles
from .harness import Trouble, make_trouble
from .sending import ACCEPTED, LEAKS, in_time, leaked, request

UNKNOWN: Final = "ports.sms.Uncertain: it may or may not have been taken"
BUSY: Final = "ports.sms.Rejection.BUSY"
TROUBLED: Final = (Capability.TROUBLED,)
WEB: Final = (Capability.WEB,)


def troubled(bench: SmsBench, trouble: Trouble) -> SendOutcome:
    """What `send` says to one SMS while its side behaves so."""
    make_trouble(bench.harness, trouble)
    return in_time(bench, bench.provider(), request())


class TroubleClauses:
    """The other side in trouble."""

    @clause(
        "SMS-16",
        "What was taken and is never answered is Uncertain, in the time that the harness states.",
        source=UNKNOWN,
        needs=TROUBLED,
    )
    def test_silence(self, bench: SmsBench) -> None:
        is_a(troubled(bench, Trouble.SILENT), Uncertain, "the outcome")

    @clause("SMS-17", "What was taken and whose answer was lost is Uncertain.", source=UNKNOWN, needs=TROUBLED)
    def test_loss(self, bench: SmsBench) -> None:
        is_a(troubled(bench, Trouble.LOST), Uncertain, "the outcome")

    @clause(
        "SMS-18",
        "After an uncertain outcome the provider does not send again by itself.",
        source="domain.md B3: the policy for what is uncertain is the engine's",
        needs=(Capability.TROUBLED, Capability.OBSERVED),
    )
    def test_no_retry(self, bench: SmsBench) -> None:
        troubled(bench, Trouble.LOST)
        same(len(bench.harness.delivered()), 1, "the number that left")

    @clause("SMS-19", "A throttle is Rejected as busy, and goes on later.", source=BUSY, needs=TROUBLED)
    def test_throttle(self, bench: SmsBench) -> None:
        outcome = is_a(troubled(bench, Trouble.THROTTLED), Rejected, "the outcome")
        same(outcome.kind, Rejection.BUSY, "the reason")

    @clause(
        "SMS-24",
        "Refused credentials are Rejected as such: never the recipient's fault.",
        source="ports.sms.Rejection.CREDENTIALS",
        needs=TROUBLED,
    )
    def test_credentials(self, bench: SmsBench) -> None:
        outcome = is_a(troubled(bench, Trouble.LOCKED), Rejected, "the outcome")
        same(outcome.kind, Rejection.CREDENTIALS, "the reason")

    @clause("SMS-25", "A side that fell over may have taken it: Uncertain, no refusal.", source=UNKNOWN, needs=WEB)
    def test_fallen(self, bench: SmsBench) -> None:
        is_a(troubled(bench, Trouble.FALLEN), Uncertain, "the outcome")

    @clause("SMS-26", "An answer that cannot be read is Uncertain, never Accepted.", source=ACCEPTED, needs=WEB)
    def test_garbled(self, bench: SmsBench) -> None:
        is_a(troubled(bench, Trouble.GARBLED), Uncertain, "the outcome")

    @clause(
        "SMS-27",
        "A redirect is not followed: number, text and secrets go nowhere but to the address that was set.",
        source="architecture.md: SMS providers",
        needs=WEB,
    )
    def test_redirect(self, bench: SmsBench) -> None:
        outcome = troubled(bench, Trouble.ELSEWHERE)
        same(strayed(bench.harness), 0, "the requests that went elsewhere")
        check(not isinstance(outcome, Accepted), "the SMS was Accepted and was not taken")

    @clause(
        "SMS-28", "What the other side quotes of number and text is neither logged nor shown.", source=LEAKS, needs=WEB
    )
    def test_quotes(self, bench: SmsBench) -> None:
        with Ear() as ear:
            outcome = troubled(bench, Trouble.QUOTING)
        same(leaked(f"{outcome!r} {outcome} {ear.text}", request()), [], "what leaked")

    @clause(
        "SMS-29",
        "No secret stands in what the provider shows of itself, in an outcome, in an error or in a log.",
        source=LEAKS,
        needs=(Capability.SECRETIVE,),
    )
    def test_secrets(self, bench: SmsBench) -> None:
        secrets = secrets_of(bench.harness)
        for trouble in troubles(bench.claims, Trouble.LOCKED, Trouble.QUOTING):
            same(seen(secrets, shown(bench, trouble)), 0, "the secrets that leaked")
        if bench.claims.grade(Capability.SEVERABLE) is Support.FULL:
            same(seen(secrets, shown(bench, None, severed=True)), 0, "the secrets that leaked with the way out cut")


def shown(bench: SmsBench, trouble: Trouble | None, *, severed: bool = False) -> str:
    """All that can be seen of one send."""
    if trouble is not None:
        make_trouble(bench.harness, trouble)
    with Ear() as ear:
        provider = bench.provider()
        if severed:
            bench.harness.sever()
        try:
            outcome = repr(provider.send(request()))
        except ProviderError as error:
            outcome = f"{error} {error!r} {error.__cause__} {error.__context__} {error.__dict__}"
        return f"{provider!r} {provider} {outcome} {ear.text}"
