"""The operator's process: one for all tests, as new for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .smsc import Smsc, install


@pytest.fixture(scope="session")
def smsc_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("smsc")
    obstacle = install(folder)
    if obstacle:
        pytest.skip(obstacle)
    return folder


@pytest.fixture(scope="session")
def operator(smsc_folder: Path) -> Iterator[Smsc]:
    process = Smsc(smsc_folder)
    yield process
    process.stop()


@pytest.fixture
def smsc(operator: Smsc) -> Iterator[Smsc]:
    yield operator
    operator.reset()
