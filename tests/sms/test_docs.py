"""`docs/sms.md` lists every option of every provider with its default, as the code asks for them: no more, no less."""

import re
from pathlib import Path

import pytest

from tests.sms.http_providers import PROVIDERS, Provider

PAGE = (Path(__file__).parents[2] / "docs" / "sms.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (?:`([^`]+)`|(none|required)) \|", re.MULTILINE)
SHARED = "Options of every provider over HTTP"


def table(heading: str) -> dict[str, str | None]:
    """Option to default, of the section with this heading; None: required."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    words: dict[str, str | None] = {"none": "", "required": None}
    return {name: words[word] if word else value for name, value, word in ROW.findall(section)}


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda p: p.name)
def test_the_options_are_those_of_the_code(provider: Provider) -> None:
    options = provider.options("https://provider.example")
    provider.read(options)
    asked = {name: default if default is None else str(default) for name, default in options.asked.items()}
    assert {**table(SHARED), **table(f"`{provider.name}`")} == asked
