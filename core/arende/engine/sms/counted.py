"""What has come in from providers since this process began, counted. Numbers only: nothing of what came is kept."""

from collections import Counter
from enum import StrEnum
from threading import Lock

from attrs import field, frozen


class What(StrEnum):
    """What became of a request, a report in it, or a reply."""

    RECORDED = "recorded"  # it told something new
    REPEATED = "repeated"  # it had come before
    WAITING = "waiting"  # nobody knows yet which SMS it is about
    UNMATCHED = "unmatched"  # nobody knew for a day
    REPLY = "reply"
    FORGED = "forged"
    OVERSIZED = "oversized"
    MALFORMED = "malformed"
    UNKNOWN_PROVIDER = "unknown_provider"
    UNAVAILABLE = "unavailable"  # it could not be kept: the provider will bring it again


@frozen
class Counted:
    """Safe from several threads."""

    numbers: "Counter[tuple[str, What]]" = field(factory=Counter)
    lock: Lock = field(factory=Lock, repr=False)

    def add(self, provider: str, what: What) -> None:
        with self.lock:
            self.numbers[provider, what] += 1

    def of(self, provider: str) -> dict[What, int]:
        """Of one provider; what did not happen is 0."""
        with self.lock:
            return {what: self.numbers[provider, what] for what in What}
