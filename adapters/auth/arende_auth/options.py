"""How options of a sign-in are read: by `arende.ports.options`, with errors that say that it is a sign-in."""

from typing import Final

from arende.ports import options
from arende.ports.config import AdapterConfig

MICROS: Final = 1_000_000
WHAT: Final = ("Inloggningen", "The sign-in")


class Options(options.Options):
    """The options of one sign-in."""

    def __init__(self, config: AdapterConfig) -> None:
        super().__init__(config, WHAT)


def need(library: str, config: AdapterConfig) -> None:
    """Raise ConfigError unless the library is installed; nothing imports it before an authenticator is opened."""
    options.need(library, options.named(WHAT, config), "auth")
