"""What a retraction does to what waits (B9): an answer that is taken back is none. No rule is checked here.

A patient's message is answered while staff's message after it stands. The case remembers the last wait that staff's
messages ended, and how many of them stand: when the last of them goes, the wait is there again, as old as it was.
Further back it remembers nothing, and then the retraction itself is what waits. It is never silent.
"""

from attrs import evolve as changed

from .events import MessageRetracted
from .model import Answer, Case


def answer_with(state: Case, number: int) -> Answer:
    """Staff's latest word with one more message: it ends the wait, or stands beside what ended it."""
    if state.unanswered_since is None and state.answer is not None:
        return changed(state.answer, standing=state.answer.standing + 1)
    return Answer(since=state.unanswered_since, number=number, standing=1)


def retracted(state: Case, event: MessageRetracted) -> Case:
    """The case without that message's text. A message from before the latest wait leaves the answer to it standing."""
    answer = state.answer
    if answer is not None and event.number >= answer.number:
        answer = changed(answer, standing=answer.standing - 1)
    after = changed(state, retracted=(*state.retracted, event.number), answer=answer, last_activity=event.at)
    if answer is not None and answer.standing > 0:
        return after
    after = changed(after, answer=None, their_turn_since=None)
    waits = [at for at in (state.unanswered_since, None if answer is None else answer.since) if at is not None]
    if not waits:
        return changed(after, retracted_since=state.retracted_since or event.at)
    return changed(after, unanswered_since=min(waits))
