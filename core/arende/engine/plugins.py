"""Loads plugins through the door, once: entry points, then those handed in. No adapter is named here, none is called.

One of the two files where `Any` may stand: pluggy's relay is untyped. What comes out is typed registries.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

from ..ports.registry import (
    AuthRegistry,
    BlobsRegistry,
    DirectoryRegistry,
    ExportRegistry,
    FormRegistry,
    ScanRegistry,
    SmsRegistry,
    StorageRegistry,
    SubscriberRegistry,
)
from .faults import PluginFaults

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@frozen(kw_only=True)
class Registries:
    """The eight registries, filled."""

    storage: StorageRegistry = field(factory=StorageRegistry)
    sms: SmsRegistry = field(factory=SmsRegistry)
    auth: AuthRegistry = field(factory=AuthRegistry)
    export: ExportRegistry = field(factory=ExportRegistry)
    directory: DirectoryRegistry = field(factory=DirectoryRegistry)
    blobs: BlobsRegistry = field(factory=BlobsRegistry)
    scan: ScanRegistry = field(factory=ScanRegistry)
    subscribers: SubscriberRegistry = field(factory=SubscriberRegistry)
    sources: list[str] = field(factory=list)
    """Every plugin that came in, with its distribution."""


def load(extra: Sequence[object] = (), allow: Sequence[str] | None = None, block: Sequence[str] = ()) -> Registries:
    """All plugins, registered. `allow` (None: all) and `block` name entry points. PluginFaults tells every fault."""
    faults: list[str] = []
    registries = Registries()
    for name, plugin in [*installed(allow, block, faults), *((type_name(p), p) for p in extra)]:
        admit(name, plugin, registries, faults)
    faults += [fault for r in all_of(registries) for fault in r.faults]
    if faults:
        raise PluginFaults(faults)
    return registries


def admit(name: str, plugin: object, registries: Registries, faults: list[str]) -> None:
    """One plugin at a time has a manager of its own, so that each registration knows where it came from."""
    import pluggy  # with the hooks and the entry points loaded only where an engine is opened

    from ..ports import hooks

    manager = pluggy.PluginManager(hooks.GROUP)
    manager.add_hookspecs(hooks)
    for registry in all_of(registries):
        registry.source = name
    try:
        manager.register(plugin, name)
        manager.check_pending()
        relay = manager.hook
        relay.arende_register_storage(registry=registries.storage)
        relay.arende_register_sms(registry=registries.sms)
        relay.arende_register_auth(registry=registries.auth)
        relay.arende_register_export(registry=registries.export)
        relay.arende_register_directory(registry=registries.directory)
        relay.arende_register_blobs(registry=registries.blobs)
        relay.arende_register_scan(registry=registries.scan)
        relay.arende_register_subscribers(registry=registries.subscribers)
    except pluggy.PluginValidationError as error:
        faults.append(f"{name}: {one_line(error)}")
    except Exception as error:  # noqa: BLE001 - a vendor's code: named, listed with the rest, and refused
        faults.append(f"{name}: fails while registering ({type(error).__name__})")
    else:
        registries.sources.append(name)


def installed(allow: Sequence[str] | None, block: Sequence[str], faults: list[str]) -> Iterable[tuple[str, object]]:
    """Plugins by entry point, in order of name; one that cannot be imported is a fault."""
    from importlib.metadata import entry_points

    from ..ports import hooks

    for point in sorted(entry_points(group=hooks.GROUP), key=lambda p: p.name):
        if point.name in block or (allow is not None and point.name not in allow):
            continue
        try:
            yield source(point), point.load()
        except Exception as error:  # noqa: BLE001 - as above
            faults.append(f"{source(point)}: cannot be imported ({type(error).__name__})")


def source(point: "EntryPoint") -> str:
    return f"{point.name} ({point.dist.name} {point.dist.version})" if point.dist else point.name


def type_name(plugin: object) -> str:
    return getattr(plugin, "__name__", type(plugin).__name__)


def one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def all_of(
    r: Registries,
) -> tuple[
    StorageRegistry,
    SmsRegistry,
    AuthRegistry,
    ExportRegistry,
    FormRegistry,
    DirectoryRegistry,
    BlobsRegistry,
    ScanRegistry,
    SubscriberRegistry,
]:
    return (r.storage, r.sms, r.auth, r.export, r.export.forms, r.directory, r.blobs, r.scan, r.subscribers)
