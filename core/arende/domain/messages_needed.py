"""Which messages of its own case a decision reads, by number: the shell finds them in the stream (`Facts.messages`).

The state holds numbers and no messages. Streams that a decision reads beside its own stand in `needs`.
"""

from attrs import evolve as changed

from .case.model import Case
from .case.notified import NOT_YET
from .case.unread import first_unread, last_unread
from .commands import (
    Command,
    CorrectMessage,
    MarkDocumented,
    MarkRead,
    NoteUnread,
    RemindUnread,
    ReopenCase,
    RetractMessage,
    SignJournalNote,
)
from .model import State


def messages_needed(command: Command, state: State) -> tuple[int, ...]:
    """Numbers of the messages in the command's own stream that the decision reads (`Facts.messages`).

    Never one that the case does not have, so that nobody is made to look for it.
    """
    if not isinstance(state, Case):
        return ()
    named: tuple[int, ...] = ()
    match command:
        case CorrectMessage(number=number):
            named = (number,)
        case RetractMessage(number=number):
            named = (number, *lying_unread(state, without=number)) if 1 <= number <= state.messages else ()
        case MarkDocumented(up_to=int(up_to)) | SignJournalNote(up_to=int(up_to)):
            named = (up_to + 1,)  # the oldest that will be left: its time is when the list goes on from
        case MarkRead(up_to=up_to) if state.notified != NOT_YET and up_to < state.last_from_staff:
            named = lying_unread(changed(state, read_by_patient_side=max(up_to, state.read_by_patient_side)))
        case RemindUnread() | NoteUnread() | ReopenCase():
            named = lying_unread(state)
        case _:
            pass
    return tuple(number for number in dict.fromkeys(named) if 1 <= number <= state.messages)


def lying_unread(case: Case, without: int | None = None) -> tuple[int, ...]:
    """The first and the last message that lie unread: what staff are told, and the patient's side reminded, by."""
    found = (first_unread(case, case.notified.dealt_with, without), last_unread(case, without))
    return tuple(number for number in found if number is not None)
