"""The sign-in port: who someone is, shown by an identity provider. What they may do is the domain's business."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from attrs import field, frozen

from .config import AdapterConfig
from .http import RawRequest


class IdentityKind(StrEnum):
    STAFF = "staff"
    CITIZEN = "citizen"


@frozen(kw_only=True)
class Identity:
    """A person as an identity provider vouches for them. `value` is an HSA-id for staff, twelve digits for citizens."""

    kind: IdentityKind
    system: str
    value: str = field(repr=False)
    name: str = field(repr=False)
    assurance: str
    commissions: tuple[str, ...]
    at: int


@frozen(kw_only=True)
class SignInContext:
    """What a sign-in is bound to: an opaque state kept by the host between the two calls, and where to come back."""

    return_to: str
    kept: Mapping[str, str] = field(factory=dict, repr=False)
    now: int


@frozen(kw_only=True)
class Challenge:
    """What the host shows or does next, and what it keeps for `complete`."""

    redirect: str | None = field(repr=False)
    keep: Mapping[str, str] = field(repr=False)


@frozen(kw_only=True)
class NotAuthenticated:
    """The sign-in failed; a stable code and whether trying again may help."""

    code: str
    again: bool


class Authenticator(Protocol):
    """One way to sign in."""

    def begin(self, ctx: SignInContext) -> Challenge: ...

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Identity | NotAuthenticated: ...

    def close(self) -> None: ...


class AuthFactory(Protocol):
    """Opens an authenticator; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> Authenticator: ...
