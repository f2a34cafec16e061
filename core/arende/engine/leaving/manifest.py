"""The manifest: what files there are, how many lines each has, their digests, and one digest over all of it. Pure.

`root` is SHA-256 of the manifest's own bytes without it: who holds it apart from the files sees any change of them.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import orjson
from attrs import evolve, frozen

from ...wire.converter import WireError, structure, unstructure

MANIFEST: Final = "manifest.json"
FORMAT: Final = "arende.export/1"
LAYOUT: Final = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


@frozen(kw_only=True)
class FileLine:
    """One file of a provider, by its path in the provider's folder."""

    name: str
    count: int
    """Lines."""
    bytes: int
    sha256: str


@frozen(kw_only=True)
class ProviderPart:
    """One care provider's part."""

    provider: str
    folder: str
    streams: int
    records: int
    kinds: Mapping[str, int]
    """How many records of each name."""
    unreadable: tuple[str, ...]
    """Streams that the database holds and that could not be made into documents."""
    files: tuple[FileLine, ...]
    """In order of name."""


@frozen(kw_only=True)
class Manifest:
    format: str
    arende: str
    """The version that wrote it."""
    began: int
    """µs UTC. What was committed a minute before that is in the export, for certain."""
    whole: bool
    """Whether it is of every care provider of the database."""
    providers: tuple[ProviderPart, ...]
    root: str = ""


def rooted(manifest: Manifest) -> Manifest:
    """The manifest with its root."""
    bare = evolve(manifest, root="")
    return evolve(bare, root=sha256(manifest_bytes(bare)).hexdigest())


def manifest_bytes(manifest: Manifest) -> bytes:
    return orjson.dumps(unstructure(manifest), option=LAYOUT)


def read_manifest(content: bytes) -> Manifest | None:
    """None for what is no manifest of this format, or is not, byte for byte, what its root says."""
    try:
        manifest = structure(orjson.loads(content), Manifest)
    except (ValueError, TypeError, KeyError, WireError):
        return None
    if manifest.format != FORMAT or manifest_bytes(rooted(manifest)) != content:
        return None
    return manifest
