"""Harnesses of the SMS providers over HTTP that come with arende, each against its stand-in, imported when called.

What left is what the stand-in took; its way out is cut by ending it.
"""

from collections.abc import Callable, Mapping, Sequence

from arende.ports.config import AdapterConfig, Option
from arende.ports.sms import SmsProvider, SmsRequest

from .claims import Capability, Claims, Exclusion, claim
from .intree import sms_factory
from .standins.server import Side, StandIn

CALLBACK = "https://clinic.example/callbacks/sms/provider"
PATH = "W3q9Zx-7bTnU2kLm5RsV"
"""The secret end of the address, for those who sign nothing."""


class HttpHarness:
    """A provider by its name in the settings, the provider's side, and the options that lead there."""

    timeout = 10.0

    def __init__(
        self,
        name: str,
        side: Callable[[], Side],
        options: Callable[[str], Mapping[str, Option]],
        *,
        module: str = "",
        exclusions: tuple[Exclusion, ...] = (),
    ) -> None:
        """`module`: where its door is, if not in the module of its name."""
        self.claims: Claims = claim(Capability.OBSERVED, Capability.SEVERABLE, exclusions=exclusions)
        self._name = name
        self._module = f"arende_sms.{module or name}"
        self._side = side
        self.options = options
        self._stand_ins: list[StandIn] = []

    def provider(self) -> SmsProvider:
        self._stand_ins.append(StandIn(self._side()))
        options = self.options(self._stand_ins[-1].address)
        return sms_factory(self._module, self._name).open(
            AdapterConfig(name=self._name, options={"timeout": 5, **options})
        )

    def delivered(self) -> Sequence[SmsRequest]:
        return list(self._stand_ins[-1].left)

    def sever(self) -> None:
        self._stand_ins[-1].close()

    def cleanup(self) -> None:
        for stand_in in self._stand_ins:
            stand_in.close()


def elks46() -> HttpHarness:
    """The factory of `elks46`."""
    from .standins.elks46 import KEY, USER, Elks46Side

    def options(address: str) -> Mapping[str, Option]:
        return {
            "api_url": address,
            "username": USER,
            "password": KEY,
            "callback_url": CALLBACK,
            "callback_secret": PATH,
        }

    return HttpHarness("elks46", Elks46Side, options)


def twilio() -> HttpHarness:
    """The factory of `twilio`."""
    from .standins.twilio import ACCOUNT, KEY, TwilioSide

    def options(address: str) -> Mapping[str, Option]:
        return {"api_url": address, "account_sid": ACCOUNT, "auth_token": KEY, "callback_url": CALLBACK}

    return HttpHarness("twilio", TwilioSide, options, module="twilio.plugin")


def sinch() -> HttpHarness:
    """The factory of `sinch`."""
    from .standins.sinch import KEY, PLAN, SHARED, SinchSide

    def options(address: str) -> Mapping[str, Option]:
        own = {"service_plan_id": PLAN, "api_token": KEY, "hmac_secret": SHARED}
        return {"api_url": address, "callback_url": CALLBACK, **own}

    return HttpHarness("sinch", SinchSide, options, module="sinch.plugin")


def kannel() -> HttpHarness:
    """The factory of `kannel`."""
    from .standins.kannel import KEY, USER, KannelSide
    from .standins.kannel import PATH as SENDSMS

    def options(address: str) -> Mapping[str, Option]:
        own = {"api_url": f"{address}{SENDSMS}", "username": USER, "password": KEY}
        return {**own, "callback_url": CALLBACK, "callback_secret": PATH}

    without_id = Exclusion("SMS-15", "Kannel gives no id with its answer; reports come back with ours.")
    return HttpHarness("kannel", KannelSide, options, exclusions=(without_id,))
