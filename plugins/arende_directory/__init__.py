"""Registers of persons, staff and units that need no code: a file that the host appends to, and an address to ask.

This module is the door only: `jsonl` is in `file`, `http` in `web`. What a line is about is told in `lines`.
"""

from arende.ports.hooks import hookimpl
from arende.ports.registry import DirectoryRegistry

from .file import FileDirectoryFactory
from .web import WebDirectoryFactory


@hookimpl
def arende_register_directory(registry: DirectoryRegistry) -> None:
    """Registers `jsonl` and `http`."""
    registry.add("jsonl", FileDirectoryFactory())
    registry.add("http", WebDirectoryFactory())
