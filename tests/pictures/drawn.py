"""All that is drawn: each picture by its file, each table by the mark that it stands at in a page."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from . import access, cases, flow, notices, record, ways
from .shapes import Picture, svg

PAGES: Final = Path(__file__).parents[2] / "docs" / "concepts"
IMAGES: Final = PAGES / "img"
PICTURES: Final[Mapping[str, Callable[[], Picture]]] = {
    "cases.svg": cases.picture,
    "sms-states.svg": notices.states,
    "sms-schedule.svg": notices.schedule,
    "tickets.svg": ways.picture,
    "flow.svg": flow.picture,
    "record.svg": record.picture,
}
TABLES: Final[Mapping[str, Callable[[], Iterable[str]]]] = {
    "case states": cases.table,
    "tickets": lambda: ways.table(ways.of_tickets(), ways.tickets()),
    "visits": lambda: ways.table(ways.of_visits(), ways.visits()),
    "effects": flow.effects,
    "sms waits": notices.waits,
    "who stands how": access.ways,
    "who reads": access.reads,
    "who does": access.commands,
}
PLACE: Final = re.compile(r"(<!-- drawn: ([a-z ]+) -->\n)(?:(?!<!--).)*(<!-- end of what is drawn -->)", re.DOTALL)


def images() -> Mapping[str, str]:
    return {name: svg(picture()) for name, picture in PICTURES.items()}


def page(text: str) -> str:
    """The page with its tables as they are. Raises KeyError for a mark that names no table."""
    return PLACE.sub(lambda found: "\n".join((found[1], *TABLES[found[2]](), "", found[3])), text)
