"""How the messages of a case stand in the health record, as staff are told beside them (S17, B22). Pure."""

from typing import Final

from attrs import field, frozen

from ..domain.case.export_state import ExportState
from ..domain.case.journal_events import JournalNoteSigned
from ..domain.case.model import Case, ExportStand, Span
from ..domain.case.orders import NO_ORDERS, Orders
from .names import Found, staff_name
from .thread_lines import ExportMark, JournalNoteLine


@frozen(kw_only=True)
class RecordMarks:
    """What a case knows of its messages' places in the record."""

    documented_up_to: int = 0
    not_recorded: tuple[Span, ...] = ()
    exports: tuple[ExportStand, ...] = ()
    versions: tuple[int, ...] = field(default=())
    """Of each journal note, the version that stands."""
    orders: Orders = NO_ORDERS

    def is_not_recorded(self, number: int) -> bool:
        return any(span.first <= number <= span.last for span in self.not_recorded)

    def exports_of(self, number: int) -> tuple[ExportMark, ...]:
        """How the message stands at each exporter that it has been sent to."""
        states = ((stand.exporter, state_of(stand, number)) for stand in self.exports)
        return tuple(ExportMark(exporter=name, state=state) for name, state in states if state is not None)

    def is_replaced(self, event: JournalNoteSigned) -> bool:
        """Whether a later version of the note stands."""
        return event.number <= len(self.versions) and event.version < self.versions[event.number - 1]


NO_MARKS: Final = RecordMarks()


def marks_of(case: Case) -> RecordMarks:
    return RecordMarks(
        documented_up_to=case.documented_up_to,
        not_recorded=case.not_recorded,
        exports=case.exports,
        versions=tuple(note.versions for note in case.journal_notes),
        orders=case.orders,
    )


def state_of(stand: ExportStand, number: int) -> ExportState | None:
    """None: no transfer has taken it along. What has been kept stays kept, whatever came of a later transfer."""
    if number <= stand.confirmed_up_to:
        return ExportState.CONFIRMED
    if number <= stand.kept_up_to:
        return ExportState.EXPORTED
    return stand.state if number <= stand.up_to else None


def journal_note_line(event: JournalNoteSigned, found: Found, marks: RecordMarks) -> JournalNoteLine:
    author = staff_name(event.assignment, found)
    return JournalNoteLine(
        at=event.at,
        number=event.number,
        version=event.version,
        author=author.name,
        role=author.role,
        title=event.title,
        text=event.text,
        first=event.first,
        last=event.last,
        replaced=marks.is_replaced(event),
        redacted=not event.text,
    )
