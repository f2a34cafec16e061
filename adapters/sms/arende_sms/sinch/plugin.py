"""The door of `sinch`: registers it. Nothing is called before the first SMS."""

from typing import Final

from arende.ports.hooks import hookimpl
from arende.ports.registry import SmsRegistry

from ..over_http import Opens
from .provider import SinchSms
from .settings import read

SINCH: Final = Opens(read, SinchSms)


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """Registers `sinch`."""
    registry.add("sinch", SINCH)
