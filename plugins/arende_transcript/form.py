"""The form as hosts see it. What it takes is imported by the first document that is asked for."""

from importlib.util import find_spec
from typing import Final

from arende.ports.disclosure import Disclosure
from arende.ports.journal import JournalEntry

NEEDED: Final = ("typst", "fontTools", "babel", "manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_ibm_plex_sans_arabic")
"""What the extra `transcript` brings."""


def installed() -> bool:
    return all(find_spec(name) is not None for name in NEEDED)


class PdfForm:
    """`arende export --format pdf`."""

    def media_type(self) -> str:
        return "application/pdf"

    def suffix(self) -> str:
        return ".pdf"

    def render(self, entry: JournalEntry, language: str, disclosure: Disclosure | None) -> bytes:
        """Always the same bytes with the same libraries. ValueError for text that UTF-8 cannot hold, an unknown zone or
        a time outside years 1–9999.
        """
        from .typesetting import pdf

        return pdf(entry, language, disclosure)
