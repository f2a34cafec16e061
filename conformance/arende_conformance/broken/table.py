"""The table of all wrong adapters: name, port, factory and what each breaks. Nothing is run here."""

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


def all_broken() -> tuple[Broken, ...]:
    """Every wrong adapter of the suite."""
    found = [
        Broken(
            name=wrong.__name__,
            port="storage",
            spec=f"{wrong.__module__}:{wrong.__name__}",
            factory=around_memory(wrong),
            breaks=frozenset(wrong.BREAKS),
        )
        for module in (shapes, appends, commands, lists, effects, log)
        for wrong in module.WRONG
    ]
    found += [
        Broken(
            name=wrong.__name__,
            port="storage",
            spec=f"{wrong.__module__}:{wrong.__name__}",
            factory=around_joining(wrong),
            breaks=frozenset(wrong.BREAKS),
        )
        for wrong in joining.WRONG
    ]
    for process, factory in processes.WRONG:
        spec = f"{processes.__name__}:{factory}"
        found.append(
            Broken(
                name=process.__name__,
                port="storage",
                spec=spec,
                factory=load(spec),
                breaks=frozenset(process.BREAKS),
            )
        )
    found += [
        Broken(
            name=provider.__name__,
            port="sms",
            spec=f"{provider.__module__}:{provider.__name__}",
            factory=around_spool(provider),
            breaks=frozenset(provider.BREAKS),
        )
        for provider in sms.WRONG
    ]
    found += [
        Broken(
            name=wrong.__name__,
            port="sms",
            spec=f"{wrong.__module__}:{wrong.__name__}",
            factory=around_scripted(wrong),
            breaks=frozenset(wrong.BREAKS),
        )
        for module in (sms_trouble, sms_coming, sms_listening)
        for wrong in module.WRONG
    ]
    found += [
        Broken(
            name=gate.__name__,
            port="auth",
            spec=f"{gate.__module__}:{gate.__name__}",
            factory=around_provider(gate),
            breaks=frozenset(gate.BREAKS),
        )
        for module in (auth, auth_binding, auth_tokens)
        for gate in module.WRONG
    ]
    found += [
        Broken(
            name=exporter.__name__,
            port="export",
            spec=f"{exporter.__module__}:{exporter.__name__}",
            factory=around_receiver(exporter),
            breaks=frozenset(exporter.BREAKS),
        )
        for module in (export, export_trouble)
        for exporter in module.WRONG
    ]
    found += [
        Broken(
            name=reader.__name__,
            port="directory",
            spec=f"{reader.__module__}:{reader.__name__}",
            factory=around_register(reader),
            breaks=frozenset(reader.BREAKS),
        )
        for module in (directory, directory_cursors, directory_changes, directory_trouble, directory_quiet)
        for reader in module.WRONG
    ]
    found += [
        Broken(
            name=subscriber.__name__,
            port="subscribers",
            spec=f"{subscriber.__module__}:{subscriber.__name__}",
            factory=around_listener(subscriber),
            breaks=frozenset(subscriber.BREAKS),
        )
        for module in (subscribers, subscribers_quiet)
        for subscriber in module.WRONG
    ]
    return tuple(found)
