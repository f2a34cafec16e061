"""What the API answers with, as it is published, where a row of the engine is not fit as it is. No value is made here.

Values are the same documents as `arende … --json` gives (`arende.cli.plain`); tests hold them to these classes.
"""

from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from arende.domain.case.attention import Attention
from arende.domain.case.reply import Side
from arende.domain.notice.model import Hindrance, NoticeState
from arende.domain.policy import Choice
from arende.views.drafts import Draft
from arende.views.names import PersonName, StaffName
from arende.views.rows import TemplateRow
from arende.views.thread import Happening
from arende.views.thread_lines import ExportMark
from arende.views.waits import AssignmentRow
from attrs import frozen
from msgspec import Raw

Item = TypeVar("Item")


@frozen(kw_only=True)
class Document:
    """A case as a document that has a form of its own (`docs/`), and names its version."""

    document: dict[str, Raw]


@frozen(kw_only=True)
class Listed(Generic[Item]):
    """A page of a list. `next` is handed in as `after` for the page after; null at the end."""

    items: list[Item]
    next: str | None


@frozen(kw_only=True)
class CanReply:
    """Whether who asks may write, until when and as which side; or why not."""

    may: bool
    until: datetime | None = None
    side: Side | None = None
    code: str | None = None
    message: str | None = None


@frozen(kw_only=True)
class Case:
    """A case in a list, and above its thread."""

    id: str
    title: str
    patient: PersonName
    representative: PersonName
    by_guardian: bool
    unit: str
    unit_name: str
    staff: StaffName
    in_pool: bool
    opened: datetime
    last_day: date
    open: bool
    days_left: int
    closed: datetime | None
    closing_soon: bool
    follows: str | None
    can_reply: CanReply
    attention: list[Attention]
    waiting_since: datetime | None
    messages: int
    read_by_patient_side: int
    unread_by_patient_side: int
    unread: bool
    seen: int
    sms_troubled: list[str]
    no_sms: list[Hindrance]
    hindrances: list[Hindrance]
    last_activity: datetime
    undocumented: int
    undocumented_since: datetime | None
    answer_hours: int | None
    opening_hours: str
    zone: str


@frozen(kw_only=True)
class Reply:
    """Why not: a stable code, and a sentence."""

    may: bool
    code: str
    message: str


@frozen(kw_only=True)
class Opening:
    """What the form that opens a case offers; `refusal`: what is wrong with what was chosen."""

    patient: PersonName
    born: date | None
    age: int | None
    choice: Choice | None
    guardians: list[PersonName]
    unit: str
    zone: str
    days: int
    compose_first: bool
    hindrances: list[Hindrance]
    refusal: Reply | None


@frozen(kw_only=True)
class Line:
    """A line of a thread. `kind` tells which of the other fields there are."""

    id: str
    kind: Literal["message", "note", "journal_note", "handover", "happening"]
    at: datetime
    number: int | None = None
    side: Side | None = None
    author: str | None = None
    role: str | None = None
    text: str | None = None
    read: bool | None = None
    corrects: int | None = None
    retracted: bool | None = None
    redacted: str | bool | None = None
    documented: bool | None = None
    not_recorded: bool | None = None
    exports: list[ExportMark] | None = None
    title: str | None = None
    version: int | None = None
    replaced: bool | None = None
    exporter: str | None = None
    sms: NoticeState | None = None
    by: str | None = None
    to: str | None = None
    note: str | None = None
    what: Happening | None = None
    first: int | None = None
    last: int | None = None
    last_day: date | None = None
    reason: str | None = None
    due: datetime | None = None
    hindrances: list[Hindrance] | None = None


@frozen(kw_only=True)
class Receipt:
    """What a command made or was about. `repeated`: the same `Idempotency-Key` was given before."""

    id: str
    ids: dict[str, str]
    version: int
    repeated: bool


@frozen(kw_only=True)
class Counts:
    """How much stands in an assignment's lists, each counted up to 100."""

    to_do: int
    ongoing: int
    covered: int
    pool: int
    lists: dict[str, int]
    unread: int
    ledger_visits: int
    ledger_tickets: int
    undocumented: int


@frozen(kw_only=True)
class SignedIn:
    """A session has begun. Without `actor` one of `assignments` or `persons` is to be chosen (`POST /session`)."""

    token: str
    actor: str | None
    assignments: list[AssignmentRow]
    persons: list[str]


@frozen(kw_only=True)
class Choices:
    """What may be chosen to act as."""

    assignments: list[AssignmentRow]
    persons: list[str]


@frozen(kw_only=True)
class MaybeDraft:
    """What the actor has begun to write, if anything."""

    draft: Draft | None


@frozen(kw_only=True)
class Proposal:
    """A text to go on from. `left` names places that nobody has filled; `up_to` is the last message told of."""

    title: str
    text: str
    up_to: int | None
    left: list[str]


@frozen(kw_only=True)
class BegunDraft:
    """A draft in the list of one's own. `row` is its case; null where the writer may not read it any more."""

    draft: Draft
    row: Case | None


@frozen(kw_only=True)
class MaybeTemplate:
    """What the first message is prefilled with, if anything."""

    template: TemplateRow | None


@frozen(kw_only=True)
class Session:
    """Who is signed in, as what, until when if nothing is asked. `csrf` is for who signs in by cookie."""

    who: str
    actor: str | None
    until: datetime
    csrf: str


@frozen(kw_only=True)
class LineFault:
    """A line of a register at fault. Nothing of the line itself is told."""

    number: int
    cursor: str | None
    path: str
    problem: str
    at: datetime


@frozen(kw_only=True)
class FeedTrouble:
    """Why a feed does not go on by itself."""

    code: str
    message: str
    since: datetime


@frozen(kw_only=True)
class Taken:
    """What came of a delivery. `faults` are the first of those that were `faulty`; the next follows on `cursor`."""

    id: str
    lines: int
    changed: int
    ended: int
    faulty: int
    faults: list[LineFault]
    trouble: FeedTrouble | None
    repeated: bool
    stopped: bool
    cursor: str | None


@frozen(kw_only=True)
class Problem:
    """RFC 9457. `code` is stable; `title` and `detail` are for people, in the language of `Accept-Language`."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    reference: str | None = None
    sign_in: str | None = None
    kept: str | None = None
    """Of a delivery that does not follow on the last one: the cursor that the next must follow."""
