"""What a decision is: events for the command's own stream and for others in the same append, effects, drafts."""

from attrs import field, frozen

from .effects import Effect
from .events import Event
from .ids import AssignmentId, CaseId, Ref, TemplateId


@frozen
class Also:
    """Events in a second stream that must come to pass with the first, or not at all."""

    ref: Ref
    events: tuple[Event, ...]


@frozen(kw_only=True)
class DraftChange:
    """What a writer's draft in a case becomes (B10): a row beside the streams, never an event. None: there is none."""

    case: CaseId
    writer: str
    """As the log names them (`name_of`): the assignment, or the person on the patient's side."""
    text: str | None = field(repr=False)
    template: TemplateId | None = None
    """The template that it was begun from."""


@frozen(kw_only=True)
class MarkChange:
    """How far an assignment has read in a case (B5): a row beside the streams, never an event."""

    case: CaseId
    reader: AssignmentId
    up_to: int
    of: int
    """Messages in the case as it was marked."""
    unread: bool
    """Whether a message of the patient's side lies beyond the mark: marked unread by hand."""


@frozen
class Decision:
    """Without events nothing changed: the command was heard, and there was nothing to do, or nothing yet (a timer)."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    also: tuple[Also, ...] = ()
    drafts: tuple[DraftChange, ...] = ()
    marks: tuple[MarkChange, ...] = ()
