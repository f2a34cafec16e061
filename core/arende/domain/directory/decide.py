"""What a command does to the directory. An entry that stands already as it is told gives no event."""

import re
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from returns.result import Failure, Result, Success

from ..decision import Decision
from ..effects import ReturnCases
from ..facts import Facts
from ..ids import Kind, shard_of
from ..model import Nothing, State
from ..notice.rules import NoticeRules, rules_fault
from ..policy import ANSWER_HOURS_MAX, ANSWER_HOURS_MIN, DAYS_MAX, DAYS_MIN, NAME_MAX, TITLE_MAX
from ..refusals import (
    AnswerTimeInvalid,
    AssignmentFixed,
    NotFound,
    NoticeRulesInvalid,
    PhaseLengthInvalid,
    Refusal,
    SenderInvalid,
    WindowInvalid,
    ZoneUnknown,
)
from ..text import faulty, faulty_id, faulty_shard
from .commands import (
    BlockUnit,
    CoverAssignment,
    DirectoryCommand,
    EndAssignment,
    EndCover,
    EndGuardianship,
    LiftBlock,
    NoteAssignmentEmpty,
    RecordGuardianship,
    RegisterAssignment,
    RegisterPerson,
    RegisterProvider,
    RegisterReason,
    RegisterRole,
    RegisterStaff,
    RegisterUnit,
)
from .contact import contact
from .contact_commands import RecordPhone, RecordSmsConsent, WithdrawSmsConsent
from .cover import decide_cover
from .custody import block, custody
from .events import (
    AssignmentEnded,
    AssignmentRegistered,
    DirectoryEvent,
    ProviderRegistered,
    ReasonRegistered,
    RoleRegistered,
    StaffRegistered,
    UnitRegistered,
)
from .evolve import evolve
from .model import Assignment
from .person import register_person

SENDER: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{2,10}", re.ASCII)


def decide(state: State, command: DirectoryCommand, facts: Facts) -> Result[Decision, Refusal]:
    """Events of a command about the directory, or why not."""
    match command:
        case RegisterPerson():
            return register_person(state, command, facts)
        case RecordGuardianship() | EndGuardianship():
            return custody(state, command, facts)
        case BlockUnit() | LiftBlock():
            return block(state, command, facts)
        case RecordPhone() | RecordSmsConsent() | WithdrawSmsConsent():
            return contact(state, command, facts)
        case EndAssignment(assignment=assignment):
            if not isinstance(state, Assignment):
                return Failure(NotFound(Kind.ASSIGNMENT, "assignment"))
            if state.ended:
                return Success(Decision())
            ended = AssignmentEnded(at=facts.now, assignment=assignment)
            return Success(Decision((ended,), (ReturnCases(assignment=assignment, at=facts.now),)))
        case CoverAssignment() | EndCover() | NoteAssignmentEmpty():
            return decide_cover(state, command, facts)
        case _:
            fault = entry_fault(command, facts) or fixed_fault(state, command)
            return Success(unless_same(state, entry(command, facts))) if fault is None else Failure(fault)


EntryCommand: TypeAlias = (
    RegisterProvider | RegisterUnit | RegisterRole | RegisterStaff | RegisterAssignment | RegisterReason
)


def entry(command: EntryCommand, facts: Facts) -> DirectoryEvent:
    """The entry as the command tells it."""
    now = facts.now
    match command:
        case RegisterProvider(provider=provider, name=name, sender=sender):
            return ProviderRegistered(at=now, provider=provider, name=name, sender=sender)
        case RegisterUnit():
            return UnitRegistered(
                at=now,
                unit=command.unit,
                name=command.name,
                zone=command.zone,
                days=command.days,
                notices=command.notices,
                answer_hours=command.answer_hours,
                opening_hours=command.opening_hours,
                reopen_days=command.reopen_days,
            )
        case RegisterRole(role=role, name=name):
            return RoleRegistered(at=now, role=role, name=name)
        case RegisterStaff(staff=staff, name=name, display_name=display_name):
            return StaffRegistered(at=now, staff=staff, name=name, display_name=display_name)
        case RegisterAssignment(assignment=id, staff=staff, role=role, unit=unit, sees_unit=sees):
            return AssignmentRegistered(at=now, assignment=id, staff=staff, role=role, unit=unit, sees_unit=sees)
        case RegisterReason():
            return ReasonRegistered(
                at=now,
                reason=command.reason,
                title=command.title,
                unit=command.unit,
                days=command.days,
                preset=command.preset,
                for_patients=command.for_patients,
                template=command.template,
                answer_hours=command.answer_hours,
            )


