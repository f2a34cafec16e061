"""Settings: what arende.toml and the environment say, parsed and checked whole. No file is read here, no plugin asked.

What the environment sets in the file's place is in `environment`. Adapters (`sms`, `auth`, `directory`, `export`,
`subscribers`) are written in short form, `"spool:./outgoing"`, or as a table with `provider`, perhaps `location`, and
the adapter's own options.

A secret may be the path of a file: `password_file = "…"` is the option `password`, which the engine reads from that
file (`secret_files`, `with_secrets`). Options whose names end in one of `SECRETS` can be given so, and `storage_file`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from attrs import evolve as changed
from attrs import field, frozen
from returns.result import Failure, Result, Success

from arende.domain.policy import DAYS_MAX, DAYS_MIN, Policy
from arende.domain.refusals import InputInvalid
from arende.ports.config import AdapterConfig, Option

from .audit import AuditSettings
from .converter import PROBLEMS, Flaw, Language, WireError, structure, within
from .environment import overridden
from .sessions import ABSOLUTE_MAX, IDLE_MAX, SessionLimits

Given: TypeAlias = str | AdapterConfig

FACES: Final = ("web",)
"""Tables that faces read for themselves: options as an adapter's, whose names only the face knows."""

SECRETS: Final = ("password", "passphrase", "secret", "token", "api_key")
"""How the name of an option that holds a secret ends. Others that end in `_file` are paths as such (certificates)."""
SUFFIX: Final = "_file"


def short(text: str) -> AdapterConfig:
    """`spool:./outgoing` as name and location."""
    name, _, location = text.partition(":")
    return AdapterConfig(name=name.strip(), location=location.strip())


def in_order(given: Sequence[Given]) -> tuple[AdapterConfig, ...]:
    """Adapters in the order in which they are tried."""
    return tuple(short(one) if isinstance(one, str) else one for one in given)


def by_name(given: Mapping[str, Given] | Sequence[Given]) -> Mapping[str, AdapterConfig]:
    """Adapters by the name that commands use; in a list each has its adapter's own name."""
    if isinstance(given, Mapping):
        return {name: short(one) if isinstance(one, str) else one for name, one in given.items()}
    return {config.name: config for config in in_order(given)}


@frozen(kw_only=True)
class Settings:
    """One engine's settings. Adapters may be given in short form: `Settings(storage="…", sms=["spool:./outgoing"])`."""

    storage: str = field(default="", repr=False)
    """URL of the storage; empty where `storage_file` names the file that holds it."""
    storage_file: str = ""
    """The path of a file that holds that URL, with its password."""
    sms: tuple[AdapterConfig, ...] = field(default=(), converter=in_order)
    """In order, for failover."""
    auth: tuple[AdapterConfig, ...] = field(default=(), converter=in_order)
    """Ways to sign in; without one nobody can enter the web."""
    directory: tuple[AdapterConfig, ...] = field(default=(), converter=in_order)
    """A host's registers, each of one care provider (B30)."""
    export: Mapping[str, AdapterConfig] = field(factory=dict, converter=by_name)
    """By the name that `ExportCase` and `Policy.exporters` use."""
    subscribers: Mapping[str, AdapterConfig] = field(factory=dict, converter=by_name)
    """Who is told of what is committed, by name; every process that writes to the storage must name them all."""
    policy: Policy = field(factory=Policy)
    sessions: SessionLimits = field(factory=SessionLimits)
    audit: AuditSettings = field(factory=AuditSettings)
    faces: Mapping[str, AdapterConfig] = field(factory=dict)
    """By the name of its table: what a face decides for itself, read by that face."""
    demo: bool = False
    """A demonstration with invented persons: adapters that are for that only may be opened."""
    plugins_allow: tuple[str, ...] | None = None
    """Entry points that may be loaded, by name; None: all."""
    plugins_block: tuple[str, ...] = ()
    language: Language = "sv"
    """Of what the command line says: `sv` or `en`."""

    def opened(self, config: AdapterConfig) -> AdapterConfig:
        """What an adapter is opened with: its own settings, and whether this is a demonstration."""
        return changed(config, demo=self.demo)


def secret_files(config: AdapterConfig) -> Mapping[str, str]:
    """Options that stand in files of their own: option to path, for the engine to read."""
    found = {name.removesuffix(SUFFIX): value for name, value in config.options.items() if name.endswith(SUFFIX)}
    return {name: value for name, value in found.items() if isinstance(value, str) and name.endswith(SECRETS)}


