"""State of a message template. Nothing is decided here."""

from attrs import frozen

from ..ids import AssignmentId, TemplateId, UnitId


@frozen(kw_only=True)
class MessageTemplate:
    id: TemplateId
    name: str
    text: str
    unit: UnitId | None
    assignment: AssignmentId | None
    """Whose own it is; None with no unit either: the whole provider's."""
    retired: bool
