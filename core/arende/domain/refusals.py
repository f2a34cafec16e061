"""Refusals: a closed union of values, each with a stable code. Their sentences are in `refusal_texts`.

A refusal says why nothing happened, with what a face needs to explain it, and never holds a name, an identifier of a
person or a text that someone wrote. `field` names the input that would have to change, where there is one.
"""

from datetime import date
from typing import ClassVar, TypeAlias

from attrs import frozen

from .ids import Kind
from .person import Fault
from .policy import DAYS_MAX, DAYS_MIN


@frozen
class NotFound:
    """There is no such thing, or it may not be known that there is."""

    code: ClassVar[str] = "not_found"
    kind: Kind
    field: str = "id"


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
class IdInvalid:
    code: ClassVar[str] = "id.invalid"
    field: str


@frozen
class IdentifierInvalid:
    code: ClassVar[str] = "identifier.invalid"
    field: ClassVar[str] = "identifier"
    fault: Fault


@frozen
class BirthDateContradicts:
    """The stated birth date is not the one in the identifier."""

    code: ClassVar[str] = "person.birth_date_contradicts"
    field: ClassVar[str] = "born"


@frozen
class PhoneInvalid:
    code: ClassVar[str] = "phone.invalid"
    field: ClassVar[str] = "phone"


@frozen
class SenderInvalid:
    code: ClassVar[str] = "provider.sender_invalid"
    field: ClassVar[str] = "sender"


@frozen
class ZoneUnknown:
    code: ClassVar[str] = "unit.zone_unknown"
    field: ClassVar[str] = "zone"


@frozen
class GuardianIsChild:
    code: ClassVar[str] = "guardianship.same_person"
    field: ClassVar[str] = "guardian"


@frozen
class AgeUnknown:
    code: ClassVar[str] = "patient.age_unknown"
    field: ClassVar[str] = "born"


@frozen
class PatientDeceased:
    code: ClassVar[str] = "patient.deceased"
    field: ClassVar[str] = "patient"


@frozen
class RepresentativeRequired:
    """A child: the representative must be chosen (S4)."""

    code: ClassVar[str] = "representative.required"
    field: ClassVar[str] = "representative"


@frozen
class GuardianRequired:
    """Too young to be the representative: a guardian must be (S4)."""

    code: ClassVar[str] = "representative.guardian_required"
    field: ClassVar[str] = "representative"
    below: int


@frozen
class NotAGuardian:
    code: ClassVar[str] = "representative.not_guardian"
    field: ClassVar[str] = "representative"


@frozen
class RepresentativeNotOffered:
    """An adult is the own representative: nothing is chosen (S4)."""

    code: ClassVar[str] = "representative.not_offered"
    field: ClassVar[str] = "representative"


@frozen
class RepresentativeProtected:
    """Guardian or child has protected identity: a guardian cannot be the representative (B16)."""

    code: ClassVar[str] = "representative.protected"
    field: ClassVar[str] = "representative"


@frozen
class RepresentativeDeceased:
    code: ClassVar[str] = "representative.deceased"
    field: ClassVar[str] = "representative"


@frozen
class MaturityRequired:
    code: ClassVar[str] = "representative.maturity_required"
    field: ClassVar[str] = "maturity"


@frozen
class NotMature:
    code: ClassVar[str] = "representative.not_mature"
    field: ClassVar[str] = "representative"


@frozen
class ReasonElsewhere:
    """The contact reason belongs to another unit."""

    code: ClassVar[str] = "reason.elsewhere"
    field: ClassVar[str] = "reason"


@frozen
class PhaseLengthInvalid:
    code: ClassVar[str] = "phase.length_invalid"
    field: ClassVar[str] = "days"
    low: int = DAYS_MIN
    high: int = DAYS_MAX


@frozen
class MessageRequired:
    """The provider wants the first message written before the case opens (B1)."""

    code: ClassVar[str] = "case.message_required"
    field: ClassVar[str] = "message"


@frozen
class PhaseEnded:
    code: ClassVar[str] = "case.phase_ended"
    field: ClassVar[str] = ""
    last_day: date


@frozen
class ExporterUnknown:
    code: ClassVar[str] = "export.exporter_unknown"
    field: ClassVar[str] = "exporter"


@frozen
class NothingToHandle:
    code: ClassVar[str] = "case.nothing_to_handle"
    field: ClassVar[str] = ""


@frozen
class NoSuchMessage:
    code: ClassVar[str] = "case.no_such_message"
    field: ClassVar[str] = "up_to"
    last: int


@frozen
class VisitNeeded:
    """The entry is a visit, and none was named."""

    code: ClassVar[str] = "visit.needed"
    field: ClassVar[str] = "visit"


@frozen
class VisitOfAnother:
    """The visit is another patient's."""

    code: ClassVar[str] = "visit.other_patient"
    field: ClassVar[str] = "visit"


@frozen
class VisitNotStarted:
    code: ClassVar[str] = "visit.not_started"
    field: ClassVar[str] = "visit"


@frozen
class VisitNotEnded:
    code: ClassVar[str] = "visit.not_ended"
    field: ClassVar[str] = "visit"


@frozen
class VisitTaken:
    """Someone has started it already; who comes second is told (B17)."""

    code: ClassVar[str] = "visit.taken"
    field: ClassVar[str] = "visit"


@frozen
class VisitOver:
    code: ClassVar[str] = "visit.over"
    field: ClassVar[str] = "visit"


Refusal: TypeAlias = (
    NotFound
    | NoAccess
    | AssignmentNeeded
    | AssignmentEnded
    | RepresentationEnded
    | InputInvalid
    | CommandReused
    | Unavailable
    | TextMissing
    | TextTooLong
    | TextUnreadable
    | IdInvalid
    | IdentifierInvalid
    | BirthDateContradicts
    | PhoneInvalid
    | SenderInvalid
    | ZoneUnknown
    | GuardianIsChild
    | AgeUnknown
    | PatientDeceased
    | RepresentativeRequired
    | GuardianRequired
    | NotAGuardian
    | RepresentativeNotOffered
    | RepresentativeProtected
    | RepresentativeDeceased
    | MaturityRequired
    | NotMature
    | ReasonElsewhere
    | PhaseLengthInvalid
    | MessageRequired
    | PhaseEnded
    | ExporterUnknown
    | NothingToHandle
    | NoSuchMessage
    | VisitNeeded
    | VisitOfAnother
    | VisitNotStarted
    | VisitNotEnded
    | VisitTaken
    | VisitOver
)
