"""`arende plugins`: what came in, by which door. Names and sources only."""

from collections.abc import Iterator

from ...engine.plugins import all_of, load
from ..context import Session
from ..lazy import brought
from ..output import emit, say, table
from ..spoken import spoken
from ..words import heading


@spoken("plugins")
def command(session: Session) -> None:
    rows = list(found())
    if session.json:
        items = [{"id": f"{port}:{name}", "port": port, "name": name, "source": source} for port, name, source in rows]
        emit({"items": items, "next": None})
    else:
        headings = [heading(name, session.lang) for name in ("port", "name", "source")]
        say(table(headings, rows))


def found() -> Iterator[tuple[str, str, str]]:
    """Port, name and source of all that is registered, and the commands that plugins bring. Raises PluginFaults."""
    for registry in all_of(load()):
        for name, source in registry.names().items():
            yield registry.port, name, source
    for name, point in brought().items():
        yield "cli", name, point.dist.name if point.dist else point.module
