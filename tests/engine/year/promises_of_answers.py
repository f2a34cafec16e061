"""Whether the promises about answers are kept: looked at with every answer that anyone is given."""

from collections.abc import Iterator, Sequence

from arende.domain.actor import Actor, Purpose, RepresentativeActor, StaffActor, name_of
from arende.domain.case.attention import Attention
from arende.domain.ids import PersonId
from arende.engine.audit.report import ReportRow
from arende.ports.records import AccessEntry
from arende.views.drafts import Draft
from arende.views.names import PersonName
from arende.views.person_rows import PersonRow
from arende.views.rows import CaseRow, VisitRow
from arende.views.thread import HappeningLine, MessageLine
from arende.views.tickets import LedgerRow, TicketRow
from returns.result import Failure

from .promises import Promise, hold, parts_of
from .world import NOTE, Year


def shown(year: Year, actor: Actor, answer: object, entries: list[AccessEntry]) -> None:
    """An answer, as it was given to the actor, with what the access log got meanwhile."""
    parts = parts_of(answer)
    if isinstance(answer, Failure):
        a_refusal_is_in_the_log(actor, answer.failure(), entries)
    else:
        it_is_in_the_log(actor, parts, entries)
    if isinstance(actor, RepresentativeActor):
        nothing_of_staffs_own(year, actor, parts)
    if isinstance(actor, StaffActor):
        protected_are_masked(year, parts)
        nothing_blocked(year, actor, parts, entries)


def patients_in(parts: Sequence[object]) -> Iterator[PersonId]:
    for part in parts:
        if isinstance(part, CaseRow | VisitRow | LedgerRow | TicketRow):
            yield part.patient.id
        elif isinstance(part, PersonRow):
            yield part.id


def a_refusal_is_in_the_log(actor: Actor, refusal: object, entries: list[AccessEntry]) -> None:
    """Where it was not for who asked (B23)."""
    denied = str(getattr(refusal, "code", "")).startswith("access.")
    mine = [one for one in entries if one.who == name_of(actor)]
    hold(Promise.LOG, mine or not denied, f"{actor} was refused, and nothing tells of it")


def it_is_in_the_log(actor: Actor, parts: Sequence[object], entries: list[AccessEntry]) -> None:
    """Every patient in it, by who asked (B23)."""
    mine = [one for one in entries if one.who == name_of(actor)]
    read = {subject for one in mine if one.action.startswith("read:") for subject in one.subjects}
    missing = set(patients_in(parts)) - read
    hold(Promise.LOG, not missing, f"{actor} was shown {sorted(missing)}")
    seen = any(isinstance(part, MessageLine | HappeningLine | Draft | ReportRow) for part in parts)
    hold(Promise.LOG, read or not seen, f"{actor} was shown a thread, a draft or a report")
    if isinstance(actor, StaffActor):
        hold(Promise.LOG, all(one.assignment == actor.assignment and one.unit for one in mine), f"{actor}")


def nothing_of_staffs_own(year: Year, actor: RepresentativeActor, parts: Sequence[object]) -> None:
    """No note, reason or draft of staff's (B8), and nothing that was taken back (B9)."""
    for part in parts:
        if isinstance(part, str):
            hold(Promise.INTERNAL, NOTE not in part, f"{actor}")
            hold(Promise.RETRACTED, part not in year.belief.hidden, f"{actor}")
        hold(Promise.INTERNAL, not isinstance(part, Attention), f"{actor}")


def protected_are_masked(year: Year, parts: Sequence[object]) -> None:
    """In rows about them (B25)."""
    names = {part.name for part in parts if isinstance(part, PersonName)}
    known = names & set(year.belief.protected.values())
    hold(Promise.PROTECTED, not known, f"{sorted(known)}")


def nothing_blocked(year: Year, actor: StaffActor, parts: Sequence[object], entries: list[AccessEntry]) -> None:
    """Of another unit's cases none that the patient has blocked, unless it was opened in an emergency (B24)."""
    if any(one.purpose == Purpose.EMERGENCY for one in entries):
        return
    own = year.queries.unit_of(actor.assignment)
    for part in parts:
        if isinstance(part, CaseRow) and part.unit != own:
            hold(Promise.BLOCKED, (part.patient.id, part.unit) not in year.belief.blocked, f"{part.id} to {actor}")


def thread_of(actor: RepresentativeActor, answer: object, first: int) -> None:
    """Of a thread: nothing from before the representative's time."""
    for part in parts_of(answer):
        if isinstance(part, MessageLine):
            hold(Promise.RETRACTED, part.number >= first, f"{actor} was shown message {part.number}")
