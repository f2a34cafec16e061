"""Refusals of someone who writes: others wrote meanwhile, a template is not filled. Never what was typed."""

from typing import ClassVar

from attrs import frozen

from ..ids import AssignmentId
from ..policy import ANSWER_HOURS_MAX, ANSWER_HOURS_MIN


@frozen
class ColleagueWrote:
    """A colleague has written since the writer read (B20): number of the message, and the assignment that wrote it."""

    code: ClassVar[str] = "case.colleague_wrote"
    field: ClassVar[str] = "seen"
    number: int
    assignment: AssignmentId


@frozen
class PatientSideWrote:
    """The patient's side has written since staff read (B20).

    `to_send`: `despite_new` on the same command sends anyway. Without it what was written must be read first.
    """

    code: ClassVar[str] = "case.patient_side_wrote"
    field: ClassVar[str] = "seen"
    number: int
    to_send: bool = True


@frozen
class TemplateUnfilled:
    """Placeholders of the template that nobody has filled yet (B7): their names, which are the template's own words."""

    code: ClassVar[str] = "template.unfilled"
    field: ClassVar[str] = "text"
    names: tuple[str, ...]


@frozen
class PlaceholderUnknown:
    """A value was given for a place that the template does not have; these are the ones that it has."""

    code: ClassVar[str] = "template.placeholder_unknown"
    field: ClassVar[str] = "fill"
    names: tuple[str, ...]


@frozen
class PlaceholderInvalid:
    """A brace in a template that belongs to no placeholder."""

    code: ClassVar[str] = "template.placeholder_invalid"
    field: ClassVar[str] = "text"


@frozen
class TemplateOfTwo:
    """A template is a unit's or an assignment's, never both's."""

    code: ClassVar[str] = "template.of_two"
    field: ClassVar[str] = "unit"


@frozen
class AnswerTimeInvalid:
    """An answer time that no reason or unit can state (B2): whole hours within these."""

    code: ClassVar[str] = "answer_time.invalid"
    field: ClassVar[str] = "answer_hours"
    low: int = ANSWER_HOURS_MIN
    high: int = ANSWER_HOURS_MAX
