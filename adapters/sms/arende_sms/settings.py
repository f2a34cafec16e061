"""The options that providers over HTTP share, read and checked: how calls are made, where reports come in.

========================  ===========================================================================================
`timeout`                 seconds for a call as a whole; default 20
`connect_timeout`         seconds until there is a connection; default 5
`ca_file`                 the only authorities that are trusted, PEM; default those of the system
`proxy`                   a proxy for all calls; the environment's are not used
`callback_url`            where reports are to come, the public address of the host's own route
`callback_secret`         the last part of that address, for providers that sign nothing: 20 characters or more
`callback_addresses`      networks that reports may come from, parted by comma; default any
`country`                 calling code of those who write back from a national number, where one asks for it
========================  ===========================================================================================
"""

import re
import ssl
from base64 import b64encode
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from arende.ports.config import AdapterConfig
from arende.ports.options import Options, named, need
from attrs import field, frozen

LONGEST: Final = 60
"""Seconds of a call at most: less than doubt rests in the engine, so that nobody sends anew what is still under way."""
WHAT: Final = ("SMS-leverantören", "The SMS provider")
NO_CERTIFICATES: Final = ("ska ange en PEM-fil med certifikat", "must name a PEM file with certificates")
Network: TypeAlias = IPv4Network | IPv6Network
SECRET: Final = re.compile(r"[A-Za-z0-9._~-]{20,200}", re.ASCII)
"""Stands in a URL as it is, and cannot be guessed."""
HOST: Final = re.compile(r"[A-Za-z0-9.:-]+", re.ASCII)


@frozen(kw_only=True)
class WebSettings:
    """`timeout` and `connect_timeout` are seconds; `proxy` is empty where there is none."""

    timeout: float = 20
    connect_timeout: float = 5
    trust: ssl.SSLContext = field(factory=ssl.create_default_context, repr=False)
    proxy: str = ""


@frozen(kw_only=True)
class Callback:
    """Where reports come in. `url` is empty where they do not; `secret` is empty where the provider signs."""

    url: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    networks: tuple[Network, ...] = ()


@frozen(kw_only=True)
class HttpSettings:
    """What every provider over HTTP is told; each adds its own."""

    api_url: str
    callback: Callback
    web: WebSettings


@frozen(kw_only=True)
class ApiSettings(HttpSettings):
    """Of one whose calls carry who we are in `Authorization`. `api_url` ends without a slash."""

    authorization: str = field(repr=False)


def options(config: AdapterConfig) -> Options:
    """The options of one provider over HTTP. Raises ConfigError, also where httpx is not installed."""
    need("httpx", named(WHAT, config), "sms")
    return Options(config, WHAT)


def web(o: Options) -> WebSettings:
    """How calls are made. Raises ConfigError."""
    timeout, connect = o.whole("timeout", 20, 1, LONGEST), o.whole("connect_timeout", 5, 1, 60)
    return WebSettings(
        timeout=timeout, connect_timeout=min(connect, timeout), trust=_trust(o, o.path("ca_file")), proxy=_proxy(o)
    )


def callback(o: Options) -> Callback:
    """Where reports come in, for a provider that signs them. Raises ConfigError."""
    url = o.url("callback_url", "")
    parts = urlsplit(url)
    if parts.query or parts.fragment:
        sv = "ska inte ha någon fråga (?…): det som behövs läggs till"
        raise o.fault("callback_url", (sv, "must have no query: what is needed is put there"))
    if url and not HOST.fullmatch(parts.hostname or ""):
        sv = "ska ha ett värdnamn utan understreck och liknande"
        raise o.fault("callback_url", (sv, "must have a host name without underscores and such"))
    return Callback(url=url.rstrip("/"))


def secret_callback(o: Options) -> Callback:
    """Where reports come in, for a provider that signs nothing: the address itself is secret. Raises ConfigError."""
    plain, secret = callback(o), o.text("callback_secret", "")
    if plain.url and not secret:
        sv = "saknas: den här leverantören signerar inget, så adressen måste vara hemlig"
        en = "is missing: this provider signs nothing, so its address must be secret"
        raise o.fault("callback_secret", (sv, en))
    if secret and not plain.url:
        sv = "saknas: ange vart rapporter ska komma, eller ta bort callback_secret"
        raise o.fault("callback_url", (sv, "is missing: say where reports are to come, or leave callback_secret out"))
    if secret and not SECRET.fullmatch(secret):
        sv = "ska vara 20–200 av A–Z a–z 0–9 . _ ~ och -: slumpa fram en"
        raise o.fault("callback_secret", (sv, "must be 20–200 of A–Z a–z 0–9 . _ ~ and -: draw one at random"))
    return Callback(url=plain.url, secret=secret, networks=_networks(o))


def country(o: Options) -> str:
    """The calling code of those who write back from a national number. Raises ConfigError."""
    value = o.text("country", "46")
    if not (value.isascii() and value.isdigit() and 1 <= len(value) <= 3 and value[0] != "0"):
        raise o.fault("country", ("ska vara ett lands riktnummer, som 46", "must be a country's calling code, as 46"))
    return value


def basic(user: str, password: str) -> str:
    """The header of HTTP Basic, in UTF-8 (RFC 7617)."""
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


def _networks(o: Options) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(text) for text in o.texts("callback_addresses", ""))
    except ValueError:
        sv = "ska vara adresser eller nät, t.ex. 192.0.2.7 eller 192.0.2.0/24"
        en = "must be addresses or networks, e.g. 192.0.2.7 or 192.0.2.0/24"
        raise o.fault("callback_addresses", (sv, en)) from None


def _proxy(o: Options) -> str:
    url = o.text("proxy", "")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.username is None and parts.port
    except ValueError:
        usable = None
    if url and not usable:
        sv = "ska vara en adress som http://proxy.example:3128, utan lösenord"
        raise o.fault("proxy", (sv, "must be a URL such as http://proxy.example:3128, without a password"))
    return url


def _trust(o: Options, ca: Path | None) -> ssl.SSLContext:
    try:
        return _system() if ca is None else _context(str(ca))
    except (OSError, ValueError):
        raise o.fault("ca_file", NO_CERTIFICATES) from None


@cache
def _system() -> ssl.SSLContext:
    """Of the system, once for all providers of the process: reading it takes longer than everything else here."""
    return _context(None)


def _context(ca: str | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=ca)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
