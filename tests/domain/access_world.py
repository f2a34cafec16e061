"""The actors, commands and states of the access matrix: one of every kind. What is allowed stands in `access_table`."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, Choice, Operator, Purpose, RepresentativeActor, StaffActor, System
from arende.domain.case.model import Case, Representation, Representative
from arende.domain.directory.model import Assignment, Cover, Person
from arende.domain.emergency.model import Emergency, Opened
from arende.domain.events import CaseReturned, RepresentativeChanged, Return
from arende.domain.ids import AssignmentId, Kind, PersonId, Ref, TemplateId
from arende.domain.model import Nothing, State
from arende.domain.phase import begin
from arende.domain.visit.model import VisitStatus
from arende.testing import build as b
from attrs import evolve as changed
from attrs import frozen

from tests.domain.directory.test_entries import (
    ASSIGNMENT_TOLD,
    PROVIDER_TOLD,
    REASON_TOLD,
    ROLE_TOLD,
    STAFF_TOLD,
    UNIT_TOLD,
)
from tests.domain.directory.test_guardianship import END as END_CUSTODY
from tests.domain.directory.test_guardianship import RECORD
from tests.domain.directory.test_persons import NEW
from tests.domain.notice.samples import BEGIN, BEGUN, CAME, FAILED, TOLD, notice_of
from tests.domain.samples import CASE, CREATE, NOTICE, OPENED, case_of, for_elsa, from_patient, from_staff

ACTORS: Final[Mapping[str, Actor]] = {
    "owner": b.AS_NURSE,
    "other_role": StaffActor(b.NURSE_AS_DOCTOR),
    "colleague": StaffActor(b.COLLEAGUE),
    "colleague_chose": StaffActor(b.COLLEAGUE, Choice(b.OAK, Purpose.CARE)),
    "head": StaffActor(b.HEAD),
    "other_unit": StaffActor(b.NURSE_ELSEWHERE),
    "chose": StaffActor(b.NURSE_ELSEWHERE, Choice(b.OAK, Purpose.QUALITY)),
    "chose_system": StaffActor(b.NURSE_ELSEWHERE, Choice(b.OAK, Purpose.SYSTEM)),
    "chose_elsewhere": StaffActor(b.NURSE_ELSEWHERE, Choice(b.CHILDREN, Purpose.CARE)),
    "ended": StaffActor(b.ENDED),
    "unknown": StaffActor(AssignmentId(b.local("nej"))),
    "other_provider": StaffActor(AssignmentId("SE0000000009-0009.ssk")),
    "anton": b.AS_ANTON,
    "elsa": RepresentativeActor(b.ELSA),
    "nils": RepresentativeActor(b.NILS),
    "karin": b.AS_KARIN,
    "erik": RepresentativeActor(b.ERIK),
    "stranger": RepresentativeActor(b.STINA),
    "person_elsewhere": RepresentativeActor(PersonId("SE0000000009-0009.anton")),
    "operator": Operator("drift"),
    "system": System(),
}
"""By the name of their row in the table."""

VISIT: Final = b.visit("v1", b.ANTON, VisitStatus.ONGOING)
TICKET: Final = b.ticket("t1", b.ANTON, taken_by=b.NURSE)
STREAMS: Final[Mapping[Ref, State]] = {
    **b.clinic(VISIT, TICKET),
    Ref(Kind.CASE, CASE): case_of(OPENED, from_staff(1), from_patient(2)),
    Ref(Kind.NOTICE, NOTICE): notice_of(BEGUN, FAILED),
}
"""The clinic with Anton's case, his visit and his ticket."""

