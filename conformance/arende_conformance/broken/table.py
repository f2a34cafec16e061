"""The table of all wrong adapters: name, port, factory and what each breaks. Nothing is run here."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import ClassVar, Protocol, TypeVar

from attrs import frozen

from ..harness import Factory, load
from . import (
    appends,
    auth,
    auth_binding,
    auth_tokens,
    commands,
    directory,
    directory_changes,
    directory_cursors,
    directory_quiet,
    directory_trouble,
    effects,
    export,
    export_trouble,
    joining,
    lists,
    log,
    processes,
    shapes,
    sms,
    sms_coming,
    sms_listening,
    sms_trouble,
    subscribers,
    subscribers_quiet,
)
from .auth_gate import around_provider
from .directory import around_register
from .export import around_receiver
from .joining import around_joining
from .relay import around_memory
from .sms_relay import around_spool
from .sms_scripted import around_scripted
from .subscribers import around_listener


@frozen(kw_only=True)
class Broken:
    """One wrong adapter. `breaks` are the clauses that it must fail: these and no others."""

    name: str
    port: str
    spec: str
    factory: Factory
    breaks: frozenset[str]


class Wrong(Protocol):
    """What a wrong adapter says of itself."""

    BREAKS: ClassVar[set[str]]


W = TypeVar("W", bound=Wrong)


def of(port: str, around: Callable[[type[W]], Factory], *lists: Iterable[type[W]]) -> list[Broken]:
    """Those of a port that one function makes harnesses around."""
    return [
        Broken(
            name=wrong.__name__,
            port=port,
            spec=f"{wrong.__module__}:{wrong.__name__}",
            factory=around(wrong),
            breaks=frozenset(wrong.BREAKS),
        )
        for wrong in chain(*lists)
    ]


def of_processes() -> list[Broken]:
    """Those that another process must find: each by a factory of its own."""
    specs = [(process, f"{processes.__name__}:{factory}") for process, factory in processes.WRONG]
    return [
        Broken(name=process.__name__, port="storage", spec=spec, factory=load(spec), breaks=frozenset(process.BREAKS))
        for process, spec in specs
    ]


def all_broken() -> tuple[Broken, ...]:
    """Every wrong adapter of the suite."""
    relays = [module.WRONG for module in (shapes, appends, commands, lists, effects, log)]
    scripted = [module.WRONG for module in (sms_trouble, sms_coming, sms_listening)]
    gates = [module.WRONG for module in (auth, auth_binding, auth_tokens)]
    exporters = [module.WRONG for module in (export, export_trouble)]
    registers = (directory, directory_cursors, directory_changes, directory_trouble, directory_quiet)
    return (
        *of("storage", around_memory, *relays),
        *of("storage", around_joining, joining.WRONG),
        *of_processes(),
        *of("sms", around_spool, sms.WRONG),
        *of("sms", around_scripted, *scripted),
        *of("auth", around_provider, *gates),
        *of("export", around_receiver, *exporters),
        *of("directory", around_register, *[module.WRONG for module in registers]),
        *of("subscribers", around_listener, subscribers.WRONG, subscribers_quiet.WRONG),
    )
