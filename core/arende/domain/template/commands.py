"""Commands about message templates. `RegisterTemplate` says how one is now: repeating it changes nothing."""

from typing import TypeAlias

from attrs import frozen

from ..ids import AssignmentId, TemplateId, UnitId


@frozen(kw_only=True)
class RegisterTemplate:
    """A ready text, with placeholders like {läkemedel} that are filled before it is sent.

    A unit's, or an assignment's own; without either it is the whole provider's.
    """

    template: TemplateId
    name: str
    text: str
    unit: UnitId | None = None
    assignment: AssignmentId | None = None


@frozen(kw_only=True)
class RetireTemplate:
    """It is offered no more; registering it anew brings it back."""

    template: TemplateId


TemplateCommand: TypeAlias = RegisterTemplate | RetireTemplate
