"""PostgreSQL as the kit meets a vendor's storage: a harness over the tests' server, with tables per folder."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import psycopg
from arende.ports.registry import StorageRegistry
from arende.ports.storage import Storage
from arende_conformance.claims import Capability, claim
from arende_conformance.registered import registered

URL: Final = "ARENDE_KIT_POSTGRES"
"""Where the server is; also the kit's child processes look there."""


class PostgresHarness:
    """The tables' names begin with what the folder's path gives, so that another process finds the same ones."""

    claims = claim(Capability.DURABLE, Capability.SHARED, Capability.JOINED)

    def __init__(self, folder: Path, environment: Mapping[str, str] = os.environ) -> None:
        prefix = f"k{sha256(str(folder).encode()).hexdigest()[:10]}_"
        self.url = f"{environment[URL]}&prefix={prefix}"
        self._server = environment[URL]
        self._hosts: list[psycopg.Connection] = []

    def open(self) -> Storage:
        return self.reopen()

    def reopen(self) -> Storage:
        provider = registered("arende_storage.postgres.plugin", StorageRegistry(), "postgresql")
        return provider.open(self.url, create=True, migrate=True)

    def begin(self) -> "HostsOwn":
        self._hosts.append(psycopg.connect(self._server))
        return HostsOwn(self._hosts[-1])

    def cleanup(self) -> None:
        for host in self._hosts:
            host.close()


class HostsOwn:
    """A transaction on a connection of its own, begun by its first statement."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        connection.execute("SELECT 1")

    def commit(self) -> None:
        self.connection.commit()

    def rollback(self) -> None:
        self.connection.rollback()


def make(folder: Path) -> PostgresHarness:
    return PostgresHarness(folder)
