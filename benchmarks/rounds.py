"""Interleaved rounds and what is read from them. It knows no contender: each is a function that gives its figure."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

Contender: TypeAlias = Callable[[], float]
"""Does its part of one round, and gives the round's figure: mostly operations a second."""


def interleaved(contenders: Mapping[str, Contender], count: int) -> Mapping[str, list[float]]:
    """`count` rounds; in each, every contender in turn, and each round begun by another one.

    A first round is thrown away: it fills caches and prepares statements.
    """
    figures: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    for turn in range(count + 1):
        start = turn % len(names)
        for name in (*names[start:], *names[:start]):
            gc.collect()
            figure = contenders[name]()
            if turn:
                figures[name].append(figure)
    return figures


def rate(operations: int, work: Callable[[], object]) -> float:
    """Operations a second of work that does so many."""
    start = time.perf_counter()
    work()
    return operations / (time.perf_counter() - start)


def each(operations: int, one: Callable[[int], object]) -> list[float]:
    """Seconds of each operation, by number."""
    found: list[float] = []
    for number in range(operations):
        start = time.perf_counter()
        one(number)
        found.append(time.perf_counter() - start)
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all lies below or at."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
