"""The tree of commands: where each lies, and those that plugins bring by the entry-point group `arende.cli`.

A plugin's command is listed by name and loaded only when it is called. A built-in name cannot be taken over.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click

from .context import session_of
from .faults import Told
from .spoken import Branch, SpokenContext, SpokenOption

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "arende.cli"
HERE: Final = "arende.cli.commands"

CHILDREN: Final[Mapping[str, str]] = {
    "demo": "arende.cli.demo.command:command",
    "init": f"{HERE}.init:command",
    "import": f"{HERE}.importing:command",
    "directory": f"{HERE}.directory:group",
    "inbox": f"{HERE}.inbox:command",
    "case": f"{HERE}.case:group",
    "assignment": f"{HERE}.case_owner:group",
    "patient": f"{HERE}.patient:group",
    "visit": f"{HERE}.visit:group",
    "template": f"{HERE}.template:group",
    "ticket": f"{HERE}.ticket:group",
    "ledger": f"{HERE}.ledger:command",
    "undocumented": f"{HERE}.undocumented:command",
    "export": f"{HERE}.export:command",
    "record": f"{HERE}.record:group",
    "worker": f"{HERE}.worker:command",
    "outbox": f"{HERE}.outbox:group",
    "audit": f"{HERE}.audit:group",
    "migrate": f"{HERE}.schema:migrate",
    "verify": f"{HERE}.schema:verify",
    "rebuild": f"{HERE}.schema:rebuild",
    "backup": f"{HERE}.backup:backup",
    "restore": f"{HERE}.backup:restore",
    "storage": f"{HERE}.backup:storage",
    "doctor": f"{HERE}.doctor:command",
    "plugins": f"{HERE}.plugins:command",
}
"""In the order in which help lists them."""

OURS: Final[Mapping[str, tuple[str, str]]] = {
    "serve": ("Visar webben och svarar på JSON-API:t", "Serves the web and the JSON API"),
}
"""What help says of commands that come by the entry-point group from our own distribution: it loads none of them."""


class Root(Branch):
    """`arende` itself."""

    def __init__(self) -> None:
        super().__init__("", CHILDREN)
        version = SpokenOption(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show_version)
        self.params.append(version)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        return [*self.children, *brought()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        known = super().get_command(ctx, cmd_name)
        point = None if known is not None else brought().get(cmd_name)
        return known if point is None else from_plugin(point)

    def short(self, ctx: click.Context, name: str) -> str:
        point = None if name in self.children else brought().get(name)
        if point is None:
            return super().short(ctx, name)
        source = point.dist.name if point.dist else point.module
        if source == "arende" and name in OURS:
            return session_of(ctx).text(OURS[name])
        return session_of(ctx).text((f"Från insticksprogrammet {source}", f"From the plugin {source}"))


def brought() -> Mapping[str, "EntryPoint"]:
    """Plugins' commands by name."""
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return {point.name: point for point in points if point.name not in CHILDREN}


def from_plugin(point: "EntryPoint") -> click.Command:
    """A plugin's command, loaded. Raises Told where it cannot be."""
    try:
        found = point.load()
    except Exception as error:  # noqa: BLE001 - a vendor's code: named, and refused
        kind = type(error).__name__
        raise Told(
            "plugins",
            f"Insticksprogrammet {point.name} går inte att ladda ({kind}): installera om det, eller ta bort det.",
            f"The plugin {point.name} cannot be loaded ({kind}): install it anew, or remove it.",
        ) from None
    if not isinstance(found, click.Command):
        raise Told(
            "plugins",
            f"Insticksprogrammet {point.name} är inget kommando: kontakta den som har gjort det.",
            f"The plugin {point.name} is no command: contact its maker.",
        )
    found.context_class = SpokenContext
    return found


def show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    from .. import __version__

    if value and not ctx.resilient_parsing:
        click.echo(f"arende {__version__}")
        ctx.exit()
