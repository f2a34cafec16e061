"""A form made into a command and given to the engine: the receipt, or the refusal. What may be done it decides."""

import secrets
from collections.abc import Mapping

from arende.domain.actor import Actor
from arende.domain.commands import Command
from arende.domain.phase import local_date
from arende.domain.refusals import Refusal
from arende.engine import Engine, Receipt
from arende.wire.commands import ParseRefusal, parse_command
from returns.pipeline import is_successful
from returns.result import Result

from .asking import Asker
from .forms import Form
from .texts import ZONE

ONCE = "once"
"""The field that makes a post repeatable: pressed twice, or sent again by a browser, it happens once."""


def new_once() -> str:
    """What a form carries in that field; a new one each time a form is made."""
    return secrets.token_urlsafe(18)


def give(
    engine: Engine, asker: Asker, actor: Actor, name: str, data: Mapping[str, object], form: Form | None = None
) -> Receipt | Refusal:
    """Read the command as people type it, and give it; what is None is left out."""
    read = command_of(engine, asker, name, data)
    if not is_successful(read):
        return read.failure()
    once = None if form is None else form.some(ONCE)
    answer = engine.handle(read.unwrap(), actor=actor, command_id=f"web:{once}" if once else None)
    return answer.unwrap() if is_successful(answer) else answer.failure()


def would(engine: Engine, asker: Asker, actor: Actor, name: str, data: Mapping[str, object]) -> Refusal | None:
    """Why it would be refused now; nothing is changed."""
    read = command_of(engine, asker, name, data)
    return engine.would(read.unwrap(), actor=actor) if is_successful(read) else read.failure()


def command_of(engine: Engine, asker: Asker, name: str, data: Mapping[str, object]) -> Result[Command, ParseRefusal]:
    """The command as people typed it."""
    told = {field: value for field, value in data.items() if value is not None}
    return parse_command(name, told, local_date(engine.queries.clock.now(), ZONE), asker.lang)
