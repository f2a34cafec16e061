"""Feeds as the settings name them: the engine's own options, and the register that a plugin opens. Nothing is read."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Final

from attrs import evolve, field, frozen

from ...domain.actor import FEED, Operator
from ...domain.ids import FeedId, ProviderId, within
from ...domain.text import LOCAL, SHARD
from ...ports.config import AdapterConfig, ConfigError, Said
from ...ports.directory import Directory
from ...ports.records import Shard
from ..adapters import twice, unknown
from ..faults import about as at_fault
from ..plugins import Registries
from ..settings import Settings
from ..sms.routes import whole

PUSH: Final = "push"
"""The provider in the settings that is no plugin: the register comes by itself."""
OWN: Final = ("name", "care_provider", "every_minutes", "push_token")
"""Options of a feed that are the engine's, and that no plugin sees."""
WEEK: Final = 7 * 24 * 60
SHORTEST: Final = 32
"""Characters of a token: what is shorter might be guessed."""


@frozen(kw_only=True)
class OpenFeed:
    """A feed. Its name is the local part of its id, so that two of them may not be called the same."""

    name: str
    """What commands and addresses call it; its adapter's name, if no other."""
    provider: ProviderId
    """Whose register it is; required."""
    every_minutes: int | None = None
    """How often the worker pulls it; None: never."""
    push_token: str | None = field(default=None, repr=False)
    """What whoever pushes it over HTTP shows; None: nobody may."""
    directory: Directory | None = field(default=None, repr=False)
    """None: it is only pushed."""

    @property
    def id(self) -> FeedId:
        return FeedId(within(self.provider, self.name))

    @property
    def shard(self) -> Shard:
        return Shard(self.provider)

    @property
    def actor(self) -> Operator:
        """Who the log says did it."""
        return Operator(FEED + self.name)


def of_config(config: AdapterConfig) -> tuple[OpenFeed, AdapterConfig]:
    """The engine's own options, and what is left for the plugin. Raises ConfigError."""
    options = config.options
    name, provider, token = options.get("name", config.name), options.get("care_provider"), options.get("push_token")
    if not isinstance(name, str) or not LOCAL.fullmatch(name):
        sv = "name ska vara bokstäver a–z, siffror och bindestreck, högst 64."
        raise ConfigError((sv, "name must be letters a–z, digits and hyphens, 64 at most."))
    if not isinstance(provider, str) or not SHARD.fullmatch(provider):
        sv = 'care_provider ska vara den vårdgivare som registret hör till, t.ex. "SE1".'
        raise ConfigError((sv, 'care_provider must be the care provider whose register it is, e.g. "SE1".'))
    if token is not None and not (isinstance(token, str) and len(token) >= SHORTEST and token.isascii()):
        sv = f"push_token ska vara minst {SHORTEST} tecken, t.ex. av openssl rand -hex 32."
        raise ConfigError((sv, f"push_token must be at least {SHORTEST} characters, e.g. of openssl rand -hex 32."))
    feed = OpenFeed(
        name=name,
        provider=ProviderId(provider),
        every_minutes=whole(options, "every_minutes", WEEK),
        push_token=token,
    )
    return feed, evolve(config, options={key: value for key, value in options.items() if key not in OWN})


def open_directory(
    settings: Settings, registries: Registries, stack: ExitStack, faults: list[Said]
) -> Mapping[str, OpenFeed]:
    """The feeds by name. Every fault is added to `faults`."""
    opened: dict[str, OpenFeed] = {}
    for config in settings.directory:
        factory = registries.directory.get(config.name)
        if factory is None and config.name != PUSH:
            faults.append(unknown("directory", config, {**registries.directory.names(), PUSH: ""}))
            continue
        try:
            feed, rest = of_config(config)
            if feed.name in opened:
                raise ConfigError(twice(feed.name))
            if factory is None:
                opened[feed.name] = only_pushed(feed, rest)
                continue
            directory = factory.open(settings.opened(rest))
        except ConfigError as error:
            faults.append(at_fault(f"directory «{config.name}»", error))
            continue
        stack.callback(directory.close)
        opened[feed.name] = evolve(feed, directory=directory)
    return opened


def only_pushed(feed: OpenFeed, rest: AdapterConfig) -> OpenFeed:
    """Raises ConfigError for what is of no use there."""
    useless = [
        *rest.options,
        *(["location"] if rest.location else []),
        *(["every_minutes"] if feed.every_minutes else []),
    ]
    if useless:
        named = ", ".join(useless)
        sv = f"{named}: ett flöde som bara lämnas in har ingen sådan inställning."
        raise ConfigError((sv, f"{named}: a feed that is only pushed has no such option."))
    return feed
