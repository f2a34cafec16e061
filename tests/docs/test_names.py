"""What the pages name in passing is there: commands and options, figures, variables, codes of refusals."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from arende.cli.spoken import Branch
from arende.domain.refusal_texts import TEXTS

from .blocks import pages
from .build import ROOT
from .references import cli, metrics, settings

MADE: Final = re.compile(r"^docs/reference/|^CHANGELOG|^docs/decisions/|^docs/vendors/hooks")
"""Pages that are made, or tell of how it was."""
PAGES: Final = [page for page in pages() if not MADE.match(page)]
SPAN: Final = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
NAME: Final = re.compile(r"[a-z][a-z-]*")
OPTION: Final = re.compile(r"--[a-z][a-z-]*")
BY_PATH: Final[Mapping[str, cli.Told]] = {told.path: told for told in cli.commands()}
EVERYWHERE: Final = frozenset({"--help", "--json", "--lang", "--config", "--version"})
VARIABLE: Final = re.compile(r"ARENDE_[A-Z_]*[A-Z]")
FIGURE: Final = re.compile(r"arende_(?:sms|outbox|exporters|event)_\w+")
CODE: Final = re.compile(rf"(?:{'|'.join(sorted({key.partition('.')[0] for key in TEXTS if '.' in key}))})\.[a-z_]+")
SOURCE: Final = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "core").rglob("*.py")))


@pytest.fixture(scope="module")
def told() -> str:
    """What the pages of reference say of figures and variables."""
    return metrics.page() + settings.page()


def spans(page: str) -> Iterator[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    yield from (" ".join(span.split()) for span in SPAN.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def unknown(line: str) -> Iterator[str]:
    """What a command in passing names that is not there. It may stop short, and name several: `case correct | note`."""
    words = line.split()[1:]
    path: list[str] = []
    while words and NAME.fullmatch(words[0]) and " ".join([*path, words[0]]) in BY_PATH:
        path.append(words.pop(0))
    told = BY_PATH[" ".join(path)]
    if words and isinstance(told.command, Branch) and NAME.fullmatch(words[0]):
        yield f"{line}: no command {words[0]}"
    known = EVERYWHERE | {option for one in told.command.params for option in one.opts}
    yield from (f"{line}: no option {option}" for option in OPTION.findall(line) if option not in known)


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_are_named_are_there(page: str) -> None:
    lines = [span for span in spans(page) if span.startswith("arende ")]
    assert [fault for line in lines for fault in unknown(line)] == []


def test_a_command_that_is_not_there_is_found() -> None:
    assert list(unknown("arende inbocks"))
    assert list(unknown("arende case sendd CASE"))
    assert list(unknown("arende case send CASE --textt Hej"))
    assert not list(unknown("arende outbox retry PROVIDER ID"))


@pytest.mark.parametrize("page", PAGES)
def test_figures_variables_and_codes_that_are_named_are_there(page: str, told: str) -> None:
    for span in spans(page):
        for name in (*FIGURE.findall(span), *VARIABLE.findall(span)):
            assert name in told or name.startswith(("ARENDE_YEAR", "ARENDE_TEST")), name
        if CODE.fullmatch(span) and not span.endswith(".py"):
            assert f'"{span}"' in SOURCE, span
