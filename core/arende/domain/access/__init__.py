"""Who may do and see what. The law stands in `table`, how an actor stands to a thing in `standing`; here they meet.

who × what × when → allowed, or refused: with the reason only where the actor has, or had, a right to know it.
"""

from ..actor import Actor, Operator, Purpose, StaffActor, System, purpose_of
from ..commands import AskForContact, Command, OpenEmergencyAccess, TurnIntoCase, TurnIntoVisit
from ..facts import Facts
from ..ids import Kind, ProviderId
from ..model import State
from ..refusals import AssignmentNeeded, NoAccess, Refusal
from .standing import standing
from .table import COMMANDS, READS, REGISTERS, WHEN, Rule, View, When, Who

__all__ = [
    "COMMANDS",
    "READS",
    "WHEN",
    "Rule",
    "View",
    "When",
    "Who",
    "may_command",
    "may_read",
    "purpose_as",
    "purpose_of_command",
    "read_as",
    "standing",
]


def may_command(command: Command, shard: ProviderId, subject: State, facts: Facts) -> Refusal | None:
    """Why the actor may not give the command; None: they may."""
    allowed = COMMANDS[type(command)].who
    stands_as = standing(facts.actor, shard, asked_about(command, subject, facts), facts)
    if not isinstance(stands_as, frozenset):
        return stands_as
    if stands_as & allowed:
        return None
    # Someone at the machine is told what is missing: a case has a sender (S6).
    machine = isinstance(facts.actor, Operator | System)
    return AssignmentNeeded() if machine and not allowed & REGISTERS else NoAccess()


def asked_about(command: Command, subject: State, facts: Facts) -> State:
    """What the actor must stand to: the command's own stream, but where that is yet to come, what it comes from."""
    match command:
        case AskForContact(patient=patient):
            return facts.state(Kind.PERSON, patient)
        case TurnIntoCase(ticket=ticket) | TurnIntoVisit(ticket=ticket):
            return facts.state(Kind.TICKET, ticket)
        case _:
            return subject


def may_read(view: View, shard: ProviderId, subject: State, facts: Facts) -> Refusal | None:
    """Why the actor may not read it; None: they may."""
    ways = read_as(view, shard, subject, facts)
    return None if isinstance(ways, frozenset) else ways


def read_as(view: View, shard: ProviderId, subject: State, facts: Facts) -> frozenset[Who] | Refusal:
    """Every way in which the actor may read it, never none; or why they may not."""
    ways = standing(facts.actor, shard, subject, facts)
    if not isinstance(ways, frozenset):
        return ways
    return ways & READS[view].who or NoAccess()


def purpose_as(actor: Actor, ways: frozenset[Who]) -> Purpose:
    """The purpose that a reading by these ways is logged with (B23, B24).

    What a choice or an emergency alone opened is logged as such; what was open anyway is care, whatever was chosen.
    """
    if not isinstance(actor, StaffActor):
        return purpose_of(actor)
    if ways == frozenset({Who.EMERGENCY}):
        return Purpose.EMERGENCY
    return purpose_of(actor) if Who.CHOSEN in ways else Purpose.CARE


def purpose_of_command(command: Command, actor: Actor) -> Purpose:
    """The purpose that a command is logged with, carried out or refused: opening in an emergency is an emergency."""
    if isinstance(command, OpenEmergencyAccess) and isinstance(actor, StaffActor):
        return Purpose.EMERGENCY
    return purpose_of(actor)
