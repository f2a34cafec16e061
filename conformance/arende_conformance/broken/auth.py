"""Wrong ways to sign in. Each is the gate of `auth_gate` with one check done wrongly, named in `BREAKS`."""

import logging
from collections.abc import Mapping
from typing import ClassVar

from arende.ports.auth import Begun, Completed, Identity, NotAuthenticated, SignInContext
from arende.ports.http import RawRequest
from attrs import evolve

from ..auth.provider import LEVEL, ScriptedProvider
from .auth_gate import SECOND, Gate, Refused


class FallsOverAddresses(Gate):
    """An address with other letters than A to Z cannot be come back to."""

    BREAKS: ClassVar = {"AUT-01"}

    def begin(self, ctx: SignInContext) -> Begun:
        ctx.return_to.encode("ascii")
        return super().begin(ctx)


class FallsOverBodies(Gate):
    """Every request is taken for text."""

    BREAKS: ClassVar = {"AUT-02", "AUT-03"}

    def complete(self, ctx: SignInContext, raw: RawRequest) -> Completed:
        raw.body.decode("utf-8")
        return super().complete(ctx, raw)


class QuotesErrors(Gate):
    """The provider's own word becomes the code."""

    BREAKS: ClassVar = {"AUT-03"}

    def refusal(self, code: str, raw: RawRequest) -> NotAuthenticated:
        return NotAuthenticated(code=self.parameters(raw).get("error", code), again=True)


class ShowsWhatItKeeps(Gate):
    """Its repr shows the last state."""

    BREAKS: ClassVar = {"AUT-04", "AUT-14"}

    def __init__(self, provider: ScriptedProvider) -> None:
        super().__init__(provider)
        self._last: object = None

    def __repr__(self) -> str:
        return f"ShowsWhatItKeeps({self._last})"

    def begin(self, ctx: SignInContext) -> Begun:
        begun = super().begin(ctx)
        if self._last is None:
            self._last = dict(getattr(begun, "keep", {}))
        return begun


class CancelsOnce(Gate):
    """There is nothing to cancel where nothing was kept: an error."""

    BREAKS: ClassVar = {"AUT-05"}

    def cancel(self, ctx: SignInContext) -> None:
        if not ctx.kept:
            raise LookupError("nothing to cancel")


class TakesTheSubject(Gate):
    """The provider's own number of the person is taken for the HSA-id."""

    BREAKS: ClassVar = {"AUT-10"}

    def value(self, claims: Mapping[str, object]) -> str:
        super().value(claims)
        return str(claims["sub"])


class CountsInSeconds(Gate):
    """The time of the sign-in is in seconds."""

    BREAKS: ClassVar = {"AUT-11"}

    def identity(self, claims: Mapping[str, object], level: str, now: int) -> Identity:
        return super().identity(claims, level, now // SECOND)


class ForgetsAnswers(Gate):
    """Nothing that was used is remembered."""

    BREAKS: ClassVar = {"AUT-12", "AUT-13"}

    def use_up(self, ctx: SignInContext, state: str) -> None:
        pass


class RemembersAlone(Gate):
    """What other processes have used is not looked at."""

    BREAKS: ClassVar = {"AUT-13"}

    def use_up(self, ctx: SignInContext, state: str) -> None:
        super().use_up(evolve(ctx, once=None), state)


class LogsPersons(Gate):
    """It logs who signed in."""

    BREAKS: ClassVar = {"AUT-14"}

    def identity(self, claims: Mapping[str, object], level: str, now: int) -> Identity:
        logging.getLogger("sign-in").info("welcome, %s", claims.get("name"))
        return super().identity(claims, level, now)


class OneAtATime(Gate):
    """Only the sign-in that was begun last can be completed."""

    BREAKS: ClassVar = {"AUT-16"}

    def __init__(self, provider: ScriptedProvider) -> None:
        super().__init__(provider)
        self._last: object = None

    def begin(self, ctx: SignInContext) -> Begun:
        begun = super().begin(ctx)
        self._last = getattr(begun, "keep", None)
        return begun

    def kept(self, ctx: SignInContext) -> Mapping[str, str]:
        if self._last != ctx.kept:
            raise Refused("state.wrong")
        return super().kept(ctx)


class AnyLevel(Gate):
    """There must be a level, whichever."""

    BREAKS: ClassVar = {"AUT-40", "AUT-42"}

    def level(self, stated: object) -> str:
        return str(stated) if stated is not None else super().level(stated)


class LevelIfAny(Gate):
    """A level is compared where there is one."""

    BREAKS: ClassVar = {"AUT-41"}

    def level(self, stated: object) -> str:
        return LEVEL if stated is None else super().level(stated)


class LevelByItsBeginning(Gate):
    """Whatever begins like the allowed level is one."""

    BREAKS: ClassVar = {"AUT-42"}

    def level(self, stated: object) -> str:
        return LEVEL if str(stated).startswith(LEVEL) else super().level(stated)


class AnyNumberWillDo(Gate):
    """Where there is no HSA-id, another number stands in for it."""

    BREAKS: ClassVar = {"AUT-43"}

    def value(self, claims: Mapping[str, object]) -> str:
        return str(claims.get("employeeHsaId") or claims["credentialPersonalIdentityNumber"])


WRONG: tuple[type[Gate], ...] = (
    FallsOverAddresses,
    FallsOverBodies,
    QuotesErrors,
    ShowsWhatItKeeps,
    CancelsOnce,
    TakesTheSubject,
    CountsInSeconds,
    ForgetsAnswers,
    RemembersAlone,
    LogsPersons,
    OneAtATime,
    AnyLevel,
    LevelIfAny,
    LevelByItsBeginning,
    AnyNumberWillDo,
)
