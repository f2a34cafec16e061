"""One value of everything that is stored, as the golden files hold it. A value here is never changed, only added."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from arende.domain import events as e
from arende.domain.case.commands import Entry, ExportState, Maturity
from arende.domain.case.model import Case, Representation, Representative, StaffWrote
from arende.domain.directory.model import (
    Assignment,
    Guardianship,
    IdentifierClaim,
    Person,
    Provider,
    Reason,
    Role,
    Staff,
    Unit,
)
from arende.domain.emergency.model import Emergency, Opened
from arende.domain.events import Event
from arende.domain.ids import (
    AssignmentId,
    CaseId,
    NoticeId,
    PersonId,
    ProviderId,
    ReasonId,
    RoleId,
    StaffId,
    TemplateId,
    TicketId,
    UnitId,
    VisitId,
)
from arende.domain.model import State
from arende.domain.notice.model import Notice, NoticeState
from arende.domain.notice.rules import NoticeRules, QuietHours
from arende.domain.person import Identifier, IdSystem
from arende.domain.phase import begin
from arende.domain.template.model import MessageTemplate
from arende.domain.ticket.model import Ticket, TicketStatus, TurnedInto
from arende.domain.visit.model import Visit, VisitStatus

AT: Final = datetime(2026, 3, 1, 9, 30, 15, 123456, UTC)
PROVIDER: Final = ProviderId("SE2321000016-1")
CASE: Final = CaseId("SE2321000016-1.0195a1b2-c3d4-8abc-9def-0123456789ab")
BEFORE: Final = CaseId("SE2321000016-1.0195a1b2-c3d4-8abc-9def-0123456789aa")
CHILD: Final = PersonId("SE2321000016-1.child")
GUARDIAN: Final = PersonId("SE2321000016-1.guardian")
ASSIGNMENT: Final = AssignmentId("SE2321000016-1.a1")
UNIT: Final = UnitId("SE2321000016-1.vc")
REASON: Final = ReasonId("SE2321000016-1.hosta")
TEMPLATE: Final = TemplateId("SE2321000016-1.svar")
ROLE: Final = RoleId("SE2321000016-1.ssk")
STAFF: Final = StaffId("SE2321000016-1.siv")
VISIT: Final = VisitId("SE2321000016-1.v1")
NOTICE: Final = NoticeId("SE2321000016-1.n1")
RULES: Final = NoticeRules(
    remind_after_hours=48, unread_days=3, quiet=QuietHours(start="21:00", end="07:00"), coalesce_minutes=10
)
TICKET: Final = TicketId("SE2321000016-1.t1")
IDENTIFIER: Final = Identifier(IdSystem.PERSONNUMMER, "198001072381")
REPRESENTATIVE: Final = Representative(person=GUARDIAN, by=Representation.GUARDIAN, until=date(2031, 5, 17))
PHASE: Final = begin(AT, 3, "Europe/Stockholm")

EVENTS: Final[tuple[Event, ...]] = (
    e.CaseOpened(
        at=AT,
        case=CASE,
        patient=CHILD,
        representative=REPRESENTATIVE,
        maturity=Maturity.NOT_MATURE,
        assignment=ASSIGNMENT,
        unit=UNIT,
        reason=REASON,
        title="Hosta",
        phase=PHASE,
        entry=Entry.ENDED_VISIT,
        visit=VISIT,
        follows=BEFORE,
    ),
    e.MessageSent(at=AT, number=7, staff=None, representative=GUARDIAN, text="Hej!\nHon hostar ännu 😷"),
    e.MessageRetracted(at=AT, number=6, assignment=ASSIGNMENT, reason="Fel patient"),
    e.NoteAdded(at=AT, assignment=ASSIGNMENT, text="Ringde apoteket"),
    e.DocumentedMarked(at=AT, assignment=ASSIGNMENT, first=3, last=6, undocumented_since=AT),
    e.MessagesRead(at=AT, up_to=7),
    e.CaseHandled(at=AT, assignment=ASSIGNMENT),
    e.SmsTroubled(at=AT, notice=NOTICE, state=NoticeState.UNCERTAIN),
    e.PhaseEnded(at=AT, unanswered=True),
    e.PhaseExtended(at=AT, assignment=ASSIGNMENT, phase=PHASE, reason="Väntar på provsvar"),
    e.PhaseShortened(at=AT, assignment=ASSIGNMENT, phase=PHASE, reason="Klart tidigare"),
    e.CaseClosed(at=AT, assignment=ASSIGNMENT, phase=PHASE, reason="Löst på telefon"),
    e.CaseReopened(at=AT, assignment=ASSIGNMENT, phase=PHASE, reason="Ny fråga om samma sak"),
    e.RepresentativeLost(at=AT),
    e.RepresentativeChanged(
        at=AT,
        representative=Representative(person=CHILD, by=Representation.SELF, until=None),
        maturity=Maturity.MATURE,
        visible_from=8,
    ),
    e.ExportRequested(at=AT, exporter="journal"),
    e.ExportRecorded(at=AT, exporter="journal", version=9, state=ExportState.EXPORTED, reference="dokument-1", code=""),
    e.VisitCreated(
        at=AT,
        visit=VISIT,
        patient=CHILD,
        representative=GUARDIAN,
        unit=UNIT,
        reason=REASON,
        title="Hosta",
        scheduled=datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
        created_by=ASSIGNMENT,
    ),
    e.VisitStarted(at=AT, assignment=ASSIGNMENT),
    e.VisitEnded(at=AT),
    e.SmsOutcomeRecorded(
        at=AT,
        notice=NOTICE,
        case=CASE,
        recipient=GUARDIAN,
        state=NoticeState.ACCEPTED,
        provider="spool",
        provider_id="s-1",
        code="",
    ),
    e.ProviderRegistered(at=AT, provider=PROVIDER, name="Kliniken", sender="Kliniken"),
    e.UnitRegistered(
        at=AT,
        unit=UNIT,
        name="Vårdcentralen",
        zone="Europe/Stockholm",
        days=5,
        notices=RULES,
        answer_hours=48,
        opening_hours="8–16",
        reopen_days=60,
    ),
    e.RoleRegistered(at=AT, role=ROLE, name="Sjuksköterska"),
    e.StaffRegistered(at=AT, staff=STAFF, name="Siv Provsson", display_name="Siv"),
    e.AssignmentRegistered(at=AT, assignment=ASSIGNMENT, staff=STAFF, role=ROLE, unit=UNIT, sees_unit=True),
    e.AssignmentEnded(at=AT, assignment=ASSIGNMENT),
    e.ReasonRegistered(
        at=AT,
        reason=REASON,
        title="Hosta",
        unit=UNIT,
        days=14,
        preset=True,
        for_patients=True,
        template=TEMPLATE,
        answer_hours=24,
    ),
    e.TemplateRegistered(
        at=AT, template=TEMPLATE, name="Provsvar", text="Ditt prov: {värde}", unit=UNIT, assignment=None
    ),
    e.TemplateRetired(at=AT, template=TEMPLATE),
    e.IdentifierClaimed(at=AT, person=CHILD),
    e.PersonRegistered(
        at=AT,
        person=CHILD,
        identifier=IDENTIFIER,
        name="Anton Testberg",
        phone="+46701740605",
        language="sv",
        born=date(1980, 1, 7),
        protected=False,
        deceased=None,
    ),
    e.GuardianshipRecorded(
        at=AT, guardian=GUARDIAN, source="folkbokföringen", verified=date(2026, 2, 28), until=date(2031, 5, 17)
    ),
    e.GuardianshipEnded(at=AT, guardian=GUARDIAN, ended=date(2026, 4, 1)),
    e.UnitBlocked(at=AT, unit=UNIT),
    e.BlockLifted(at=AT, unit=UNIT),
    e.EmergencyAccessOpened(
        at=AT,
        assignment=ASSIGNMENT,
        patient=CHILD,
        until=datetime(2026, 3, 1, 10, 30, 15, 123456, UTC),
        reason="Medvetslös, behöver läkemedelslistan",
    ),
    e.NoticePlanned(at=AT, due=PHASE.until, covered=True, unread_due=PHASE.until),
    e.UnreadReminded(at=AT, message=6),
    e.UnreadNoted(at=AT),
    e.TicketAsked(
        at=AT,
        ticket=TICKET,
        patient=CHILD,
        representative=REPRESENTATIVE,
        maturity=None,
        unit=UNIT,
        zone="Europe/Stockholm",
        reason=REASON,
        title="Hosta",
        message="Hon har hostat i två veckor",
        created_by=None,
    ),
    e.TicketTaken(at=AT, assignment=ASSIGNMENT),
    e.TicketReturned(at=AT, assignment=ASSIGNMENT),
    e.TicketTurned(at=AT, assignment=ASSIGNMENT, into=TurnedInto.CASE, id=CASE),
    e.TicketCancelled(at=AT, assignment=ASSIGNMENT, reason="Har fått tid på annat håll"),
)

STATES: Final[Mapping[str, State]] = {
    "provider": Provider(id=PROVIDER, name="Kliniken", sender="Kliniken"),
    "unit": Unit(id=UNIT, name="Vårdcentralen", zone="Europe/Stockholm", days=None),
    "role": Role(id=ROLE, name="Sjuksköterska"),
    "staff": Staff(id=STAFF, name="Siv Provsson", display_name=None),
    "assignment": Assignment(id=ASSIGNMENT, staff=STAFF, role=ROLE, unit=UNIT, sees_unit=False, ended=True),
    "reason": Reason(id=REASON, title="Hosta", unit=None, days=14, preset=False),
    "template": MessageTemplate(
        id=TEMPLATE, name="Provsvar", text="Ditt prov: {värde}", unit=None, assignment=ASSIGNMENT, retired=True
    ),
    "identifier": IdentifierClaim(person=CHILD),
    "person": Person(
        id=CHILD,
        identifier=IDENTIFIER,
        name="Anton Testberg",
        phone=None,
        language="sv",
        born=date(1980, 1, 7),
        protected=True,
        deceased=date(2026, 1, 2),
        guardians=(Guardianship(guardian=GUARDIAN, source="folkbokföringen", verified=date(2026, 2, 28), until=None),),
        blocked=(UNIT,),
    ),
    "visit": Visit(
        id=VISIT,
        patient=CHILD,
        representative=GUARDIAN,
        unit=UNIT,
        reason=REASON,
        title="Hosta",
        scheduled=None,
        created=AT,
        status=VisitStatus.ONGOING,
        assignment=ASSIGNMENT,
    ),
    "case": Case(
        id=CASE,
        patient=CHILD,
        representative=REPRESENTATIVE,
        assignment=ASSIGNMENT,
        unit=UNIT,
        reason=REASON,
        title="Hosta",
        phase=PHASE,
        ended_noted=False,
        messages=7,
        last_from_staff=6,
        last_from_patient_side=7,
        read_by_patient_side=7,
        unanswered_since=AT,
        visible_from=3,
        representative_lost_since=AT,
        sms_trouble_since=None,
        export_trouble_since=AT,
        last_activity=AT,
        undocumented_since=AT,
        staff_wrote=StaffWrote(number=6, by=ASSIGNMENT),
    ),
    "notice": Notice(
        id=NOTICE,
        case=CASE,
        recipient=GUARDIAN,
        state=NoticeState.FAILED,
        provider="spool",
        provider_id=None,
        code="17",
        at=AT,
    ),
    "ticket": Ticket(
        id=TICKET,
        patient=CHILD,
        representative=REPRESENTATIVE,
        maturity=Maturity.MATURE,
        unit=UNIT,
        zone="Europe/Stockholm",
        reason=REASON,
        title="Hosta",
        message="Hon har hostat i två veckor",
        created=AT,
        created_by=ASSIGNMENT,
        status=TicketStatus.TURNED,
        assignment=ASSIGNMENT,
        taken=AT,
        into=TurnedInto.VISIT,
        became=VISIT,
    ),
    "emergency": Emergency(patient=CHILD, opened=(Opened(ASSIGNMENT, datetime(2026, 3, 1, 10, 30, 15, 123456, UTC)),)),
}
"""By kind of head."""
