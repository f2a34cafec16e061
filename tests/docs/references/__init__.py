"""The pages of `docs/reference/`, each made of the code: `python -m tests.docs.references [NAME…]` writes them anew.

A module for each; `PAGES` knows them. What a page cannot say because its author left it out is named by `undocumented`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from ..build import ROOT
from . import clauses, cli, commands, events, http, metrics, queries, refusals, settings

FOLDER: Final = ROOT / "docs" / "reference"
PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "cli": cli.page,
    "settings": settings.page,
    "http": http.page,
    "commands": commands.page,
    "queries": queries.page,
    "events": events.page,
    "refusals": refusals.page,
    "metrics": metrics.page,
    "clauses": clauses.page,
}
UNDOCUMENTED: Final[Mapping[str, Callable[[], list[str]]]] = {
    "cli": cli.undocumented,
    "settings": settings.undocumented,
    "http": http.undocumented,
    "commands": commands.undocumented,
    "queries": queries.undocumented,
    "events": events.undocumented,
    "refusals": refusals.undocumented,
    "metrics": metrics.undocumented,
    "clauses": clauses.undocumented,
}
