"""What a clause is and how a method becomes one. No clause stands here; they are in `storage` and `sms`.

A clause is one rule: a number that never changes its meaning, a sentence that is the specification, one test method.
`check` is used instead of `assert`, so that a clause can fail under `python -O` and outside pytest too.
"""

import functools
import hashlib
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Final, NoReturn, TypeVar

from attrs import frozen

from .claims import Capability, Claims, Support

C = TypeVar("C")
B = TypeVar("B")
T = TypeVar("T")
_KEY: Final = "arende_clause"


class Level(StrEnum):
    """`must`: an adapter that fails it does not conform. `should`: the report tells, the verdict does not change."""

    MUST = "must"
    SHOULD = "should"


@frozen(kw_only=True)
class Clause:
    """One rule. `method` is the test method that holds an adapter to it; `source` is where the rule comes from."""

    number: str
    sentence: str
    level: Level
    since: str
    source: str
    needs: tuple[Capability, ...]
    method: str
    chance: bool = False
    """Whether what it finds depends on chance, as with races and random sequences. These are what is repeated."""

    def due(self, claims: Claims) -> bool:
        """Whether an adapter with these claims is held to it."""
        return all(claims.grade(capability) is Support.FULL for capability in self.needs)

    def lacking(self, claims: Claims) -> list[Capability]:
        """Which capabilities are missing."""
        return [c for c in self.needs if claims.grade(c) is not Support.FULL]

    def why_not_due(self, claims: Claims) -> str:
        """The same, and in what way."""
        return ", ".join(f"{c} ({claims.grade(c).name.lower().replace('_', ' ')})" for c in self.lacking(claims))


class ClauseFailed(AssertionError):
    """The adapter does not keep the clause. The text begins with its number."""


def fail(message: str) -> NoReturn:
    """Fail the clause at hand."""
    raise ClauseFailed(message)


def check(condition: bool, message: str) -> None:
    """Fail the clause at hand unless the condition holds; `message` says what was found."""
    if not condition:
        fail(message)


def same(found: object, expected: object, what: str) -> None:
    """Fail the clause at hand unless both are equal. Long values are shortened."""
    if found != expected:
        fail(f"{what}: expected {_short(expected)}, found {_short(found)}")


def is_a(found: object, kind: type[T], what: str) -> T:
    """Fail the clause at hand unless the value is of this kind; the value, so narrowed."""
    if not isinstance(found, kind):
        fail(f"{what}: expected {kind.__name__}, found {_short(found)}")
    return found


def clause(
    number: str,
    sentence: str,
    *,
    source: str,
    level: Level = Level.MUST,
    since: str = "0.1",
    needs: tuple[Capability, ...] = (),
    chance: bool = False,
) -> Callable[[Callable[[C, B], None]], Callable[[C, B], None]]:
    """Make a test method a clause: its failures begin with the number and the sentence."""

    def made(method: Callable[[C, B], None]) -> Callable[[C, B], None]:
        @functools.wraps(method)
        def kept(self: C, bench: B) -> None:
            try:
                method(self, bench)
            except ClauseFailed as failure:
                raise ClauseFailed(f"{number} {sentence} -- {failure}") from None
            except Exception as error:  # whatever the adapter raises, the report names the clause
                raise ClauseFailed(f"{number} {sentence} -- {type(error).__name__}: {error}") from error

        kept.__dict__[_KEY] = Clause(
            number=number,
            sentence=sentence,
            level=level,
            since=since,
            source=source,
            needs=needs,
            method=method.__name__,
            chance=chance,
        )
        return kept

    return made


def clause_of(function: object) -> Clause | None:
    """The clause that a test method is, if it is one."""
    found = getattr(function, _KEY, None)
    return found if isinstance(found, Clause) else None


def clauses_of(contract: type) -> tuple[Clause, ...]:
    """All clauses of a contract class as shipped, by number. Raises ValueError where one hides another by its name."""
    found = {clause_of(method) for base in contract.__mro__ for method in vars(base).values()} - {None}
    clauses = sorted((c for c in found if c), key=lambda c: c.number)
    hidden = [c.number for c in clauses if clause_of(getattr(contract, c.method)) != c]
    if hidden or len({c.number for c in clauses}) != len(clauses):
        raise ValueError(f"clauses share a method name or a number: {hidden}")
    return tuple(clauses)


def digest(clauses: Iterable[Clause]) -> str:
    """A digest of a list of clauses: two reports with the same one were held to the same rules."""
    lines = (f"{c.number}|{c.level}|{c.since}|{','.join(c.needs)}|{c.sentence}\n" for c in clauses)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def stale(exclusions: Sequence[str], clauses: Iterable[Clause], claims: Claims) -> list[str]:
    """Excluded numbers that match no clause which is due: a mistake, for they excuse nothing."""
    due = {c.number for c in clauses if c.due(claims)}
    return [number for number in exclusions if number not in due]


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:280]}… ({len(text)} characters)"
