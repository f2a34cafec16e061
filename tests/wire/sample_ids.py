"""What the samples of everything stored are about: ids, a time, a phase. A value here is never changed."""

from datetime import UTC, date, datetime
from typing import Final

from arende.domain.case.model import Representation, Representative
from arende.domain.feed.model import OpenFault
from arende.domain.ids import (
    AssignmentId,
    CaseId,
    FeedId,
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
from arende.domain.notice.rules import NoticeRules, QuietHours
from arende.domain.person import Identifier, IdSystem
from arende.domain.phase import begin

AT: Final = datetime(2026, 3, 1, 9, 30, 15, 123456, UTC)
PROVIDER: Final = ProviderId("SE2321000016-1")
CASE: Final = CaseId("SE2321000016-1.0195a1b2-c3d4-8abc-9def-0123456789ab")
BEFORE: Final = CaseId("SE2321000016-1.0195a1b2-c3d4-8abc-9def-0123456789aa")
CHILD: Final = PersonId("SE2321000016-1.child")
GUARDIAN: Final = PersonId("SE2321000016-1.guardian")
ASSIGNMENT: Final = AssignmentId("SE2321000016-1.a1")
OTHER: Final = AssignmentId("SE2321000016-1.a2")
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
FEED: Final = FeedId("SE2321000016-1.folkbokforing")
TICKET: Final = TicketId("SE2321000016-1.t1")
IDENTIFIER: Final = Identifier(IdSystem.PERSONNUMMER, "198001072381")
REPRESENTATIVE: Final = Representative(person=GUARDIAN, by=Representation.GUARDIAN, until=date(2031, 5, 17))
PHASE: Final = begin(AT, 3, "Europe/Stockholm")
FAULT: Final = OpenFault(
    about="3f2a",
    number=7,
    cursor="00017",
    path="identifier",
    problem_sv="Personnumrets kontrollsiffra stämmer inte.",
    problem_en="The check digit is wrong.",
    at=AT,
    whole=2,
)
