"""Wrong ways to open a scripted adapter, of any port: what the wrong adapters of each port have as `FACTORY`."""

from typing import TypeVar

from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.options import Options

from ..harness import Closing
from ..scripted import ScriptedFactory

A = TypeVar("A", bound=Closing)


class Lenient(ScriptedFactory[A]):
    """What is missing has a default that is nowhere."""

    def read(self, options: Options) -> None:
        options.text(self.own, "memory")
        options.text("secret")
        options.whole("timeout", 10, 1, 20)


class Incurious(ScriptedFactory[A]):
    """What it does not know it does not see."""

    def open(self, config: AdapterConfig) -> A:
        self.read(Options(config, ("Den påhittade", "The scripted one")))
        return self.opens()


class Coarse(ScriptedFactory[A]):
    """How many seconds it waits may be a word."""

    def read(self, options: Options) -> None:
        options.text(self.own)
        options.text("secret")
        options.asked["timeout"] = 10


class Talkative(ScriptedFactory[A]):
    """An error shows all that was given."""

    def open(self, config: AdapterConfig) -> A:
        try:
            return super().open(config)
        except ConfigError as error:
            raise ConfigError(f"{error} Given: {dict(config.options)}") from None
