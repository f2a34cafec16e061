"""Closing: nothing may be called afterwards, and no connection is left behind."""

from collections.abc import Callable
from contextlib import closing

import pytest
from arende.ports.storage import Storage, StorageUnusable

from tests.postgres import Server, database_of

from ..build import append
from .conftest import PROVIDER


def test_nothing_may_be_called_after_close_but_close(opened: Storage) -> None:
    opened.close()
    opened.close()
    calls: tuple[Callable[[], object], ...] = (opened.shards, lambda: opened.commit([append("c", "a")]))
    for call in calls:
        with pytest.raises(StorageUnusable, match="closed"):
            call()


def test_closing_leaves_no_connection(postgres_url: str, postgres_server: Server) -> None:
    with closing(PROVIDER.open(postgres_url, create=True, migrate=False)) as storage:
        storage.commit([append("c", "a")])
    database = database_of(postgres_url)
    left = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND application_name = 'arende'"
    until = 100
    while postgres_server.sql("postgres", left) != [(0,)] and until:
        until -= 1
    assert until
