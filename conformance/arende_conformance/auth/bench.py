"""What a sign-in clause is given: the harness of one way to sign in, and the steps of a sign-in. No clause here."""

from pathlib import Path
from typing import Final

from arende.ports.auth import (
    Authenticator,
    Challenge,
    Completed,
    Identity,
    NotAuthenticated,
    Once,
    Pending,
    SignInContext,
)
from arende.ports.http import RawRequest
from attrs import evolve, field, frozen

from .. import harness as harnesses
from ..claims import Claims
from ..clauses import check, fail, is_a
from .harness import Answer, auth_harness

SECOND: Final = 1_000_000
NOW: Final = 1_795_000_000 * SECOND
RETURN_TO: Final = "https://clinic.example/sign-in/back"
ROUNDS: Final = 10
"""How often a pending sign-in is asked for."""


@frozen(kw_only=True)
class Begun:
    """A sign-in that has begun: the context of its `complete`, and what the person was shown."""

    ctx: SignInContext
    challenge: Challenge = field(repr=False)


class SharedOnce:
    """What the processes of one host share, here in one process."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def first_time(self, key: str, now: int, until: int) -> bool:
        first = key not in self.used and until > now
        self.used.add(key)
        return first


class AuthBench:
    """One sign-in harness."""

    def __init__(self, factory: harnesses.Factory, folder: Path, *, spec: str, seed: int = 1) -> None:
        del spec, seed  # the same shape for each port
        self.harness = auth_harness(factory, folder)
        self._opened: list[Authenticator] = []

    @property
    def claims(self) -> Claims:
        return self.harness.claims

    def authenticator(self) -> Authenticator:
        """One more, over the same provider."""
        made = self.harness.authenticator()
        self._opened.append(made)
        return made

    def close(self) -> None:
        """Close the authenticators, let the harness put away what it made."""
        harnesses.cleanup(self.harness, self._opened)

    def begin(self, authenticator: Authenticator, *, now: int = NOW, once: Once | None = None) -> Begun:
        """Begin a sign-in; part of the clause at hand that it begins."""
        ctx = SignInContext(return_to=RETURN_TO, now=now, remote="203.0.113.7", once=once)
        challenge = is_a(authenticator.begin(ctx), Challenge, "what begin answers")
        return Begun(ctx=evolve(ctx, kept=challenge.keep), challenge=challenge)

    def secrets(self, authenticator: Authenticator, begun: Begun) -> dict[str, str]:
        """Of what is kept, that which is made for one sign-in: it differs from that of another at the same moment."""
        other = self.begin(authenticator).challenge.keep
        kept = begun.challenge.keep
        return {n: v for n, v in kept.items() if len(v) >= 16 and not v.isdecimal() and v != other.get(n)}

    def answer(self, answer: Answer, begun: Begun) -> RawRequest:
        """What comes back."""
        return self.harness.answer(answer, begun.ctx, begun.challenge)

    def signed_in(self, authenticator: Authenticator, answer: Answer = Answer.GOOD) -> Identity:
        """Sign in from the beginning; part of the clause at hand that it succeeds."""
        begun = self.begin(authenticator)
        return is_a(finish(authenticator, begun.ctx, self.answer(answer, begun)), Identity, f"the answer «{answer}»")

    def refuses(self, answer: Answer) -> None:
        """A good answer is taken, and then this one is not."""
        authenticator = self.authenticator()
        self.signed_in(authenticator)
        begun = self.begin(authenticator)
        refused(authenticator, begun.ctx, self.answer(answer, begun), answer)


def finish(authenticator: Authenticator, ctx: SignInContext, raw: RawRequest) -> Completed:
    """Complete a sign-in, asking again while it is pending."""
    done = authenticator.complete(ctx, raw)
    for _ in range(ROUNDS):
        if not isinstance(done, Pending):
            return done
        check(done.again_after > 0, "a pending sign-in must say when to ask again")
        ctx = evolve(ctx, kept=done.keep, now=ctx.now + done.again_after)
        done = authenticator.complete(ctx, raw)
    return fail(f"the sign-in was still pending after {ROUNDS} questions")


def refused(authenticator: Authenticator, ctx: SignInContext, raw: RawRequest, what: str) -> None:
    """Fail the clause at hand if this signs anybody in."""
    is_a(finish(authenticator, ctx, raw), NotAuthenticated, what)
