"""The guide's pages name what is on the screen: each word in bold, and the English one after it."""

import re
from pathlib import Path
from typing import Final

import arende_web
import pytest
from babel.messages.pofile import read_po

DOCS: Final = Path(__file__).parents[2] / "docs"
WEB: Final = Path(arende_web.__file__).parent
SWEDISH: Final = "\n".join(
    path.read_text(encoding="utf-8") for suffix in ("html", "py") for path in sorted(WEB.rglob(f"*.{suffix}"))
)


def english() -> dict[str, str]:
    """Swedish to English, of all catalogues and of the texts that code gives in pairs."""
    found = {pair[1]: pair[2] for pair in re.finditer(r'"([^"\n]+)",\s*"([^"\n]+)"', SWEDISH)}
    for path in sorted((WEB / "locales" / "en").glob("*.po")):
        with path.open("rb") as file:
            found |= {str(one.id): str(one.string) for one in read_po(file, locale="en") if one.id}
    return found


def named(page: str) -> list[str]:
    text = re.sub(r"\s+", " ", (DOCS / page).read_text(encoding="utf-8"))
    return re.findall(r"\*\*(.+?)\*\*", text)


@pytest.mark.parametrize("page", ["guide.md", "sv/guide.md", "sv/vardpersonal.md"])
def test_what_is_bold_is_on_the_screen(page: str) -> None:
    words = named(page)
    assert len(words) > 25
    assert [word for word in words if f'"{word}"' not in SWEDISH] == []


def test_the_english_beside_is_that_of_the_english_screen() -> None:
    text = re.sub(r"\s+", " ", (DOCS / "guide.md").read_text(encoding="utf-8"))
    pairs = re.findall(r"\*\*([^*]+?)\*\* \(\*(.+?)\*\)", text)
    words = english()
    assert len(pairs) > 25
    assert [(swedish, said, words.get(swedish)) for swedish, said in pairs if words.get(swedish) != said] == []


def test_each_picture_is_there() -> None:
    for page in ("guide.md", "sv/guide.md", "sv/vardpersonal.md", "start.md"):
        text = (DOCS / page).read_text(encoding="utf-8")
        for target in re.findall(r"(?:\]\(|src=\")([^)\"]+\.webp)", text):
            assert (DOCS / page).parent.joinpath(target).is_file(), f"{page}: {target}"
