"""The fonts that the document is set in, the same on every machine: what packages hold, nothing of the system's."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import typst
from fontTools.ttLib import TTFont

PACKAGES: Final = ("manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_ibm_plex_sans_arabic")
"""Noto for most living scripts and emoji; Noto for Chinese, Japanese and Korean; Arabic whose letters are whole signs,
which Noto's are not, so that they can be read out of the document again.
"""


def folders() -> tuple[Path, ...]:
    specs = [spec for spec in map(find_spec, PACKAGES) if spec is not None]
    return tuple(Path(place) for spec in specs for place in spec.submodule_search_locations or ())


def files() -> tuple[Path, ...]:
    return tuple(
        file for folder in folders() for file in sorted(folder.rglob("*.*")) if file.suffix in (".ttf", ".ttc")
    )


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(False, False, list(folders()))


@cache
def covered() -> frozenset[int]:
    """Every code point that some font has a sign for."""
    found = set[int]()
    for file in files():
        with TTFont(file, fontNumber=0, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)
