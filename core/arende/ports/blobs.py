"""The blobs port: bytes of attachments, by key. What a blob means and who may read it is not known here."""

from typing import Protocol

from .config import AdapterConfig


class Blobs(Protocol):
    """Keeps bytes by key; a key is written once."""

    def put(self, key: str, data: bytes) -> None:
        """Keep these bytes under a key that has none."""
        ...

    def get(self, key: str) -> bytes | None:
        """The bytes of a key; None where there are none."""
        ...

    def remove(self, key: str) -> None:
        """Forget a key, which may be missing."""
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


class BlobsFactory(Protocol):
    """Opens a blob store; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> Blobs:
        """A store with these options. ConfigError where they are missing, mistyped or unknown."""
        ...
