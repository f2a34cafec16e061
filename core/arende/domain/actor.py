"""Who acts: every command and every query has an actor. What an actor may do is in `access`."""

from enum import StrEnum
from typing import Final, TypeAlias

from attrs import frozen

from .ids import AssignmentId, PersonId, UnitId


class Purpose(StrEnum):
    """Why something is done, as the access log states it (B23, B24); the value is stored."""

    CARE = "vård och behandling"
    QUALITY = "kvalitetssäkring"
    DOCUMENTATION = "annan dokumentation enligt lag"
    STATISTICS = "statistik"
    ADMINISTRATION = "administration"
    EMERGENCY = "nödöppning"
    OPERATION = "drift"
    SYSTEM = "system"
    OWN = "egen åtkomst"


CHOOSABLE: Final = frozenset(
    {Purpose.CARE, Purpose.QUALITY, Purpose.DOCUMENTATION, Purpose.STATISTICS, Purpose.ADMINISTRATION}
)
"""Purposes that staff can state when they choose another unit."""


@frozen
class Choice:
    """An active choice to look at another unit of the same provider, for a stated purpose (B24)."""

    unit: UnitId
    purpose: Purpose


@frozen
class StaffActor:
    """A staff member in one assignment (person, role, unit): never the person alone (S6)."""

    assignment: AssignmentId
    choice: Choice | None = None


@frozen
class RepresentativeActor:
    """Someone on the patient's side: the patient, or a guardian of a child. What they see follows from their cases."""

    person: PersonId


@frozen
class Operator:
    """Someone at the machine, by the name of the operating system's user; logged with purpose «drift»."""

    name: str


FEED: Final = "feed:"
"""How the name of an operator begins that is no person, but a register's feed: no user of an operating system is
called so, for none has a colon in the name."""


@frozen
class System:
    """The worker, when what became of an effect or a timer comes back."""


Actor: TypeAlias = StaffActor | RepresentativeActor | Operator | System


def purpose_of(actor: Actor) -> Purpose:
    """The purpose that goes with an actor."""
    match actor:
        case StaffActor(choice=choice):
            return Purpose.CARE if choice is None else choice.purpose
        case RepresentativeActor():
            return Purpose.OWN
        case Operator():
            return Purpose.OPERATION
        case System():
            return Purpose.SYSTEM


def name_of(actor: Actor) -> str:
    """The actor in the log: kind and id, never a person's name or identifier."""
    match actor:
        case StaffActor(assignment=assignment):
            return f"staff:{assignment}"
        case RepresentativeActor(person=person):
            return f"rep:{person}"
        case Operator(name=name):
            return f"operator:{name}"
        case System():
            return "system"
