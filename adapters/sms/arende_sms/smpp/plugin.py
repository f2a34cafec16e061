"""The door of `smpp`: opens the provider that the settings describe. Nothing is connected here.

The provider is imported when it is opened: asyncio and ssl would slow every command down.
"""

from typing import TYPE_CHECKING

from arende.ports.config import AdapterConfig
from arende.ports.hooks import hookimpl
from arende.ports.registry import SmsRegistry

if TYPE_CHECKING:
    from .provider import SmppSms


class SmppFactory:
    """Opens one account with one operator."""

    def open(self, config: AdapterConfig) -> "SmppSms":
        """Read the options; the session is made when it is needed. Raises ConfigError."""
        from .provider import SmppSms
        from .settings import options, read_settings

        return SmppSms(read_settings(options(config)))


@hookimpl
def arende_register_sms(registry: SmsRegistry) -> None:
    """The door: registers `smpp`."""
    registry.add("smpp", SmppFactory())
