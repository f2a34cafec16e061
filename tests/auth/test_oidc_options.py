"""Options of OpenID Connect: what is refused when it is opened, in one sentence without any value."""

from pathlib import Path
from typing import Final

import pytest
from arende.ports.config import AdapterConfig, ConfigError, Option
from arende_auth.oidc.plugin import OidcFactory

SITHS: Final[dict[str, Option]] = {"profile": "siths", "issuer": "https://idp.example:443/oidc", "client_id": "x"}
GENERIC: Final[dict[str, Option]] = {"issuer": "https://idp.example", "client_id": "x", "acr": "high"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "kind is missing"),
        ({**SITHS, "profile": "other"}, "profile must be one of siths, freja, generic"),
        ({**SITHS, "issuer": "http://idp.example"}, "issuer must be a URL that begins with https://"),
        ({**SITHS, "client_id": " "}, "client_id must be a text"),
        ({**SITHS, "client_id": 7}, "client_id must be a text"),
        ({**SITHS, "algorithms": "RS256,HS256"}, "algorithms of a sign-in must be among RS256"),
        ({**SITHS, "algorithms": "none"}, "algorithms of a sign-in must be among RS256"),
        ({**SITHS, "algorithms": ""}, "algorithms of a sign-in must be among RS256"),
        ({**SITHS, "acr": ""}, "acr must name at least one level"),
        ({**SITHS, "skew": 301}, "skew must be a whole number from 0 to 300"),
        ({**SITHS, "skew": True}, "skew must be a whole number"),
        ({**SITHS, "userinfo": "yes"}, "userinfo must be true or false"),
        ({**SITHS, "ca_file": "/no/such/file"}, "ca_file must name a file that can be read"),
        ({**SITHS, "client_secrets": "hush"}, "has no option client_secrets"),
        (GENERIC, "kind is missing"),
        ({**GENERIC, "kind": "staff"}, "system is missing"),
        ({**GENERIC, "kind": "staff", "system": "hsa"}, "claim is missing"),
        ({**GENERIC, "kind": "staff", "system": "personnummer", "claim": "x"}, "system does not go with kind"),
        ({**GENERIC, "kind": "citizen", "system": "hsa", "claim": "x"}, "system does not go with kind"),
        ({**GENERIC, "kind": "robot", "system": "hsa", "claim": "x"}, "kind must be one of staff, citizen"),
    ],
)
def test_options_that_do_not_do(options: dict[str, Option], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence) as error:
        OidcFactory().open(AdapterConfig(name="oidc", options=options))
    assert "hush" not in str(error.value)


def test_no_location_and_no_certificates_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="takes no location"):
        OidcFactory().open(AdapterConfig(name="oidc", location="https://idp.example", options=SITHS))
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(ConfigError, match="certificates of a sign-in cannot be read"):
        OidcFactory().open(AdapterConfig(name="oidc", options={**SITHS, "ca_file": str(tmp_path / "ca.pem")}))
