"""Kartotek against every clause of the storage port: `pytest -p arende_conformance.plugin`."""

from arende_conformance.storage import StorageContract


class TestKartotek(StorageContract):
    """The storage, in files of its own."""

    factory = "kartotek.conformance:make"
