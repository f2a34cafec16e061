"""Harnesses of the SMS providers over HTTP that come with arende, each against its stand-in, imported when called."""

from collections.abc import Callable, Mapping
from typing import Final

from arende.ports.config import AdapterConfig, Option
from arende.ports.registry import SmsRegistry
from arende.ports.sms import Delivery, SmsProvider

from .claims import Capability, Exclusion
from .registered import registered
from .sms.over_http import CALLBACK, HttpHarness

PATH: Final = "W3q9Zx-7bTnU2kLm5RsV"
"""The secret end of the address, for those who sign nothing."""


def _opened(name: str, module: str = "") -> Callable[[AdapterConfig], SmsProvider]:
    """By its door, which is in `module`, if not in the module of its name."""
    return lambda config: registered(f"arende_sms.{module or name}", SmsRegistry(), name).open(config)


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

    reports = {Delivery.DELIVERED: "delivered", Delivery.FAILED: "failed"}
    address = f"{CALLBACK}/{PATH}"
    return HttpHarness(
        "elks46", _opened("elks46"), Elks46Side, options, reports=reports, address=address, also=(Capability.ASKED,)
    )


def twilio() -> HttpHarness:
    """The factory of `twilio`."""
    from .standins.twilio import ACCOUNT, KEY, TwilioSide

    def options(address: str) -> Mapping[str, Option]:
        return {"api_url": address, "account_sid": ACCOUNT, "auth_token": KEY, "callback_url": CALLBACK}

    reports = {Delivery.DELIVERED: "delivered", Delivery.FAILED: "undelivered"}
    also = (Capability.ASKED, Capability.SEALED)
    return HttpHarness("twilio", _opened("twilio", "twilio.plugin"), TwilioSide, options, reports=reports, also=also)


def sinch() -> HttpHarness:
    """The factory of `sinch`."""
    from .standins.sinch import KEY, PLAN, SHARED, SinchSide

    def options(address: str) -> Mapping[str, Option]:
        own = {"service_plan_id": PLAN, "api_token": KEY, "hmac_secret": SHARED}
        return {"api_url": address, "callback_url": CALLBACK, **own}

    reports = {Delivery.DELIVERED: "Delivered", Delivery.FAILED: "Failed"}
    also = (Capability.ASKED, Capability.SEALED)
    return HttpHarness("sinch", _opened("sinch", "sinch.plugin"), SinchSide, options, reports=reports, also=also)


def kannel() -> HttpHarness:
    """The factory of `kannel`."""
    from .standins.kannel import KEY, USER, KannelSide
    from .standins.kannel import PATH as SENDSMS

    def options(address: str) -> Mapping[str, Option]:
        own = {"api_url": f"{address}{SENDSMS}", "username": USER, "password": KEY}
        return {**own, "callback_url": CALLBACK, "callback_secret": PATH}

    without_id = Exclusion("SMS-15", "Kannel gives no id with its answer; reports come back with ours.")
    reports = {Delivery.DELIVERED: "1", Delivery.FAILED: "2"}
    address = f"{CALLBACK}/{PATH}"
    return HttpHarness(
        "kannel", _opened("kannel"), KannelSide, options, reports=reports, address=address, exclusions=(without_id,)
    )
