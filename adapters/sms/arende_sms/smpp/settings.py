"""The options of `smpp` (docs/sms.md), read and checked. Nothing is connected here, and no error shows a value."""

import hashlib
import ssl
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from arende.ports.config import AdapterConfig, ConfigError
from arende.ports.options import Options, named
from attrs import evolve, field, frozen

from ..settings import NO_CERTIFICATES, WHAT, country
from .ids import Form
from .receipts import Reading
from .segments import Coding, Long

TLS_PORT: Final = 3550
PORT: Final = 2775
"""In clear."""


@frozen(kw_only=True)
class SmppSettings:
    """One account with one operator. Times are in seconds."""

    host: str
    port: int
    tls: ssl.SSLContext | None = field(repr=False)
    """None: in clear, over a line that is private by itself."""
    system_id: str = field(repr=False)
    password: str = field(repr=False)
    system_type: str
    service_type: str
    coding: Coding
    long: Long
    reading: Reading
    window: int
    """Messages that may wait for their answer at once."""
    enquire_link: int
    """Silence after which the other side is asked whether it is there."""
    timeout: int
    """How long an answer is waited for."""
    connect_timeout: int
    """How long connecting and binding may take together."""


def options(config: AdapterConfig) -> Options:
    """The options; `smpp:HOST:PORT` is short for two of them. Raises ConfigError."""
    host, port = place(config)
    short = {"host": host} | ({"port": port} if port else {})
    return Options(evolve(config, location="", options={**config.options, **(short if host else {})}), WHAT)


def place(config: AdapterConfig) -> tuple[str, int]:
    """Host and port as the location has them; 0 without a port."""
    host, colon, port = config.location.rpartition(":")
    if not colon:
        return config.location, 0
    if not (port.isascii() and port.isdigit()):
        sv, en = named(WHAT, config)
        sv, en = f"{sv}: skriv platsen som HOST eller HOST:PORT.", f"{en}: write its location as HOST or HOST:PORT."
        raise ConfigError((sv, en))
    return host, int(port)


def read_settings(o: Options) -> SmppSettings:
    """Raises ConfigError."""
    host, tls = o.text("host").strip("[]"), o.truth("tls", True)
    port = o.whole("port", 0, 0, 65535) or (TLS_PORT if tls else PORT)
    context = trust(o)
    password = plain(o, "password", 64)
    settings = SmppSettings(
        host=host,
        port=port,
        tls=context if tls else None,
        system_id=plain(o, "system_id", 15),
        password=password,
        system_type=plain(o, "system_type", 12, ""),
        service_type=plain(o, "service_type", 5, ""),
        coding=Coding(o.one_of("alphabet", Coding, Coding.GSM7)),
        long=Long(o.one_of("long_messages", Long, Long.UDH)),
        reading=Reading(
            form=Form(o.one_of("message_ids", Form, Form.AUTO)),
            country=country(o),
            zone=zone(o),
            key=hashlib.sha256(b"arende.smpp.reply\0" + password.encode()).digest(),
        ),
        window=o.whole("window", 10, 1, 1000),
        enquire_link=o.whole("enquire_link", 30, 1, 3600),
        timeout=o.whole("timeout", 10, 1, 20),
        connect_timeout=o.whole("connect_timeout", 5, 1, 10),
    )
    o.done()
    return settings


def plain(o: Options, name: str, most: int, default: str | None = None) -> str:
    """Printable ASCII, as SMPP has no other."""
    value = o.text(name, default)
    if not value.isascii() or not value.isprintable() or len(value) > most:
        raise o.fault(name, (f"ska vara högst {most} tecken ASCII", f"must be at most {most} characters of ASCII"))
    return value


def zone(o: Options) -> ZoneInfo | None:
    """The zone of the times in receipts, where the operator has told which it is."""
    value = o.text("receipt_zone", "")
    try:
        return ZoneInfo(value) if value else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        sv = "ska ange en tidszon, som Europe/Stockholm eller UTC"
        raise o.fault("receipt_zone", (sv, "must name a time zone, as Europe/Stockholm or UTC")) from None


def trust(o: Options) -> ssl.SSLContext:
    """Certificates are checked, by the system's authorities or those of `ca_file`; perhaps one of ours is shown."""
    authorities, certificate, key = o.path("ca_file"), o.path("cert_file"), o.path("key_file")
    try:
        context = ssl.create_default_context(cafile=str(authorities) if authorities else None)
    except (OSError, ValueError):
        raise o.fault("ca_file", NO_CERTIFICATES) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if key and not certificate:
        sv = "saknas: key_file är nyckeln till ett certifikat"
        raise o.fault("cert_file", (sv, "is missing: key_file is the key of a certificate"))
    if certificate:
        try:
            # With a password that opens nothing: without any, an encrypted key would ask at the terminal.
            context.load_cert_chain(certificate, key, password="")
        except (OSError, ValueError):
            sv = "och key_file ska vara ett certifikat och dess nyckel i PEM, i klartext"
            raise o.fault(
                "cert_file", (sv, "and key_file must be a certificate and its key in PEM, in clear")
            ) from None
    return context
