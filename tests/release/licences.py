"""Under which licences a dependency may be: permissive ones, and those whose copyleft ends at the file or the library.

What a package says of itself counts. Where it says nothing that can be read, it is stated here, as it was looked up.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

ALLOWED: Final = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
    }
)
"""SPDX ids. LGPL and MPL: used as they are, as libraries of their own."""

CLASSIFIERS: Final[Mapping[str, str]] = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What older metadata say in words."""

STATED: Final[Mapping[str, str]] = {
    "peewee": "MIT",  # its LICENSE file, 2026-11: the text of MIT, named nowhere in the metadata
    "rich-click": "MIT",  # its LICENSE file and README, 2026-11: the metadata have the text and no name
}
"""Of packages whose metadata name none."""

WORDS: Final = re.compile(r"[^\s()]+")


def ids(name: str, licences: list[Mapping[str, object]]) -> Iterator[str]:
    """Each licence that a component of an SBOM is told to be under, as SPDX id where there is one."""
    found = list(licences)
    if not found and name in STATED:
        found = [{"expression": STATED[name]}]
    for one in found:
        expression, licence = one.get("expression"), one.get("license")
        if isinstance(expression, str):
            yield from (word for word in WORDS.findall(expression) if word not in ("AND", "OR", "WITH"))
        elif isinstance(licence, Mapping):
            told = str(licence.get("id") or licence.get("name"))
            yield CLASSIFIERS.get(told, told)


def faults(name: str, licences: list[Mapping[str, object]]) -> list[str]:
    """What a component is under and may not be; one that tells nothing is a fault."""
    told = list(ids(name, licences))
    return [f"{name}: {one}" for one in told if one not in ALLOWED] if told else [f"{name}: no licence is told"]
