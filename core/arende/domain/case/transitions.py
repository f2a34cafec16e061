"""The table of legal transitions of a case: in which stage it stands, and what each command does there. Data and stage.

`decide` asks `barrier` before anything else, so a command that a row bars is never decided. `docs/concepts/cases.md`
is drawn from here. What is wrong with a command's own input (a text, a day, a person) is not in the table.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import frozen

from ..model import Nothing
from ..phase import is_open, local_date
from ..refusals import (
    CaseStillOpen,
    ClosedEarly,
    Exists,
    NoSuchMessage,
    PhaseEnded,
    Refusal,
    RepresentationEnded,
)
from .commands import (
    AddNote,
    CaseCommand,
    ChangeRepresentative,
    CorrectMessage,
    CreateCase,
    DiscardDraft,
    HandOver,
    MarkDocumented,
    MarkHandled,
    MarkRead,
    MarkSeen,
    NoteRepresentativeLost,
    NoteSmsReply,
    NoteUnread,
    RemindUnread,
    RetractMessage,
    RetrySms,
    ReturnCase,
    SaveDraft,
    SendMessage,
    TakeCase,
)
from .journal_commands import ExportCase, RecordExport, SignJournalNote
from .model import Case
from .period_commands import CloseCase, ExtendPhase, NotePhaseEnd, ReopenCase, ShortenPhase
from .representation import lapsed
from .retention_commands import LiftHold, PlaceHold, RedactText


class Stage(StrEnum):
    """Where a case stands at a time."""

    NONE = "none"  # not created
    EMPTY = "empty"  # open, and no message written
    STAFF = "waits_for_staff"  # open, and the patient's side waits for an answer
    PATIENT_SIDE = "waits_for_patient_side"  # open, and nothing unanswered
    NOBODY = "no_representative"  # open, and nobody on the patient's side
    EXPIRED = "ended_unanswered"  # by the calendar, with something unanswered: «Perioden har gått ut»
    ENDED = "ended"  # by the calendar
    CLOSED_UNANSWERED = "closed_unanswered"  # by staff, with something unanswered
    CLOSED = "closed"  # by staff


def stage_of(state: Case | Nothing, now: datetime) -> Stage:
    """Derived from state and clock, like openness itself."""
    if isinstance(state, Nothing):
        return Stage.NONE
    unanswered = state.unanswered_since is not None
    if not is_open(state.phase, now):
        if state.closed is not None:
            return Stage.CLOSED_UNANSWERED if unanswered else Stage.CLOSED
        return Stage.EXPIRED if unanswered else Stage.ENDED
    lost = state.representative_lost_since is not None
    if lost or lapsed(state.representative, local_date(now, state.phase.zone)):
        return Stage.NOBODY
    if unanswered:
        return Stage.STAFF
    return Stage.PATIENT_SIDE if state.messages else Stage.EMPTY


class Bar(StrEnum):
    """Why a stage bars a command: the refusal's code."""

    ABSENT = "not_found"
    EXISTS = "exists"
    ENDED = "case.phase_ended"
    CLOSED = "case.closed"
    NOBODY = "access.representation_ended"
    OPEN = "case.open"
    NOTHING = "case.nothing_to_handle"
    NO_MESSAGE = "case.no_such_message"
    TOO_LATE = "case.reopen_too_late"
    HELD = "case.on_hold"
    NOT_HELD = "case.not_on_hold"


@frozen
class Cell:
    """What a command does in a stage: the stages it can lead to, and what can bar it there.

    Without a stage to lead to it is always barred, by the one reason that stands. With both, more than the stage
    settles which: whether something else waits (B21), or how long ago the case ended (B13).
    """

    to: frozenset[Stage]
    unless: tuple[Bar, ...] = ()


Row: TypeAlias = Mapping[Stage, Cell]

