"""What the templates say: all of it in English too, and nothing in them that the content policy forbids; sizes."""

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import arende_web
import pytest
from arende_web.texts import catalogue
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

ROOT: Final = Path(arende_web.__file__).parent
TEMPLATES: Final = sorted((ROOT / "templates").rglob("*.html"))
STATIC: Final = ROOT / "static"
HTMX: Final = ("vendor/htmx-4.0.1.min.js", "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130")
"""As published on npm under that version."""
FORBIDDEN: Final = {
    "another host": r"https?://",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "an inline style": r"<style|\sstyle\s*=",
    "a handler in the markup": r"\son[a-z]+\s*=",
    "htmx's handlers": r"hx-on|hx-vals=.js:|['\"]js:",
}
OPTIONS: Final[dict[str, str]] = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}


def said(template: Path) -> Iterator[str | tuple[str, str]]:
    """The texts of a template, a plural as a pair."""
    source = io.BytesIO(template.read_bytes())
    for _, function, message, _ in babel_extract(source, ("_", "gettext", "ngettext"), [], OPTIONS):
        parts = [message] if isinstance(message, str) else [part for part in message or () if part is not None]
        yield (parts[0], parts[1]) if function == "ngettext" else parts[0]


def translated() -> set[str]:
    """What the catalogues hold."""
    files = (ROOT / "locales").rglob("*.po")
    ids = [message.id for file in files for message in read_po(io.BytesIO(file.read_bytes())) if message.id]
    return {one if isinstance(one, str) else one[0] for one in ids}


def test_everything_is_said_in_english_too() -> None:
    """A new text in a template is added to the file of its folder: locales/en/{frame,staff,patient}.po."""
    english = translated()
    missing = [
        f"{template.relative_to(ROOT / 'templates')}: {text}"
        for template in TEMPLATES
        for text in said(template)
        if (text if isinstance(text, str) else text[0]) not in english
    ]
    assert not missing, "without English (add to locales/en/*.po):\n" + "\n".join(missing)


def test_english_is_spoken_where_it_is_chosen() -> None:
    english = catalogue("en")
    assert english.gettext("Sök patient") == "Find patient"
    assert english.ngettext("%(num)d meddelande", "%(num)d meddelanden", 2) == "%(num)d messages"


@pytest.mark.parametrize("file", sorted((ROOT / "locales").rglob("*.po")), ids=lambda file: file.name)
def test_translations_are_whole_and_used(file: Path) -> None:
    used = {text if isinstance(text, str) else text[0] for template in TEMPLATES for text in said(template)}
    seen: set[str] = set()
    for message in read_po(io.BytesIO(file.read_bytes())):
        if not message.id:
            continue
        one = message.id if isinstance(message.id, str) else message.id[0]
        texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert not message.fuzzy and texts and all(texts), one
        assert one in used, f"no template says it any more: {one}"
        assert one not in seen
        seen.add(one)
        names = set(re.findall(r"%\((\w+)\)", one))
        assert all(set(re.findall(r"%\((\w+)\)", text)) == names for text in texts), f"other names within: {one}"


def test_no_text_stands_in_two_files() -> None:
    ids = [m.id for f in (ROOT / "locales").rglob("*.po") for m in read_po(io.BytesIO(f.read_bytes())) if m.id]
    assert len(ids) == len({one if isinstance(one, str) else one[0] for one in ids})


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_a_template_holds_nothing_that_the_content_policy_forbids(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, source, re.IGNORECASE)] == []


def test_the_patterns_find_what_they_seek() -> None:
    bad = (
        '<a href="https://x">',
        "<script>1</script>",
        '<p style="x">',
        '<p onclick="x">',
        '<p hx-on:click="x">',
    )
    for source, pattern in zip(bad, FORBIDDEN.values(), strict=True):
        assert re.search(pattern, source), source


def test_the_vendored_library_is_the_published_one() -> None:
    name, digest = HTMX
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest
    assert [file.name for file in (STATIC / "vendor").iterdir() if file.suffix == ".js"] == [Path(name).name]


def test_what_browsers_load_is_small() -> None:
    own = sum(file.stat().st_size for file in (STATIC / "js").glob("*.js"))
    assert own <= 20_000, f"own JavaScript: {own} bytes"
    assert (STATIC / "arende.css").stat().st_size <= 25_000