def with_secrets(config: AdapterConfig, read: Mapping[str, str]) -> AdapterConfig:
    """The settings with what those files held, in place of their paths."""
    kept = {name: value for name, value in config.options.items() if name.removesuffix(SUFFIX) not in read}
    return changed(config, options={**kept, **read})


@frozen(kw_only=True)
class Plugins:
    """Which plugins are loaded, by the names of their entry points (`arende plugins` lists them)."""

    allow: tuple[str, ...] | None = None
    """Only these; None: all."""
    block: tuple[str, ...] = ()
    """None of these."""


@frozen(kw_only=True)
class Plain:
    """The file without its adapters, which may be written in more than one way."""

    storage: str = ""
    storage_file: str = ""
    demo: bool = False
    language: str = "sv"
    policy: Policy = field(factory=Policy)
    sessions: SessionLimits = field(factory=SessionLimits)
    audit: AuditSettings = field(factory=AuditSettings)
    plugins: Plugins = field(factory=Plugins)


FROM_TOP: Final = ("storage", "storage_file", "demo", "language", "sms", "auth", "directory")
"""Names that are no tables, and so stand above them all."""

OWN: Final[Mapping[str, tuple[str, str]]] = {
    **PROBLEMS,
    "storage": (
        'saknas; skriv t.ex. storage = "sqlite:///arende.db", eller sätt ARENDE_STORAGE',
        'is missing; write e.g. storage = "sqlite:///arende.db", or set ARENDE_STORAGE',
    ),
    "both": ("och storage_file är båda satta; behåll den ena", "and storage_file are both set; keep one of them"),
    "adapter": (
        'ska vara "namn", "namn:plats" eller en tabell med provider',
        'must be "name", "name:location" or a table with provider',
    ),
    "adapters": ("ska vara en lista, en tabell eller en text", "must be a list, a table or a text"),
    "option": ("ska vara en text, ett helt tal eller true/false", "must be a text, a whole number or true/false"),
    "days": (f"ska vara {DAYS_MIN}–{DAYS_MAX} hela dagar", f"must be {DAYS_MIN}–{DAYS_MAX} whole days"),
    "window": (f"ska vara 0–{DAYS_MAX} hela dagar", f"must be 0–{DAYS_MAX} whole days"),
    "ages": (
        "ska vara minst 0 och högst child_below, som är högst 18",
        "must be at least 0 and at most child_below, which is at most 18",
    ),
    "idle": (f"ska vara 1–{IDLE_MAX} hela minuter", f"must be 1–{IDLE_MAX} whole minutes"),
    "absolute": (f"ska vara 1–{ABSOLUTE_MAX} hela timmar", f"must be 1–{ABSOLUTE_MAX} whole hours"),
    "exporter": ("finns inte bland [export]", "is not among [export]"),
    "misplaced": (
        "hör hemma överst i filen: flytta raden till före den första [tabellen]",
        "belongs at the top of the file: move the line to before the first [table]",
    ),
}
"""By code: Swedish, English."""


def parse_settings(
    toml: Mapping[str, object], env: Mapping[str, str], lang: Language = "sv"
) -> Result[Settings, tuple[InputInvalid, ...]]:
    """The settings, or every fault by path."""
    plain = overridden(toml, env)
    flaws: list[Flaw] = []
    sms = listed(plain.pop("sms", []), "sms", flaws)
    auth = listed(plain.pop("auth", []), "auth", flaws)
    directory = listed(plain.pop("directory", []), "directory", flaws)
    export = named(plain.pop("export", {}), "export", flaws)
    subscribers = named(plain.pop("subscribers", {}), "subscribers", flaws)
    faces = {name: options_of(name, plain.pop(name), flaws) for name in FACES if name in plain}
    try:
        rest = structure(plain, Plain)
    except WireError as error:
        rest = Plain()
        flaws += [misplaced(flaw) for flaw in error.faults]
    else:
        flaws += faults_in(rest, export)
    if flaws:
        place = 0 if lang == "sv" else 1
        return Failure(tuple(InputInvalid(flaw.path, OWN[flaw.problem][place]) for flaw in flaws))
    return Success(
        Settings(
            storage=rest.storage,
            storage_file=rest.storage_file,
            sms=sms,
            auth=auth,
            directory=directory,
            export=export,
            subscribers=subscribers,
            policy=rest.policy,
            sessions=rest.sessions,
            audit=rest.audit,
            faces=faces,
            demo=rest.demo,
            plugins_allow=rest.plugins.allow,
            plugins_block=rest.plugins.block,
            language="en" if rest.language == "en" else "sv",
        )
    )


