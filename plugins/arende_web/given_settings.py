"""The web's own settings, read from the table `[web]` and from the environment. Names and forms; nothing is opened.

==========================  =======================================================================================
`public_url`                how browsers reach it, with its path, e.g. https://vard.example/arende; default as they ask
`trusted_proxies`           addresses of reverse proxies that are believed about who asks and how; default this machine
`frame_ancestors`           origins that may show the pages in a frame, parted by comma or space; default none
`strict_transport`          true: browsers are told to come by TLS only from now on (HSTS)
`metrics_token`             who brings it as a bearer token reads `/metrics`; default only this machine does
`provider`                  who answers for the service, as the accessibility statement names them
`accessibility_contact`     where users tell of what they cannot use: an address, a telephone number
`accessibility_reviewed`    when someone last went through the statement, as it is to be written there
`sign_in_rate`              calls a minute to sign in, by address; 0: no limit; default 60
`search_rate`               searches a minute, by session; 0: no limit; default 60
`send_rate`                 messages a minute, by session; 0: no limit; default 30
`push_rate`                 deliveries of registers a minute, by address; 0: no limit; default 60
==========================  =======================================================================================
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from arende.engine import Settings, SettingsFaults
from arende.engine.settings import with_secrets
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende.ports.options import Options
from attrs import evolve

from .settings import Rates, WebSettings

TABLE: Final = "web"
SPOOL: Final = "spool"
VARIABLES: Final[Mapping[str, str]] = {
    "ARENDE_WEB_PUBLIC_URL": "public_url",
    "ARENDE_WEB_FRAME_ANCESTORS": "frame_ancestors",
    "ARENDE_WEB_STRICT_TRANSPORT": "strict_transport",
    "ARENDE_WEB_METRICS_TOKEN": "metrics_token",
    "ARENDE_WEB_METRICS_TOKEN_FILE": "metrics_token_file",
    "ARENDE_WEB_TRUSTED_PROXIES": "trusted_proxies",
}
"""Which option each sets in place of the file. An empty one counts as not set."""
TRUTHS: Final[Mapping[str, bool]] = {"true": True, "1": True, "ja": True, "false": False, "0": False, "nej": False}


def web_settings(settings: Settings, env: Mapping[str, str]) -> WebSettings:
    """The web's settings. Raises SettingsFaults, in which no value is told."""
    table = settings.faces.get(TABLE, AdapterConfig(name=TABLE))
    options: dict[str, Option] = dict(table.options)
    for variable, name in VARIABLES.items():
        text = env.get(variable, "")
        if text:
            options[name] = TRUTHS.get(text.lower(), text) if name == "strict_transport" else text
    try:
        return read(with_secrets(evolve(table, name=f"[{TABLE}]", options=options)), spool_of(settings))
    except ConfigError as error:
        raise SettingsFaults([error.both]) from None


def read(config: AdapterConfig, spool: str) -> WebSettings:
    """Raises ConfigError."""
    o = Options(config, ("Tabellen", "The table"))
    usual = WebSettings()
    public = o.url("public_url", "").rstrip("/")
    if urlsplit(public).query:
        raise o.fault("public_url", ("ska inte ha någon fråga (?…)", "must have no query"))
    frames = o.texts("frame_ancestors", "")
    if any(not urlsplit(one).netloc or ";" in one for one in frames):
        sv = "ska vara ursprung, som https://vard.example"
        raise o.fault("frame_ancestors", (sv, "must be origins, such as https://vard.example"))
    token = o.text("metrics_token", "")
    if token and len(token) < 16:
        raise o.fault("metrics_token", ("ska ha minst 16 tecken", "must have 16 characters at least"))
    told = WebSettings(
        public_url=public,
        frame_ancestors=frames,
        strict_transport=o.truth("strict_transport", False),
        sms_folder=spool,
        provider=o.text("provider", ""),
        accessibility_contact=o.text("accessibility_contact", ""),
        accessibility_reviewed=o.text("accessibility_reviewed", ""),
        metrics_token=token,
        rates=Rates(
            sign_in=o.whole("sign_in_rate", usual.rates.sign_in, 0, 100_000),
            search=o.whole("search_rate", usual.rates.search, 0, 100_000),
            send=o.whole("send_rate", usual.rates.send, 0, 100_000),
            push=o.whole("push_rate", usual.rates.push, 0, 100_000),
        ),
        trusted_proxies=o.texts("trusted_proxies", " ".join(usual.trusted_proxies)),
    )
    o.done()
    return told


def spool_of(settings: Settings) -> str:
    """In a demonstration, where its SMS lie."""
    found = (config.location for config in settings.sms if config.name == SPOOL)
    return next(found, "") if settings.demo else ""
