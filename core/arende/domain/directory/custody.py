"""Custody of a child, and blocks that a patient sets: what changes who may see a person's cases."""

from datetime import date, datetime, timedelta

from returns.result import Failure, Result, Success

from ..decision import Decision
from ..effects import RecheckCases
from ..facts import Facts
from ..ids import Kind
from ..model import State
from ..person import ZONE
from ..phase import end_of, local_date
from ..policy import NAME_MAX
from ..refusals import BlockByAdult, GuardianIsChild, NotAGuardian, NotFound, Refusal
from ..text import faulty, faulty_day
from .commands import BlockUnit, EndGuardianship, LiftBlock, RecordGuardianship
from .events import BlockLifted, GuardianshipEnded, GuardianshipRecorded, UnitBlocked
from .evolve import evolve
from .model import Person


def custody(state: State, command: RecordGuardianship | EndGuardianship, facts: Facts) -> Result[Decision, Refusal]:
    """A guardian's custody of a child begins, is verified anew, or ends."""
    if not isinstance(state, Person):
        return Failure(NotFound(Kind.PERSON, "child"))
    if command.guardian == command.child:
        return Failure(GuardianIsChild())
    if facts.person(command.guardian) is None:
        return Failure(NotFound(Kind.PERSON, "guardian"))
    known = next((g for g in state.guardians if g.guardian == command.guardian), None)
    match command:
        case RecordGuardianship(guardian=guardian, source=source, verified=verified, until=until):
            bad_day = faulty_day("verified", verified) or faulty_day("until", until)
            fault = faulty("source", source, NAME_MAX) or bad_day
            if fault is not None:
                return Failure(fault)
            event = GuardianshipRecorded(at=facts.now, guardian=guardian, source=source, verified=verified, until=until)
            after = evolve(state, event)
            same = known is not None and isinstance(after, Person) and known in after.guardians
            return Success(Decision() if same else Decision((event,), recheck(state, until, facts.now)))
        case EndGuardianship(guardian=guardian, ended=ended):
            bad_day = faulty_day("ended", ended)
            if bad_day is not None:
                return Failure(bad_day)
            if known is None:
                return Failure(NotAGuardian())
            over = not known.holds(ended)
            gone = GuardianshipEnded(at=facts.now, guardian=guardian, ended=ended)
            return Success(Decision() if over else Decision((gone,), recheck(state, ended, facts.now)))


def recheck(child: Person, end: date | None, now: datetime) -> tuple[RecheckCases, ...]:
    """When custody ends, the child's cases may have lost their representative: staff must be told (B16)."""
    if end is None:
        return ()
    over = end <= local_date(now, ZONE)
    return (RecheckCases(person=child.id, at=now if over else end_of(end - timedelta(days=1), ZONE)),)


def block(state: State, command: BlockUnit | LiftBlock, facts: Facts) -> Result[Decision, Refusal]:
    """A patient's own block. A guardian cannot set one for a child, so a child's is not taken (R3)."""
    if not isinstance(state, Person):
        return Failure(NotFound(Kind.PERSON, "person"))
    if facts.unit(command.unit) is None:
        return Failure(NotFound(Kind.UNIT, "unit"))
    stands = command.unit in state.blocked
    match command:
        case BlockUnit(unit=unit):
            age = state.age(local_date(facts.now, ZONE))
            if age is None or age < facts.policy.child_below:
                return Failure(BlockByAdult())
            return Success(Decision() if stands else Decision((UnitBlocked(at=facts.now, unit=unit),)))
        case LiftBlock(unit=unit):
            return Success(Decision((BlockLifted(at=facts.now, unit=unit),)) if stands else Decision())
