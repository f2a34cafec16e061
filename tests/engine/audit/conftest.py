"""A clinic in each storage, closed when a test ends. No assertion."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .clinic import Clinic, open_clinic, put_up


@pytest.fixture(params=["memory", "sqlite"])
def clinic(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clinic]:
    url = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/clinic.db"
    made = put_up(open_clinic(url, tmp_path))
    yield made
    made.engine.close()


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Clinic]:
    made = put_up(open_clinic(f"sqlite:///{tmp_path}/clinic.db", tmp_path))
    yield made
    made.engine.close()
