"""What a vendor writes: a factory `pkg.mod:callable` that makes a harness. No clause and no adapter stands here.

The factory is called with one empty folder of its own (a `Path`), or with nothing if it takes no argument. Called again
with the same folder, also in another process, it must reach the same data: that is how a kill is survived. A factory
may also return a bare `Storage` or `SmsProvider`; the clauses that need a harness then fail where they are claimed.
What a way to sign in needs stands in `auth.harness`.
"""

import importlib
import inspect
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias, TypeGuard

from arende.ports.sms import SmsProvider, SmsRequest
from arende.ports.storage import Storage, StorageClaims

from .claims import Claims, claim, from_storage


class Unsupported(Exception):
    """The harness cannot do this, ever. One sentence."""


class NotYet(Exception):
    """The harness does not do this yet. One sentence."""


class FactoryError(Exception):
    """The factory cannot be loaded or gives nothing usable. One sentence that says what to do."""


class Closing(Protocol):
    """What an adapter of any port can do."""

    def close(self) -> None: ...


class StorageHarness(Protocol):
    """How the suite gets at a storage. `cleanup()` may be added: it is called last."""

    @property
    def claims(self) -> Claims | StorageClaims: ...

    def open(self) -> Storage:
        """A fresh, empty storage."""
        ...

    def reopen(self) -> Storage:
        """The data of the last `open` (also by another process, with the same folder), opened once more.

        Raises Unsupported or NotYet where that cannot be done.
        """
        ...


class SmsHarness(Protocol):
    """How the suite gets at an SMS provider. May be added: `cleanup()`, `timeout` (seconds a send may take).

    What else may be added, and is held to the clauses of its claim, stands in `sms.harness`.
    """

    @property
    def claims(self) -> Claims: ...

    def provider(self) -> SmsProvider:
        """A provider that sends nowhere real; its own way out, empty."""
        ...

    def delivered(self) -> Sequence[SmsRequest]:
        """What has left by the last provider. Raises Unsupported where that cannot be seen."""
        ...

    def sever(self) -> None:
        """Cut the way out, so that nothing can leave. Raises Unsupported where that cannot be done."""
        ...


Harness: TypeAlias = StorageHarness | SmsHarness
Factory: TypeAlias = Callable[[Path], object]


class BareStorage:
    """A harness around a factory that returns storages."""

    def __init__(self, first: Storage, again: Callable[[], object]) -> None:
        self._first: Storage | None = first
        self._again = again
        self.claims = from_storage(first.claims)

    def open(self) -> Storage:
        if self._first is not None:
            first, self._first = self._first, None
            return first
        again = self._again()
        if not is_storage(again):
            raise FactoryError("The factory must return a storage each time: it returned something else.")
        return again

    def reopen(self) -> Storage:
        raise Unsupported("The factory returns a bare storage: return a harness with `reopen`.")


class BareSms:
    """A harness around a factory that returns providers."""

    def __init__(self, provider: SmsProvider) -> None:
        self._provider = provider
        self.claims = claim()

    def provider(self) -> SmsProvider:
        return self._provider

    def delivered(self) -> Sequence[SmsRequest]:
        raise Unsupported("The factory returns a bare provider: return a harness with `delivered`.")

    def sever(self) -> None:
        raise Unsupported("The factory returns a bare provider: return a harness with `sever`.")


def load(spec: str) -> Factory:
    """The factory that `pkg.mod:callable` names. Raises FactoryError."""
    module_name, _, path = spec.partition(":")
    if not module_name or not path:
        raise FactoryError(f"{spec!r} names no factory: write it as `package.module:callable`.")
    try:
        found: object = importlib.import_module(module_name)
    except ImportError as error:
        raise FactoryError(f"The module {module_name!r} cannot be imported ({error}).") from error
    for name in path.split("."):
        found = getattr(found, name, None)
    if not callable(found):
        raise FactoryError(f"{module_name!r} has no callable {path!r}.")
    made = found

    def call(folder: Path) -> object:
        return made(folder) if _takes_one(made) else made()

    return call


def storage_harness(factory: Factory, folder: Path) -> StorageHarness:
    """What the factory makes, as a storage harness. Raises FactoryError."""
    made = factory(folder)
    if is_storage(made):
        return BareStorage(made, lambda: factory(folder))
    if not _is_storage_harness(made):
        raise FactoryError("The factory must return a storage harness: an object with claims, open() and reopen().")
    return made


def sms_harness(factory: Factory, folder: Path) -> SmsHarness:
    """What the factory makes, as an SMS harness. Raises FactoryError."""
    made = factory(folder)
    if _is_provider(made):
        return BareSms(made)
    if not _is_sms_harness(made):
        raise FactoryError("The factory must return an SMS harness: an object with claims, provider() and delivered().")
    return made


def claims_of(harness: Harness) -> Claims:
    """What the harness claims, in the suite's terms."""
    claims = harness.claims
    return from_storage(claims) if isinstance(claims, StorageClaims) else claims


def cleanup(harness: object, opened: Iterable[Closing]) -> None:
    """Close what was opened, and let the harness put away what it made, if it can."""
    for one in opened:
        one.close()
    put_away = getattr(harness, "cleanup", None)
    if callable(put_away):
        put_away()


def is_storage(made: object) -> TypeGuard[Storage]:
    return all(callable(getattr(made, name, None)) for name in ("commit", "heads", "records", "lease"))


def _is_provider(made: object) -> TypeGuard[SmsProvider]:
    return all(callable(getattr(made, name, None)) for name in ("send", "parse_report", "verify"))


def _is_storage_harness(made: object) -> TypeGuard[StorageHarness]:
    return hasattr(made, "claims") and all(callable(getattr(made, name, None)) for name in ("open", "reopen"))


def _is_sms_harness(made: object) -> TypeGuard[SmsHarness]:
    return hasattr(made, "claims") and all(callable(getattr(made, name, None)) for name in ("provider", "delivered"))


def _takes_one(made: object) -> bool:
    if not callable(made):
        return False
    try:
        parameters = inspect.signature(made).parameters.values()
    except (TypeError, ValueError):
        return False
    return any(p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD, p.VAR_POSITIONAL) for p in parameters)
