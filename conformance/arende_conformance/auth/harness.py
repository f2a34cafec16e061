"""What a vendor of a way to sign in writes: a harness with a scripted identity provider behind it. No clause here.

For OpenID Connect the provider is ready-made: `provider.ScriptedProvider`, served by `serving.serve` on this machine.
"""

from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeGuard

from arende.ports.auth import Authenticator, Challenge, IdentityKind, SignInContext
from arende.ports.http import RawRequest
from attrs import field, frozen

from ..claims import Claims, claim
from ..harness import Factory, FactoryError, Unsupported


class Answer(StrEnum):
    """What the scripted provider is asked to answer: three good ones, and forgeries. One thing is wrong at a time."""

    GOOD = "good"
    SKEWED = "good, by a clock that is five seconds ahead"
    ROTATED = "good, signed with a key that the provider has published since the last answer"
    EXPIRED = "its token expired ten minutes ago"
    EARLY = "its token was issued an hour ahead"
    WRONG_AUDIENCE = "its token is addressed to another client"
    WRONG_ISSUER = "its token names an issuer that differs by a last slash"
    UNSIGNED = "its token says `alg: none` and has no signature"
    PUBLIC_AS_KEY = "its token is signed by HS256, with the provider's public key as the secret"
    FOREIGN_KEY = "its token is signed with a key that it brings along, under the provider's key id"
    TAMPERED = "its token was changed after signing"
    NO_NONCE = "its token has no nonce"
    OTHER_NONCE = "its token has a nonce of another sign-in"
    OTHER_STATE = "it carries another state"
    SPENT_CODE = "it carries the code of the sign-in before, and the provider refuses that code"
    OTHER_VERIFIER = "its code was issued for another verifier; the provider refuses it where a verifier is sent"
    LOWER_LEVEL = "the person signed in at a lower level of assurance"
    NO_LEVEL = "no level of assurance is stated"
    SIMILAR_LEVEL = "the level of assurance is one that begins like the allowed one"
    OTHER_SYSTEM = "the person is known there by an identifier of another system only"


@frozen(kw_only=True)
class Person:
    """Whom the scripted provider vouches for."""

    kind: IdentityKind
    system: str
    value: str = field(repr=False)
    name: str = field(repr=False)


class AuthHarness(Protocol):
    """How the suite gets at a way to sign in. `cleanup()` may be added: it is called last."""

    @property
    def claims(self) -> Claims: ...

    @property
    def person(self) -> Person: ...

    def authenticator(self) -> Authenticator:
        """A new one, that trusts the scripted provider; every one trusts the same, as processes of one host do."""
        ...

    def answer(self, answer: Answer, ctx: SignInContext, challenge: Challenge) -> RawRequest:
        """What the person's browser brings back after this challenge, at the context's time.

        A provider that is asked (polled) makes its answer ready, and the request is the one that asks. Raises
        Unsupported for what the harness does not claim.
        """
        ...


class BareAuth:
    """A harness around a factory that returns authenticators: held to the clauses that need no provider."""

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator
        self.claims = claim()
        self.person = Person(kind=IdentityKind.CITIZEN, system="", value="", name="")

    def authenticator(self) -> Authenticator:
        return self._authenticator

    def answer(self, answer: Answer, ctx: SignInContext, challenge: Challenge) -> RawRequest:
        raise Unsupported("The factory returns a bare authenticator: return a harness with `answer`.")


def auth_harness(factory: Factory, folder: Path) -> AuthHarness:
    """What the factory makes, as a harness. Raises FactoryError."""
    made = factory(folder)
    if _is_authenticator(made):
        return BareAuth(made)
    if not _is_auth_harness(made):
        raise FactoryError(
            "The factory must return a sign-in harness: an object with claims, person, authenticator() and answer()."
        )
    return made


def _is_authenticator(made: object) -> TypeGuard[Authenticator]:
    return all(callable(getattr(made, name, None)) for name in ("begin", "complete", "cancel", "close"))


def _is_auth_harness(made: object) -> TypeGuard[AuthHarness]:
    has = all(hasattr(made, name) for name in ("claims", "person"))
    return has and all(callable(getattr(made, name, None)) for name in ("authenticator", "answer"))
