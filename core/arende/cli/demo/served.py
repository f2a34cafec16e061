"""After the story: its clinic is served, by whatever plugin brings the command `serve`. What that shows, it knows."""

from collections.abc import Mapping
from json import dumps
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from ..context import Session
from ..faults import Told
from ..lazy import brought, from_plugin
from .places import Places

SERVE: Final = "serve"
UNTOUCHED: Final = 2
"""Days after which the clinic's units have back what nobody has touched."""


def server() -> click.Command:
    """The command that serves. Raises Told where no plugin brings one."""
    point = brought().get(SERVE)
    if point is None:
        raise Told(
            "plugins",
            "Inget insticksprogram visar webben: installera med pip install 'arende[web]'.",
            "No plugin serves the web: install it by pip install 'arende[web]'.",
        )
    return from_plugin(point)


def serve_demo(
    command: click.Command, session: Session, places: Places, port: int | None, done: Mapping[str, object]
) -> None:
    """Serve the clinic that was played, and do what waits in its outbox, until told to stop."""
    if places.database.startswith("memory:"):
        raise Told(
            "demo.memory",
            "Databasen fanns bara i minnet: ange en fil, t.ex. --db sqlite:///demo.db.",
            "The database was in memory only: name a file, e.g. --db sqlite:///demo.db.",
        )
    with TemporaryDirectory(prefix="arende-demo-") as folder:
        file = Path(folder) / "arende.toml"
        file.touch(0o600)
        file.write_text(settings(places), encoding="utf-8")
        # The demonstration's own settings hold, whatever the environment says of another installation.
        for name in [name for name in environ if name.startswith("ARENDE_")]:
            del environ[name]
        served = Session(lang=session.lang, json=session.json, config=str(file))
        served.before = done
        args = ["--worker", *([] if port is None else ["--port", str(port)])]
        with command.make_context(SERVE, args, obj=served) as ctx:
            command.invoke(ctx)


def settings(places: Places) -> str:
    """Those that the story was played with, as a file; and the way to sign in that is for demonstrations only."""
    lines = {
        "storage": places.database,
        "sms": [f"spool:{places.sms}"],
        "auth": ["demo"],
    }
    plain = "".join(f"{name} = {dumps(value, ensure_ascii=False)}\n" for name, value in lines.items())
    export = dumps(f"spool:{places.journal}", ensure_ascii=False)
    return f"{plain}demo = true\n[export]\nspool = {export}\n[policy]\nuntouched_days = {UNTOUCHED}\n"
