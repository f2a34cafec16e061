"""Refusals of someone who writes: others have written meanwhile. What was typed stays in the draft, and never here."""

from typing import ClassVar

from attrs import frozen

from ..ids import AssignmentId


@frozen
class ColleagueWrote:
    """A colleague has written since the writer read (B20): number of the message, and the assignment that wrote it."""

    code: ClassVar[str] = "case.colleague_wrote"
    field: ClassVar[str] = "seen"
    number: int
    assignment: AssignmentId


@frozen
class PatientSideWrote:
    """The patient's side has written since staff read; `despite_new` on the same command sends anyway (B20)."""

    code: ClassVar[str] = "case.patient_side_wrote"
    field: ClassVar[str] = "seen"
    number: int
