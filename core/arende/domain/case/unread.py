"""What of staff's lies unread by the patient's side, and whose turn it is: pure questions of the state, by numbers.

When each message was sent is not in the state: who needs it asks for the message (`messages_needed`).
"""

from collections.abc import Iterator

from .model import Case


def unread(case: Case, beyond: int = 0, without: int | None = None) -> Iterator[int]:
    """Numbers of what the representative could read and has not, from the first; `without` a message, as if retracted.

    What follows the last that was read is all of staff's, but where a new representative sees what the former wrote.
    """
    first = max(case.read_by_patient_side, case.visible_from - 1, beyond) + 1
    numbers = range(first, case.last_from_staff + 1)
    return (number for number in numbers if number != without and number not in case.retracted)


def first_unread(case: Case, beyond: int = 0, without: int | None = None) -> int | None:
    return next(unread(case, beyond, without), None)


def last_unread(case: Case, without: int | None = None) -> int | None:
    return max(unread(case, without=without), default=None)


def reminded(case: Case) -> bool:
    """Whether the patient's side has been reminded since what lies unread began to."""
    first = first_unread(case)
    return first is not None and first <= case.notified.reminded


def theirs(case: Case) -> bool:
    """Whether the last word is staff's, stands, and is the representative's to see: then it is for them to write.

    A correction of something older is no word of its own.
    """
    after = max(case.last_from_patient_side, case.visible_from - 1) + 1
    standing = (n for n in range(after, case.messages + 1) if n not in case.retracted and n not in case.asides)
    return next(standing, None) is not None
