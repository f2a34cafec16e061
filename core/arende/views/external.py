"""What providers call an SMS, as its notice is found by: the latest name by an index, earlier ones by tokens. Pure."""

from hashlib import sha256
from typing import Final

from ..domain.notice.model import Notice

MARK: Final = "="
"""Begins such a token: no word of a name does, so that nobody is found by what a provider calls an SMS."""


def external(provider: str, provider_id: str) -> str:
    """What that provider calls it."""
    return f"{provider}:{provider_id}"


def called(notice: Notice) -> str | None:
    """What its latest try that has a name is called."""
    return next(reversed(names(notice)), None)


def once_called(notice: Notice) -> tuple[str, ...]:
    """What its earlier tries are called, as tokens: a report on one of them may come when it has been sent again."""
    latest = called(notice)
    return tuple(sorted({token(name) for name in names(notice) if name != latest}))


def names(notice: Notice) -> tuple[str, ...]:
    return tuple(external(one.provider, one.provider_id) for one in notice.tries if one.provider_id)


def token(name: str) -> str:
    """All of the same length, so that none begins another."""
    return f"{MARK}{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
