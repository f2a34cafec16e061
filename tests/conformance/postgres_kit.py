"""PostgreSQL as the kit meets a vendor's storage: a harness over the tests' server, with tables per folder."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from arende.ports.storage import Storage
from arende_conformance.claims import Capability, claim
from arende_conformance.intree import storage_provider

URL: Final = "ARENDE_KIT_POSTGRES"
"""Where the server is; also the kit's child processes look there."""


class PostgresHarness:
    """The tables' names begin with what the folder's path gives, so that another process finds the same ones."""

    claims = claim(Capability.DURABLE, Capability.SHARED)

    def __init__(self, folder: Path, environment: Mapping[str, str] = os.environ) -> None:
        prefix = f"k{sha256(str(folder).encode()).hexdigest()[:10]}_"
        self.url = f"{environment[URL]}&prefix={prefix}"

    def open(self) -> Storage:
        return self.reopen()

    def reopen(self) -> Storage:
        provider = storage_provider("arende_storage.postgres.plugin", "postgresql")
        return provider.open(self.url, create=True, migrate=True)


def make(folder: Path) -> PostgresHarness:
    return PostgresHarness(folder)
