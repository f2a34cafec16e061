"""What staff have read in a case (B5): each assignment's own mark, and what is unread by it. Nothing here is an event.

The patient's side's mark is another thing: it is in the state, for staff are shown it.
"""

from attrs import frozen
from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Decision, MarkChange
from ..facts import Facts
from ..refusals import AssignmentNeeded, NoSuchMessage, Refusal
from .model import Case


@frozen(kw_only=True)
class Mark:
    """How far an assignment had read, and how many messages there were then."""

    up_to: int
    of: int


def seen(case: Case, up_to: int, facts: Facts) -> Result[Decision, Refusal]:
    """The mark is put at that message, forwards or back; 0 marks all as unread."""
    if not isinstance(facts.actor, StaffActor):
        return Failure(AssignmentNeeded())
    if not 0 <= up_to <= case.messages:
        return Failure(NoSuchMessage(case.messages))
    mark = MarkChange(
        case=case.id,
        reader=facts.actor.assignment,
        up_to=up_to,
        of=case.messages,
        unread=up_to < case.last_from_patient_side,
    )
    return Success(Decision(marks=(mark,)))


def unread(case: Case, mark: Mark | None) -> bool:
    """Whether something from the patient's side is unread by the assignment whose mark it is; None: it has none.

    What a colleague has answered or dealt with is nobody's to read any more, but for who marks it unread afterwards.
    """
    newest = case.last_from_patient_side
    if newest == 0 or (mark is not None and mark.up_to >= newest):
        return False
    by_hand = mark is not None and newest <= mark.of and case.last_from_staff <= mark.of
    return by_hand or case.unanswered_since is not None
