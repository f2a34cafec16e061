"""Broken on purpose: words in one language."""

from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.options import Options, need

BOTH = ("saknas", "is missing")


def opened(config: AdapterConfig, name: str) -> None:
    o = Options(config, "The SMS provider")  # wrong
    need("httpx", f"The SMS provider {name}", "sms")  # wrong
    if name == "a":
        raise o.fault("url", BOTH)
    if name == "b":
        raise o.fault("url", "is missing")  # wrong
    if name == "c":
        raise ConfigError(("Nyckeln saknas.", "The key is missing."))
    raise ConfigError(f"The key of {name} is missing.")  # wrong
