"""What happened to a message template. Each event tells the whole of it as it became."""

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from ..ids import AssignmentId, TemplateId, UnitId


@frozen(kw_only=True)
class TemplateRegistered:
    """A ready text, of a unit, an assignment, or (neither) the provider; registered again, what holds from now on."""

    at: datetime
    template: TemplateId
    name: str
    text: str
    unit: UnitId | None
    assignment: AssignmentId | None


@frozen(kw_only=True)
class TemplateRetired:
    """The ready text is offered no more."""

    at: datetime
    template: TemplateId


TemplateEvent: TypeAlias = TemplateRegistered | TemplateRetired
