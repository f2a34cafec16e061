"""The door of `sinch`: opens it from the settings and registers it. Nothing is called before the first SMS."""

import time
from collections.abc import Callable

from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.registry import SmsRegistry

from .. import settings
from ..web import Web
from .provider import SinchSms
from .settings import read


class SinchFactory:
    """Opens Sinch."""

    def open(self, config: AdapterConfig, now: Callable[[], int] = lambda: time.time_ns() // 1000) -> SinchSms:
        """`now`: microseconds. Raises ConfigError."""
        of = read(settings.options(config))
        return SinchSms(of, Web(of.web), now)


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """Registers `sinch`."""
    registry.add("sinch", SinchFactory())