ON_CASE: Final[tuple[c.Command, ...]] = (
    c.SendMessage(case=CASE, text="Hej!"),
    c.CorrectMessage(case=CASE, number=1, text="Hej igen!"),
    c.RetractMessage(case=CASE, number=1, reason="Fel patient"),
    c.AddNote(case=CASE, text="Ringde apoteket."),
    c.MarkDocumented(case=CASE, up_to=1),
    c.SignJournalNote(case=CASE, title="Uppföljning", text="Mår bättre."),
    c.RedactText(case=CASE, place=2, by="IVO", reason="Journalförstöring"),
    c.PlaceHold(case=CASE, by="Chefsjuristen", reason="Tvist"),
    c.LiftHold(case=CASE, by="Chefsjuristen", reason="Avgjort"),
    c.SaveDraft(case=CASE, text="Hej!"),
    c.DiscardDraft(case=CASE),
    c.MarkRead(case=CASE, up_to=1),
    c.MarkSeen(case=CASE, up_to=0),
    c.MarkHandled(case=CASE),
    c.HandOver(case=CASE, to=b.HEAD, note="Tack"),
    c.TakeCase(case=CASE),
    c.ReturnCase(case=CASE),
    c.ChangeRepresentative(case=CASE, representative=b.ERIK),
    c.ExportCase(case=CASE, exporter="fil"),
    c.NotePhaseEnd(case=CASE),
    c.ExtendPhase(case=CASE, last_day=date(2026, 11, 30), reason="Väntar på provsvar"),
    c.ShortenPhase(case=CASE, last_day=date(2026, 11, 23), reason="Klart tidigare"),
    c.CloseCase(case=CASE, reason="Löst på telefon"),
    c.ReopenCase(case=CASE, days=3, reason="Ny fråga om samma sak"),
    c.NoteRepresentativeLost(case=CASE),
    c.RemindUnread(case=CASE, message=1),
    c.NoteUnread(case=CASE, message=1),
    c.RetrySms(case=CASE, notice=NOTICE),
    c.NoteSmsReply(case=CASE, provider="spool"),
    c.RecordExport(case=CASE, exporter="fil", version=1, state=c.ExportState.EXPORTED),
)
ELSE: Final[tuple[c.Command, ...]] = (
    PROVIDER_TOLD,
    UNIT_TOLD,
    ROLE_TOLD,
    STAFF_TOLD,
    ASSIGNMENT_TOLD,
    c.EndAssignment(assignment=b.NURSE),
    c.CoverAssignment(assignment=b.NURSE, by=b.COLLEAGUE, last_day=b.NOW.date()),
    c.EndCover(assignment=b.NURSE),
    c.NoteAssignmentEmpty(assignment=b.NURSE, ended=b.NOW),
    REASON_TOLD,
    c.RegisterTemplate(template=TemplateId(b.local("svar")), name="Provsvar", text="Hej!", unit=b.OAK),
    c.RetireTemplate(template=TemplateId(b.local("svar"))),
    NEW,
    RECORD,
    END_CUSTODY,
    c.RecordPhone(person=b.ANTON, phone="+46701740610"),
    c.RecordSmsConsent(person=b.ANTON, source="Sagt vid besöket"),
    c.WithdrawSmsConsent(person=b.ANTON, source="Sagt i telefon"),
    c.BlockUnit(person=b.ANTON, unit=b.OAK),
    c.LiftBlock(person=b.ANTON, unit=b.OAK),
    c.OpenEmergencyAccess(patient=b.ANTON, reason="Medvetslös"),
    c.CreateVisit(patient=b.ANTON, reason=b.RENEWAL),
    c.StartVisit(visit=VISIT.id),
    c.EndVisit(visit=VISIT.id),
    CREATE,
    BEGIN,
    CAME,
    TOLD,
    c.AskForContact(patient=b.ANTON, unit=b.OAK, reason=b.RENEWAL, message="Hej"),
    c.CreateTicket(patient=b.ANTON, reason=b.RENEWAL, message="Ringde"),
    c.TakeTicket(ticket=TICKET.id),
    c.ReturnTicket(ticket=TICKET.id),
    c.TurnIntoCase(ticket=TICKET.id),
    c.TurnIntoVisit(ticket=TICKET.id),
    c.CancelTicket(ticket=TICKET.id, reason="Ringde igen"),
)
EXAMPLES: Final = (*ON_CASE, *ELSE)
"""One of every command."""


@frozen(kw_only=True)
class Relation:
    """A case, what surrounds it, and the time: one state of the relation between its people."""

    case: State
    found: Mapping[Ref, State]
    now: datetime = b.NOW


LONG: Final = begin(b.NOW, 3650, "Europe/Stockholm")
ELSAS: Final = changed(for_elsa(), phase=LONG)
BY_KARIN: Final = Representative(person=b.KARIN, by=Representation.GUARDIAN, until=date(2029, 1, 3))
NILSES: Final = changed(OPENED, patient=b.NILS, representative=BY_KARIN, phase=LONG)
TO_ERIK: Final = RepresentativeChanged(
    at=b.NOW,
    representative=Representative(person=b.ERIK, by=Representation.GUARDIAN, until=date(2031, 2, 14)),
    maturity=None,
    visible_from=2,
)
BIRTHDAY_13: Final = datetime(2031, 2, 13, 23, 0, tzinfo=UTC)
"""Elsa's, at 00:00 in Stockholm."""
BIRTHDAY_18: Final = datetime(2029, 1, 2, 23, 0, tzinfo=UTC)
"""Nils's."""
INSTANT: Final = timedelta(microseconds=1)


