"""What staff keep for themselves about a case: internal notes (B8) and what stands in the health record (S17).

Both go on after the period has ended, and neither is a message: nobody on the patient's side is told.
"""

from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Decision
from ..facts import Facts
from ..policy import MESSAGE_MAX
from ..refusals import AssignmentNeeded, NoSuchMessage, Refusal
from ..text import faulty
from .events import DocumentedMarked, NoteAdded
from .model import Case


def undocumented(case: Case) -> int:
    """How many messages do not stand in the health record. Retracted ones count: the record keeps them."""
    return case.messages - case.documented_up_to


def note(text: str, facts: Facts) -> Result[Decision, Refusal]:
    """An internal note."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    fault = faulty("text", text, MESSAGE_MAX)
    if fault is not None:
        return Failure(fault)
    return Success(Decision((NoteAdded(at=facts.now, assignment=facts.actor.assignment, text=text),)))


def mark(case: Case, up_to: int, facts: Facts, *, nothing: bool = False) -> Result[Decision, Refusal]:
    """The mark only moves forward, so that it names who was first to say so of each message."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    if not 1 <= up_to <= case.messages:
        return Failure(NoSuchMessage(case.messages))
    if up_to <= case.documented_up_to:
        return Success(Decision())
    # Where the shell brings no next message, the list keeps the case where it stood: too early, never too late.
    following = facts.messages.get(up_to + 1)
    left = case.undocumented_since if following is None else following.at
    event = DocumentedMarked(
        at=facts.now,
        assignment=facts.actor.assignment,
        first=case.documented_up_to + 1,
        last=up_to,
        undocumented_since=None if up_to == case.messages else left,
        nothing_to_record=nothing,
    )
    return Success(Decision((event,)))
