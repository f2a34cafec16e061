"""What comes over providers' own connections (SMPP), fetched by the worker and settled once it is durable."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from ...ports.sms import Heard, Listening, SmsReport
from .counted import What
from .replies import Replies
from .reports import Reports
from .routes import Route

AT_A_TIME: Final = 100


@frozen(kw_only=True)
class Ears:
    """Listens to every provider that has a connection of its own. For one thread at a time."""

    routes: tuple[Route, ...]
    reports: Reports
    replies: Replies

    def listen(self) -> int:
        """Take in what has come; how many were settled. Of a provider that fails nothing is settled."""
        return sum(
            self.hear(route.name, route.provider) for route in self.routes if isinstance(route.provider, Listening)
        )

    def hear(self, name: str, provider: Listening) -> int:
        try:
            heard = provider.heard(AT_A_TIME)
            durable = self.durable(name, heard)
            if durable:
                provider.settle(durable)
        except Exception:  # noqa: BLE001 - a vendor's fault: what is not settled comes again
            return 0
        return len(durable)

    def durable(self, name: str, heard: Sequence[Heard]) -> list[str]:
        """The keys of what need not come again."""
        reports = [(one.key, one.what) for one in heard if isinstance(one.what, SmsReport)]
        became = self.reports.take(name, [report for _, report in reports]) if reports else ()
        kept = [key for (key, _), what in zip(reports, became, strict=True) if what is not What.UNAVAILABLE]
        replies = [one for one in heard if not isinstance(one.what, SmsReport)]
        return kept + [
            one.key for one in replies if not isinstance(one.what, SmsReport) and self.replies.take(name, one.what)
        ]
