"""Parts of what `hot` writes by hand: representative, phase, staff's answer. No whole body is here."""

from datetime import date, datetime
from typing import Final, NotRequired, TypedDict

from arende.domain.case.export_state import ExportState
from arende.domain.case.model import Answer, ExportStand, Representation, Representative, SignedNote, Span, StaffWrote
from arende.domain.case.notified import NOT_YET, Notified
from arende.domain.case.orders import NO_ORDERS, Hold, Orders, Redacted
from arende.domain.case.sms_trouble import MORE
from arende.domain.ids import AssignmentId, NoticeId, PersonId
from arende.domain.phase import Phase

BY: Final = {by.value: by for by in Representation}


class RepresentativeBody(TypedDict):
    person: str
    by: str
    until: str | None


class PhaseBody(TypedDict):
    opened: str
    days: int
    last_day: str
    zone: str
    until: str


class AnswerBody(TypedDict):
    since: str | None
    number: int
    standing: int


class NotifiedBody(TypedDict):
    sms_due: str | None
    reminded: int
    unread_due: str | None
    unread_since: str | None
    remind_due: NotRequired[str | None]
    dealt_with: NotRequired[int]
    since: NotRequired[str | None]


class OpenedBody(TypedDict):
    case: str
    patient: str
    representative: RepresentativeBody
    maturity: str | None
    assignment: str
    unit: str
    reason: str
    title: str
    phase: PhaseBody
    entry: str
    visit: str | None
    follows: str | None


class SentBody(TypedDict):
    number: int
    staff: str | None
    representative: str | None
    text: NotRequired[str]
    corrects: int | None
    redacted: NotRequired[bool]


class ReadBody(TypedDict):
    up_to: int


class HoldBody(TypedDict):
    by: str
    at: str


class RedactedBody(TypedDict):
    place: int
    message: int | None
    by: str
    at: str


class OrdersBody(TypedDict):
    hold: HoldBody | None
    redacted: list[RedactedBody]


class SpanBody(TypedDict):
    first: int
    last: int


class ExportStandBody(TypedDict):
    exporter: str
    state: str
    at: str
    up_to: int
    kept_up_to: int
    confirmed_up_to: int


class SignedNoteBody(TypedDict):
    versions: int
    first: int | None
    last: int | None


class StaffWroteBody(TypedDict):
    number: int
    by: str | None
    other_number: int
    other_by: str | None


def orders_plain(orders: Orders) -> dict[str, object]:
    hold = orders.hold
    return {
        "hold": None if hold is None else {"by": hold.by, "at": hold.at},
        "redacted": [
            {"place": one.place, "message": one.message, "by": one.by, "at": one.at} for one in orders.redacted
        ],
    }


def orders_from(body: OrdersBody | None) -> Orders:
    if body is None or (body["hold"] is None and not body["redacted"]):
        return NO_ORDERS
    hold = body["hold"]
    return Orders(
        hold=None if hold is None else Hold(by=hold["by"], at=datetime.fromisoformat(hold["at"])),
        redacted=tuple(
            Redacted(place=one["place"], message=one["message"], by=one["by"], at=datetime.fromisoformat(one["at"]))
            for one in body["redacted"]
        ),
    )


def signed_note_plain(note: SignedNote) -> SignedNoteBody:
    return {"versions": note.versions, "first": note.first, "last": note.last}


def span_plain(span: Span) -> SpanBody:
    return {"first": span.first, "last": span.last}


def export_stand_plain(stand: ExportStand) -> dict[str, object]:
    return {
        "exporter": stand.exporter,
        "state": stand.state,
        "at": stand.at,
        "up_to": stand.up_to,
        "kept_up_to": stand.kept_up_to,
        "confirmed_up_to": stand.confirmed_up_to,
    }


def export_stand_from(body: ExportStandBody) -> ExportStand:
    return ExportStand(
        exporter=body["exporter"],
        state=ExportState(body["state"]),
        at=datetime.fromisoformat(body["at"]),
        up_to=body["up_to"],
        kept_up_to=body["kept_up_to"],
        confirmed_up_to=body["confirmed_up_to"],
    )


def representative_plain(representative: Representative) -> dict[str, object]:
    return {"person": representative.person, "by": representative.by, "until": representative.until}


def representative_from(body: RepresentativeBody) -> Representative:
    until = body["until"]
    return Representative(
        person=PersonId(body["person"]),
        by=BY[body["by"]],
        until=None if until is None else date.fromisoformat(until),
    )


def phase_plain(phase: Phase) -> dict[str, object]:
    return {
        "opened": phase.opened,
        "days": phase.days,
        "last_day": phase.last_day,
        "zone": phase.zone,
        "until": phase.until,
    }


def phase_from(body: PhaseBody) -> Phase:
    return Phase(
        opened=datetime.fromisoformat(body["opened"]),
        days=body["days"],
        last_day=date.fromisoformat(body["last_day"]),
        zone=body["zone"],
        until=datetime.fromisoformat(body["until"]),
    )


def answer_plain(answer: Answer) -> dict[str, object]:
    return {"since": answer.since, "number": answer.number, "standing": answer.standing}


def answer_from(body: AnswerBody) -> Answer:
    since = body["since"]
    return Answer(
        since=None if since is None else datetime.fromisoformat(since),
        number=body["number"],
        standing=body["standing"],
    )


def notified_plain(notified: Notified) -> dict[str, object]:
    return {
        "sms_due": notified.sms_due,
        "reminded": notified.reminded,
        "unread_due": notified.unread_due,
        "unread_since": notified.unread_since,
        "remind_due": notified.remind_due,
        "dealt_with": notified.dealt_with,
        "since": notified.since,
    }


def notified_from(body: NotifiedBody | None) -> Notified:
    """A head that was kept before this was known remembers nothing of its notices."""
    if body is None:
        return NOT_YET
    return Notified(
        sms_due=instant(body["sms_due"]),
        reminded=body["reminded"],
        unread_due=instant(body["unread_due"]),
        unread_since=instant(body["unread_since"]),
        remind_due=instant(body.get("remind_due")),
        dealt_with=body.get("dealt_with", 0),
        since=instant(body.get("since")),
    )


def instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def troubled_from(named: list[str] | None, since: str | None) -> tuple[NoticeId, ...]:
    """A head that was kept before they had names: which they are is not known, so only staff can deal with them."""
    if named is None:
        return () if since is None else (MORE,)
    return tuple(NoticeId(notice) for notice in named)


def staff_wrote_plain(wrote: StaffWrote) -> dict[str, object]:
    return {
        "number": wrote.number,
        "by": wrote.by,
        "other_number": wrote.other_number,
        "other_by": wrote.other_by,
    }


def staff_wrote_from(kept: StaffWroteBody | None, last: int, assignment: str) -> StaffWrote:
    """A head that was kept before this was known is of a time when only the case's own assignment could write."""
    if kept is None:
        return StaffWrote(number=last, by=AssignmentId(assignment) if last else None)
    by, other = kept["by"], kept["other_by"]
    return StaffWrote(
        number=kept["number"],
        by=None if by is None else AssignmentId(by),
        other_number=kept["other_number"],
        other_by=None if other is None else AssignmentId(other),
    )
