"""Who may do and see what: one table for commands and one for reads, and how an actor stands to a thing.

Nothing is allowed that is not in a table. Someone on the patient's side learns of a thing that is not theirs only that
they have no access: not even whether it exists (S5).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from .actor import CHOOSABLE, Actor, Operator, RepresentativeActor, StaffActor, System
from .case.model import Case
from .case.representation import stands
from .commands import (
    BlockUnit,
    ChangeRepresentative,
    Command,
    CreateCase,
    CreateVisit,
    EndAssignment,
    EndGuardianship,
    EndVisit,
    ExportCase,
    LiftBlock,
    MarkHandled,
    MarkRead,
    NotePhaseEnd,
    NoteRepresentativeLost,
    OpenEmergencyAccess,
    RecordExport,
    RecordGuardianship,
    RecordSmsOutcome,
    RegisterAssignment,
    RegisterPerson,
    RegisterProvider,
    RegisterReason,
    RegisterRole,
    RegisterStaff,
    RegisterUnit,
    SendMessage,
    StartVisit,
)
from .directory.model import Assignment, Person, Unit
from .emergency.model import Emergency
from .facts import Facts
from .ids import Kind, ProviderId, shard_of
from .model import State
from .phase import local_date
from .refusals import AssignmentEnded, AssignmentNeeded, NoAccess, Refusal, RepresentationEnded
from .visit.model import Visit


class Who(StrEnum):
    """How an actor can stand to a thing."""

    OWNER = "owner"  # the assignment that answers for it
    UNIT_READER = "unit_reader"  # an assignment at its unit with the permission to read all of the unit's
    COLLEAGUE = "colleague"  # an assignment at its unit
    CHOSEN = "chosen"  # an assignment elsewhere, by an active choice of its unit with purpose
    EMERGENCY = "emergency"  # an assignment with emergency access to the patient, while it lasts
    STAFF = "staff"  # any assignment of its care provider
    REPRESENTATIVE = "representative"  # the case's representative, while the right stands
    SELF = "self"  # the person itself
    OPERATOR = "operator"
    SYSTEM = "system"


REGISTER: Final = frozenset({Who.OPERATOR, Who.SYSTEM})

COMMANDS: Final[Mapping[type[Command], frozenset[Who]]] = {
    RegisterProvider: REGISTER,
    RegisterUnit: REGISTER,
    RegisterRole: REGISTER,
    RegisterStaff: REGISTER,
    RegisterAssignment: REGISTER,
    EndAssignment: REGISTER,
    RegisterReason: REGISTER,
    RecordGuardianship: REGISTER,
    EndGuardianship: REGISTER,
    RegisterPerson: REGISTER | {Who.STAFF},
    CreateVisit: frozenset({Who.STAFF}),
    StartVisit: frozenset({Who.COLLEAGUE}),
    EndVisit: frozenset({Who.OWNER}),
    CreateCase: frozenset({Who.STAFF}),
    SendMessage: frozenset({Who.OWNER, Who.REPRESENTATIVE}),
    MarkRead: frozenset({Who.REPRESENTATIVE}),
    MarkHandled: frozenset({Who.OWNER}),
    ChangeRepresentative: frozenset({Who.OWNER}),
    NoteRepresentativeLost: frozenset({Who.SYSTEM}),
    OpenEmergencyAccess: frozenset({Who.STAFF}),
    BlockUnit: REGISTER | {Who.STAFF},
    LiftBlock: REGISTER | {Who.STAFF},
    ExportCase: frozenset({Who.OWNER, Who.OPERATOR}),
    NotePhaseEnd: frozenset({Who.SYSTEM}),
    RecordExport: frozenset({Who.SYSTEM}),
    RecordSmsOutcome: frozenset({Who.SYSTEM}),
}
"""Who may give which command."""


class View(StrEnum):
    """What can be read; the value stands in the access log."""

    INBOX = "inbox"
    COUNTERS = "counters"
    CASE = "case"
    THREAD = "thread"
    UNIT_CASES = "cases_of_unit"
    PATIENT_CASES = "cases_of_patient"
    SEARCH = "search_patients"
    PERSON = "person"
    LEDGER = "ledger"
    VISIT = "visit"
    NOTICES = "notices"
    ACCESS_REPORT = "access_report"
    DIRECTORY = "directory"


STAFF_READERS: Final = frozenset({Who.OWNER, Who.UNIT_READER, Who.CHOSEN, Who.EMERGENCY, Who.OPERATOR, Who.SYSTEM})
CASE_READERS: Final = STAFF_READERS | {Who.REPRESENTATIVE}

READS: Final[Mapping[View, frozenset[Who]]] = {
    View.INBOX: frozenset({Who.OWNER, Who.OPERATOR}),
    View.COUNTERS: frozenset({Who.OWNER, Who.OPERATOR}),
    View.CASE: CASE_READERS,
    View.THREAD: CASE_READERS,
    View.NOTICES: STAFF_READERS,
    View.UNIT_CASES: frozenset({Who.UNIT_READER, Who.CHOSEN, Who.OPERATOR}),
    View.PATIENT_CASES: frozenset({Who.STAFF, Who.SELF, Who.OPERATOR}),
    View.SEARCH: frozenset({Who.STAFF, Who.OPERATOR}),
    View.PERSON: frozenset({Who.STAFF, Who.SELF, Who.OPERATOR, Who.SYSTEM}),
    View.LEDGER: frozenset({Who.COLLEAGUE, Who.OPERATOR}),
    View.VISIT: frozenset({Who.COLLEAGUE, Who.OPERATOR}),
    View.ACCESS_REPORT: frozenset({Who.OPERATOR}),
    View.DIRECTORY: frozenset({Who.STAFF, Who.OPERATOR, Who.SYSTEM}),
}
"""Who may read what. Lists of cases hold only those that `View.CASE` would show."""


def standing(actor: Actor, shard: ProviderId, subject: State, facts: Facts) -> frozenset[Who] | Refusal:
    """Every way in which the actor stands to the subject, within a provider."""
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
            return staff_standing(assignment, subject) | further_standing(actor, subject, facts)
        case RepresentativeActor(person=id):
            return NoAccess() if shard_of(id) != shard else patient_side_standing(actor, subject, facts)


def staff_standing(assignment: Assignment, subject: State) -> frozenset[Who]:
    """An assignment: its own, its unit's by permission, its provider's."""
    match subject:
        case Case(assignment=owner, unit=unit):
            pass
        case Visit(assignment=owner, unit=unit):
            pass
        case Unit(id=unit):
            owner = None
        case Assignment(id=owner, unit=unit):
            pass
        case _:
            return frozenset({Who.STAFF})
    found = {Who.STAFF}
    if owner == assignment.id:
        found.add(Who.OWNER)
    if unit == assignment.unit:
        found.add(Who.COLLEAGUE)
        if assignment.sees_unit:
            found.add(Who.UNIT_READER)
    return frozenset(found)


def further_standing(actor: StaffActor, subject: State, facts: Facts) -> frozenset[Who]:
    """Beyond the own unit: by an active choice where the patient has not blocked it, or in an emergency whatever.

    A list of another unit's cases holds each case only if this stands for that case.
    """
    found: set[Who] = set()
    if isinstance(subject, Case):
        access = facts.state(Kind.EMERGENCY, subject.patient)
        if isinstance(access, Emergency) and access.live(actor.assignment, facts.now):
            found.add(Who.EMERGENCY)
    match subject:
        case Case(unit=unit, patient=patient):
            person = facts.person(patient)
            open_to_choice = person is not None and unit not in person.blocked
        case Unit(id=unit):
            open_to_choice = True
        case _:
            return frozenset(found)
    choice = actor.choice
    if open_to_choice and choice is not None and choice.unit == unit and choice.purpose in CHOOSABLE:
        found.add(Who.CHOSEN)
    return frozenset(found)


def patient_side_standing(actor: RepresentativeActor, subject: State, facts: Facts) -> frozenset[Who] | Refusal:
    """The patient's side: the own person, and the cases that one represents while the right stands."""
    if isinstance(subject, Person):
        return frozenset({Who.SELF}) if subject.id == actor.person else NoAccess()
    if not isinstance(subject, Case) or subject.representative.person != actor.person:
        return NoAccess()
    day = local_date(facts.now, subject.phase.zone)
    if not stands(subject.representative, facts.person(subject.patient), facts.person(actor.person), day):
        return RepresentationEnded()
    return frozenset({Who.REPRESENTATIVE})


def may_command(command: Command, shard: ProviderId, subject: State, facts: Facts) -> Refusal | None:
    """Why the actor may not give the command; None: they may."""
    allowed = COMMANDS[type(command)]
    stands_as = standing(facts.actor, shard, subject, facts)
    if not isinstance(stands_as, frozenset):
        return stands_as
    if stands_as & allowed:
        return None
    needs_assignment = not allowed & {Who.OPERATOR, Who.SYSTEM}
    return AssignmentNeeded() if needs_assignment and isinstance(facts.actor, Operator | System) else NoAccess()


def may_read(view: View, shard: ProviderId, subject: State, facts: Facts) -> Refusal | None:
    """Why the actor may not read it; None: they may."""
    stands_as = standing(facts.actor, shard, subject, facts)
    if not isinstance(stands_as, frozenset):
        return stands_as
    return None if stands_as & READS[view] else NoAccess()
