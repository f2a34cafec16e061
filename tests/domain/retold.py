"""What a case remembers, told anew from the whole of what happened in it: a second, unbounded way to know it."""

from arende.domain.case.model import Case
from arende.domain.events import CaseHandled, Event, MessageRetracted, MessageSent


def kept(case: Case, events: list[Event]) -> None:
    """What the case remembers is what happened in it, told anew from the whole of it (B9, S12, S17)."""
    sent = [event for event in events if isinstance(event, MessageSent)]
    gone = [event.number for event in events if isinstance(event, MessageRetracted)]
    assert [event.number for event in sent] == list(range(1, case.messages + 1))
    assert case.retracted == tuple(gone)
    assert not set(gone) & {event.number for event in sent if event.staff is None}
    left = sent[case.documented_up_to :]
    assert case.undocumented_since == (left[0].at if left else None)
    waiting = unanswered(events)
    assert (case.unanswered_since is not None or case.retracted_since is not None) >= bool(waiting)
    assert (case.unanswered_since is None) >= (not waiting)


def answers(events: list[Event], sent: MessageSent) -> bool:
    """Whether staff's message can answer: what it corrects, and what that does, is newer than the patient's side's."""
    before = {event.number: event for event in events if isinstance(event, MessageSent) and event.number < sent.number}
    newest = max((number for number, event in before.items() if event.staff is None), default=0)
    old = sent.corrects
    while old is not None:
        if old < newest:
            return False
        old = before[old].corrects
    return True


def unanswered(events: list[Event]) -> set[int]:
    """The patient's side's messages after which no message of staff's stands, and that nobody has dealt with."""
    waiting: set[int] = set()
    answered: dict[int, set[int]] = {}
    for event in events:
        match event:
            case MessageSent(staff=None, number=number):
                waiting.add(number)
            case MessageSent(corrects=old) if old is not None and not answers(events, event):
                pass
            case MessageSent(number=number):
                for earlier in waiting:
                    answered[earlier] = set()
                waiting.clear()
                for standing in answered.values():
                    standing.add(number)
            case MessageRetracted(number=number):
                for earlier, standing in answered.items():
                    standing.discard(number)
                    if not standing:
                        waiting.add(earlier)
                answered = {earlier: standing for earlier, standing in answered.items() if standing}
            case CaseHandled():
                waiting.clear()
            case _:
                pass
    return waiting
