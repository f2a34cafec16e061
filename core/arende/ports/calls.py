"""What came of a call over the network, as adapters over HTTP tell it among themselves. Nothing is called here.

What matters to whoever must not do a thing twice is whether anything can have arrived.
"""

from collections.abc import Mapping

from attrs import field, frozen


class CallFailed(Exception):
    """No answer. `code` is a word for people, and nothing of the call is in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotSent(CallFailed):
    """Nothing can have arrived."""


class NoReply(CallFailed):
    """The request may have arrived, and no answer came."""


@frozen(kw_only=True)
class Reply:
    """An answer; header names in lower case. `body` is empty where it was cut off or too long, and `whole` tells."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    whole: bool = True
