"""Codecs made by hand for what every message touches: three events of a case, and the state of a case. Trusted bytes.

They write exactly what `converter` would write, only faster; the tests hold them to that.
"""

from datetime import datetime
from typing import Final, NotRequired, TypedDict

import orjson

from arende.domain.case.commands import Entry, Maturity
from arende.domain.case.model import Case, SignedNote, Span
from arende.domain.events import CaseOpened, MessageSent, MessagesRead
from arende.domain.ids import AssignmentId, CaseId, PersonId, ReasonId, UnitId, VisitId
from arende.domain.notice.model import Hindrance

from .hot_parts import (
    AnswerBody,
    ExportStandBody,
    NotifiedBody,
    OpenedBody,
    OrdersBody,
    PhaseBody,
    ReadBody,
    RepresentativeBody,
    SentBody,
    SignedNoteBody,
    SpanBody,
    StaffWroteBody,
    answer_from,
    answer_plain,
    export_stand_from,
    export_stand_plain,
    notified_from,
    notified_plain,
    orders_from,
    orders_plain,
    phase_from,
    phase_plain,
    representative_from,
    representative_plain,
    signed_note_plain,
    span_plain,
    staff_wrote_from,
    staff_wrote_plain,
    troubled_from,
)

ENTRIES: Final = {entry.value: entry for entry in Entry}
MATURITIES: Final = {maturity.value: maturity for maturity in Maturity}


class CaseBody(TypedDict):
    id: str
    patient: str
    representative: RepresentativeBody
    assignment: str
    unit: str
    reason: str
    title: str
    phase: PhaseBody
    ended_noted: bool
    messages: int
    last_from_staff: int
    last_from_patient_side: int
    read_by_patient_side: int
    unanswered_since: str | None
    visible_from: int
    representative_lost_since: str | None
    sms_trouble_since: str | None
    export_trouble_since: str | None
    last_activity: str
    retracted: NotRequired[list[int]]
    answer: NotRequired[AnswerBody | None]
    asides: NotRequired[list[int]]
    retracted_since: NotRequired[str | None]
    documented_up_to: NotRequired[int]
    undocumented_since: NotRequired[str | None]
    staff_wrote: NotRequired[StaffWroteBody]
    notified: NotRequired[NotifiedBody]
    their_turn_since: NotRequired[str | None]
    opened: NotRequired[str]
    closed: NotRequired[str | None]
    set_aside: NotRequired[bool]
    follows: NotRequired[str | None]
    in_pool: NotRequired[bool]
    held_since: NotRequired[str | None]
    handed_over_since: NotRequired[str | None]
    sms_troubled: NotRequired[list[str]]
    no_sms: NotRequired[list[str]]
    sms_reply_since: NotRequired[str | None]
    journal_notes: NotRequired[list[SignedNoteBody]]
    exports: NotRequired[list[ExportStandBody]]
    not_recorded: NotRequired[list[SpanBody]]
    orders: NotRequired[OrdersBody]


def opened_bytes(event: CaseOpened) -> bytes:
    return orjson.dumps(
        {
            "case": event.case,
            "patient": event.patient,
            "representative": representative_plain(event.representative),
            "maturity": event.maturity,
            "assignment": event.assignment,
            "unit": event.unit,
            "reason": event.reason,
            "title": event.title,
            "phase": phase_plain(event.phase),
            "entry": event.entry,
            "visit": event.visit,
            "follows": event.follows,
        }
    )


def opened_from(data: bytes, at: datetime) -> CaseOpened:
    body: OpenedBody = orjson.loads(data)
    maturity, visit, follows = body["maturity"], body["visit"], body["follows"]
    return CaseOpened(
        at=at,
        case=CaseId(body["case"]),
        patient=PersonId(body["patient"]),
        representative=representative_from(body["representative"]),
        maturity=None if maturity is None else MATURITIES[maturity],
        assignment=AssignmentId(body["assignment"]),
        unit=UnitId(body["unit"]),
        reason=ReasonId(body["reason"]),
        title=body["title"],
        phase=phase_from(body["phase"]),
        entry=ENTRIES[body["entry"]],
        visit=None if visit is None else VisitId(visit),
        follows=None if follows is None else CaseId(follows),
    )


def sent_bytes(event: MessageSent) -> bytes:
    return orjson.dumps(
        {
            "number": event.number,
            "staff": event.staff,
            "representative": event.representative,
            "text": event.text,
            "corrects": event.corrects,
        }
    )


def sent_from(data: bytes, at: datetime) -> MessageSent:
    """A tombstone has no text and says that it was redacted; a body that merely lacks its text is broken."""
    body: SentBody = orjson.loads(data)
    staff, representative = body["staff"], body["representative"]
    return MessageSent(
        at=at,
        number=body["number"],
        staff=None if staff is None else AssignmentId(staff),
        representative=None if representative is None else PersonId(representative),
        text="" if body.get("redacted") is True else body["text"],
        corrects=body["corrects"],
    )


def read_bytes(event: MessagesRead) -> bytes:
    return orjson.dumps({"up_to": event.up_to})


def read_from(data: bytes, at: datetime) -> MessagesRead:
    body: ReadBody = orjson.loads(data)
    return MessagesRead(at=at, up_to=body["up_to"])


