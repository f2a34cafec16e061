"""What answers, and what a retraction does to that (B9): an answer that is taken back is none. No rule is checked here.

A patient's message is answered while staff's message after it stands. The case remembers the last wait that staff's
messages ended, and how many of them stand: when the last of them goes, the wait is there again, as old as it was.
Further back it remembers nothing, and then the retraction itself is what waits. It is never silent.

A correction answers what the message did that it corrects, and no more: what the patient's side has written after that
message waits on.
"""

from attrs import evolve as changed

from .events import MessageRetracted, MessageSent
from .model import Answer, Case
from .unread import first_unread, theirs


def answers(state: Case, event: MessageSent) -> bool:
    """Whether staff's message ends what waits: anything but a correction of something older, or of such a one."""
    old = event.corrects
    return old is None or (old > state.last_from_patient_side and old not in state.asides)


def still_asides(state: Case) -> tuple[int, ...]:
    """Those that matter once the patient's side has written again: that count for nothing in the answer that stands."""
    since = None if state.answer is None else state.answer.number
    return () if since is None else tuple(number for number in state.asides if number >= since)


def answer_with(state: Case, number: int) -> Answer:
    """Staff's latest word with one more message: it ends the wait, or stands beside what ended it."""
    if state.unanswered_since is None and state.answer is not None:
        return changed(state.answer, standing=state.answer.standing + 1)
    return Answer(since=state.unanswered_since, number=number, standing=1)


def nothing_unread(state: Case) -> Case:
    """With no more to read there is nothing that staff could be told of as unread."""
    if first_unread(state) is not None:
        return state
    return changed(state, notified=changed(state.notified, unread_due=None, unread_since=None))


def retracted(state: Case, event: MessageRetracted) -> Case:
    """The case without that message's text. A message from before the latest wait leaves the answer to it standing."""
    answer = state.answer
    counts = event.number not in state.asides
    if answer is not None and counts and event.number >= answer.number:
        answer = changed(answer, standing=answer.standing - 1)
    after = changed(state, retracted=(*state.retracted, event.number), answer=answer, last_activity=event.at)
    after = nothing_unread(changed(after, their_turn_since=state.their_turn_since if theirs(after) else None))
    if not counts or (answer is not None and answer.standing > 0):
        return after
    after = changed(after, answer=None, their_turn_since=None)
    waits = [at for at in (state.unanswered_since, None if answer is None else answer.since) if at is not None]
    if not waits:
        return changed(after, retracted_since=state.retracted_since or event.at)
    return changed(after, unanswered_since=min(waits))
