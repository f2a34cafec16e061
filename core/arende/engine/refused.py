"""What the access log says of a refusal: who was refused what, and about which patient, where that is known (B23)."""

from ..domain.access import purpose_of_command
from ..domain.actor import Actor, Purpose, RepresentativeActor, StaffActor, name_of, purpose_of
from ..domain.case.model import Case
from ..domain.commands import (
    AskForContact,
    Command,
    CreateCase,
    CreateTicket,
    CreateVisit,
    OpenEmergencyAccess,
    TurnIntoCase,
    TurnIntoVisit,
)
from ..domain.directory.model import Assignment, Person, Unit
from ..domain.emergency.model import Emergency
from ..domain.ids import Kind, PersonId, Ref, shard_of
from ..domain.model import Nothing, State
from ..domain.needs import target
from ..domain.refusals import Refusal
from ..domain.ticket.model import Ticket
from ..domain.visit.model import Visit
from ..ports.records import AccessEntry, Shard
from ..wire.ids import fresh
from ..wire.names import COMMANDS
from .appends import Asked
from .load import Overlay

LOGGED = "access."
"""How the codes of the refusals that are logged begin: those that say that it was not for this actor."""


def logged(refusal: Refusal) -> bool:
    return refusal.code.startswith(LOGGED)


def patients_of(subject: State) -> tuple[PersonId, ...]:
    """Whom a thing is about."""
    match subject:
        case Case(patient=patient) | Visit(patient=patient) | Emergency(patient=patient) | Ticket(patient=patient):
            return (patient,)
        case Person(id=id):
            return (id,)
        case _:
            return ()


def id_of(subject: State) -> str:
    """The id of what exists; nothing of what was only asked for, for anyone may have written that."""
    match subject:
        case Case(id=id) | Visit(id=id) | Ticket(id=id) | Person(id=id) | Assignment(id=id) | Unit(id=id):
            return id
        case _:
            return ""


def shard_of_refusal(actor: Actor, shard: str, subject: State) -> str | None:
    """Whose log it belongs to: that of what was asked for; where there is no such thing, the actor's own provider's."""
    if not isinstance(subject, Nothing):
        return shard
    match actor:
        case StaffActor(assignment=id):
            return shard_of(id)
        case RepresentativeActor(person=person):
            return shard_of(person)
        case _:
            return None


def refused_entry(
    actor: Actor,
    unit: str | None,
    what: str,
    refusal: Refusal,
    subject: State,
    at: int,
    purpose: Purpose | None = None,
) -> AccessEntry:
    """`what`: the view, or the command's name. The ref is the refusal's code, and the id of what exists."""
    return AccessEntry(
        id=fresh(),
        who=name_of(actor),
        assignment=actor.assignment if isinstance(actor, StaffActor) else None,
        unit=unit,
        purpose=purpose or purpose_of(actor),
        action=f"refused:{what}",
        subjects=patients_of(subject),
        at=at,
        ref=f"{refusal.code} {id_of(subject)}".rstrip(),
    )


def refused_command(one: Asked, shard: Shard, refusal: Refusal, seen: Overlay, at: int) -> tuple[Shard, AccessEntry]:
    """The entry of a refused command, and whose log it belongs to."""
    ref = target(one.command, one.new_id, seen.states)
    subject = seen.states.get(ref, Nothing())
    if isinstance(subject, Nothing):
        subject = about(one.command, seen)
    unit = None
    if isinstance(one.actor, StaffActor):
        assignment = seen.states.get(Ref(Kind.ASSIGNMENT, one.actor.assignment))
        unit = assignment.unit if isinstance(assignment, Assignment) else None
    purpose = purpose_of_command(one.command, one.actor)
    entry = refused_entry(one.actor, unit, COMMANDS[type(one.command)], refusal, subject, at, purpose)
    return Shard(shard_of_refusal(one.actor, shard, subject) or shard), entry


def about(command: Command, seen: Overlay) -> State:
    """The patient of a command that would have made something new, or the ticket that it would be made of."""
    match command:
        case (
            CreateCase(patient=patient)
            | CreateVisit(patient=patient)
            | CreateTicket(patient=patient)
            | AskForContact(patient=patient)
            | OpenEmergencyAccess(patient=patient)
        ):
            return seen.states.get(Ref(Kind.PERSON, patient), Nothing())
        case TurnIntoCase(ticket=ticket) | TurnIntoVisit(ticket=ticket):
            return seen.states.get(Ref(Kind.TICKET, ticket), Nothing())
        case _:
            return Nothing()
