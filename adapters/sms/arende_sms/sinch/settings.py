"""The options of `sinch`, read and checked, beside those of `arende_sms.settings`.

========================  ===========================================================================================
`service_plan_id`         the service plan
`api_token`               its token; better: `api_token_file`
`api_url`                 default https://eu.sms.api.sinch.com, the region Europe
`hmac_secret`             what Sinch signs with; required with `callback_url`
`report_age`              seconds that a signature holds; Sinch tries to hand over a report for about a day
========================  ===========================================================================================
"""

import re
from typing import Final

from arende.ports.options import Options
from attrs import field, frozen

from .. import settings

PLAN: Final = re.compile(r"[A-Za-z0-9_-]{1,100}", re.ASCII)
TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/=-]{1,400}", re.ASCII)
"""As RFC 6750 has it."""
TWO_DAYS: Final = 172_800


@frozen(kw_only=True)
class SinchSettings(settings.ApiSettings):
    """Who we are at Sinch. `report_age` is seconds."""

    plan: str
    secret: bytes = field(repr=False)
    report_age: int


def read(o: Options) -> SinchSettings:
    """The settings. Raises ConfigError."""
    plan, token = o.text("service_plan_id"), o.text("api_token")
    if not PLAN.fullmatch(plan):
        sv = "ska vara bokstäver och siffror: det står i adressen"
        raise o.fault("service_plan_id", (sv, "must be letters and digits: it stands in the address"))
    if not TOKEN.fullmatch(token):
        raise o.fault("api_token", ("ska vara en token som Sinch ger den", "must be a token as Sinch gives it"))
    callback, secret = settings.callback(o), o.text("hmac_secret", "")
    if bool(callback.url) != bool(secret):
        missing = "hmac_secret" if callback.url else "callback_url"
        sv = "saknas: callback_url och hmac_secret hör ihop"
        raise o.fault(missing, (sv, "is missing: callback_url and hmac_secret go together"))
    return SinchSettings(
        api_url=o.url("api_url", "https://eu.sms.api.sinch.com").rstrip("/"),
        plan=plan,
        authorization=f"Bearer {token}",
        callback=callback,
        secret=secret.encode(),
        report_age=o.whole("report_age", TWO_DAYS, 60, 7 * 86_400),
        web=settings.web(o),
    )
