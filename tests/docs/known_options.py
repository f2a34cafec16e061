"""Which options an adapter knows, as the page of settings tells them: no page's sample is to name one that is not."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from arende.engine.directory import opening
from arende.engine.sms import routes
from arende.ports.config import AdapterConfig
from arende.wire.settings import Settings, secret_files

from .references.adapters import SHARED, adapters, shared
from .references.settings import WEB

OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "[[sms]]": routes.OWN,
    "[[directory]]": opening.OWN,
    "[[auth]]": (routes.NAME,),
}
"""Options that the engine reads itself, in whichever adapter's table."""


@cache
def known() -> Mapping[tuple[str, str], frozenset[str]]:
    """By table and provider."""
    common = {option.name for module in SHARED.values() for option in shared(module).options}
    return {
        (one.table, name): frozenset(
            {option.name for option in one.options} | (common if one.table == "[[sms]]" else set())
        )
        for one in adapters()
        for name in one.names
    }


def unknown(settings: Settings) -> Iterator[str]:
    """Options of a sample that its adapter has not. A provider that is not ours may have what it will."""
    tables = {
        "[[sms]]": settings.sms,
        "[[auth]]": settings.auth,
        "[[directory]]": settings.directory,
        "[export.NAME]": settings.export.values(),
        "[subscribers.NAME]": settings.subscribers.values(),
    }
    for table, configs in tables.items():
        for config in configs:
            options = known().get((table, config.name))
            if options is not None:
                yield from beyond(config, {*options, *OWN.get(table, ())}, table)
    web = {option.name for option in shared(WEB).options}
    for config in settings.faces.values():
        yield from beyond(config, web, "[web]")


def beyond(config: AdapterConfig, known: set[str], table: str) -> Iterator[str]:
    files = {f"{name}_file" for name in secret_files(config)}
    names = set(config.options) - known - {name for name in files if name.removesuffix("_file") in known}
    yield from (f"{table} {config.name} has no option {name}" for name in sorted(names))
