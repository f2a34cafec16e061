"""Reads an adapter's options one by one, and refuses what is missing, mistyped or unknown. No option is named here.

Every error is one sentence with the option's name and without its value, for a secret may stand there; in Swedish and
in English. An adapter need not read its options by this, but whoever does has the same errors as the rest.
"""

import importlib
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from .config import AdapterConfig, ConfigError, Option, Said, both

MISSING: Final = ("saknas", "is missing")


class Options:
    """The options of one adapter. Each is asked for once; `done` refuses those that nobody asked for."""

    def __init__(self, config: AdapterConfig, what: Said) -> None:
        """`what` begins every error, before the adapter's name: `The SMS provider`, or that in both languages."""
        self._of = named(what, config)
        self._given: Mapping[str, Option] = config.options
        self.asked: dict[str, Option | None] = {}
        """What has been asked for, with its default; None: required."""
        if config.location:
            raise self._error(
                " tar ingen plats: skriv dess inställningar i en tabell med provider.",
                " takes no location: write its options in a table with provider.",
            )

    def fault(self, name: str, what: Said) -> ConfigError:
        """The error about one option: what is wrong, as `must be a text`, or that in both languages."""
        sv, en = both(what)
        told = self._error(f": inställningen {name} {sv}.", f": the option {name} {en}.")
        return ConfigError(told.both[1]) if isinstance(what, str) else told

    def text(self, name: str, default: str | None = None) -> str:
        """A text; required where there is no default."""
        value = self._get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fault(name, ("ska vara en text", "must be a text"))
        return value.strip()

    def texts(self, name: str, default: str | None = None) -> tuple[str, ...]:
        """Texts, parted by comma or space; required where there is no default."""
        return tuple(self.text(name, default).replace(",", " ").split())

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number between two bounds, both included."""
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            sv, en = f"ska vara ett heltal från {least} till {most}", f"must be a whole number from {least} to {most}"
            raise self.fault(name, (sv, en))
        return value

    def truth(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self._get(name, default)
        if not isinstance(value, bool):
            raise self.fault(name, ("ska vara true eller false", "must be true or false"))
        return value

    def one_of(self, name: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of a few words."""
        words = tuple(allowed)
        value = self.text(name, default)
        if value not in words:
            known = ", ".join(words)
            raise self.fault(name, (f"ska vara ett av {known}", f"must be one of {known}"))
        return value

    def url(self, name: str, default: str | None = None) -> str:
        """An address of a provider; https, except on this machine itself."""
        value = self.text(name, default)
        if value and not safe(value):
            raise self.fault(
                name, ("ska vara en adress som börjar med https://", "must be a URL that begins with https://")
            )
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
            raise self.fault(name, ("ska ange en fil som går att läsa", "must name a file that can be read")) from None

    def done(self) -> None:
        """Refuse options that were not asked for: a mistyped one must not pass for one that is set."""
        unknown = sorted(set(self._given) - set(self.asked))
        if unknown:
            names = ", ".join(unknown)
            raise self._error(
                f" har ingen inställning {names}: se dess dokumentation.",
                f" has no option {names}: see its documentation.",
            )

    def _get(self, name: str, default: Option | None) -> Option:
        self.asked[name] = default
        value = self._given.get(name, default)
        if value is None:
            raise self.fault(name, MISSING)
        return value

    def _error(self, sv: str, en: str) -> ConfigError:
        return ConfigError((self._of[0] + sv, self._of[1] + en))


def named(what: Said, config: AdapterConfig) -> tuple[str, str]:
    """What begins a sentence about the adapter, in Swedish and in English; without words in Swedish its name alone."""
    sv, en = ("", what) if isinstance(what, str) else what
    return f"{sv} {config.name}".strip(), f"{en} {config.name}"


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


def need(library: str, of: Said, extra: str) -> None:
    """Raise ConfigError unless the library is installed; nothing imports it before an adapter `of` the extra opens."""
    try:
        importlib.import_module(library)
    except ImportError:
        sv, en = both(of)
        line = f"`pip install arende[{extra}]`"
        raise ConfigError((f"{sv} behöver {library}: kör {line}.", f"{en} needs {library}: run {line}.")) from None


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
