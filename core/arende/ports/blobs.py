"""The blobs port: bytes of attachments, by key. What a blob means and who may read it is not known here."""

from typing import Protocol

from .config import AdapterConfig


class Blobs(Protocol):
    """Keeps bytes by key; a key is written once."""

    def put(self, key: str, data: bytes) -> None: ...

    def get(self, key: str) -> bytes | None: ...

    def remove(self, key: str) -> None: ...

    def close(self) -> None: ...


class BlobsFactory(Protocol):
    """Opens a blob store; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> Blobs: ...
