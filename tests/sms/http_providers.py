"""The providers over HTTP as the tests open them, by name: against an address, in no hurry or in a great one."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from arende.ports.config import AdapterConfig, Option
from arende.ports.options import Options
from arende.ports.sms import SmsProvider
from arende_conformance.intree_sms import elks46, kannel, sinch, twilio
from arende_conformance.sms.over_http import HttpHarness
from arende_sms import elks46 as elks46_module
from arende_sms import kannel as kannel_module
from arende_sms.elks46 import Elks46Sms
from arende_sms.kannel import KannelSms
from arende_sms.settings import WHAT, WebSettings
from arende_sms.sinch import settings as sinch_settings
from arende_sms.sinch.provider import SinchSms
from arende_sms.twilio import settings as twilio_settings
from arende_sms.twilio.provider import TwilioSms
from arende_sms.web import Web
from attrs import evolve, frozen

NOW: Final = 1_795_700_000_000_000
QUICK: Final = WebSettings(timeout=1.0, connect_timeout=1.0)
PATIENT: Final = WebSettings(timeout=30, connect_timeout=30)


class Reading(Protocol):
    """How a provider's module reads its options."""

    def __call__(self, o: Options) -> object: ...


@frozen(kw_only=True)
class Provider:
    """One provider over HTTP."""

    name: str
    harness: Callable[[], HttpHarness]
    read: Reading
    open: Callable[[Options, WebSettings], SmsProvider]

    def options(self, address: str, **other: Option) -> Options:
        given: Mapping[str, Option] = {**self.harness().options(address), **other}
        return Options(AdapterConfig(name=self.name, options=given), WHAT)


def open_elks46(o: Options, web: WebSettings) -> SmsProvider:
    return Elks46Sms(evolve(elks46_module.read(o), web=web), Web(web), lambda: NOW)


def open_twilio(o: Options, web: WebSettings) -> SmsProvider:
    return TwilioSms(evolve(twilio_settings.read(o), web=web), Web(web), lambda: NOW)


def open_kannel(o: Options, web: WebSettings) -> SmsProvider:
    return KannelSms(evolve(kannel_module.read(o), web=web), Web(web), lambda: NOW)


def open_sinch(o: Options, web: WebSettings) -> SmsProvider:
    return SinchSms(evolve(sinch_settings.read(o), web=web), Web(web), lambda: NOW)


PROVIDERS: Final = (
    Provider(name="elks46", harness=elks46, read=elks46_module.read, open=open_elks46),
    Provider(name="kannel", harness=kannel, read=kannel_module.read, open=open_kannel),
    Provider(name="sinch", harness=sinch, read=sinch_settings.read, open=open_sinch),
    Provider(name="twilio", harness=twilio, read=twilio_settings.read, open=open_twilio),
)