def unless_same(state: State, event: DirectoryEvent) -> Decision:
    """Nothing happened if the entry is already as the event would make it."""
    before = state if isinstance(state, Assignment) else Nothing()
    return Decision() if evolve(before, event) == state else Decision((event,))


def entry_fault(command: EntryCommand, facts: Facts) -> Refusal | None:
    """What is wrong with an entry, if anything: ids, names, limits, and what it refers to."""
    match command:
        case RegisterProvider(provider=provider, name=name, sender=sender):
            bad = faulty_shard("provider", provider) or faulty("name", name, NAME_MAX)
            return bad or (None if SENDER.fullmatch(sender) else SenderInvalid())
        case RegisterUnit(unit=unit, name=name, zone=zone, days=days, opening_hours=opening):
            bad = faulty_id("unit", unit) or faulty("name", name, NAME_MAX)
            bad_hours = None if opening is None else faulty("opening_hours", opening, NAME_MAX)
            bad_days = days_fault(days) or window_fault(command.reopen_days)
            bad_times = bad_days or answer_fault(command.answer_hours) or bad_hours
            return bad or known_zone(zone) or bad_times or notices_fault(command.notices) or known_provider(unit, facts)
        case RegisterRole(role=role, name=name):
            return faulty_id("role", role) or faulty("name", name, NAME_MAX) or known_provider(role, facts)
        case RegisterStaff(staff=staff, name=name, display_name=shown):
            bad = faulty_id("staff", staff) or faulty("name", name, NAME_MAX)
            shown_bad = None if shown is None else faulty("display_name", shown, NAME_MAX)
            return bad or shown_bad or known_provider(staff, facts)
        case RegisterAssignment(assignment=id, staff=staff, role=role, unit=unit):
            if facts.staff(staff) is None:
                return NotFound(Kind.STAFF, "staff")
            if facts.role(role) is None:
                return NotFound(Kind.ROLE, "role")
            return faulty_id("assignment", id) if facts.unit(unit) is not None else NotFound(Kind.UNIT, "unit")
        case RegisterReason(reason=reason, title=title, unit=at_unit, days=days):
            if at_unit is not None and facts.unit(at_unit) is None:
                return NotFound(Kind.UNIT, "unit")
            if command.template is not None and facts.template(command.template) is None:
                return NotFound(Kind.TEMPLATE, "template")
            bad = faulty_id("reason", reason) or faulty("title", title, TITLE_MAX)
            bad_times = days_fault(days) or answer_fault(command.answer_hours)
            return bad or bad_times or (known_provider(reason, facts) if at_unit is None else None)


def fixed_fault(state: State, command: EntryCommand) -> AssignmentFixed | None:
    """An assignment is a person in a role at a unit, also when it has ended: another is another assignment (S6, B24).

    Cases, covers and what has been logged belong to it, and would go along to where they are nobody's to see.
    """
    if not isinstance(state, Assignment) or not isinstance(command, RegisterAssignment):
        return None
    stands = {"staff": state.staff, "role": state.role, "unit": state.unit}
    told = {"staff": command.staff, "role": command.role, "unit": command.unit}
    return next((AssignmentFixed(field) for field in stands if stands[field] != told[field]), None)


def known_provider(id: str, facts: Facts) -> NotFound | None:
    """An entry belongs to a provider that is registered."""
    return None if facts.provider(shard_of(id)) is not None else NotFound(Kind.PROVIDER, "provider")


def known_zone(zone: str) -> ZoneUnknown | None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # unknown, malformed, or the name of a folder
        return ZoneUnknown()
    return None


def answer_fault(hours: int | None) -> AnswerTimeInvalid | None:
    fits = hours is None or (type(hours) is int and ANSWER_HOURS_MIN <= hours <= ANSWER_HOURS_MAX)
    return None if fits else AnswerTimeInvalid()


def notices_fault(rules: NoticeRules) -> NoticeRulesInvalid | None:
    path = rules_fault(rules)
    return None if path is None else NoticeRulesInvalid(f"notices.{path}")


def window_fault(days: int | None) -> WindowInvalid | None:
    return None if days is None or (type(days) is int and 0 <= days <= DAYS_MAX) else WindowInvalid()


def days_fault(days: int | None) -> PhaseLengthInvalid | None:
    return None if days is None or (type(days) is int and DAYS_MIN <= days <= DAYS_MAX) else PhaseLengthInvalid()
