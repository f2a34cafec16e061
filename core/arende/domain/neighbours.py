"""Groups of neighbours that several commands need alike, named from what is known so far. Which command needs which
stands in `needs`.
"""

from collections.abc import Iterator, Mapping

from .actor import Actor, RepresentativeActor, StaffActor
from .case.model import Case
from .case.notified import NOT_YET
from .directory.model import Assignment, Reason
from .ids import AssignmentId, Kind, PersonId, Ref
from .model import State
from .notice.commands import NoticeCommand, RecordSmsReport
from .notice.model import Notice
from .ticket.model import Ticket


def opening(patient: PersonId, representative: PersonId | None, reason: Ref) -> Iterator[Ref]:
    yield Ref(Kind.PERSON, patient)
    yield reason
    if representative is not None:
        yield Ref(Kind.PERSON, representative)


def unit_of(actor: Actor, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """The unit of the signed-in assignment, once that is known."""
    if isinstance(actor, StaffActor):
        assignment = found.get(Ref(Kind.ASSIGNMENT, AssignmentId(actor.assignment)))
        if isinstance(assignment, Assignment):
            yield Ref(Kind.UNIT, assignment.unit)


def both_sides(id: str, actor: Actor, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """Patient and representative, where one on the patient's side acts: does the right still stand?"""
    if isinstance(actor, RepresentativeActor):
        yield from people_of(id, found)


def people_of(id: str, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """Patient and representative of a case, once it is known."""
    case = found.get(Ref(Kind.CASE, id))
    if isinstance(case, Case):
        yield Ref(Kind.PERSON, case.patient)
        yield Ref(Kind.PERSON, case.representative.person)


def taker_and_sides(ticket: str, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """Who has a ticket, whom it is about and who asked, and its reason, once it is known."""
    state = found.get(Ref(Kind.TICKET, ticket))
    if isinstance(state, Ticket):
        yield from opening(state.patient, state.representative.person, Ref(Kind.REASON, state.reason))
        if state.assignment is not None:
            yield Ref(Kind.ASSIGNMENT, state.assignment)


def template_of(reason: str, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """The template that a first message is prefilled from, once the reason is known."""
    known = found.get(Ref(Kind.REASON, reason))
    if isinstance(known, Reason) and known.template is not None:
        yield Ref(Kind.TEMPLATE, known.template)


def unit_of_case(id: str, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """The unit of a case, for its rules of notices, once the case is known."""
    case = found.get(Ref(Kind.CASE, id))
    if isinstance(case, Case):
        yield Ref(Kind.UNIT, case.unit)


def unit_of_watched(id: str, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """The same, where something is remembered of notices: by default nothing is, and a reading costs no more."""
    case = found.get(Ref(Kind.CASE, id))
    if isinstance(case, Case) and case.notified != NOT_YET:
        yield Ref(Kind.UNIT, case.unit)


def whose(ref: Ref, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """The assignment of a case, once that is known: has it ended, is it away, and is who stands in there (B19)?"""
    case = found.get(ref)
    if isinstance(case, Case):
        yield Ref(Kind.ASSIGNMENT, case.assignment)
        yield from stand_in(Ref(Kind.ASSIGNMENT, case.assignment), found)


def role_of_owner(id: str, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """The role that a case is answered for in, once the case and its assignment are known."""
    case = found.get(Ref(Kind.CASE, id))
    owner = found.get(Ref(Kind.ASSIGNMENT, case.assignment)) if isinstance(case, Case) else None
    if isinstance(owner, Assignment):
        yield Ref(Kind.ROLE, owner.role)


def stand_in(ref: Ref, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """Who stands in for an assignment, or last did, once it is known."""
    owner = found.get(ref)
    if isinstance(owner, Assignment) and owner.cover is not None:
        yield Ref(Kind.ASSIGNMENT, owner.cover.by)


def case_of_notice(command: NoticeCommand, found: Mapping[Ref, State]) -> Iterator[Ref]:
    """The case that an SMS notice is of; a report names it through the notice."""
    notice = found.get(Ref(Kind.NOTICE, command.notice))
    if isinstance(notice, Notice):
        yield Ref(Kind.CASE, notice.case)
    elif not isinstance(command, RecordSmsReport):
        yield Ref(Kind.CASE, command.case)
