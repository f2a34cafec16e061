"""What a command does to a message template. Whose it is settles which staff may: `access` knows only that they are."""

from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Decision
from ..facts import Facts
from ..ids import AssignmentId, Kind, UnitId, shard_of
from ..model import Nothing, State
from ..policy import MESSAGE_MAX, NAME_MAX
from ..refusals import NoAccess, NotFound, Refusal, TemplateOfTwo
from ..text import faulty, faulty_id
from .commands import RegisterTemplate, RetireTemplate, TemplateCommand
from .events import TemplateRegistered, TemplateRetired
from .evolve import evolve
from .filling import malformed
from .model import MessageTemplate


def decide(state: State, command: TemplateCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Events of a command about a template, or why not."""
    known = state if isinstance(state, MessageTemplate) else None
    if known is not None and not may_keep(known.unit, known.assignment, facts):
        return Failure(NoAccess())
    match command:
        case RegisterTemplate():
            fault = fault_of(command, facts)
            return Failure(fault) if fault is not None else Success(registered(state, command, facts))
        case RetireTemplate(template=template):
            if known is None:
                return Failure(NotFound(Kind.TEMPLATE, "template"))
            gone = TemplateRetired(at=facts.now, template=template)
            return Success(Decision() if known.retired else Decision((gone,)))


def registered(state: State, command: RegisterTemplate, facts: Facts) -> Decision:
    event = TemplateRegistered(
        at=facts.now,
        template=command.template,
        name=command.name,
        text=command.text,
        unit=command.unit,
        assignment=command.assignment,
    )
    return Decision() if evolve(Nothing(), event) == state else Decision((event,))


def fault_of(command: RegisterTemplate, facts: Facts) -> Refusal | None:
    """Whose it would be, what it refers to, and its texts."""
    unit, assignment = command.unit, command.assignment
    if unit is not None and assignment is not None:
        return TemplateOfTwo()
    if not may_keep(unit, assignment, facts):
        return NoAccess()
    if unit is not None and facts.unit(unit) is None:
        return NotFound(Kind.UNIT, "unit")
    if assignment is not None and facts.assignment(assignment) is None:
        return NotFound(Kind.ASSIGNMENT, "assignment")
    if facts.provider(shard_of(command.template)) is None:
        return NotFound(Kind.PROVIDER, "provider")
    texts = faulty("name", command.name, NAME_MAX) or faulty("text", command.text, MESSAGE_MAX)
    return faulty_id("template", command.template) or texts or malformed(command.text)


def may_keep(unit: UnitId | None, assignment: AssignmentId | None, facts: Facts) -> bool:
    """The register keeps all. Staff keep their assignment's own, and their unit's where they may read all of it."""
    if not isinstance(facts.actor, StaffActor):
        return True
    if assignment is not None:
        return assignment == facts.actor.assignment
    mine = facts.assignment(facts.actor.assignment)
    return mine is not None and mine.sees_unit and mine.unit == unit
