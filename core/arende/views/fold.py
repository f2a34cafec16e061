"""Folding of names for search and sorting: case, accents and å/ä/ö do not matter. No language rule beyond that."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from ..domain.directory.model import Person
from ..domain.model import State
from ..domain.notice.model import Notice
from .external import once_called

ALONE: Final[Mapping[int, str]] = {
    ord("ø"): "o",
    ord("æ"): "ae",
    ord("đ"): "d",
    ord("ł"): "l",
    ord("þ"): "th",
    ord("ð"): "d",
}
"""Letters that Unicode does not take apart."""


def fold(text: str) -> str:
    """Lower case, without accents, one space between words: «Åsa  Öst-Èk» is «asa ost ek»."""
    # Taken apart twice: a letter in disguise («𝐀») has a case only then, and lower case leaves marks of its own («İ»).
    lowered = unicodedata.normalize("NFKD", text).casefold()
    taken_apart = unicodedata.normalize("NFKD", lowered).translate(ALONE)
    kept = (c if c.isalnum() else " " for c in taken_apart if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, each once, in order."""
    return tuple(sorted(set(fold(text).split())))


def tokens(state: State) -> tuple[str, ...] | None:
    """What a stream is searched by; None where there is nothing. Protected persons have no names (B25)."""
    match state:
        case Person():
            return () if state.protected else words(state.name)
        case Notice():
            return once_called(state) or None
        case _:
            return None
