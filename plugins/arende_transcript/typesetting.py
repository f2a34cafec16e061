"""Sets the document of an entry as PDF/A-2a and PDF/UA-1. What people wrote goes in as data, never as markup."""

import json
from pathlib import Path
from typing import Final

import typst
from arende.ports.disclosure import Disclosure
from arende.ports.journal import JournalEntry
from attrs import asdict

from .compose import composed
from .fonts import fonts
from .text import Glyphs, basic, every

TEMPLATE: Final = Path(__file__).with_name("transcript.typ")
MICROSECONDS: Final = 1_000_000


def pdf(entry: JournalEntry, language: str, disclosure: Disclosure | None) -> bytes:
    """Raises ValueError."""
    try:
        return typeset(entry, language, disclosure, every)
    except typst.TypstError:
        # A row of signs that no font can join, though each has its own: rather told by number than not at all.
        return typeset(entry, language, disclosure, basic)


def typeset(entry: JournalEntry, language: str, disclosure: Disclosure | None, glyphs: Glyphs) -> bytes:
    page = json.dumps(asdict(composed(entry, language, disclosure, glyphs)), ensure_ascii=False)
    compiler = typst.Compiler(TEMPLATE, font_paths=fonts(), ignore_system_fonts=True, sys_inputs={"document": page})
    made = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=stands_at(entry) // MICROSECONDS)
    if not isinstance(made, bytes):
        raise ValueError("one document was asked for")
    return made


def stands_at(entry: JournalEntry) -> int:
    """The latest that the entry tells of, which is the document's date; not before what PDF dates can be asked for."""
    times = [0, entry.opened, entry.ended or 0, *(note.at for note in entry.notes)]
    for message in entry.messages:
        times += [message.at, message.read_at or 0, message.retracted_at or 0]
    return max(times)
