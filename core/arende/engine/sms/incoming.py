"""A provider's request to us, as any host hands it in: from the provider, of a form that it has, and then what it says.

The host passes the request on as it came, and answers with `status` and an empty body. Nothing of a request is logged.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import frozen

from ...ports.http import RawRequest
from ...ports.sms import Answering, SmsReply, SmsReport
from .counted import Counted, What
from .replies import Replies
from .reports import Reports
from .routes import Route

LONGEST_BODY: Final = 64 * 1024
LONGEST_URL: Final = 8 * 1024
LONGEST_HEADERS: Final = 32 * 1024


@frozen(kw_only=True)
class Received:
    """The request is from the provider, and all that it told is durable. Numbers of reports and replies."""

    recorded: int = 0
    repeated: int = 0
    waiting: int = 0
    replies: int = 0
    status: int = 204


class Why(StrEnum):
    """Why a request was turned away: a stable code."""

    UNKNOWN_PROVIDER = "sms.provider_unknown"
    OVERSIZED = "sms.report_oversized"
    FORGED = "sms.report_forged"
    MALFORMED = "sms.report_malformed"
    UNAVAILABLE = "unavailable"


TABLE: Final[Mapping[Why, tuple[int, What, str, str]]] = {
    Why.UNKNOWN_PROVIDER: (
        404,
        What.UNKNOWN_PROVIDER,
        "Ingen SMS-leverantör heter så i inställningarna. Rätta adressen hos leverantören.",
        "No SMS provider is called so in the settings. Correct the address at the provider.",
    ),
    Why.OVERSIZED: (
        413,
        What.OVERSIZED,
        "Rapporten är för stor för att vara en. Kontrollera vem som skickar till adressen.",
        "The report is too large to be one. Check who sends to the address.",
    ),
    Why.FORGED: (
        403,
        What.FORGED,
        "Rapporten kan inte visas komma från leverantören. Kontrollera adress och hemlighet i inställningarna.",
        "The report is not shown to come from the provider. Check address and secret in the settings.",
    ),
    Why.MALFORMED: (
        400,
        What.MALFORMED,
        "Rapporten har inte leverantörens form. Kontrollera att rätt leverantör skickar till adressen.",
        "The report is not of the provider's form. Check that the right provider sends to the address.",
    ),
    Why.UNAVAILABLE: (
        503,
        What.UNAVAILABLE,
        "Rapporten kunde inte sparas just nu. Leverantören skickar den igen.",
        "The report could not be kept just now. The provider will send it again.",
    ),
}
"""HTTP status, what is counted, and a sentence in Swedish and English."""


@frozen
class TurnedAway:
    """Nothing of the request was kept."""

    why: Why

    @property
    def code(self) -> str:
        return self.why.value

    @property
    def status(self) -> int:
        return TABLE[self.why][0]

    def sentence(self, lang: str = "sv") -> str:
        _, _, swedish, english = TABLE[self.why]
        return english if lang == "en" else swedish


Result: TypeAlias = Received | TurnedAway


@frozen(kw_only=True)
class SmsReports:
    """`engine.sms_reports`. Safe from several threads."""

    routes: tuple[Route, ...]
    reports: Reports
    replies: Replies

    @property
    def counted(self) -> Counted:
        return self.reports.counted

    def receive(self, provider: str, raw: RawRequest) -> Result:
        """Take a request that came to the address of that provider, by its name in the settings. Raises nothing."""
        route = next((one for one in self.routes if one.name == provider), None)
        if route is None:
            return self.away("", Why.UNKNOWN_PROVIDER)
        if oversized(raw):
            return self.away(provider, Why.OVERSIZED)
        if not genuine(route, raw):
            return self.away(provider, Why.FORGED)
        read = told_by(route, raw)
        if read is None:
            return self.away(provider, Why.MALFORMED)
        reports, replies = read
        found = self.reports.take(provider, reports)
        kept = [self.replies.take(provider, reply) for reply in replies]
        if What.UNAVAILABLE in found or not all(kept):
            return TurnedAway(Why.UNAVAILABLE)
        return Received(
            recorded=found.count(What.RECORDED),
            repeated=found.count(What.REPEATED),
            waiting=found.count(What.WAITING),
            replies=len(kept),
        )

    def away(self, provider: str, why: Why) -> TurnedAway:
        self.counted.add(provider, TABLE[why][1])
        return TurnedAway(why)


def oversized(raw: RawRequest) -> bool:
    headers = sum(len(name) + len(value) for name, value in raw.headers.items())
    return len(raw.body) > LONGEST_BODY or len(raw.url) > LONGEST_URL or headers > LONGEST_HEADERS


def genuine(route: Route, raw: RawRequest) -> bool:
    """What a vendor's code raises shows nothing."""
    try:
        return route.provider.verify(raw) is True
    except Exception:  # noqa: BLE001 - as above
        return False


def told_by(route: Route, raw: RawRequest) -> tuple[Sequence[SmsReport], Sequence[SmsReply]] | None:
    """What the request says; None: nothing that the provider would send."""
    provider = route.provider
    try:
        replies = provider.parse_reply(raw) if isinstance(provider, Answering) else ()
        return provider.parse_report(raw), replies
    except Exception:  # noqa: BLE001 - a ValueError by the port; whatever else a vendor's code raises says no more
        return None
