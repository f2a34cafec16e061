"""Routes: the SMS providers in the order of the settings, each with its pace, its circuit and what has come of it.

What has come of it is of this process; nothing here is durable, and nothing is called but through `Route.send`.
"""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Final

from attrs import define, evolve, field, frozen

from ...domain.notice.faults import fault_code, fault_of
from ...domain.notice.model import Cause, Notice, TryState
from ...domain.notice.next_step import since_asked_for
from ...ports.config import AdapterConfig, ConfigError, Option
from ...ports.sms import (
    Accepted,
    Asked,
    ProviderError,
    Rejected,
    Rejection,
    SendOutcome,
    SmsProvider,
    SmsRequest,
    Uncertain,
)
from .pacing import SECOND, Circuit, Rate, failed, group_size, may_call, succeeded, take

NAME: Final = "name"
OWN: Final = (NAME, "per_second", "attempts")
"""Options of a provider that are the engine's, and that no adapter sees."""
ATTEMPTS: Final = 20
HOPELESS: Final = (Cause.SENDER, Cause.CREDENTIALS)
"""Until someone has acted, this provider will not take it; another may."""


@frozen(kw_only=True)
class RouteSettings:
    """What the engine itself is told of a provider."""

    name: str
    """What it is called in metrics and in the addresses that reports come to; its adapter's name, if no other."""
    per_second: int | None = None
    """How many calls a second each worker makes at most."""
    attempts: int = ATTEMPTS
    """How often one SMS is tried by it."""


def of_config(config: AdapterConfig) -> tuple[RouteSettings, AdapterConfig]:
    """The engine's own options, and what is left for the adapter. Raises ConfigError."""
    options = config.options
    settings = RouteSettings(
        name=name_of(config),
        per_second=whole(options, "per_second", 10_000),
        attempts=whole(options, "attempts", 100) or ATTEMPTS,
    )
    return settings, evolve(config, options={key: value for key, value in options.items() if key not in OWN})


def name_of(config: AdapterConfig) -> str:
    """What the settings call an adapter, for it stands in addresses: its own name, if no other. Raises ConfigError."""
    name = config.options.get(NAME, config.name)
    if not isinstance(name, str) or not name.isascii() or not name.replace("-", "").replace("_", "").isalnum():
        sv = "name ska vara bokstäver a–z, siffror, bindestreck och understreck."
        raise ConfigError((sv, "name must be letters a–z, digits, hyphens and underscores."))
    return name


def whole(options: Mapping[str, Option], name: str, most: int) -> int | None:
    value = options.get(name)
    if value is not None and not (type(value) is int and 1 <= value <= most):
        sv = f"inställningen {name} ska vara ett heltal från 1 till {most}."
        raise ConfigError((sv, f"the option {name} must be a whole number from 1 to {most}."))
    return value if type(value) is int else None


@define(kw_only=True)
class Counts:
    """What has come of the calls since this process began."""

    sent: int = 0
    failed: int = 0
    uncertain: int = 0
    faults: int = 0
    """Of the uncertain, those at which the provider's own program failed."""


@define(kw_only=True, eq=False)
class Route:
    """One provider. Workers that share it take turns with its state; calls themselves are not kept apart."""

    settings: RouteSettings
    provider: SmsProvider
    circuit: Circuit = field(factory=Circuit)
    rate: Rate = field(factory=Rate)
    took: int | None = None
    """How long the last call took, in microseconds."""
    counts: Counts = field(factory=Counts)
    lock: Lock = field(factory=Lock, repr=False)

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def asked(self) -> Asked | None:
        """The provider, if it can be asked what became of an SMS."""
        return self.provider if isinstance(self.provider, Asked) else None

    def open(self, now: int) -> bool:
        """Whether it may be called."""
        return may_call(self.circuit, now)

    def turn(self, now: int) -> int:
        """When the next call may be made: now, or later by the rate."""
        if self.settings.per_second is None:
            return now
        with self.lock:
            self.rate, at = take(self.rate, self.settings.per_second, now)
        return at

    def together(self) -> int:
        """How many SMS may be begun together."""
        return group_size(self.took)

    def send(self, sms: SmsRequest, now: Callable[[], int]) -> SendOutcome:
        """The call, and what it means for the circuit. Whatever a vendor's code raises is an outcome."""
        begun = now()
        try:
            outcome = self.provider.send(sms)
        except ProviderError:
            outcome = Rejected(kind=Rejection.BUSY, code="provider_error")
        except Exception as error:  # noqa: BLE001 - a fault of the vendor's: nobody knows how far it came
            outcome = Uncertain(code=fault_code(type(error).__name__))
        self.took = max(0, now() - begun)
        self.note(outcome, now())
        return outcome

    def note(self, outcome: SendOutcome, now: int) -> None:
        """Count it. What a provider turns down for a reason shows that it works; our account is ours to mend."""
        with self.lock:
            match outcome:
                case Accepted():
                    self.counts.sent += 1
                    self.circuit = succeeded(self.circuit)
                case Uncertain(code=code):
                    self.counts.uncertain += 1
                    self.counts.faults += fault_of(code) is not None
                    self.circuit = failed(self.circuit, now)
                case Rejected(kind=Rejection.BUSY, retry_after=wait):
                    self.counts.failed += 1
                    self.circuit = failed(self.circuit, now, None if wait is None else wait * SECOND)
                case Rejected():
                    self.counts.failed += 1
                    self.circuit = succeeded(self.circuit)


def left_for(notice: Notice | None, routes: tuple[Route, ...]) -> tuple[Route, ...]:
    """The routes by which an SMS may still be tried: in order, and last the one that has left it in doubt."""
    tries = () if notice is None else since_asked_for(notice)
    doubted = {one.provider for one in tries if one.state is TryState.UNCERTAIN}
    ended = {one.provider for one in tries if one.state is TryState.REJECTED and one.cause in HOPELESS}
    left = [r for r in routes if r.name not in ended and made(notice, r.name) < r.settings.attempts]
    return tuple(sorted(left, key=lambda route: route.name in doubted))


def made(notice: Notice | None, name: str) -> int:
    """How often that provider was asked since the SMS was asked for, or asked for again."""
    return 0 if notice is None else sum(one.provider == name for one in since_asked_for(notice))
