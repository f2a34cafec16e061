"""The door: `arende demo`, its options, and where it leaves things. What is played is in `play`."""

from pathlib import Path

import click

from ..context import Session
from ..output import emit
from ..spoken import option, spoken
from ..usage import Misuse


@spoken(
    "demo",
    option("--db", metavar="URL"),
    option("--serve", is_flag=True, default=False),
    option("--port", type=click.IntRange(0, 65535), metavar="NUMBER"),
)
def command(session: Session, db: str | None, serve: bool, port: int | None) -> None:
    if port is not None and not serve:
        raise Misuse("--port gäller bara med --serve", "--port goes with --serve only", "port")
    # Loaded when it is played: `--help` needs none of it.
    from .places import DEFAULT, Places
    from .play import play
    from .served import serve_demo, server
    from .teller import OnScreen, Silent, paper

    serves = server() if serve else None
    places = Places.of(db or DEFAULT, Path.cwd())
    done = play(places, Silent() if session.json else OnScreen(paper()), session)
    if serves is not None:
        serve_demo(serves, session, places, port, done)
    elif session.json:
        emit(done)
