"""Rows of lists and the head of a case, for people and machines: what is shown, computed from state and time."""

from datetime import date, datetime
from typing import Generic, TypeVar

from attrs import evolve as changed
from attrs import frozen

from ..domain.actor import StaffActor
from ..domain.answer_time import answer_hours
from ..domain.case.at_once import seen_by
from ..domain.case.attention import Attention, attention, closing_soon, earliest, since
from ..domain.case.documenting import undocumented
from ..domain.case.handover import free
from ..domain.case.marks import Mark, unread
from ..domain.case.model import Case, Representation
from ..domain.case.reply import MayReply, can_reply
from ..domain.directory.model import Person, Reason, Unit
from ..domain.facts import Facts
from ..domain.ids import AssignmentId, CaseId, Kind, NoticeId, ReasonId, Ref, TemplateId, UnitId, VisitId
from ..domain.notice.hindrances import hindrances
from ..domain.notice.model import Hindrance
from ..domain.phase import days_left, local_date
from ..domain.refusals import Refusal
from ..domain.template.filling import placeholders
from ..domain.template.model import MessageTemplate
from ..domain.visit.model import Visit, VisitStatus
from .names import Found, Joined, PersonName, StaffName, person_name, relative_name, unit_name, unit_zone

Row = TypeVar("Row")


@frozen
class Page(Generic[Row]):
    """A page of a list; `next` is the cursor of the page after, None at the end."""

    items: tuple[Row, ...]
    next: str | None = None


@frozen(kw_only=True)
class CaseRow:
    """A case in a list and above its thread."""

    id: CaseId
    title: str
    patient: PersonName
    representative: PersonName
    by_guardian: bool
    unit: UnitId
    unit_name: str
    zone: str
    """IANA zone of the unit, in which the period's days are counted (S14) and its times are shown."""
    staff: StaffName
    in_pool: bool
    """Whether it is the unit's to take: it is in the pool, or nobody works in the assignment it is of."""
    opened: datetime
    last_day: date
    open: bool
    days_left: int
    closed: datetime | None
    """When staff closed it before its time; None where the calendar did, or it is open."""
    closing_soon: bool
    """«Stängs snart» (B15)."""
    follows: CaseId | None
    """The case that this one goes on from."""
    can_reply: MayReply | Refusal
    """Whether who asks may write, until when and as which side, or why not (B14)."""
    attention: tuple[Attention, ...]
    waiting_since: datetime | None
    messages: int
    read_by_patient_side: int
    unread_by_patient_side: int
    unread: bool
    """Whether something is unread by the assignment that asks (B5); False for everyone else."""
    seen: int
    """The last message that the assignment that asks is known to have read (B20); 0 for everyone else."""
    last_activity: datetime
    sms_troubled: tuple[NoticeId, ...]
    """SMS that failed or are uncertain, and can be sent again; told to staff only (B4)."""
    undocumented: int
    """Messages that do not stand in the health record (S17); told to staff only."""
    undocumented_since: datetime | None
    no_sms: tuple[Hindrance, ...]
    """Why the patient's side was not told by SMS of what came last: «Ingen SMS-notifiering» (B4); for staff only."""
    hindrances: tuple[Hindrance, ...]
    """Why they would not be told by SMS of what is sent now, which staff see before they send; for staff only."""
    answer_hours: int | None
    """The expected answer time that stands above the patient's side's composer: the reason's, else the unit's (S11)."""
    opening_hours: str
    """The unit's hours in words; empty where it states none."""


def for_patient_side(row: CaseRow, *, notice: bool) -> CaseRow:
    """What staff have to deal with is not the patient's side's to see; nor that there was a case before, which may
    have had another representative (S5). `notice`: whether they are told that it closes soon.
    """
    return changed(
        row,
        attention=(),
        waiting_since=None,
        sms_troubled=(),
        undocumented=0,
        undocumented_since=None,
        follows=None,
        closing_soon=row.closing_soon and notice,
        in_pool=False,
        no_sms=(),
        hindrances=(),
    )


def case_row(case: Case, found: Found, facts: Facts, mark: Mark | None = None) -> CaseRow:
    """A row by itself, names joined from `found`."""
    return joined_row(case, Joined(found), facts, mark)


