"""The options of `twilio`, read and checked, beside those of `arende_sms.settings`.

========================  ===========================================================================================
`account_sid`             the account, AC and 32 hexadecimal digits
`auth_token`              its token, which signs what comes in; better: `auth_token_file`
`api_key`, `api_secret`   an API key (SK…) to call with instead of the account; better: `api_secret_file`
`api_url`                 default https://api.twilio.com
`discard_text`            whether Twilio is asked to keep no text; the account must have message redaction
`redacted_numbers`        whether the account redacts numbers: then only what has an id can be asked for
========================  ===========================================================================================
"""

import re
from typing import Final

from arende.ports.options import Options
from attrs import field, frozen

from .. import settings

ACCOUNT: Final = re.compile(r"AC[0-9a-fA-F]{32}", re.ASCII)


@frozen(kw_only=True)
class TwilioSettings(settings.ApiSettings):
    """Who we are at Twilio."""

    account: str
    token: bytes = field(repr=False)
    discard_text: bool
    redacted_numbers: bool


def read(o: Options) -> TwilioSettings:
    """The settings. Raises ConfigError."""
    account, token = o.text("account_sid"), o.text("auth_token")
    if not ACCOUNT.fullmatch(account):
        raise o.fault(
            "account_sid", ("ska vara AC och 32 hexadecimala siffror", "must be AC and 32 hexadecimal digits")
        )
    key, secret = o.text("api_key", ""), o.text("api_secret", "")
    if bool(key) != bool(secret):
        sv, en = "saknas: api_key och api_secret hör ihop", "is missing: api_key and api_secret go together"
        raise o.fault("api_secret" if key else "api_key", (sv, en))
    return TwilioSettings(
        api_url=o.url("api_url", "https://api.twilio.com").rstrip("/"),
        account=account,
        authorization=settings.basic(key or account, secret or token),
        token=token.encode(),
        callback=settings.callback(o),
        discard_text=o.truth("discard_text", False),
        redacted_numbers=o.truth("redacted_numbers", False),
        web=settings.web(o),
    )
