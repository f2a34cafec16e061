"""Reads an adapter's options one by one, and refuses what is missing, mistyped or unknown. No option is named here.

Every error is one sentence with the option's name and without its value, for a secret may stand there. An adapter need
not read its options by this, but whoever does has the same errors as the rest.
"""

import importlib
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from .config import AdapterConfig, ConfigError, Option


class Options:
    """The options of one adapter. Each is asked for once; `done` refuses those that nobody asked for."""

    def __init__(self, config: AdapterConfig, what: str) -> None:
        """`what` begins every error, with the adapter's name after it: `The sign-in`, `The SMS provider`."""
        self._of = f"{what} {config.name}"
        self._given: Mapping[str, Option] = config.options
        self.asked: dict[str, Option | None] = {}
        """What has been asked for, with its default; None: required."""
        if config.location:
            raise ConfigError(f"{self._of} takes no location: write its options in a table with provider.")

    def fault(self, name: str, what: str) -> ConfigError:
        """The error about one option."""
        return ConfigError(f"{self._of}: the option {name} {what}.")

    def text(self, name: str, default: str | None = None) -> str:
        """A text; required where there is no default."""
        value = self._get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fault(name, "must be a text")
        return value.strip()

    def texts(self, name: str, default: str | None = None) -> tuple[str, ...]:
        """Texts, parted by comma or space; required where there is no default."""
        return tuple(self.text(name, default).replace(",", " ").split())

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number between two bounds, both included."""
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.fault(name, f"must be a whole number from {least} to {most}")
        return value

    def truth(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self._get(name, default)
        if not isinstance(value, bool):
            raise self.fault(name, "must be true or false")
        return value

    def one_of(self, name: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of a few words."""
        words = tuple(allowed)
        value = self.text(name, default)
        if value not in words:
            raise self.fault(name, f"must be one of {', '.join(words)}")
        return value

    def url(self, name: str, default: str | None = None) -> str:
        """An address of a provider; https, except on this machine itself."""
        value = self.text(name, default)
        if value and not safe(value):
            raise self.fault(name, "must be a URL that begins with https://")
        return value

    def path(self, name: str) -> Path | None:
        """The path of a file that can be read, if it is given."""
        value = self.text(name, "")
        if not value:
            return None
        path = Path(value)
        try:
            with path.open("rb"):
                return path
        except OSError:
            raise self.fault(name, "must name a file that can be read") from None

    def done(self) -> None:
        """Refuse options that were not asked for: a mistyped one must not pass for one that is set."""
        unknown = sorted(set(self._given) - set(self.asked))
        if unknown:
            raise ConfigError(f"{self._of} has no option {', '.join(unknown)}: see its documentation.")

    def _get(self, name: str, default: Option | None) -> Option:
        self.asked[name] = default
        value = self._given.get(name, default)
        if value is None:
            raise self.fault(name, "is missing")
        return value


def safe(url: str) -> bool:
    """Whether a URL may be called: https with a host and no user, or http to this machine itself."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _loopback(host))


def need(library: str, of: str, extra: str) -> None:
    """Raise ConfigError unless the library is installed; nothing imports it before an adapter `of` the extra opens."""
    try:
        importlib.import_module(library)
    except ImportError:
        raise ConfigError(f"{of} needs {library}: run `pip install arende[{extra}]`.") from None


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
