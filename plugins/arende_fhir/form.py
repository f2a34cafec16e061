"""The transaction as a document, for `arende export --format fhir`: always the same bytes. No I/O here.

UTF-8, two spaces of indent, a newline at the end. HL7 Sweden's identifier systems; it has no place for a disclosure.
"""

import json

from arende.ports.disclosure import Disclosure
from arende.ports.export import NoDisclosure
from arende.ports.journal import JournalEntry

from .bundle import bundle
from .r4 import Bundle
from .systems import Systems


class FhirForm:
    """The form `fhir`."""

    def media_type(self) -> str:
        return "application/fhir+json"

    def suffix(self) -> str:
        return ".fhir.json"

    def render(self, entry: JournalEntry, language: str, disclosure: Disclosure | None) -> bytes:
        """The document. ValueError, NoDisclosure."""
        del language  # nothing in it is in another
        if disclosure is not None:
            raise NoDisclosure
        return encode(bundle(entry, Systems()), indent=2)


def encode(made: Bundle, indent: int | None = None) -> bytes:
    """ValueError for what UTF-8 cannot hold."""
    return (json.dumps(made, ensure_ascii=False, indent=indent) + "\n").encode("utf-8")