OPEN: Final = (Stage.EMPTY, Stage.STAFF, Stage.PATIENT_SIDE, Stage.NOBODY)
ENDED: Final = (Stage.EXPIRED, Stage.ENDED)
CLOSED: Final = (Stage.CLOSED_UNANSWERED, Stage.CLOSED)
OVER: Final = (*ENDED, *CLOSED)
CREATED: Final = (*OPEN, *OVER)


def leads(*to: Stage, unless: Bar | None = None) -> Cell:
    return Cell(frozenset(to), () if unless is None else (unless,))


def barred(bar: Bar, *stages: Stage) -> Row:
    """The same bar in each of these."""
    return dict.fromkeys(stages, Cell(frozenset(), (bar,)))


def stays(*stages: Stage) -> Row:
    """Allowed, and the stage remains."""
    return {stage: leads(stage) for stage in stages}


ABSENT: Final = barred(Bar.ABSENT, Stage.NONE)
READ_ONLY: Final[Row] = {**barred(Bar.ENDED, *ENDED), **barred(Bar.CLOSED, *CLOSED)}
"""After the end, whoever asks (B12)."""
ANYWHERE: Final[Row] = {**ABSENT, **stays(*CREATED)}
"""Allowed in every stage, and it changes none: what is read, noted or recorded about a case."""
ABOUT_A_MESSAGE: Final[Row] = {**ANYWHERE, **barred(Bar.NO_MESSAGE, Stage.EMPTY)}
"""The same, once there is a message that it can be about."""
UNLESS_HELD: Final[Row] = {**ABSENT, **{stage: leads(stage, unless=Bar.HELD) for stage in CREATED}}
"""What a hold bars (B26)."""
WRITTEN: Final = leads(Stage.STAFF, Stage.PATIENT_SIDE)
MENDED: Final = leads(Stage.EMPTY, Stage.STAFF, Stage.PATIENT_SIDE)
OPEN_AGAIN: Final = leads(Stage.EMPTY, Stage.PATIENT_SIDE, Stage.NOBODY, unless=Bar.TOO_LATE)
TO_ANSWER: Final = leads(Stage.STAFF, Stage.NOBODY, unless=Bar.TOO_LATE)

