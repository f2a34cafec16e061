"""The door of `twilio`: registers it. Nothing is called before the first SMS."""

from typing import Final

from arende.ports.hooks import hookimpl
from arende.ports.registry import SmsRegistry

from ..over_http import Opens
from .provider import TwilioSms
from .settings import read

TWILIO: Final = Opens(read, TwilioSms)


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """Registers `twilio`."""
    registry.add("twilio", TWILIO)
