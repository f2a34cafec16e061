"""What clauses of several ports ask of how an adapter is opened: errors that name an option and no value. No clause."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from arende.ports.config import AdapterConfig, ConfigError, Option
from attrs import evolve

from .clauses import check, fail

STRANGE: Final = "arende_no_such_option"
TYPED: Final = "a-text-that-nobody-may-see-7f3a"
NUMBER: Final = 730173017301


class Closing(Protocol):
    """What an adapter of any port can do."""

    def close(self) -> None: ...


Opens = Callable[[AdapterConfig], Closing]


def names_missing(opens: Opens, config: AdapterConfig, required: Sequence[str]) -> None:
    """Without each of these it does not open, and says which."""
    check(set(required) <= set(config.options), "the harness requires what it does not give")
    for name in required:
        without = {key: value for key, value in config.options.items() if key != name}
        check(name in refused(opens, config, without), f"the error does not name {name}")


def names_unknown(opens: Opens, config: AdapterConfig) -> None:
    """With one that it does not know it does not open, and says which."""
    check(STRANGE in refused(opens, config, {**config.options, STRANGE: TYPED}), "the error does not name it")


def names_mistyped(opens: Opens, config: AdapterConfig) -> None:
    """With one of another type it does not open, and says which."""
    for name, value in config.options.items():
        said = refused(opens, config, {**config.options, name: wrong(value)})
        check(name in said, f"the error names no {name}")


def shows_no_value(opens: Opens, config: AdapterConfig) -> None:
    """Of what is given nothing stands in an error."""
    options = config.options
    tries: list[Mapping[str, Option]] = [{**options, STRANGE: TYPED}, {STRANGE: TYPED}]
    tries += [{**options, name: wrong(value)} for name, value in options.items()]
    texts = [value for value in options.values() if isinstance(value, str) and len(value) > 3]
    for one in tries:
        said = tried(opens, config, one)
        check(said is None or not any(str(value) in said for value in (*texts, TYPED, NUMBER)), "one stands there")


def wrong(value: Option) -> Option:
    """A value of another type."""
    return NUMBER if isinstance(value, str) else TYPED


def tried(opens: Opens, config: AdapterConfig, options: Mapping[str, Option]) -> str | None:
    """What the ConfigError says; None where it opens. Another error fails the clause at hand."""
    try:
        opened = opens(evolve(config, options=options))
    except ConfigError as error:
        return f"{error} {error!r}"
    except Exception as error:  # noqa: BLE001 -- whatever an adapter raises is its fault
        fail(f"open raised {type(error).__name__}")
    opened.close()
    return None


def refused(opens: Opens, config: AdapterConfig, options: Mapping[str, Option]) -> str:
    """The same, where it must not open."""
    said = tried(opens, config, options)
    return said if said is not None else fail("it opens all the same")
