"""What every command is given: language, form of output, settings, engine, actor. Nothing heavy is loaded until asked.

A command without `--as` is the machine's operator's, logged with purpose «drift».
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import click

from .faults import Told
from .usage import Misuse

if TYPE_CHECKING:
    from ..domain.actor import Actor
    from ..engine import Engine, Settings

Language: TypeAlias = Literal["sv", "en"]
STORAGE: Final = ("ARENDE_STORAGE", "ARENDE_STORAGE_FILE")


class Session:
    """One call of the command line. Options may still change it while the line is read; nothing does afterwards."""

    def __init__(self, *, lang: Language = "sv", json: bool = False, config: str | None = None) -> None:
        self.lang: Language = lang
        self.json = json
        self.config = config
        self.before: Mapping[str, object] = {}
        """What stands in the one JSON document before what the command itself tells: one command may call another."""

    @classmethod
    def scanned(cls, args: Sequence[str]) -> "Session":
        """Language and form as the arguments have them, wherever they stand: also a wrong line is answered in them."""
        own = list(args[: args.index("--")] if "--" in args else args)
        english = "--lang=en" in own or ("--lang", "en") in pairwise(own)
        return cls(lang="en" if english else "sv", json="--json" in own)

    def text(self, pair: tuple[str, str]) -> str:
        """The one of (Swedish, English) that is spoken."""
        return pair[0 if self.lang == "sv" else 1]

    def settings(self) -> "Settings":
        """Those of `--config`, or of arende.toml here and the environment. Raises Told or SettingsFaults."""
        from ..engine import Settings
        from ..engine.settings import FILE

        if self.config is None and not Path(FILE).exists() and not any(environ.get(name) for name in STORAGE):
            raise Told(
                "settings.missing",
                "Ingen arende.toml finns här, och ARENDE_STORAGE är inte satt: kör arende init, eller ange --config.",
                "There is no arende.toml here, and ARENDE_STORAGE is not set: run arende init or give --config.",
            )
        return Settings.load(self.config)

    @contextmanager
    def engine(self, *, create: bool = False, migrate: bool = False) -> Iterator["Engine"]:
        """The engine of the settings, closed afterwards. A database is made or changed only where the command says."""
        from ..engine import Engine

        with Engine.open(self.settings(), create=create, migrate=migrate) as engine:
            yield engine

    def actor(self, text: str | None) -> "Actor":
        """Whom `--as` names. Raises Misuse for what is neither form, Told for what is no id."""
        from ..domain.actor import Operator, RepresentativeActor, StaffActor
        from ..domain.ids import AssignmentId, PersonId
        from ..domain.text import faulty_id
        from ..engine.system import operator_name

        if text is None:
            return Operator(operator_name())
        side, _, id = text.partition(":")
        if side in ("staff", "rep") and id:
            if faulty_id("as", id) is not None:
                sv = "--as tar ett id, VÅRDGIVARE.DEL: uppdragets; en persons visar arende patient show NUMMER."
                en = "--as takes an id, PROVIDER.PART: the assignment's; arende patient show NUMBER shows a person's."
                raise Told("id.invalid", sv, en, {"as": (sv, en)})
            return StaffActor(AssignmentId(id)) if side == "staff" else RepresentativeActor(PersonId(id))
        raise Misuse(
            "--as skrivs staff:UPPDRAG eller rep:PERSON", "--as is written staff:ASSIGNMENT or rep:PERSON", "as"
        )


def session_of(ctx: click.Context) -> Session:
    """The session of a context; a Swedish one where a host runs a command by itself."""
    return ctx.find_object(Session) or Session()


def today(engine: "Engine") -> date:
    """The day that identifiers and ages are read by."""
    from ..domain.phase import local_date
    from ..engine.people_queries import ZONE

    return local_date(engine.queries.clock.now(), ZONE)
