"""What was typed, made into what the engine takes: persons by number, reasons by title, texts from files or stdin.

Personal data need not stand on the command line, where the shell's history keeps it: `-` reads it from standard input.
"""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar
from zoneinfo import ZoneInfo

from returns.pipeline import is_successful
from returns.result import Result

from ..domain.actor import Actor, StaffActor
from ..domain.directory.model import Unit
from ..domain.ids import Kind, ProviderId, Ref, shard_of
from ..domain.person import Fault, parse
from ..domain.refusals import IdentifierInvalid, InputInvalid, NotFound, Refusal, TextUnreadable
from ..domain.text import faulty_id
from ..engine import Engine, Receipt
from ..engine.shards import providers
from ..views.fold import fold
from ..wire.commands import parse_command
from .context import Session, today
from .faults import Refused
from .usage import Misuse

if TYPE_CHECKING:
    from ..engine.people_queries import PeopleQueries

T = TypeVar("T")
STDIN: Final = "-"
MOST: Final = 1_000_000
"""Bytes of a text that are read: far more than a message may have."""


def got(answer: Result[T, Refusal]) -> T:
    """What was answered. Raises Refused."""
    if not is_successful(answer):
        raise Refused(answer.failure())
    return answer.unwrap()


def carry_out(
    session: Session, engine: Engine, actor: Actor, name: str, data: Mapping[str, object], command_id: str | None
) -> Receipt:
    """Read the command as people type it, and give it. Raises Refused."""
    if command_id is not None and not command_id.strip():
        raise Misuse("--command-id får inte vara tom", "--command-id must not be empty", "command_id")
    told = {field: value for field, value in data.items() if value is not None}
    read = parse_command(name, told, today(engine), session.lang)
    if not is_successful(read):
        raise Refused(read.failure())
    return got(engine.handle(read.unwrap(), actor=actor, command_id=command_id))


def checked_id(text: str, field: str) -> str:
    """The text, if it can be an id. Raises Refused."""
    refused = faulty_id(field, text)
    if refused is not None:
        raise Refused(refused)
    return text


def typed(session: Session, text: str | None, pair: tuple[str, str], field: str) -> str:
    """What stands on the line; for `-`, or nothing where someone can be asked, one line of standard input."""
    if text not in (None, STDIN):
        return str(text)
    if sys.stdin.isatty():
        import click

        return str(click.prompt(session.text(pair), err=True))
    if text is None:
        sv, en = pair
        raise Misuse(f"Ange {sv.lower()}, eller - för att läsa", f"Give {en.lower()}, or - to read it", field)
    return read_input(field, lines=1)


def read_input(field: str, lines: int | None = None) -> str:
    """Standard input: so many lines, or all that is left, without the line break at its end. Raises Refused."""
    source = sys.stdin.buffer
    return decoded(source.readline(MOST) if lines == 1 else source.read(MOST), field)


def read_file(path: str, field: str) -> str:
    """A text from a file. Raises OSError or Refused."""
    with Path(path).open("rb") as opened:
        return decoded(opened.read(MOST), field)


def decoded(content: bytes, field: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(TextUnreadable(field)) from None
    return text.removesuffix("\n").removesuffix("\r")


def person_id(session: Session, engine: Engine, actor: Actor, text: str, field: str) -> str:
    """The id of a person named by id or by full identifier. Raises Refused."""
    if text == STDIN:
        text = typed(session, text, ("Personnummer", "Personal identity number"), field)
    if "." in text:
        return checked_id(text, field)
    number = parse(text, today(engine))
    if isinstance(number, Fault):
        raise Refused(IdentifierInvalid(number))
    provider = None if isinstance(actor, StaffActor) else only_provider(engine)
    found = got(engine.queries.search_patients(actor, text, provider=provider)).items
    if not found:
        raise Refused(NotFound(Kind.PERSON, field))
    return found[0].id


def reason_id(session: Session, engine: Engine, actor: Actor, text: str | None) -> str:
    """The id of a reason named by id or title, or the one that is chosen beforehand (S7). Raises Refused or Misuse."""
    if not isinstance(actor, StaffActor):
        return text or ""  # reasons are a unit's, and this actor has none: what that means is for the engine to say
    reasons = got(engine.queries.reasons(actor)).items
    if text is None:
        chosen = next((reason.id for reason in reasons if reason.preset), None)
        if chosen is None:
            raise Misuse("Ange --reason: enheten har ingen förvald sökorsak", "Give --reason: none is preset", "reason")
        return chosen
    known = [reason.id for reason in reasons if text == reason.id or fold(text) == fold(reason.title)]
    if known:
        return known[0]
    if "." in text:
        return checked_id(text, "reason")
    titles = ", ".join(reason.title for reason in reasons)
    raise Refused(
        InputInvalid(
            "reason",
            session.text((f"sökorsaken finns inte; välj bland: {titles}", f"no such reason; choose among: {titles}")),
        )
    )


def only_provider(engine: Engine) -> ProviderId | None:
    """The care provider, where the database holds one only; where it holds several, the engine asks which."""
    shards = providers(engine.storage)
    return ProviderId(shards[0]) if len(shards) == 1 else None


def provider_for(engine: Engine, actor: Actor, named: str | None) -> ProviderId | None:
    """The one that is named, else the actor's own, else the only one."""
    if named is not None:
        return ProviderId(named)
    return shard_of(actor.assignment) if isinstance(actor, StaffActor) else only_provider(engine)


def local_time(engine: Engine, actor: Actor, text: str) -> str:
    """A local date and time of the actor's unit as an instant; what has a zone already, or no such form, as it is."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    if at.tzinfo is None and ("T" in text or " " in text.strip()):
        at = at.replace(tzinfo=ZoneInfo(zone_of(engine.queries, actor)))
    return at.isoformat()


def zone_of(queries: "PeopleQueries", actor: Actor) -> str:
    """The zone of the actor's unit."""
    from ..engine.people_queries import ZONE

    at_unit = queries.own_unit(actor)
    unit = None if at_unit is None else queries.state(Ref(Kind.UNIT, at_unit))
    return unit.zone if isinstance(unit, Unit) else ZONE
