"""How an actor stands to a thing: the conditions of `table.WHEN`, as code. What that allows is not decided here.

Someone on the patient's side learns of a thing that is not theirs only that they have no access: not even whether it
exists (S5). Someone of another provider learns the same.
"""

from ..actor import CHOOSABLE, Actor, Operator, RepresentativeActor, StaffActor, System
from ..case.handover import free
from ..case.model import Case
from ..case.representation import Asked, guardian, stands
from ..directory.model import Assignment, Person, Unit
from ..emergency.model import Emergency
from ..facts import Facts
from ..ids import AssignmentId, Kind, ProviderId, UnitId, shard_of
from ..model import State
from ..person import ZONE
from ..phase import local_date
from ..refusals import AssignmentEnded, NoAccess, Refusal, RepresentationEnded
from ..ticket.model import Ticket
from ..visit.model import Visit
from .table import Who


def standing(actor: Actor, shard: ProviderId, subject: State, facts: Facts) -> frozenset[Who] | Refusal:
    """Every way in which the actor stands to the subject, within a provider; or why they stand in none."""
    match actor:
        case Operator():
            return frozenset({Who.OPERATOR})
        case System():
            return frozenset({Who.SYSTEM})
        case StaffActor(assignment=id):
            assignment = facts.assignment(id)
            if assignment is None or shard_of(id) != shard:
                return NoAccess()
            if assignment.ended:
                return AssignmentEnded()
            near = at_unit(assignment, subject) | instead(assignment, subject, facts)
            return frozenset({Who.STAFF}) | near | elsewhere(actor, assignment, subject, facts)
        case RepresentativeActor(person=id):
            return NoAccess() if shard_of(id) != shard else patient_side(actor, subject, facts)


def place(subject: State) -> tuple[AssignmentId | None, UnitId | None]:
    """The assignment that answers for a thing, and its unit; None where it has none."""
    match subject:
        case Case():
            return subject.owner, subject.unit
        case Visit() | Ticket():
            return subject.assignment, subject.unit
        case Assignment():
            return subject.id, subject.unit
        case Unit():
            return None, subject.id
        case _:
            return None, None


def at_unit(assignment: Assignment, subject: State) -> frozenset[Who]:
    """Its own, its unit's by permission."""
    owner, unit = place(subject)
    found: set[Who] = set()
    if owner == assignment.id:
        found.add(Who.OWNER)
    if unit == assignment.unit:
        found.add(Who.COLLEAGUE)
        if assignment.sees_unit:
            found.add(Who.UNIT_READER)
    return frozenset(found)


def instead(assignment: Assignment, subject: State, facts: Facts) -> frozenset[Who]:
    """At the unit of a case whose assignment is not there: nobody answers for it, or someone else for the time being.

    It follows from the directory and the clock, so it holds at once, and ends by itself.
    """
    if not isinstance(subject, Case) or subject.unit != assignment.unit:
        return frozenset()
    owner = facts.assignment(subject.assignment)
    found: set[Who] = {Who.POOL} if free(subject, facts) else set()
    if subject.in_pool or (owner is not None and owner.ended):
        return frozenset(found)
    stands_in = None if owner is None else owner.covered_by(facts.now)
    if stands_in == assignment.id:
        found.add(Who.COVER)
    if stands_in is not None and assignment.sees_unit:
        found.add(Who.DEPUTY)
    return frozenset(found)


def elsewhere(actor: StaffActor, assignment: Assignment, subject: State, facts: Facts) -> frozenset[Who]:
    """Beyond the own unit: by an active choice where the patient has not blocked it, or in an emergency whatever.

    The choice reaches no further than the unit and its cases, and is no way round the permission at the own unit.
    A list of another unit's cases holds each case only if this stands for that case.
    """
    found: set[Who] = set()
    if isinstance(subject, Case):
        access = facts.state(Kind.EMERGENCY, subject.patient)
        if isinstance(access, Emergency) and access.live(assignment.id, facts.now):
            found.add(Who.EMERGENCY)
    choice = actor.choice
    if choice is None:
        return frozenset(found)
    _, unit = place(subject)
    chosen = choice.unit == unit != assignment.unit and choice.purpose in CHOOSABLE
    if chosen and (isinstance(subject, Unit) or (isinstance(subject, Case) and not blocked(subject, facts))):
        found.add(Who.CHOSEN)
    return frozenset(found)


def blocked(case: Case, facts: Facts) -> bool:
    """Whether the patient keeps what this unit has from other units; so, too, while the patient is not known."""
    patient = facts.person(case.patient)
    return patient is None or case.unit in patient.blocked


def patient_side(actor: RepresentativeActor, subject: State, facts: Facts) -> frozenset[Who] | Refusal:
    """The own person and the children in one's custody, and one's own cases and tickets while the right stands."""
    if isinstance(subject, Person):
        if subject.id == actor.person:
            return NoAccess() if subject.deceased else frozenset({Who.SELF})
        return frozenset({Who.GUARDIAN}) if has_custody(actor, subject, facts) else NoAccess()
    if not isinstance(subject, Case | Ticket) or subject.representative.person != actor.person:
        return NoAccess()
    day = local_date(facts.now, subject.phase.zone if isinstance(subject, Case) else subject.zone)
    if not stands(subject.representative, facts.person(subject.patient), facts.person(actor.person), day):
        return RepresentationEnded()
    return frozenset({Who.REPRESENTATIVE})


def has_custody(actor: RepresentativeActor, child: Person, facts: Facts) -> bool:
    """Whether the right that follows from custody alone stands today; every end of B16 ends it.

    From `guardian_below` on the right is given case by case, by staff who have assessed the child: then not.
    """
    day, asker = local_date(facts.now, ZONE), facts.person(actor.person)
    asked = Asked(representative=actor.person, guardian=asker, maturity=None)
    right = guardian(child, asked, day, facts.policy.guardian_below)
    return right.map(lambda one: stands(one, child, asker, day)).value_or(False)
