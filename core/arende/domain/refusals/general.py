"""Refusals that any command can meet: access, form of the input, texts, ids."""

from typing import ClassVar

from attrs import frozen

from ..ids import Kind


@frozen
class NotFound:
    """There is no such thing, or it may not be known that there is."""

    code: ClassVar[str] = "not_found"
    kind: Kind
    field: str = "id"


@frozen
class Exists:
    """What the command would make is there: its id was used before. The shell settles whether by this very command."""

    code: ClassVar[str] = "exists"
    field: ClassVar[str] = "command_id"


@frozen
class NoAccess:
    """It is not for this actor."""

    code: ClassVar[str] = "access.denied"
    field: ClassVar[str] = ""


@frozen
class AssignmentNeeded:
    """Only a staff member in an assignment does this: a case has a sender (S6)."""

    code: ClassVar[str] = "access.assignment_needed"
    field: ClassVar[str] = ""


@frozen
class AssignmentEnded:
    code: ClassVar[str] = "access.assignment_ended"
    field: ClassVar[str] = ""


@frozen
class RepresentationEnded:
    """The representative's right no longer stands (B16)."""

    code: ClassVar[str] = "access.representation_ended"
    field: ClassVar[str] = ""


@frozen
class InputInvalid:
    """The input is not of the form that the command takes: each fault by path."""

    code: ClassVar[str] = "input.invalid"
    field: str
    problem: str
    """In the language of who asked; in Swedish where `english` is set."""
    english: str = ""


@frozen
class ListOfStaff:
    """The list tells what staff have to do, and someone on the patient's side asked for it."""

    code: ClassVar[str] = "list.of_staff"
    field: ClassVar[str] = "list"


@frozen
class CommandReused:
    """The `command_id` was used before, for another command or by someone else."""

    code: ClassVar[str] = "command.reused"
    field: ClassVar[str] = "command_id"


@frozen
class Unavailable:
    """Something that the answer depends on does not answer; nothing happened. `detail` is its own sentence."""

    code: ClassVar[str] = "unavailable"
    field: ClassVar[str] = ""
    detail: str


@frozen
class Unclear:
    """Storage did not say whether it was kept. `detail` is its own sentence."""

    code: ClassVar[str] = "unclear"
    field: ClassVar[str] = ""
    detail: str


@frozen
class TextMissing:
    code: ClassVar[str] = "text.missing"
    field: str


@frozen
class TextTooLong:
    code: ClassVar[str] = "text.too_long"
    field: str
    length: int
    limit: int


@frozen
class TextUnreadable:
    """The text holds characters that cannot be kept or shown (NUL, lone surrogates)."""

    code: ClassVar[str] = "text.unreadable"
    field: str


@frozen
class DayInvalid:
    """A day is a date: an instant, or anything else that a caller hands in, is none."""

    code: ClassVar[str] = "day.invalid"
    field: str


@frozen
class IdInvalid:
    code: ClassVar[str] = "id.invalid"
    field: str
