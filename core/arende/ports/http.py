"""A raw request as a host received it: bytes and headers, for callbacks and sign-in answers. No web framework here."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen(kw_only=True)
class RawRequest:
    """Headers have lower-case names; `url` is the public URL that the sender used, with its query."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    remote: str
    """Address of the peer, after the host has resolved its own proxies."""
