"""An open storage in each form, on a database of the test's own. No data and no assertion."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from arende_storage.postgres.plugin import PostgresProvider
from arende_storage.postgres.storage import PostgresStorage

PROVIDER = PostgresProvider(wait=2)


@pytest.fixture(params=["cte", "plain"])
def form_url(request: pytest.FixtureRequest, postgres_url: str) -> str:
    """An empty database of the test's own, used in each form."""
    return f"{postgres_url}&form={request.param}"


@pytest.fixture
def opened(form_url: str) -> Iterator[PostgresStorage]:
    storage = PROVIDER.open(form_url, create=True, migrate=False)
    assert isinstance(storage, PostgresStorage)
    with closing(storage):
        yield storage
