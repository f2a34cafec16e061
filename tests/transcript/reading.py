"""A transcript as independent readers see it: pypdf for text and structure, PDFium for what is drawn."""

import io
from collections.abc import Iterator

import pypdf
from arende.ports.disclosure import Disclosure
from arende.ports.journal import JournalEntry
from arende_transcript.form import PdfForm
from pypdf.generic import ArrayObject, DictionaryObject


def made(entry: JournalEntry, language: str = "sv", disclosure: Disclosure | None = None) -> bytes:
    return PdfForm().render(entry, language, disclosure)


def opened(document: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(document), strict=True)


def pages(document: bytes) -> list[str]:
    return [page.extract_text() for page in opened(document).pages]


def text(document: bytes) -> str:
    """Lines as they stand; a space that must not break is a space."""
    return "\n".join(pages(document)).replace("\u00a0", " ")


def tags(document: bytes) -> Iterator[str]:
    """The kinds of the structure's elements, in reading order."""
    root = opened(document).trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    yield from below(root["/StructTreeRoot"])


def below(element: object) -> Iterator[str]:
    if isinstance(element, ArrayObject):
        for one in element:
            yield from below(one.get_object())
    elif isinstance(element, DictionaryObject):
        if "/S" in element:
            yield str(element["/S"])
        if "/K" in element:
            yield from below(element["/K"])
