"""What happened to a case's place in the health record."""

from datetime import datetime

from attrs import field, frozen

from ..ids import AssignmentId


@frozen(kw_only=True)
class JournalNoteSigned:
    """A version of a journal note, signed by this assignment. Notes are numbered from 1 within the case, and versions
    from 1 within the note.
    """

    at: datetime
    assignment: AssignmentId
    number: int
    version: int
    title: str = field(repr=False)
    text: str = field(repr=False)
    first: int | None
    """The messages that it documents, through `last`; None: none in particular."""
    last: int | None
