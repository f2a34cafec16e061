"""pytest plugin: what is drawn, or walked through, is thin in the default run and whole in the slow one. One place.

A test marked `deep` is in both runs: `examples` gives it a fourth of its examples by default. Where a test goes through
ways that are alike, `more_when_slow` leaves the first for the default run. `pytest -m ""` runs all of it, whole.
"""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

import pytest
from _pytest.mark import ParameterSet

T = TypeVar("T")
SHARE: Final = 4
LEAST: Final = 5


class Depth:
    """Of this run."""

    whole = False


def examples(number: int) -> int:
    """How many of so many are drawn in this run."""
    return number if Depth.whole else min(number, max(LEAST, number // SHARE))


def more_when_slow(values: Sequence[T], kept: int = 1) -> Iterable[ParameterSet]:
    """The values, of which those after the first are for the slow run."""
    return [pytest.param(value, marks=[pytest.mark.slow] if n >= kept else []) for n, value in enumerate(values)]


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before any module is imported."""
    Depth.whole = "not slow" not in config.option.markexpr


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a run of what is slow, whole tests are slow ones."""
    if Depth.whole:
        for item in items:
            if item.get_closest_marker("deep") is not None:
                item.add_marker(pytest.mark.slow)
