"""The options of `smpp`, read and checked. Nothing is connected here, and no error or repr shows what one holds.

====================  ================================================================================================
`host`, `port`        or `smpp:HOST:PORT`; port 3550 if none is given, 2775 in clear
`system_id`           the account
`password`            better as `password_file`
`tls`                 default true; false only over a line that is private by itself
`ca_file`             the only authorities that are trusted, PEM; default those of the system
`cert_file`           our own certificate, where the operator asks for one, with `key_file`
`system_type`         as the operator says; default empty, as `service_type` is
`alphabet`            `gsm7` (default): the operator reads data_coding 0 as GSM-7; `ucs2`: it does not, all is UCS-2
`long_messages`       `udh` (default), `sar` or `payload`
`message_ids`         `receipt_decimal`, `receipt_hex`, `same`; `auto` (default) compares, while the process lives
`receipt_zone`        time zone of the times in receipts; default: not known, so they are not told
`country`             calling code of senders that write back with a national number; default 46
`window`              messages that may wait for their answer at once; default 10
`enquire_link`        seconds of silence before the other side is asked whether it is there; default 30
`timeout`             seconds that an answer is waited for; default 10
`connect_timeout`     seconds for connecting and binding; default 5
====================  ================================================================================================
"""

import hashlib
import ssl
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from arende.ports.config import AdapterConfig, ConfigError, Option
from attrs import field, frozen

from .ids import Form
from .receipts import Reading
from .segments import Coding, Long

PORT: Final = 2775
TLS_PORT: Final = 3550
Word = TypeVar("Word", Coding, Long, Form)


@frozen(kw_only=True)
class SmppSettings:
    """One account with one operator. Times are in seconds."""

    host: str
    port: int
    tls: ssl.SSLContext | None = field(repr=False)
    """None: in clear, for a private line only."""
    system_id: str = field(repr=False)
    password: str = field(repr=False)
    system_type: str
    service_type: str
    coding: Coding
    long: Long
    reading: Reading
    window: int
    """PDUs that may wait for their answer at once."""
    enquire_link: int
    """Silence after which the other side is asked whether it is there."""
    timeout: int
    """How long an answer is waited for."""
    connect_timeout: int
    """How long connecting and binding may take together."""


def read_settings(config: AdapterConfig) -> SmppSettings:
    """`smpp:HOST:PORT` or the options `host` and `port`, and the rest. Raises ConfigError."""
    options = _Options(config)
    host, port = options.place()
    tls = options.truth("tls", True)
    password = options.ascii("password", most=64)
    settings = SmppSettings(
        host=host,
        port=port or (TLS_PORT if tls else PORT),
        tls=options.context() if tls else None,
        system_id=options.ascii("system_id", most=15),
        password=password,
        system_type=options.ascii("system_type", most=12, default=""),
        service_type=options.ascii("service_type", most=5, default=""),
        coding=options.one_of("alphabet", Coding, Coding.GSM7),
        long=options.one_of("long_messages", Long, Long.UDH),
        reading=Reading(
            form=options.one_of("message_ids", Form, Form.AUTO),
            country=options.country(),
            zone=options.zone(),
            key=hashlib.sha256(b"arende.smpp.reply\0" + password.encode()).digest(),
        ),
        window=options.whole("window", 10, 1, 1000),
        enquire_link=options.whole("enquire_link", 30, 1, 3600),
        timeout=options.whole("timeout", 10, 1, 20),
        connect_timeout=options.whole("connect_timeout", 5, 1, 10),
    )
    options.done()
    return settings


class _Options:
    """Each option is asked for once; `done` refuses those that nobody asked for."""

    def __init__(self, config: AdapterConfig) -> None:
        self._location = config.location
        self._given: Mapping[str, Option] = config.options
        self._asked: set[str] = set()

    def fault(self, name: str, what: str) -> ConfigError:
        return ConfigError(f"The SMS provider smpp: the option {name} {what}.")

    def place(self) -> tuple[str, int]:
        """Host and port (0 where none is given)."""
        host, _, port = self._location.rpartition(":") if ":" in self._location else (self._location, "", "")
        host = self.text("host", host).strip("[]")
        if not host:
            raise self.fault("host", "is missing: write `smpp:HOST:PORT`, or host and port in a table")
        if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise self.fault("port", "must be a whole number from 1 to 65535")
        return host, self.whole("port", int(port or 0), 0, 65535)

    def text(self, name: str, default: str) -> str:
        value = self._get(name, default)
        if not isinstance(value, str):
            raise self.fault(name, "must be a text")
        return value.strip()

    def ascii(self, name: str, *, most: int, default: str | None = None) -> str:
        """Printable ASCII, as SMPP has no other; required where there is no default."""
        value = self.text(name, default or "")
        if not value and default is None:
            raise self.fault(name, "is missing")
        if not value.isascii() or not value.isprintable() or len(value) > most:
            raise self.fault(name, f"must be at most {most} characters of ASCII")
        return value

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        value = self._get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.fault(name, f"must be a whole number from {least} to {most}")
        return value

    def truth(self, name: str, default: bool) -> bool:
        value = self._get(name, default)
        if not isinstance(value, bool):
            raise self.fault(name, "must be true or false")
        return value

    def one_of(self, name: str, words: type[Word], default: Word) -> Word:
        value = self.text(name, default.value)
        if value not in [word.value for word in words]:
            raise self.fault(name, f"must be one of {_listed(word.value for word in words)}")
        return words(value)

    def country(self) -> str:
        value = self.text("country", "46")
        if not (value.isascii() and value.isdigit() and 1 <= len(value) <= 3 and value[0] != "0"):
            raise self.fault("country", "must be a country's calling code, as 46")
        return value

    def zone(self) -> ZoneInfo | None:
        """The zone of the times in receipts, where the operator has told which it is."""
        value = self.text("receipt_zone", "")
        try:
            return ZoneInfo(value) if value else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise self.fault("receipt_zone", "must name a time zone, as Europe/Stockholm or UTC") from None

    def context(self) -> ssl.SSLContext:
        """Certificates are checked, by the system's authorities or those of `ca_file`; perhaps with one of ours."""
        authorities, certificate, key = (self.text(name, "") for name in ("ca_file", "cert_file", "key_file"))
        try:
            context = ssl.create_default_context(cafile=authorities or None)
        except (OSError, ssl.SSLError):
            raise self.fault("ca_file", "must name a file of certificates that can be read") from None
        if certificate or key:
            try:
                context.load_cert_chain(certificate, key or None, password="")  # or it would ask the terminal
            except (OSError, ssl.SSLError):
                raise self.fault("cert_file", "and key_file must name a certificate and its key") from None
        return context

    def done(self) -> None:
        """Refuse options that were not asked for: a mistyped one must not pass for one that is set."""
        unknown = sorted(set(self._given) - self._asked)
        if unknown:
            raise self.fault(unknown[0], "is not known")

    def _get(self, name: str, default: Option) -> Option:
        self._asked.add(name)
        return self._given.get(name, default)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
