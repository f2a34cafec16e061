"""How much waits where: at each assignment that may be signed in to (S6), and where nobody is left to see it (B19)."""

from datetime import date

from attrs import frozen

from ..domain.directory.model import Assignment, Cover
from ..domain.ids import AssignmentId, UnitId
from .names import Found, StaffName, staff_name


@frozen(kw_only=True)
class Waits:
    """How much waits for an assignment (S6, B19), each counted up to 100."""

    inbox: int
    """Its own, and that of those it covers."""
    pool: int
    """In the pool of its unit."""


@frozen(kw_only=True)
class AssignmentRow:
    """An assignment that may be signed in to, with how much waits there (S6), counted up to 100."""

    id: AssignmentId
    staff: StaffName
    unit: UnitId
    waiting: int
    """In its inbox: its own and what it covers."""
    pool: int
    """In the pool of its unit."""


def assignment_row(assignment: Assignment, found: Found, waits: Waits) -> AssignmentRow:
    return AssignmentRow(
        id=assignment.id,
        staff=staff_name(assignment.id, found),
        unit=assignment.unit,
        waiting=waits.inbox,
        pool=waits.pool,
    )


@frozen(kw_only=True)
class UnitName:
    """A care unit by name."""

    id: UnitId
    name: str


@frozen(kw_only=True)
class AbsenceRow:
    """An assignment that someone stands in for just now (B19)."""

    staff: StaffName
    by: StaffName
    last_day: date
    """The last day of the absence; it ends by itself."""


def absence_row(assignment: Assignment, cover: Cover, found: Found) -> AbsenceRow:
    return AbsenceRow(staff=staff_name(assignment.id, found), by=staff_name(cover.by, found), last_day=cover.last_day)


@frozen(kw_only=True)
class StrandedRow:
    """A unit without an assignment that has not ended, and how much waits there, counted up to 100: nobody sees it."""

    unit: UnitId
    unit_name: str
    waiting: int
