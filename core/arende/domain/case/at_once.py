"""Two who write at once (B20): who on staff's side wrote last, for each reader. Numbers and ids only, bounded in size.

Never the stream's version: a reading or an SMS that failed is nothing that a writer must have seen.
"""

from ..ids import AssignmentId
from ..refusals import ColleagueWrote, NoSuchMessage, PatientSideWrote
from .model import Case, StaffWrote


def wrote(before: StaffWrote, number: int, by: AssignmentId) -> StaffWrote:
    """After message `number` from staff. Whoever wrote last, the last of everyone else is known: so it is for all."""
    if by == before.by:
        return StaffWrote(number=number, by=by, other_number=before.other_number, other_by=before.other_by)
    return StaffWrote(number=number, by=by, other_number=before.number, other_by=before.by)


def by_colleague(staff: StaffWrote, me: AssignmentId) -> tuple[int, AssignmentId | None]:
    """The last message that another assignment wrote, and which; 0 where there is none."""
    return (staff.other_number, staff.other_by) if me == staff.by else (staff.number, staff.by)


def seen_by(case: Case, me: AssignmentId, mark: int) -> int:
    """The last message that the assignment is known to have had before its eyes: by its read mark, or its own word."""
    staff = case.staff_wrote
    own = staff.number if me == staff.by else staff.other_number if me == staff.other_by else 0
    return max(mark, own)


def unread_by_writer(case: Case, seen: int | None) -> PatientSideWrote | NoSuchMessage | None:
    """Why staff cannot set aside what waits: the patient's side has written since they read. None: nothing new."""
    if seen is None:
        return None
    if not 0 <= seen <= case.messages:
        return NoSuchMessage(case.messages, "seen")
    newest = case.last_from_patient_side
    return PatientSideWrote(newest, to_send=False) if newest > seen else None


def stale(
    case: Case, me: AssignmentId, seen: int | None, *, despite_new: bool
) -> ColleagueWrote | PatientSideWrote | NoSuchMessage | None:
    """Why staff's message must wait: a colleague's is read first; the patient's side's is asked about, and answered
    by `despite_new`. None: nothing new, or not told what was seen. The patient's side's own is never asked about here.
    """
    if seen is None:
        return None
    if not 0 <= seen <= case.messages:
        return NoSuchMessage(case.messages, "seen")
    number, colleague = by_colleague(case.staff_wrote, me)
    if colleague is not None and number > seen:
        return ColleagueWrote(number, colleague)
    if case.last_from_patient_side > seen and not despite_new:
        return PatientSideWrote(case.last_from_patient_side)
    return None
