"""Refusals about cases, visits and what becomes of them."""

from datetime import date
from typing import ClassVar

from attrs import frozen

from ..policy import DAYS_MAX, DAYS_MIN


@frozen
class ReasonElsewhere:
    """The contact reason belongs to another unit."""

    code: ClassVar[str] = "reason.elsewhere"
    field: ClassVar[str] = "reason"


@frozen
class PhaseLengthInvalid:
    code: ClassVar[str] = "phase.length_invalid"
    field: ClassVar[str] = "days"
    low: int = DAYS_MIN
    high: int = DAYS_MAX


@frozen
class MessageRequired:
    """The provider wants the first message written before the case opens (B1)."""

    code: ClassVar[str] = "case.message_required"
    field: ClassVar[str] = "message"


@frozen
class PhaseEnded:
    code: ClassVar[str] = "case.phase_ended"
    field: ClassVar[str] = ""
    last_day: date


@frozen
class ExporterUnknown:
    code: ClassVar[str] = "export.exporter_unknown"
    field: ClassVar[str] = "exporter"


@frozen
class HandOverSame:
    """It is there already."""

    code: ClassVar[str] = "handover.same"
    field: ClassVar[str] = "to"


@frozen
class TakenByAnother:
    """Someone at the unit answers for the case; who comes second is told in what role (B19). No name, and no id."""

    code: ClassVar[str] = "case.taken"
    field: ClassVar[str] = "case"
    role: str = ""


@frozen
class NothingToHandle:
    code: ClassVar[str] = "case.nothing_to_handle"
    field: ClassVar[str] = ""


@frozen
class NoSuchMessage:
    code: ClassVar[str] = "case.no_such_message"
    last: int
    field: str = "up_to"


@frozen
class NoSuchJournalNote:
    """There are not that many journal notes; `last` is the number of the latest."""

    code: ClassVar[str] = "case.no_such_journal_note"
    field: ClassVar[str] = "corrects"
    last: int


@frozen
class TooManyJournalNotes:
    code: ClassVar[str] = "case.too_many_journal_notes"
    field: ClassVar[str] = "corrects"
    limit: int


@frozen
class CaseOnHold:
    """Nothing of the case may be removed (B26). By whose order is in the thread: a refusal tells nobody's words."""

    code: ClassVar[str] = "case.on_hold"
    field: ClassVar[str] = ""


@frozen
class CaseNotOnHold:
    code: ClassVar[str] = "case.not_on_hold"
    field: ClassVar[str] = ""


@frozen
class MessageOfAnother:
    """The message was written by someone whom the actor does not write for (B9)."""

    code: ClassVar[str] = "case.message_of_another"
    field: ClassVar[str] = "number"


@frozen
class VisitNeeded:
    """The entry is a visit, and none was named."""

    code: ClassVar[str] = "visit.needed"
    field: ClassVar[str] = "visit"


@frozen
class VisitOfAnother:
    """The visit is another patient's."""

    code: ClassVar[str] = "visit.other_patient"
    field: ClassVar[str] = "visit"


@frozen
class VisitNotStarted:
    code: ClassVar[str] = "visit.not_started"
    field: ClassVar[str] = "visit"


@frozen
class VisitNotEnded:
    code: ClassVar[str] = "visit.not_ended"
    field: ClassVar[str] = "visit"


@frozen
class VisitTaken:
    """Someone has started it already; who comes second is told (B17)."""

    code: ClassVar[str] = "visit.taken"
    field: ClassVar[str] = "visit"


@frozen
class ReasonNotOffered:
    """The unit does not offer the reason to patients who ask for contact (B17)."""

    code: ClassVar[str] = "reason.not_offered"
    field: ClassVar[str] = "reason"


@frozen
class TicketTaken:
    """Another has taken the ticket; who comes second is told (B17)."""

    code: ClassVar[str] = "ticket.taken"
    field: ClassVar[str] = "ticket"


@frozen
class TicketNotTaken:
    """Nobody has taken the ticket: only its taker goes on with it."""

    code: ClassVar[str] = "ticket.not_taken"
    field: ClassVar[str] = "ticket"


@frozen
class TicketOver:
    """The ticket has become a case or a visit, or was cancelled."""

    code: ClassVar[str] = "ticket.over"
    field: ClassVar[str] = "ticket"


@frozen
class VisitOver:
    code: ClassVar[str] = "visit.over"
    field: ClassVar[str] = "visit"
