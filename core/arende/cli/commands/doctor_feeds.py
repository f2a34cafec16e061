"""What `arende doctor` says of directory feeds: which are in trouble, at fault, or late. It only looks."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from ...domain.feed.rules import overdue
from ...engine import Settings, SettingsFaults
from ...engine.adapters import open_storage
from ...engine.directory import Feeds, FeedStatus, open_directory
from ...engine.directory.plain import trouble_words
from ...engine.handle import Handler
from ...engine.plugins import Registries
from ...engine.shards import providers
from ...engine.system import SystemClock
from ...ports.config import Said
from ...ports.storage import Storage
from ..words import moment
from .schema import pending

if TYPE_CHECKING:
    from .doctor import Checks

Pair = tuple[str, str]
NO_FEED: Final = (
    "Vårdnadshavare hämtas inte från folkbokföringen: det som är inläst gäller tills det ändras för hand",
    "Guardianships have no register feed: what was imported holds until it is changed by hand",
)


def directory(checks: "Checks", settings: Settings, registries: Registries) -> None:
    """Each feed, and where guardianships come from. Raises SettingsFaults, StorageError."""
    faults: list[Said] = []
    with ExitStack() as stack:
        feeds = open_directory(settings, registries, stack, faults)
        if faults:
            raise SettingsFaults(faults)
        if not feeds or pending(settings.storage, registries):
            checks.add("guardianship_feed", "note", NO_FEED)
            return
        storage = open_storage(settings.storage, registries, create=False, migrate=False)
        stack.callback(storage.close)
        found = Feeds(handler=Handler(storage=storage, clock=SystemClock()), feeds=feeds).status()
        for one in found:
            said = list(notes(one))
            for pair in said:
                checks.add("directory", "note", pair)
            if not said and one.last is not None:
                name, at = one.feed.name, moment(one.last)
                checks.add("directory", "ok", (f"Registerflödet {name}: {at}", f"Directory feed {name}: {at}"))
        guardianships(checks, storage, found)


def notes(one: FeedStatus) -> list[Pair]:
    """What somebody should look at."""
    name, state, said = one.feed.name, one.state, list[Pair]()
    sv, en = f"Registerflödet {name}", f"Directory feed {name}"
    if state.trouble is not None:
        why_sv, why_en = trouble_words(state.trouble)
        said.append((f"{sv}: {why_sv}", f"{en}: {why_en}"))
    elif state.whole_open:
        said.append(
            (
                f"{sv}: hela registret har börjat tas emot men inte kommit till sitt slut: ta emot det igen",
                f"{en}: the whole register has begun to be taken and has not come to its end: take it again",
            )
        )
    many = len(state.faults) + state.beyond
    if many:
        said.append(
            (
                f"{sv}: {many} felaktiga rader väntar på rättelse: se arende directory status",
                f"{en}: {many} faulty lines wait to be mended: see arende directory status",
            )
        )
    if overdue(one.last, one.feed.every_minutes, SystemClock().now()):
        when = ("aldrig", "never") if one.last is None else (moment(one.last), moment(one.last))
        hint = ("kör arende worker, eller arende directory pull", "run arende worker, or arende directory pull")
        if one.feed.directory is None:
            hint = ("den som lämnar in registret ska kontrolleras", "check whoever pushes the register")
        said.append((f"{sv}: senast {when[0]}; {hint[0]}", f"{en}: last {when[1]}; {hint[1]}"))
    return said


def guardianships(checks: "Checks", storage: Storage, found: Sequence[FeedStatus]) -> None:
    """Whether who has custody of whom follows a register, for each care provider (B16)."""
    told = {one.feed.shard for one in found if one.tells_guardians}
    rest = [shard for shard in providers(storage) if shard not in told]
    if not told:
        checks.add("guardianship_feed", "note", NO_FEED)
    elif rest:
        named = ", ".join(rest)
        checks.add("guardianship_feed", "note", (f"{named}: {NO_FEED[0]}", f"{named}: {NO_FEED[1]}"))
    else:
        checks.add(
            "guardianship_feed",
            "ok",
            ("Vårdnadshavare hämtas från registret", "Guardianships follow the register"),
        )
