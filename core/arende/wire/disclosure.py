"""A disclosed case as a JSON document of the format `arende.disclosure/1`. No I/O, nothing left out.

Its layout is that of `ports.disclosure`, its schema `docs/schemas/arende.disclosure-1.json`.
"""

from arende.ports.disclosure import Disclosure, disclosure_document


def disclosure_json(of: Disclosure) -> bytes:
    """The document. OverflowError for a time beyond 9999."""
    return disclosure_document(of)