def misplaced(flaw: Flaw) -> Flaw:
    """A name of the top that stands in a table is told so: TOML takes what follows a table as the table's."""
    table, _, name = flaw.path.rpartition(".")
    known = name in FROM_TOP
    return Flaw(flaw.path, "misplaced") if table and known and flaw.problem == "unknown" else flaw


def faults_in(plain: Plain, export: Mapping[str, AdapterConfig]) -> Iterator[Flaw]:
    """What is of the right form and still will not do."""
    policy = plain.policy
    if plain.storage and plain.storage_file:
        yield Flaw("storage", "both")
    if not plain.storage and not plain.storage_file:
        yield Flaw("storage", "storage")
    if plain.language not in ("sv", "en"):
        yield Flaw("language", "choice")
    if not DAYS_MIN <= policy.days <= DAYS_MAX:
        yield Flaw("policy.days", "days")
    if policy.untouched_days is not None and not DAYS_MIN <= policy.untouched_days <= DAYS_MAX:
        yield Flaw("policy.untouched_days", "days")
    if not 0 <= policy.reopen_days <= DAYS_MAX:
        yield Flaw("policy.reopen_days", "window")
    if not 0 <= policy.closing_soon_days <= DAYS_MAX:
        yield Flaw("policy.closing_soon_days", "window")
    if not 0 <= policy.guardian_below <= policy.child_below <= 18:
        yield Flaw("policy.guardian_below", "ages")
    if not 1 <= plain.sessions.idle_minutes <= IDLE_MAX:
        yield Flaw("sessions.idle_minutes", "idle")
    if not 1 <= plain.sessions.absolute_hours <= ABSOLUTE_MAX:
        yield Flaw("sessions.absolute_hours", "absolute")
    for place, name in enumerate(policy.exporters):
        if name not in export:
            yield Flaw(f"policy.exporters.{place}", "exporter")


def listed(given: object, path: str, flaws: list[Flaw]) -> tuple[AdapterConfig, ...]:
    """Adapters in order: a list, or a single one."""
    if isinstance(given, str | Mapping):
        return tuple(filter(None, [adapter(given, path, flaws)]))
    if not isinstance(given, list):
        flaws.append(Flaw(path, "adapters"))
        return ()
    found = [adapter(one, within(path, str(place)), flaws) for place, one in enumerate(given)]
    return tuple(filter(None, found))


def named(given: object, path: str, flaws: list[Flaw]) -> Mapping[str, AdapterConfig]:
    """Adapters by name: a table of them, or a list in which each has its adapter's name."""
    if not isinstance(given, Mapping):
        return by_name(listed(given, path, flaws))
    found = {str(name): adapter(one, within(path, str(name)), flaws) for name, one in given.items()}
    return {name: config for name, config in found.items() if config is not None}


def adapter(given: object, path: str, flaws: list[Flaw]) -> AdapterConfig | None:
    """One adapter, in short form or as a table."""
    if isinstance(given, str) and short(given).name:
        return short(given)
    name = given.get("provider") if isinstance(given, Mapping) else None
    if not isinstance(given, Mapping) or not isinstance(name, str) or not name:
        flaws.append(Flaw(path, "adapter"))
        return None
    location = given.get("location", "")
    if not isinstance(location, str):
        flaws.append(Flaw(within(path, "location"), "text"))
        return None
    rest = {key: value for key, value in given.items() if key not in ("provider", "location")}
    return changed(options_of(path, rest, flaws), name=name, location=location)


def options_of(path: str, given: object, flaws: list[Flaw]) -> AdapterConfig:
    """A table of options, named by its path."""
    options: dict[str, Option] = {}
    if not isinstance(given, Mapping):
        flaws.append(Flaw(path, "object"))
        return AdapterConfig(name=path)
    for key, value in given.items():
        if isinstance(value, str | int):  # a truth value is an int too
            options[str(key)] = value
        else:
            flaws.append(Flaw(within(path, str(key)), "option"))
    return AdapterConfig(name=path, options=options)
