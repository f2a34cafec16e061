"""How a scripted adapter of any port is opened: by an option of the port's own, a secret and seconds. No port here."""

from collections.abc import Callable
from typing import Generic, TypeVar

from arende.ports.config import AdapterConfig
from arende.ports.options import Options

from .harness import Closing

A = TypeVar("A", bound=Closing)


class ScriptedFactory(Generic[A]):
    """Reads all options and opens what it is told to."""

    def __init__(self, own: str, opens: Callable[[], A]) -> None:
        self.own = own
        self.opens = opens

    def open(self, config: AdapterConfig) -> A:
        options = Options(config, ("Den påhittade", "The scripted one"))
        self.read(options)
        options.done()
        return self.opens()

    def read(self, options: Options) -> None:
        """Each is asked for."""
        options.text(self.own)
        options.text("secret")
        options.whole("timeout", 10, 1, 20)


def scripted_config(own: str, secret: str) -> AdapterConfig:
    """Options that open it."""
    return AdapterConfig(name="scripted", options={own: "memory", "secret": secret, "timeout": 10})