def case_bytes(case: Case) -> bytes:
    return orjson.dumps(
        {
            "id": case.id,
            "patient": case.patient,
            "representative": representative_plain(case.representative),
            "assignment": case.assignment,
            "unit": case.unit,
            "reason": case.reason,
            "title": case.title,
            "phase": phase_plain(case.phase),
            "ended_noted": case.ended_noted,
            "messages": case.messages,
            "last_from_staff": case.last_from_staff,
            "last_from_patient_side": case.last_from_patient_side,
            "read_by_patient_side": case.read_by_patient_side,
            "unanswered_since": case.unanswered_since,
            "visible_from": case.visible_from,
            "representative_lost_since": case.representative_lost_since,
            "sms_trouble_since": case.sms_trouble_since,
            "export_trouble_since": case.export_trouble_since,
            "last_activity": case.last_activity,
            "retracted": case.retracted,
            "answer": None if case.answer is None else answer_plain(case.answer),
            "asides": case.asides,
            "retracted_since": case.retracted_since,
            "documented_up_to": case.documented_up_to,
            "undocumented_since": case.undocumented_since,
            "staff_wrote": staff_wrote_plain(case.staff_wrote),
            "notified": notified_plain(case.notified),
            "their_turn_since": case.their_turn_since,
            "opened": case.opened,
            "closed": case.closed,
            "set_aside": case.set_aside,
            "follows": case.follows,
            "in_pool": case.in_pool,
            "held_since": case.held_since,
            "handed_over_since": case.handed_over_since,
            "sms_troubled": case.sms_troubled,
            "no_sms": case.no_sms,
            "sms_reply_since": case.sms_reply_since,
            "journal_notes": [signed_note_plain(note) for note in case.journal_notes],
            "exports": [export_stand_plain(stand) for stand in case.exports],
            "not_recorded": [span_plain(span) for span in case.not_recorded],
            "orders": orders_plain(case.orders),
        }
    )


def case_from(data: bytes) -> Case:
    body: CaseBody = orjson.loads(data)
    unanswered, sms, export = body["unanswered_since"], body["sms_trouble_since"], body["export_trouble_since"]
    lost, answer, replied = body["representative_lost_since"], body.get("answer"), body.get("sms_reply_since")
    closed, follows = body.get("closed"), body.get("follows")
    retracted, undocumented = body.get("retracted_since"), undocumented_from(body)
    theirs, held, handed = body.get("their_turn_since"), body.get("held_since"), body.get("handed_over_since")
    return Case(
        id=CaseId(body["id"]),
        patient=PersonId(body["patient"]),
        representative=representative_from(body["representative"]),
        assignment=AssignmentId(body["assignment"]),
        unit=UnitId(body["unit"]),
        reason=ReasonId(body["reason"]),
        title=body["title"],
        phase=phase_from(body["phase"]),
        ended_noted=body["ended_noted"],
        messages=body["messages"],
        last_from_staff=body["last_from_staff"],
        last_from_patient_side=body["last_from_patient_side"],
        read_by_patient_side=body["read_by_patient_side"],
        unanswered_since=None if unanswered is None else datetime.fromisoformat(unanswered),
        visible_from=body["visible_from"],
        representative_lost_since=None if lost is None else datetime.fromisoformat(lost),
        sms_trouble_since=None if sms is None else datetime.fromisoformat(sms),
        export_trouble_since=None if export is None else datetime.fromisoformat(export),
        last_activity=datetime.fromisoformat(body["last_activity"]),
        retracted=tuple(body.get("retracted", ())),
        answer=None if answer is None else answer_from(answer),
        asides=tuple(body.get("asides", ())),
        retracted_since=None if retracted is None else datetime.fromisoformat(retracted),
        documented_up_to=body.get("documented_up_to", 0),
        undocumented_since=None if undocumented is None else datetime.fromisoformat(undocumented),
        staff_wrote=staff_wrote_from(body.get("staff_wrote"), body["last_from_staff"], body["assignment"]),
        notified=notified_from(body.get("notified")),
        their_turn_since=None if theirs is None else datetime.fromisoformat(theirs),
        opened=datetime.fromisoformat(body.get("opened", body["phase"]["opened"])),
        closed=None if closed is None else datetime.fromisoformat(closed),
        set_aside=body.get("set_aside", False),
        follows=None if follows is None else CaseId(follows),
        in_pool=body.get("in_pool", False),
        held_since=None if held is None else datetime.fromisoformat(held),
        handed_over_since=None if handed is None else datetime.fromisoformat(handed),
        sms_troubled=troubled_from(body.get("sms_troubled"), sms),
        no_sms=tuple(map(Hindrance, body.get("no_sms", ()))),
        sms_reply_since=None if replied is None else datetime.fromisoformat(replied),
        journal_notes=tuple(SignedNote(**note) for note in body.get("journal_notes", ())),
        exports=tuple(map(export_stand_from, body.get("exports", ()))),
        not_recorded=tuple(Span(**span) for span in body.get("not_recorded", ())),
        orders=orders_from(body.get("orders")),
    )


def undocumented_from(body: CaseBody) -> str | None:
    """In a head that was kept before this was known every message is undocumented, from the opening at the latest."""
    return body.get("undocumented_since", body["phase"]["opened"] if body["messages"] else None)
