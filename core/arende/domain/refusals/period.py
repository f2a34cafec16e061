"""Refusals about the end of the phase and what comes after it (B13)."""

from datetime import date
from typing import ClassVar

from attrs import frozen


@frozen
class ClosedEarly:
    """Staff ended the case before its time (B13)."""

    code: ClassVar[str] = "case.closed"
    field: ClassVar[str] = ""
    last_day: date


@frozen
class CaseStillOpen:
    """Only what is over is reopened."""

    code: ClassVar[str] = "case.open"
    field: ClassVar[str] = ""
    last_day: date


@frozen
class ReopenTooLate:
    """The window in which the case could be reopened is over (B13); `last_day` was the last one."""

    code: ClassVar[str] = "case.reopen_too_late"
    field: ClassVar[str] = ""
    last_day: date


@frozen
class WindowInvalid:
    """A unit's window for reopening is a whole number of days."""

    code: ClassVar[str] = "unit.window_invalid"
    field: ClassVar[str] = "reopen_days"


@frozen
class FollowsOther:
    """The case that would be followed is another patient's."""

    code: ClassVar[str] = "case.follows_other_patient"
    field: ClassVar[str] = "follows"


@frozen
class FollowsOpen:
    """The case that would be followed is not over."""

    code: ClassVar[str] = "case.follows_open"
    field: ClassVar[str] = "follows"
    last_day: date


@frozen
class PhaseNotLater:
    code: ClassVar[str] = "phase.not_later"
    field: ClassVar[str] = "last_day"
    last_day: date


@frozen
class PhaseNotEarlier:
    code: ClassVar[str] = "phase.not_earlier"
    field: ClassVar[str] = "last_day"
    last_day: date


@frozen
class PhaseBeforeToday:
    code: ClassVar[str] = "phase.before_today"
    field: ClassVar[str] = "last_day"


@frozen
class PhaseTooLong:
    """More than 3650 days from when the case was first opened; `last_day` is the latest that it can have."""

    code: ClassVar[str] = "phase.too_long"
    last_day: date
    field: str