TABLE: Final[Mapping[type[CaseCommand], Row]] = {
    CreateCase: {Stage.NONE: leads(Stage.EMPTY, Stage.PATIENT_SIDE), **barred(Bar.EXISTS, *CREATED)},
    SendMessage: {
        **ABSENT,
        **dict.fromkeys((Stage.EMPTY, Stage.STAFF, Stage.PATIENT_SIDE), WRITTEN),
        **barred(Bar.NOBODY, Stage.NOBODY),
        **READ_ONLY,
    },
    CorrectMessage: {
        **ABSENT,
        **barred(Bar.NO_MESSAGE, Stage.EMPTY),
        **dict.fromkeys((Stage.STAFF, Stage.PATIENT_SIDE), WRITTEN),
        **barred(Bar.NOBODY, Stage.NOBODY),
        **READ_ONLY,
    },
    RetractMessage: {
        **ABOUT_A_MESSAGE,
        Stage.PATIENT_SIDE: leads(Stage.PATIENT_SIDE, Stage.STAFF),
        Stage.ENDED: leads(Stage.ENDED, Stage.EXPIRED),
        Stage.CLOSED: leads(Stage.CLOSED, Stage.CLOSED_UNANSWERED),
    },
    MarkRead: ABOUT_A_MESSAGE,
    MarkDocumented: ABOUT_A_MESSAGE,
    SignJournalNote: ANYWHERE,
    AddNote: ANYWHERE,
    RedactText: UNLESS_HELD,
    PlaceHold: UNLESS_HELD,
    LiftHold: {**ABSENT, **{stage: leads(stage, unless=Bar.NOT_HELD) for stage in CREATED}},
    MarkHandled: {
        **ABSENT,
        **{stage: leads(stage, unless=Bar.NOTHING) for stage in CREATED},
        Stage.STAFF: leads(Stage.PATIENT_SIDE),
        Stage.EXPIRED: leads(Stage.ENDED),
        Stage.CLOSED_UNANSWERED: leads(Stage.CLOSED),
    },
    NotePhaseEnd: ANYWHERE,
    ExtendPhase: {**ABSENT, **stays(*OPEN), **READ_ONLY},
    ShortenPhase: {**ABSENT, **stays(*OPEN), **READ_ONLY},
    CloseCase: {
        **ABSENT,
        Stage.EMPTY: leads(Stage.CLOSED),
        Stage.STAFF: leads(Stage.CLOSED_UNANSWERED),
        Stage.PATIENT_SIDE: leads(Stage.CLOSED),
        Stage.NOBODY: leads(Stage.CLOSED_UNANSWERED, Stage.CLOSED),
        **READ_ONLY,
    },
    ReopenCase: {
        **ABSENT,
        **barred(Bar.OPEN, *OPEN),
        **dict.fromkeys((Stage.ENDED, Stage.CLOSED), OPEN_AGAIN),
        **dict.fromkeys((Stage.EXPIRED, Stage.CLOSED_UNANSWERED), TO_ANSWER),
    },
    ChangeRepresentative: {**ABSENT, **stays(*OPEN), Stage.NOBODY: MENDED, **READ_ONLY},
    NoteRepresentativeLost: {**ANYWHERE, **{stage: leads(stage, Stage.NOBODY) for stage in OPEN}},
    HandOver: ANYWHERE,
    TakeCase: ANYWHERE,
    ReturnCase: ANYWHERE,
    SaveDraft: ANYWHERE,
    DiscardDraft: ANYWHERE,
    MarkSeen: ANYWHERE,
    ExportCase: ANYWHERE,
    RecordExport: ANYWHERE,
    RemindUnread: ANYWHERE,
    NoteUnread: ANYWHERE,
    NoteSmsReply: ANYWHERE,
    RetrySms: {**ANYWHERE, **barred(Bar.NOBODY, Stage.NOBODY)},
}
"""Every command of a case × every stage."""

OF_A_TICKET: Final[Row] = {Stage.NONE: leads(Stage.EMPTY, Stage.STAFF, Stage.PATIENT_SIDE)}
"""What `TurnIntoCase` makes, a command of the ticket's: what someone asked waits at once, what staff noted does not."""

BY_CLOCK: Final[Row] = {
    Stage.EMPTY: leads(Stage.NOBODY, Stage.ENDED),
    Stage.STAFF: leads(Stage.NOBODY, Stage.EXPIRED),
    Stage.PATIENT_SIDE: leads(Stage.NOBODY, Stage.ENDED),
    Stage.NOBODY: leads(Stage.EXPIRED, Stage.ENDED),
}
"""Where time alone leads: the right of a representative lapses, the phase runs out. Nothing leads out of an end."""


def barrier(case: Case, command: CaseCommand, now: datetime) -> Refusal | None:
    """Why the stage in which the case stands bars the command; None: the stage does not."""
    cell = TABLE[type(command)][stage_of(case, now)]
    return None if cell.to else refusal_of(cell.unless[0], case, command)


def refusal_of(bar: Bar, case: Case, command: CaseCommand) -> Refusal:
    """The refusal with what its sentence tells, of a bar that a stage alone sets."""
    named = "number" if isinstance(command, CorrectMessage | RetractMessage) else "up_to"
    table: Mapping[Bar, Refusal] = {
        Bar.EXISTS: Exists(),
        Bar.ENDED: PhaseEnded(case.phase.last_day),
        Bar.CLOSED: ClosedEarly(case.phase.last_day),
        Bar.NOBODY: RepresentationEnded(),
        Bar.OPEN: CaseStillOpen(case.phase.last_day),
        Bar.NO_MESSAGE: NoSuchMessage(case.messages, named),
    }
    return table[bar]
