"""Forms as pages have them, found by reading pages; and what is written in them by someone who means no good."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Final

from attrs import define, field

RTL: Final = "\u202eabc\u2066"
SCRIPT: Final = "<script>alert(1)</script>"
TEXTS: Final[Mapping[str, str]] = {
    "long": "ö" * 9_000,
    "empty": "",
    "nul": "a\0b",
    "rtl": RTL,
    "script": SCRIPT,
    "lines": "\r\n\r\nx\n" * 50,
    "words": "{{ 7 * 7 }} %s ' \" -- ../../etc",
    "number": "99999999999999999999",
    "surrogate": "half \\ud800",
}


@define
class FoundForm:
    """A form that posts."""

    action: str
    fields: dict[str, str] = field(factory=dict)
    written: set[str] = field(factory=set)
    """Names of the fields that a person writes in."""


class Forms(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[FoundForm] = []
        self.current: FoundForm | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self.current = FoundForm(told.get("action", ""))
            self.found.append(self.current)
        elif tag == "form":
            self.current = None
        elif self.current is not None and "name" in told and tag in ("input", "textarea", "select", "button"):
            self.current.fields.setdefault(told["name"], told.get("value", ""))
            if tag != "button" and told.get("type", "text") not in ("hidden", "submit"):
                self.current.written.add(told["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.current = None


def forms_of(page: str) -> Iterator[FoundForm]:
    reader = Forms()
    reader.feed(page)
    yield from reader.found
