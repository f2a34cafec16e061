"""A case, a ticket and a notice at the clinic of `arende.testing.build`: plain states and events, nothing stored."""

from datetime import UTC, datetime
from typing import Final

from arende.domain.case.commands import Entry
from arende.domain.case.events import (
    CaseClosed,
    CaseEvent,
    CaseHandedOver,
    CaseHandled,
    CaseOpened,
    CaseReopened,
    CaseReturned,
    CaseTaken,
    DocumentedMarked,
    ExportRecorded,
    ExportRequested,
    MessageRetracted,
    MessageSent,
    MessagesRead,
    NoteAdded,
    NoticePlanned,
    PhaseEnded,
    PhaseExtended,
    PhaseShortened,
    RepresentativeChanged,
    RepresentativeLost,
    Return,
    UnreadNoted,
    UnreadReminded,
)
from arende.domain.case.evolve import evolve
from arende.domain.case.export_state import ExportState
from arende.domain.case.journal_events import JournalNoteSigned
from arende.domain.case.model import Case, Representation, Representative
from arende.domain.case.retention_events import HoldLifted, HoldPlaced, TextRedacted
from arende.domain.case.sms_events import SmsMended, SmsOmitted, SmsReplied, SmsRetried, SmsTroubled
from arende.domain.ids import CaseId, NoticeId
from arende.domain.model import Nothing
from arende.domain.notice.model import Hindrance, Notice, NoticeState, Try, TryState
from arende.domain.phase import begin, cut
from arende.domain.sms_texts import SmsKey
from arende.domain.visit.model import Visit, VisitStatus
from arende.testing import build

ZONE: Final = "Europe/Stockholm"
AT: Final = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
LATER: Final = datetime(2026, 11, 24, 6, tzinfo=UTC)
CASE: Final = CaseId(build.local("k1"))
NOTICE: Final = NoticeId(build.local("n1"))

OPENED: Final = CaseOpened(
    at=build.NOW,
    case=CASE,
    patient=build.ELSA,
    representative=Representative(person=build.KARIN, by=Representation.GUARDIAN, until=None),
    maturity=None,
    assignment=build.NURSE,
    unit=build.OAK,
    reason=build.RENEWAL,
    title="Förnyelse av recept",
    phase=begin(build.NOW, 3, "Europe/Stockholm"),
    entry=Entry.PROFILE,
    visit=None,
)
FROM_STAFF: Final = MessageSent(at=AT, number=1, staff=build.NURSE, representative=None, text="Hur mår Elsa?")
FROM_KARIN: Final = MessageSent(at=AT, number=2, staff=None, representative=build.KARIN, text="Bättre i dag.")
EVERYTHING: Final[tuple[CaseEvent, ...]] = (
    OPENED,
    FROM_STAFF,
    NoticePlanned(at=AT, due=AT, covered=False, unread_due=None),
    NoticePlanned(at=AT, due=LATER, covered=False, unread_due=None),
    NoticePlanned(at=AT, due=LATER, covered=True, unread_due=None),
    UnreadReminded(at=AT, message=1),
    UnreadNoted(at=AT),
    MessagesRead(at=AT, up_to=1),
    FROM_KARIN,
    DocumentedMarked(at=AT, assignment=build.HEAD, first=1, last=1, undocumented_since=AT, nothing_to_record=True),
    ExportRecorded(
        at=AT, exporter="fhir", version=9, state=ExportState.CONFIRMED, reference="Bundle/1", code="", up_to=2
    ),
    JournalNoteSigned(
        at=AT, assignment=build.HEAD, number=1, version=1, title="Uppföljning", text="Mår bättre.", first=1, last=2
    ),
    TextRedacted(at=AT, place=9, message=None, by="IVO", reason="Journalförstöring"),
    HoldPlaced(at=AT, by="Chefsjuristen", reason="Tvist"),
    HoldLifted(at=AT, by="Chefsjuristen", reason="Avgjort"),
    SmsTroubled(at=AT, notice=NOTICE, state=NoticeState.FAILED),
    SmsTroubled(at=AT, notice=NOTICE, state=NoticeState.UNCERTAIN),
    SmsOmitted(at=AT, why=(Hindrance.NO_NUMBER,), message=1, unread_due=None),
    SmsOmitted(at=AT, why=(Hindrance.OPTED_OUT,), message=None, unread_due=None, reminder=1),
    SmsReplied(at=AT, provider="spool"),
    SmsMended(at=AT, notice=NOTICE, state=NoticeState.DELIVERED),
    SmsRetried(at=AT, notice=NOTICE, assignment=build.NURSE),
    CaseHandled(at=AT, assignment=build.NURSE),
    CaseHandedOver(at=AT, by=build.NURSE, to=build.COLLEAGUE, note="Ring helst före lunch"),
    CaseHandedOver(at=AT, by=build.COLLEAGUE, to=None, note=""),
    CaseTaken(at=AT, assignment=build.NURSE),
    *(CaseReturned(at=AT, why=why) for why in (Return.UNTOUCHED, Return.ASSIGNMENT_ENDED)),
    ExportRequested(at=AT, exporter="spool"),
    *(
        ExportRecorded(at=AT, exporter="spool", version=9, state=state, reference="r", code="")
        for state in (ExportState.FAILED, ExportState.UNCERTAIN, ExportState.EXPORTED)
    ),
    NoteAdded(at=AT, assignment=build.NURSE, text="Ringde apoteket."),
    MessageRetracted(at=AT, number=1, assignment=build.HEAD, reason="Fel namn"),
    DocumentedMarked(at=AT, assignment=build.HEAD, first=1, last=2, undocumented_since=None),
    RepresentativeLost(at=AT),
    RepresentativeChanged(at=AT, representative=OPENED.representative, maturity=None, visible_from=1),
    PhaseEnded(at=AT, unanswered=False),
    CaseReopened(at=AT, assignment=build.NURSE, phase=begin(AT, 2, ZONE), reason="Ny fråga"),
    PhaseExtended(at=AT, assignment=build.NURSE, phase=begin(AT, 9, ZONE), reason="Väntar på prov"),
    PhaseShortened(at=AT, assignment=build.NURSE, phase=begin(AT, 4, ZONE), reason="Provet kom"),
    CaseClosed(at=AT, assignment=build.NURSE, phase=cut(begin(AT, 4, ZONE), AT), reason="Klart"),
)
"""One of each kind of event that a case can have, in an order that can come to pass."""


def case(*events: CaseEvent) -> Case:
    """The case after these events; without any, as it was opened."""
    state = evolve(Nothing(), OPENED)
    for event in events:
        state = evolve(state, event)
    return state


def ticket() -> Visit:
    return build.visit("b1", build.ANTON, VisitStatus.WAITING)


def notice() -> Notice:
    return Notice(
        id=NOTICE,
        case=CASE,
        recipient=build.KARIN,
        message=1,
        key=SmsKey.NEW_MESSAGE,
        tries=(
            Try(
                provider="spool",
                provider_id=None,
                state=TryState.ACCEPTED,
                code="",
                cause=None,
                begun=AT,
                at=AT,
            ),
        ),
        waits=False,
        earlier=0,
        at=AT,
    )
