"""Drafts (B10): what someone has begun to write in a case. Never an event, never in the state; nobody else's to see.

A draft stands or falls with nothing but its writer's own doing: the end of the phase, a refusal as stale, a hand-over
and a lost right leave it where it is. It is gone when its writer sends, in the same append. Who loses the case while
writing may still save what is written, and throw it away.
"""

from returns.result import Failure, Result, Success

from ..actor import Actor, name_of
from ..decision import Decision, DraftChange
from ..facts import Facts
from ..policy import MESSAGE_MAX
from ..refusals import Refusal
from ..text import faulty
from .commands import SaveDraft
from .model import Case


def save(case: Case, command: SaveDraft, facts: Facts) -> Result[Decision, Refusal]:
    """Whether the phase is open is not asked: what was begun before its end is kept, and staff may extend."""
    fault = faulty("text", command.text, MESSAGE_MAX)
    if fault is not None:
        return Failure(fault)
    # A template that is not there does not cost the writer the text.
    template = None if command.template is None else facts.template(command.template)
    kept = DraftChange(
        case=case.id,
        writer=name_of(facts.actor),
        text=command.text,
        template=None if template is None else template.id,
    )
    return Success(Decision(drafts=(kept,)))


def gone(case: Case, writer: Actor) -> DraftChange:
    """Sent, or thrown away."""
    return DraftChange(case=case.id, writer=name_of(writer), text=None)