COVER_ENDS: Final = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
"""Eken's midnight after the colleague's last day for the nurse."""
NURSE: Final = b.assignment(b.NURSE, b.SARA, b.SSK, b.OAK)
AWAY: Final = changed(NURSE, cover=Cover(by=b.COLLEAGUE, last_day=b.NOW.date(), until=COVER_ENDS))
ALSO_AWAY: Final = changed(
    b.assignment(b.COLLEAGUE, b.OLLE, b.SSK, b.OAK),
    cover=Cover(by=b.NURSE_AS_DOCTOR, last_day=b.NOW.date(), until=COVER_ENDS),
)
GONE: Final = changed(NURSE, ended=True)


def relation(
    case: Case, *people: Person | Assignment, now: datetime = b.NOW, opened: datetime | None = None
) -> Relation:
    """The case at that time; `people` stand in for those of the clinic, and `opened` is when emergency access was."""
    found = dict(b.clinic(*people))
    if opened is not None:
        access = Opened(b.NURSE_ELSEWHERE, opened + timedelta(hours=1))
        found[Ref(Kind.EMERGENCY, case.patient)] = Emergency(patient=case.patient, opened=(access,))
    return Relation(case=case, found=found, now=now)


def of_anton() -> Case:
    return case_of(OPENED, from_staff(1))


def of_elsa() -> Case:
    return case_of(ELSAS, from_staff(1))


def one(id: PersonId) -> Person:
    """The clinic's person."""
    found = b.clinic()[Ref(Kind.PERSON, id)]
    assert isinstance(found, Person)
    return found


def without_karin() -> Person:
    """Elsa, when Karin's custody ended today."""
    elsa = one(b.ELSA)
    ended = tuple(changed(g, until=b.NOW.date()) if g.guardian == b.KARIN else g for g in elsa.guardians)
    return changed(elsa, guardians=ended)


BLOCKED: Final = changed(one(b.ANTON), blocked=(b.OAK,))
DEAD: Final = date(2026, 11, 20)

RELATIONS: Final[Mapping[str, Relation]] = {
    "adult": relation(of_anton()),
    "child": relation(of_elsa()),
    "youth": relation(case_of(NILSES, from_staff(1))),
    "12y": relation(of_elsa(), now=BIRTHDAY_13 - INSTANT),
    "13y": relation(of_elsa(), now=BIRTHDAY_13),
    "18y": relation(case_of(NILSES, from_staff(1)), now=BIRTHDAY_18),
    "cust": relation(of_elsa(), without_karin()),
    "child_p": relation(of_elsa(), changed(one(b.ELSA), protected=True)),
    "guard_p": relation(of_elsa(), changed(one(b.KARIN), protected=True)),
    "guard_d": relation(of_elsa(), changed(one(b.KARIN), deceased=DEAD)),
    "child_d": relation(of_elsa(), changed(one(b.ELSA), deceased=DEAD)),
    "adult_d": relation(of_anton(), changed(one(b.ANTON), deceased=DEAD)),
    "block": relation(of_anton(), BLOCKED),
    "emerg": relation(of_elsa(), opened=b.NOW - timedelta(hours=1) + INSTANT),
    "over": relation(of_elsa(), opened=b.NOW - timedelta(hours=1)),
    "bl+em": relation(of_anton(), BLOCKED, opened=b.NOW),
    "ended": relation(case_of(for_elsa(), from_staff(1)), now=b.NOW + timedelta(days=30)),
    "chang": relation(case_of(ELSAS, from_staff(1), TO_ERIK)),
    "pool": relation(case_of(OPENED, from_staff(1), CaseReturned(at=b.NOW, why=Return.UNTOUCHED))),
    "gone": relation(of_anton(), GONE),
    "away": relation(of_anton(), AWAY, now=COVER_ENDS - INSTANT),
    "back": relation(of_anton(), AWAY, now=COVER_ENDS),
    "lone": relation(of_anton(), AWAY, ALSO_AWAY, now=COVER_ENDS - INSTANT),
    "none": Relation(case=Nothing(), found=b.clinic()),
}
"""By the name of their column in the table."""
