"""The intended purpose is stated, and nothing goes against it: no list goes by content, no decision reads it."""

from pathlib import Path
from typing import Final, get_type_hints

import pytest
from arende.domain.case.message import Message
from arende.domain.case.model import Case
from arende.ports.indexes import INDEXES
from attrs import fields_dict

STATED: Final = Path(__file__).parents[2] / "docs" / "intended-purpose.md"
TIMES: Final = frozenset({"waiting_since", "their_turn_since", "until", "opened", "undocumented_since"})
ABOUT_CARE: Final = frozenset({"case", "visit", "ticket", "notice"})


def by_content(indexes: dict[str, tuple[str, str]]) -> set[str]:
    """Lists of what concerns a patient that are not in the order of a time."""
    return {name for name, (kind, order) in indexes.items() if kind in ABOUT_CARE and order not in TIMES}


@pytest.mark.spec("B29")
def test_no_list_of_what_concerns_a_patient_is_ordered_by_anything_but_time() -> None:
    assert by_content({index.name: (index.kind, index.columns[-1]) for index in INDEXES}) == set()
    assert by_content({"case_urgent": ("case", "urgency")}) == {"case_urgent"}


@pytest.mark.spec("B29")
def test_no_decision_is_given_what_a_message_says() -> None:
    """A case and what is known of its messages hold numbers, times and who: no text that a rule could rank by."""
    for cls in (Case, Message):
        assert not {"text", "content", "priority", "urgency", "score"} & set(fields_dict(cls)), cls
    assert str not in {kind for name, kind in get_type_hints(Message).items() if name != "author"}


@pytest.mark.spec("B29")
def test_the_purpose_is_stated_in_both_languages() -> None:
    said = STATED.read_text(encoding="utf-8")
    assert "# Intended purpose" in said
    assert "## Avsett ändamål" in said
