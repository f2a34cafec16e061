"""The door: `arende demo`, its options, and where it leaves things. What is played is in `play`."""

from pathlib import Path

from ..context import Session
from ..output import emit
from ..spoken import option, spoken


@spoken("demo", option("--db", metavar="URL"))
def command(session: Session, db: str | None) -> None:
    # Loaded when it is played: `--help` needs none of it.
    from .places import DEFAULT, Places
    from .play import play
    from .teller import OnScreen, Silent, paper

    places = Places.of(db or DEFAULT, Path.cwd())
    done = play(places, Silent() if session.json else OnScreen(paper()), session)
    if session.json:
        emit(done)
