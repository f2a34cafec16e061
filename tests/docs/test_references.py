"""The pages of reference are the code's own words, as they are now; and nothing they tell of says nothing of itself."""

import re
from pathlib import Path

import pytest
from arende.domain.refusal_texts import TEXTS
from arende.wire.environment import VARIABLES

from ..sms.http_providers import PROVIDERS
from .references import FOLDER, PAGES, UNDOCUMENTED, adapters, cli, refusals, settings
from .references.source import docstring_table, own_fields

INDEX = (FOLDER / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_the_code_has_it(name: str) -> None:
    file = FOLDER / f"{name}.md"
    assert file.read_text(encoding="utf-8") == PAGES[name](), f"python -m tests.docs.references {name} writes it anew"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_undocumented(name: str) -> None:
    assert UNDOCUMENTED[name]() == []


def test_the_folder_holds_these_pages_and_their_index() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == {*PAGES, "index"}
    assert set(re.findall(r"^- \[[^]]+\]\((\w+)\.md\)", INDEX, re.MULTILINE)) == set(PAGES)


def test_examples_of_help_are_lines_that_the_command_line_takes() -> None:
    assert cli.misspelt() == []


def test_an_example_that_it_does_not_take_is_caught() -> None:
    for line in ("arende inbocks", "arende inbox --nonesuch", "arende case show", "arende patient phone SE1.p1 070 17"):
        assert list(cli.parsed(line)), line
    assert list(cli.parsed("arende case send SE1.k1 - --as staff:SE1.a1 < svar.txt")) == []


def test_every_sentence_of_a_refusal_and_every_variable_is_told() -> None:
    told = refusals.page()
    assert [key for key, (sv, en) in TEXTS.items() if f"  - {en} *{sv}*" not in told] == []
    assert [name for name in VARIABLES if f"`{name}`" not in settings.page()] == []


TABLE = """About.

========  =====
`a`       first,
          and on
`b`, `c`  both
========  =====
"""


class Said:
    """A class with a field that is told of, and one that is not."""

    told: int = 3
    """How many."""
    untold: str


def test_what_a_class_leaves_out_is_seen() -> None:
    found = {field.name: field for field in own_fields(Said)}
    assert (found["told"].form, found["told"].default, found["told"].about) == ("int", "3", "How many.")
    assert found["untold"].about == ""


def test_options_are_found_in_the_code_and_their_words_beside_it(tmp_path: Path) -> None:
    words = docstring_table(TABLE)
    assert words == {"a": "first, and on", "b": "both", "c": "both"}
    by_name = {name: one for one in adapters.adapters() for name in one.names}
    asked = {option.name: option for option in by_name["oidc"].options}
    assert asked["issuer"].required and not asked["skew"].required
    assert (asked["skew"].kind, asked["skew"].default) == ("whole number 0–300", "60")
    for provider in PROVIDERS:  # as the code asks while it runs
        options = provider.options("https://provider.example")
        provider.read(options)
        told = {
            option.name for option in (*by_name[provider.name].options, *adapters.shared("arende_sms.settings").options)
        }
        assert set(options.asked) <= told
    assert {"sqlite", "spool", "demo", "webhooks", "fhir"} <= set(by_name)
