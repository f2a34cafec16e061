"""Opening what the settings name: the storage, and the adapters of each port. Nothing is called once it is opened.

Beside an adapter's own options stand a few of the engine's, which no adapter sees: `name` of an SMS provider and of a
way to sign in, for where one provider stands twice.
"""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from typing import Final

from attrs import evolve, field, frozen

from ..ports.auth import Authenticator
from ..ports.config import AdapterConfig, ConfigError, Said
from ..ports.export import JournalExporter
from ..ports.storage import Storage, StorageProvider
from ..ports.subscribers import Subscriber
from .faults import SettingsFaults, about
from .plugins import Registries
from .settings import Settings
from .sms.routes import NAME, Route, name_of, of_config
from .telling import HOST
from .telling import NAME as SUBSCRIBER_NAME

DEMO: Final = "demo"
"""The way whose form a face shows itself: no other may be called so."""
TAKEN: Final = ("return", "cancel", "assignment", "person")
"""What follows `/sign-in/` in the addresses of faces, beside names of ways."""


@frozen(kw_only=True)
class Way:
    """A way to sign in, and the provider that it is of."""

    provider: str
    authenticator: Authenticator = field(repr=False)


def open_storage(url: str, registries: Registries, *, create: bool, migrate: bool) -> Storage:
    """The storage that a URL names, by its scheme."""
    return storage_provider(url, registries).open(url, create=create, migrate=migrate)


def storage_provider(url: str, registries: Registries) -> StorageProvider:
    """Who opens storages of that URL's scheme. Raises SettingsFaults where nobody does."""
    scheme = url.partition(":")[0]
    provider = registries.storage.get(scheme)
    if provider is None:
        known = ", ".join(registries.storage.names())
        sv = f"storage: det finns ingen lagring för «{scheme}:». Välj bland: {known}."
        raise SettingsFaults([(sv, f"storage: there is no storage for «{scheme}:». Choose among: {known}.")])
    return provider


def open_sms(settings: Settings, registries: Registries, stack: ExitStack, faults: list[Said]) -> tuple[Route, ...]:
    """The SMS providers, in the order of the settings. Every fault is added to `faults`."""
    opened: dict[str, Route] = {}
    for config in settings.sms:
        factory = registries.sms.get(config.name)
        if factory is None:
            faults.append(unknown("sms", config, registries.sms.names()))
            continue
        try:
            own, rest = of_config(config)
            if own.name in opened:
                raise ConfigError(twice(own.name))
            provider = factory.open(settings.opened(rest))
        except ConfigError as error:
            faults.append(about(f"sms «{config.name}»", error))
            continue
        stack.callback(provider.close)
        opened[own.name] = Route(settings=own, provider=provider)
    return tuple(opened.values())


def open_exporters(
    settings: Settings, registries: Registries, stack: ExitStack, faults: list[Said]
) -> Mapping[str, JournalExporter]:
    """The exporters by the name that the settings give them. Every fault is added to `faults`."""
    opened: dict[str, JournalExporter] = {}
    for name, config in settings.export.items():
        factory = registries.export.get(config.name)
        if factory is None:
            faults.append(unknown("export", config, registries.export.names()))
            continue
        try:
            exporter = factory.open(settings.opened(config))
        except ConfigError as error:
            faults.append(about(f"export «{name}»", error))
            continue
        stack.callback(exporter.close)
        opened[name] = exporter
    return opened


def open_subscribers(
    settings: Settings, registries: Registries, stack: ExitStack, faults: list[Said]
) -> Mapping[str, Subscriber]:
    """The plugins' subscribers by the name that the settings give them. Every fault is added to `faults`."""
    opened: dict[str, Subscriber] = {}
    for name, config in settings.subscribers.items():
        if not SUBSCRIBER_NAME.fullmatch(name):
            sv = f"subscribers: «{name}» duger inte som namn. Skriv små bokstäver a–z, siffror, - och _."
            en = f"subscribers: «{name}» will not do as a name. Write small letters a–z, digits, - and _."
            faults.append((sv, en))
            continue
        factory = registries.subscribers.get(config.name)
        if config.name == HOST:
            continue
        if factory is None:
            known = ", ".join([HOST, *registries.subscribers.names()])
            sv = f"subscribers: det finns inget insticksprogram «{config.name}». Välj bland: {known}."
            faults.append((sv, f"subscribers: there is no plugin «{config.name}». Choose among: {known}."))
            continue
        try:
            subscriber = factory.open(settings.opened(config))
        except ConfigError as error:
            faults.append(about(f"subscribers «{name}»", error))
            continue
        stack.callback(subscriber.close)
        opened[name] = subscriber
    return opened


def open_ways(settings: Settings, registries: Registries, stack: ExitStack, faults: list[Said]) -> Mapping[str, Way]:
    """The ways to sign in by name. Every fault is added to `faults`."""
    ways: dict[str, Way] = {}
    for config in settings.auth:
        factory = registries.auth.get(config.name)
        if factory is None:
            faults.append(unknown("auth", config, registries.auth.names()))
            continue
        try:
            name, rest = named(config)
            if name in ways:  # the address of a way is its name: the second would hide the first
                raise ConfigError(twice(name))
            authenticator = factory.open(settings.opened(rest))
        except ConfigError as error:
            faults.append(about(f"auth «{config.name}»", error))
            continue
        stack.callback(authenticator.close)
        ways[name] = Way(provider=config.name, authenticator=authenticator)
    return ways


def named(config: AdapterConfig) -> tuple[str, AdapterConfig]:
    """What a way is called, and what is left for its adapter. Raises ConfigError."""
    if config.name == DEMO:
        return DEMO, config
    name = name_of(config)
    if name in (*TAKEN, DEMO):
        raise ConfigError((f"{name} är upptaget: välj ett annat name.", f"{name} is taken: choose another name."))
    return name, evolve(config, options={key: value for key, value in config.options.items() if key != NAME})


def unknown(port: str, config: AdapterConfig, names: Iterable[str]) -> Said:
    known = ", ".join(names)
    sv = f"{port}: det finns inget insticksprogram «{config.name}». Välj bland: {known}."
    return sv, f"{port}: there is no plugin «{config.name}». Choose among: {known}."


def twice(name: str) -> Said:
    """Two tables of one port that are called the same: the second would hide the first."""
    sv = f"två tabeller heter {name}: ge en av dem ett eget namn, name = …."
    return sv, f"two tables are called {name}: give one of them a name of its own, name = …."
