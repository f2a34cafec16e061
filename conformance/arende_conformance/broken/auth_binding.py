"""Wrong ways to sign in that do not bind an answer to its sign-in: the gate of `auth_gate`, wrong in one check."""

from collections.abc import Mapping
from typing import ClassVar

from arende.ports.auth import Begun, Completed, SignInContext
from arende.ports.http import RawRequest
from attrs import evolve

from ..auth.provider import ScriptedProvider
from .auth_gate import Gate, Refused


class OneNonceForAll(Gate):
    """The nonce is a constant."""

    BREAKS: ClassVar = {"AUT-30"}

    def fresh(self, name: str) -> str:
        return "a-nonce-that-is-always-the-same-0123456789" if name == "nonce" else super().fresh(name)


class BelievesAnyAnswer(Gate):
    """Neither state nor nonce nor verifier bind an answer to its sign-in."""

    BREAKS: ClassVar = {"AUT-31", "AUT-33", "AUT-34", "AUT-35", "AUT-37"}

    def check_state(self, stated: str, kept: str) -> None:
        if not stated:
            raise Refused("state.missing")

    def check_nonce(self, stated: object, kept: str) -> None:
        pass

    def proof(self, kept: Mapping[str, str]) -> Mapping[str, str]:
        return {}


class KeepsInside(Gate):
    """What the host did not keep, it has kept itself."""

    BREAKS: ClassVar = {"AUT-32"}

    def __init__(self, provider: ScriptedProvider) -> None:
        super().__init__(provider)
        self._own: dict[str, Mapping[str, str]] = {}

    def begin(self, ctx: SignInContext) -> Begun:
        begun = super().begin(ctx)
        keep: Mapping[str, str] = getattr(begun, "keep", {})
        self._own[keep["state"]] = keep
        return begun

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Completed:
        own = self._own.get(self.parameters(raw).get("state", ""))
        return super().complete(evolve(ctx, kept=ctx.kept or own or {}), raw)


class NonceIfAny(Gate):
    """A nonce is compared where there is one."""

    BREAKS: ClassVar = {"AUT-33"}

    def check_nonce(self, stated: object, kept: str) -> None:
        if stated is not None:
            super().check_nonce(stated, kept)


class NonceOfAnySort(Gate):
    """There must be a nonce, whichever."""

    BREAKS: ClassVar = {"AUT-34"}

    def check_nonce(self, stated: object, kept: str) -> None:
        if stated is None:
            raise Refused("token.nonce")


class StateOfAnySort(Gate):
    """There must be a state, whichever; nonce and verifier guard the rest."""

    BREAKS: ClassVar = {"AUT-35"}

    def check_state(self, stated: str, kept: str) -> None:
        if not stated:
            raise Refused("state.missing")


class CachesCodes(Gate):
    """What a code was worth is remembered, and given again."""

    BREAKS: ClassVar = {"AUT-36"}

    def __init__(self, provider: ScriptedProvider) -> None:
        super().__init__(provider)
        self._worth: dict[str, Mapping[str, object]] = {}

    def exchanged(self, code: str, kept: Mapping[str, str]) -> Mapping[str, object]:
        if code in self._worth:
            return {**self._worth[code], "nonce": kept["nonce"]}
        self._worth[code] = super().exchanged(code, kept)
        return self._worth[code]


class SendsNoVerifier(Gate):
    """The challenge is asked for, and the verifier kept to itself."""

    BREAKS: ClassVar = {"AUT-37"}

    def proof(self, kept: Mapping[str, str]) -> Mapping[str, str]:
        return {}


class ShowsVerifier(Gate):
    """The challenge is the verifier itself."""

    BREAKS: ClassVar = {"AUT-38"}

    def challenge(self, verifier: str) -> Mapping[str, str]:
        return {"code_challenge": verifier, "code_challenge_method": "plain"}


WRONG: tuple[type[Gate], ...] = (
    OneNonceForAll,
    BelievesAnyAnswer,
    KeepsInside,
    NonceIfAny,
    NonceOfAnySort,
    StateOfAnySort,
    CachesCodes,
    SendsNoVerifier,
    ShowsVerifier,
)
