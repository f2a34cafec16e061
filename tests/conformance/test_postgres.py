"""PostgreSQL, held to every clause that a vendor's storage is held to."""

from collections.abc import Iterator

import pytest
from arende_conformance.storage import StorageContract

from tests.postgres import Server

from .postgres_kit import URL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def there(postgres_server: Server) -> Iterator[None]:
    """The server, where the harness and its child processes look for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL, postgres_server.url(postgres_server.new_database()))
        yield


class TestPostgres(StorageContract):
    factory = "tests.conformance.postgres_kit:make"
