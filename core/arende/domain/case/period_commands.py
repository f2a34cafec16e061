"""Commands about the period in which a case is open. What is written, and who answers, is in `commands`."""

from datetime import date

from attrs import field, frozen

from ..ids import CaseId


@frozen(kw_only=True)
class NotePhaseEnd:
    """The timer at the end of the phase; what it finds is noted in the thread. Openness does not depend on it."""

    case: CaseId


@frozen(kw_only=True)
class ExtendPhase:
    """The case stays open longer: through a later day (B13). The reason is for staff."""

    case: CaseId
    last_day: date
    reason: str = field(repr=False)


@frozen(kw_only=True)
class ShortenPhase:
    """The case ends sooner: through an earlier day, today at the earliest (B13). The reason is for staff."""

    case: CaseId
    last_day: date
    reason: str = field(repr=False)


@frozen(kw_only=True)
class CloseCase:
    """The case ends now (B13): an act of its own, that a face asks to have confirmed (S18). The reason is for staff.

    What is undocumented is warned of beforehand by whoever asks for it (S17: `undocumented` of the case's row); it bars
    nothing, for it stays listed after the end.
    """

    case: CaseId
    reason: str = field(repr=False)


@frozen(kw_only=True)
class ReopenCase:
    """A case that is over is open again, with a new phase of that many days and the same thread (B13)."""

    case: CaseId
    days: int
    reason: str = field(repr=False)
