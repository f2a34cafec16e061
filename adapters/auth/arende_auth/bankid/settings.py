"""The options of the sign-in `bankid`, read and checked whole. No call is made here.

========================  ===========================================================================================
`endpoint`                address of the RP API with its version, e.g. `https://…/rp/v6.0/`; test and production differ
`certificate_file`        our relying-party certificate, PEM
`key_file`                its private key, PEM
`key_passphrase`          of the key, if it has one (better: `key_passphrase_file`)
`ca_file`                 BankID's own authority, PEM: the only one that is trusted
`pin_code`                true: the person must type the code, no fingerprint or face; default false
`certificate_policies`    policies that are allowed, parted by comma; default BankID's own
`visible_text`            what the app shows; default nothing
`assurance`               what `Identity.assurance` is to say; default `bankid`
`lifetime`                seconds from `begin` until the order is given up here; default 180
`timeout`                 seconds for a call; default 10
========================  ===========================================================================================
"""

from base64 import b64encode
from pathlib import Path

from arende.ports.config import AdapterConfig
from arende.ports.options import MISSING
from attrs import field, frozen

from ..options import MICROS, Options
from ..web import ClientCertificate

LONGEST_TEXT = 1500


@frozen(kw_only=True)
class BankIdSettings:
    """Where BankID is, and who we are there. `lifetime` is microseconds, `timeout` seconds."""

    endpoint: str
    own: ClientCertificate = field(repr=False)
    ca: Path
    requirement: dict[str, object]
    visible: str
    """Base64, as the API wants it."""
    assurance: str
    lifetime: int
    timeout: int


def read(config: AdapterConfig) -> BankIdSettings:
    """The settings. Raises ConfigError."""
    o = Options(config)
    requirement: dict[str, object] = {}
    if o.truth("pin_code", False):
        requirement["pinCode"] = True
    policies = o.texts("certificate_policies", "")
    if policies:
        requirement["certificatePolicies"] = list(policies)
    visible = b64encode(o.text("visible_text", "").encode()).decode()
    if len(visible) > LONGEST_TEXT:
        sv = f"är för lång: högst {LONGEST_TEXT} tecken som base64"
        raise o.fault("visible_text", (sv, f"is too long: {LONGEST_TEXT} characters as base64 at most"))
    files: dict[str, Path] = {}
    for name in ("certificate_file", "key_file", "ca_file"):
        path = o.path(name)
        if path is None:
            raise o.fault(name, MISSING)
        files[name] = path
    settings = BankIdSettings(
        endpoint=o.url("endpoint").rstrip("/"),
        own=ClientCertificate(
            certificate=files["certificate_file"],
            key=files["key_file"],
            passphrase=o.text("key_passphrase", "") or None,
        ),
        ca=files["ca_file"],
        requirement=requirement,
        visible=visible,
        assurance=o.text("assurance", "bankid"),
        lifetime=o.whole("lifetime", 180, 30, 600) * MICROS,
        timeout=o.whole("timeout", 10, 1, 60),
    )
    if not settings.endpoint.startswith("https://"):
        raise o.fault("endpoint", ("ska börja med https://", "must begin with https://"))
    o.done()
    return settings
