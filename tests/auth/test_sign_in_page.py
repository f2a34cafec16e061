"""`docs/sign-in.md` has each option that the modules' own tables have, in the same words."""

import re
from pathlib import Path

import arende_auth.bankid.settings
import arende_auth.host
import arende_auth.oidc.settings
import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "sign-in.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "told", [arende_auth.oidc.settings.__doc__, arende_auth.bankid.settings.__doc__, arende_auth.host.__doc__]
)
def test_the_page_has_every_option(told: str | None) -> None:
    assert told is not None
    rows = re.findall(r"^(`\w+`) +(.+)$", told, re.MULTILINE)
    assert len(rows) > 8
    assert [name for name, what in rows if f"| {name} | {what}" not in PAGE] == []
