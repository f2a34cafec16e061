"""A provider over HTTP against its stand-in, opened by its own door. What is asked and expected stands in the tests."""

from collections.abc import Callable
from typing import Final, Generic, Protocol, TypeVar

from arende.ports.config import AdapterConfig, Option
from arende.ports.sms import SmsRequest
from arende_conformance.sms.over_http import HttpHarness
from arende_conformance.standins.server import Side, StandIn

TO: Final = "+46701740605"
SINCE: Final = 1_795_694_400_000_000
"""2026-11-26 12:00 UTC, where a test needs a moment."""


class Closing(Protocol):
    """What is put away in the end."""

    def close(self) -> None: ...


S = TypeVar("S", bound=Side)
P = TypeVar("P", bound=Closing)


def request(id: str = "vg1.n-1", to: str = TO, text: str = "Hej åäö €") -> SmsRequest:
    """One SMS to an invented number."""
    return SmsRequest(id=id, to=to, sender="Vardgivare", text=text)


class Bench(Generic[S, P]):
    """The provider's side, and providers against it whose clock stands where it is put."""

    def __init__(
        self, name: str, side: S, harness: HttpHarness, opener: Callable[[AdapterConfig, Callable[[], int]], P]
    ) -> None:
        self.side = side
        self.stand_in = StandIn(side)
        self.now = SINCE
        self._name = name
        self._harness = harness
        self._opener = opener
        self._opened: list[P] = []

    def open(self, **other: Option) -> P:
        """A provider with the options that lead here, and others."""
        options = {**self._harness.options(self.stand_in.address), **other}
        self._opened.append(self._opener(AdapterConfig(name=self._name, options=options), lambda: self.now))
        return self._opened[-1]

    def close(self) -> None:
        """Put everything away."""
        for one in self._opened:
            one.close()
        self.stand_in.close()
