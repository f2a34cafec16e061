"""How a call to an adapter is watched: that it comes back, in time, and what can be heard meanwhile. No clause here."""

import logging
from collections.abc import Callable, Iterator, Sequence
from threading import Thread
from typing import Self, TypeVar

from .claims import Capability, Claims, Support
from .clauses import ClauseFailed, fail

T = TypeVar("T")


def returned(call: Callable[[], T], allowed: tuple[type, ...], what: str) -> T:
    """What a call answers; that it answers with one of these and raises nothing is part of the clause at hand."""
    try:
        outcome = call()
    except ClauseFailed:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
        fail(f"{what} raised {type(error).__name__}")
    if not isinstance(outcome, allowed):
        fail(f"{what} answered with {type(outcome).__name__}")
    return outcome


def in_time(seconds: float, call: Callable[[], T], what: str) -> T:
    """The same in so many seconds: whoever never comes back fails the clause, and is left behind."""
    back: list[T] = []
    failed: list[ClauseFailed] = []

    def run() -> None:
        try:
            back.append(call())
        except ClauseFailed as failure:
            failed.append(failure)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    return back[0] if back else fail(f"{what} had not come back after {seconds:g} seconds")


class Ear(logging.Handler):
    """Hears all that is logged while it is held."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.heard: list[str] = []
        self._level = logging.NOTSET

    @property
    def text(self) -> str:
        return "\n".join(self.heard)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text, with the error's if there is one."""
        self.heard.append(f"{record.getMessage()} {record.exc_info[1] if record.exc_info else ''}")

    def __enter__(self) -> Self:
        root = logging.getLogger()
        self._level = root.level
        root.addHandler(self)
        root.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *raised: object) -> None:
        root = logging.getLogger()
        root.setLevel(self._level)
        root.removeHandler(self)


def troubles(claims: Claims, locked: T, quoting: T) -> Iterator[T | None]:
    """None, and those of the two that the claims make due: times when a secret might be told."""
    yield None
    if claims.grade(Capability.TROUBLED) is Support.FULL:
        yield locked
    if claims.grade(Capability.WEB) is Support.FULL:
        yield quoting


def seen(words: Sequence[str], text: str) -> int:
    """How many of these secrets or names stand in the text; which ones, a report must not tell."""
    return sum(word in text for word in words)