def joined_row(case: Case, names: Joined, facts: Facts, mark: Mark | None) -> CaseRow:
    """The case as it stands at `facts.now` for `facts.actor`.

    `facts.found` must hold what `needs` asks for a message to the case, or whoever may write is told that they may not.
    """
    now, staff = facts.now, facts.actor.assignment if isinstance(facts.actor, StaffActor) else None
    reason, unit = names.found.get(Ref(Kind.REASON, case.reason)), names.found.get(Ref(Kind.UNIT, case.unit))
    reasons, left = since(case), days_left(case.phase, now)
    return CaseRow(
        id=case.id,
        title=case.title,
        patient=names.person(case.patient),
        representative=names.relative(case.representative.person, case.patient),
        by_guardian=case.representative.by is Representation.GUARDIAN,
        unit=case.unit,
        unit_name=unit.name if isinstance(unit, Unit) else "",
        zone=case.phase.zone,
        staff=names.staff_of(case.assignment),
        in_pool=free(case, facts),
        opened=case.opened,
        last_day=case.phase.last_day,
        open=left > 0,
        days_left=left,
        closed=case.closed,
        closing_soon=closing_soon(case, now, facts.policy.closing_soon_days),
        follows=case.follows,
        can_reply=can_reply(case, facts),
        attention=attention(case, now, reasons),
        waiting_since=earliest(reasons),
        messages=case.messages,
        read_by_patient_side=case.read_by_patient_side,
        unread_by_patient_side=case.messages - case.read_by_patient_side,
        unread=staff is not None and unread(case, mark),
        seen=0 if staff is None else seen_by(case, staff, 0 if mark is None else mark.up_to),
        last_activity=case.last_activity,
        sms_troubled=tuple(filter(None, case.sms_troubled)),
        undocumented=undocumented(case),
        undocumented_since=case.undocumented_since,
        no_sms=case.no_sms,
        hindrances=hindrances_of(case, names.found, facts),
        answer_hours=answer_hours(
            reason if isinstance(reason, Reason) else None, unit if isinstance(unit, Unit) else None
        ),
        opening_hours=(unit.opening_hours or "") if isinstance(unit, Unit) else "",
    )


def hindrances_of(case: Case, found: Found, facts: Facts) -> tuple[Hindrance, ...]:
    """What hinders the SMS of a message that is sent now, by the rule that decides whether one is made."""
    patient, person = found.get(Ref(Kind.PERSON, case.patient)), found.get(Ref(Kind.PERSON, case.representative.person))
    return hindrances(
        case.representative,
        patient if isinstance(patient, Person) else None,
        person if isinstance(person, Person) else None,
        local_date(facts.now, case.phase.zone),
        facts.policy,
    )


@frozen(kw_only=True)
class VisitRow:
    """A visit, or a ticket in the ledger."""

    id: VisitId
    title: str
    patient: PersonName
    representative: PersonName
    unit: UnitId
    unit_name: str
    zone: str
    """IANA zone of the unit, in which its times are shown."""
    scheduled: datetime | None
    created: datetime
    status: VisitStatus
    in_ledger: bool
    assignment: AssignmentId | None


def visit_row(visit: Visit, found: Found) -> VisitRow:
    return VisitRow(
        id=visit.id,
        title=visit.title,
        patient=person_name(visit.patient, found),
        representative=relative_name(visit.representative, visit.patient, found),
        unit=visit.unit,
        unit_name=unit_name(visit.unit, found),
        zone=unit_zone(visit.unit, found),
        scheduled=visit.scheduled,
        created=visit.created,
        status=visit.status,
        in_ledger=visit.in_ledger,
        assignment=visit.assignment,
    )


@frozen(kw_only=True)
class ReasonRow:
    """A contact reason that may be chosen at a unit."""

    id: ReasonId
    title: str
    days: int | None
    preset: bool
    answer_hours: int | None
    """The answer time that patients are told; None: the unit's."""
    template: TemplateId | None
    message: str | None
    """What the first message is prefilled with, its places not filled yet; None: nothing."""


@frozen(kw_only=True)
class TemplateRow:
    """A message template that may be chosen, and the names of the places to fill."""

    id: TemplateId
    name: str
    text: str
    placeholders: tuple[str, ...]
    unit: UnitId | None
    assignment: AssignmentId | None


def template_row(template: MessageTemplate) -> TemplateRow:
    return TemplateRow(
        id=template.id,
        name=template.name,
        text=template.text,
        placeholders=placeholders(template.text),
        unit=template.unit,
        assignment=template.assignment,
    )


def reason_row(reason: Reason, found: Found) -> ReasonRow:
    kept = None if reason.template is None else found.get(Ref(Kind.TEMPLATE, reason.template))
    offered = kept if isinstance(kept, MessageTemplate) and not kept.retired else None
    return ReasonRow(
        id=reason.id,
        title=reason.title,
        days=reason.days,
        preset=reason.preset,
        answer_hours=reason.answer_hours,
        template=None if offered is None else offered.id,
        message=None if offered is None else offered.text,
    )
