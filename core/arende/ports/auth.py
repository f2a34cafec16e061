"""The sign-in port: who someone is, shown by an identity provider. What they may do is the domain's business.

The host calls `begin`, keeps what `Challenge.keep` says on its own side (a server-side session, never a cookie's
plain text), shows the challenge, and calls `complete` with what came back. What was kept is used for one sign-in only.

Codes of `NotAuthenticated` that mean the same everywhere:

==========================  ==============================================================================
`state.missing`             nothing was kept, or not by this way to sign in: begin again
`state.wrong`               the answer belongs to another sign-in
`state.late`                the sign-in was begun too long ago
`replayed`                  the answer has been used before
`cancelled`                 the person, or the provider, ended the sign-in
`provider.unreachable`      the provider cannot be reached, or is down: try again later
`provider.refused`          the provider does not accept what it was asked: the settings are to be looked at
`provider.answer`           the provider's answer cannot be used
`token.…`                   the provider's signed token is refused: `malformed`, `algorithm`, `key`, `signature`,
                            `issuer`, `audience`, `expired`, `early`, `lifetime`, `nonce`, `claims`, `hash`
`assurance.low`             the level of assurance is not among those that the settings allow, or is not stated
`identity.missing`          the provider did not say who it is in the way that the settings ask for
`identity.system`           the person is known by an identifier of another system than the settings allow
==========================  ==============================================================================
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol, TypeAlias

from attrs import field, frozen

from .config import AdapterConfig
from .http import RawRequest


class IdentityKind(StrEnum):
    """As whom someone signs in."""

    STAFF = "staff"
    CITIZEN = "citizen"


@frozen(kw_only=True)
class Commission:
    """A commission (medarbetaruppdrag) that an employee has, by HSA-ids; empty where the provider does not say."""

    id: str
    name: str = ""
    unit: str = ""
    """The care unit."""
    provider: str = ""
    """The care provider."""
    purpose: str = ""
    """In the provider's words, e.g. `Vård och behandling`."""


@frozen(kw_only=True)
class Identity:
    """A person as an identity provider vouches for them."""

    kind: IdentityKind
    system: str
    """What `value` is one of: `hsa` for staff; `personnummer` or `samordningsnummer`, or what the settings name."""
    value: str = field(repr=False)
    """HSA-id for staff, in upper case; twelve digits for citizens."""
    name: str = field(repr=False)
    """For display; may be empty."""
    assurance: str
    """The level as the provider states it, e.g. a URI; one that the settings allow."""
    commissions: tuple[Commission, ...]
    """Those the person signed in with, or may choose from; the host lets them choose where there are several."""
    at: int
    """When the provider saw the person, microseconds UTC."""


class Once(Protocol):
    """Remembers what has been used, so that it is not used again. Shared by all processes of one installation."""

    def first_time(self, key: str, now: int, until: int) -> bool:
        """True for the first call with this key, False for every later one until `until`. Atomic.

        `now` and `until` are microseconds UTC. False, too, where nothing more can be remembered.
        """
        ...


@frozen(kw_only=True)
class SignInContext:
    """What a sign-in is bound to."""

    return_to: str
    """Public URL that the person comes back to, exactly as registered at the provider."""
    kept: Mapping[str, str] = field(factory=dict, repr=False)
    """For `complete` and `cancel`: what `Challenge.keep`, or the last `Pending.keep`, held. Empty for `begin`."""
    now: int
    """Microseconds UTC."""
    remote: str = field(default="", repr=False)
    """Address of the person's device, as the host sees it; some providers demand it."""
    once: Once | None = field(default=None, repr=False)
    """None: the way to sign in remembers by itself, for its own process and lifetime only."""


@frozen(kw_only=True)
class Challenge:
    """What the host shows or does next, and what it keeps for `complete`."""

    redirect: str | None = field(default=None, repr=False)
    """Where to send the browser; None where the host shows something itself (a form, a QR code, a button)."""
    launch: str | None = field(default=None, repr=False)
    """A URL that opens the provider's app on the same device."""
    qr: str | None = field(default=None, repr=False)
    """Text of a QR code for now; `Pending` has the next one."""
    keep: Mapping[str, str] = field(repr=False)
    """Kept on the server's side. Holds secrets."""


@frozen(kw_only=True)
class Pending:
    """Not finished yet: show `qr` and what `hint` means, and call `complete` again."""

    hint: str
    """What the person does next; a stable code of the provider's, `pending` where it says nothing known."""
    qr: str | None = field(default=None, repr=False)
    keep: Mapping[str, str] = field(repr=False)
    """Kept in place of what was kept before."""
    again_after: int
    """Microseconds until `complete` has something new to say."""


@frozen(kw_only=True)
class NotAuthenticated:
    """The sign-in failed; a stable code that quotes nothing, and whether beginning again may help."""

    code: str
    again: bool


Begun: TypeAlias = Challenge | NotAuthenticated
Completed: TypeAlias = Identity | Pending | NotAuthenticated


class Authenticator(Protocol):
    """One way to sign in. Called from any thread. What goes wrong is a `NotAuthenticated`: nothing is raised."""

    def begin(self, ctx: SignInContext) -> Begun:
        """Start one sign-in: what the person is shown, and what the host keeps until they are back."""
        ...

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Completed:
        """What the person's browser brought back, or asked for, judged against what was kept."""
        ...

    def cancel(self, ctx: SignInContext) -> None:
        """The person gave up. Tells the provider, where that is possible; never fails."""
        ...

    def close(self) -> None:
        """Give back what is held. Afterwards nothing may be called."""
        ...


class AuthFactory(Protocol):
    """Opens an authenticator; this is what a plugin registers. Raises ConfigError."""

    def open(self, config: AdapterConfig) -> Authenticator:
        """A way to sign in with these options. ConfigError where they are missing, mistyped or unknown."""
        ...
