"""Questions about cases: lists, one case, its thread, its entry for the record, counters. Every one has an actor.

What was shown is in the access log before it is answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from attrs import frozen
from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, Purpose, RepresentativeActor, StaffActor
from ..domain.case.attention import soon
from ..domain.case.events import CaseEvent
from ..domain.case.model import Case
from ..domain.commands import SendMessage
from ..domain.ids import AssignmentId, CaseId, Kind, PersonId, Ref, UnitId, shard_of
from ..domain.model import State
from ..domain.needs import needs
from ..domain.refusals import AssignmentNeeded, InputInvalid, NotFound, Refusal
from ..ports.export import JournalEntry
from ..ports.indexes import IndexRange
from ..ports.records import Head, Shard
from ..ports.times import to_micros
from ..views.journal import journal_entry
from ..views.names import Found, named_in
from ..views.rows import CaseRow, Page, case_row, for_patient_side
from ..views.thread import ThreadLine, authors, lines, patient_lines, told_both
from ..wire.heads import decode_state
from ..wire.names import ref_of, stream_name
from ..wire.records import decode_event
from .reading import LARGEST, Reading, answering, clamped, cursor_after, place_after

CAP: Final = 100
"""Counters count no further: «100+» tells enough."""
AT_A_TIME: Final = 500
"""Records read at a time where a whole thread is wanted."""


class CaseList(StrEnum):
    """Which cases of a unit or an assignment."""

    TO_DO = "to_do"  # longest wait first
    ONGOING = "ongoing"  # the one that ends first, first
    CLOSING_SOON = "closing_soon"  # the one that ends first, first (B15)
    ENDED = "ended"  # the one that ended last, first


@frozen(kw_only=True)
class Counters:
    """How much is in an assignment's lists, each counted up to `CAP`."""

    to_do: int
    ongoing: int


@frozen(kw_only=True)
class Seen:
    """A case that may be read, and the purpose it is read for: an emergency, a choice, or the actor's own."""

    case: Case
    purpose: Purpose


class CaseQueries(Reading):
    """Questions about cases."""

    @answering
    def inbox(
        self, actor: Actor, *, assignment: AssignmentId | None = None, after: str | None = None, limit: int = 50
    ) -> Result[Page[CaseRow], Refusal]:
        """Inkorg › Asynkrona besök of an assignment: what it has to deal with, longest wait first (S12)."""
        return self.cases_of_assignment(actor, CaseList.TO_DO, assignment=assignment, after=after, limit=limit)

    @answering
    def cases_of_assignment(
        self,
        actor: Actor,
        which: CaseList,
        *,
        assignment: AssignmentId | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> Result[Page[CaseRow], Refusal]:
        """The cases that an assignment answers for; the actor's own unless another is named."""
        owner = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        if owner is None:
            return Failure(AssignmentNeeded())
        refused = self.allowed(actor, View.INBOX, shard_of(owner), self.state(Ref(Kind.ASSIGNMENT, owner)))
        if refused is not None:
            return Failure(refused)
        index = "case_inbox" if which is CaseList.TO_DO else "case_owner"
        return self.case_page(actor, View.INBOX, owner, index, which, after, limit)

    @answering
    def cases_of_unit(
        self,
        actor: Actor,
        unit: UnitId,
        which: CaseList = CaseList.TO_DO,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> Result[Page[CaseRow], Refusal]:
        """Enhetens ärenden, for who may read all of the unit's."""
        refused = self.allowed(actor, View.UNIT_CASES, shard_of(unit), self.state(Ref(Kind.UNIT, unit)))
        if refused is not None:
            return Failure(refused)
        index = "case_unit_inbox" if which is CaseList.TO_DO else "case_unit"
        return self.case_page(actor, View.UNIT_CASES, unit, index, which, after, limit)

    def case_page(
        self, actor: Actor, view: View, owner: str, index: str, which: CaseList, after: str | None, limit: int
    ) -> Result[Page[CaseRow], Refusal]:
        """A keyset range over heads, joined with names, logged, answered."""
        limit = clamped(limit)
        place = place_after(after)
        if isinstance(place, InputInvalid):
            return Failure(place)
        low, high = self.bounds(which)
        heads = self.page(
            shard_of(owner),
            IndexRange(
                index=index,
                prefix=(owner,),
                limit=limit,
                after=place,
                low=low,
                high=high,
                reverse=which is CaseList.ENDED,
            ),
        )
        shown = heads[:limit]
        if isinstance(actor, StaffActor) and actor.choice is not None and view is View.UNIT_CASES:
            # What a patient keeps from other units is not in the list of one that was chosen (B24).
            may = (self.may(actor, View.CASE, shard_of(owner), decode_state(head)) for head in shown)
            shown = [head for head, found in zip(shown, may, strict=True) if isinstance(found, Purpose)]
        rows = self.case_rows(actor, shard_of(owner), shown)
        self.told(actor, view, shard_of(owner), (row.patient.id for row in rows), owner)
        column = "waiting_since" if which is CaseList.TO_DO else "until"
        return Success(Page(tuple(rows), cursor_after(heads, limit, column)))

    def bounds(self, which: CaseList) -> tuple[int | None, int | None]:
        """Between which ends of the phase a list's cases lie: the first within, the first beyond."""
        now = self.clock.now()
        after = to_micros(now) + 1
        match which:
            case CaseList.TO_DO:
                return None, None
            case CaseList.ONGOING:
                return after, None
            case CaseList.CLOSING_SOON:
                return after, to_micros(soon(now, self.policy.closing_soon_days)) + 1
            case CaseList.ENDED:
                return None, after

    def case_rows(self, actor: Actor, shard: str, heads: Sequence[Head]) -> Sequence[CaseRow]:
        return self.rows_of(actor, shard, [state for state in map(decode_state, heads) if isinstance(state, Case)])

    def rows_of(self, actor: Actor, shard: str, cases: Sequence[Case]) -> Sequence[CaseRow]:
        """The cases as the actor sees them, each with whether they may write in it (B14)."""
        known = {Ref(Kind.CASE, case.id): case for case in cases}

        def to_write(found: Mapping[Ref, State]) -> Iterator[Ref]:
            asked = (needs(SendMessage(case=case.id, text=""), actor, {**found, **known}) for case in cases)
            return (ref for refs in asked for ref in refs if ref not in known)

        found = self.names(shard, (ref for case in cases for ref in named_in(case)), to_write)
        facts = self.facts(actor, shard, found)
        rows = [case_row(case, found, facts) for case in cases]
        if not isinstance(actor, RepresentativeActor):
            return rows
        return [for_patient_side(row, notice=self.policy.closing_soon_notice) for row in rows]

    @answering
    def cases_of_patient(self, actor: Actor, patient: PersonId, *, limit: int = 100) -> Result[Page[CaseRow], Refusal]:
        """A person's cases that the actor may see, latest first; for the patient's side, those they represent in."""
        limit, shard = clamped(limit), shard_of(patient)
        refused = self.allowed(actor, View.PATIENT_CASES, shard, self.state(Ref(Kind.PERSON, patient)))
        if refused is not None:
            return Failure(refused)
        index = "case_representative" if isinstance(actor, RepresentativeActor) else "case_patient"
        heads = self.page(shard, IndexRange(index=index, prefix=(patient,), limit=limit, reverse=True))
        # A patient's cases are few, so each is asked for: what is not the actor's is not in the list.
        asked = [(head, self.may(actor, View.CASE, shard, decode_state(head))) for head in heads[:limit]]
        rows = self.case_rows(actor, shard, [head for head, found in asked if isinstance(found, Purpose)])
        emergency = Purpose.EMERGENCY if any(found is Purpose.EMERGENCY for _, found in asked) else None
        people = [patient, *(row.patient.id for row in rows)]
        self.told(actor, View.PATIENT_CASES, shard, people, patient, emergency)
        return Success(Page(tuple(rows)))

    @answering
    def case(self, actor: Actor, case: CaseId) -> Result[CaseRow, Refusal]:
        """One case, without its thread: days left, whether one may write, what waits (B14, S14)."""
        return self.readable(actor, View.CASE, case).map(lambda seen: self.one_row(actor, seen))

    def one_row(self, actor: Actor, seen: Seen) -> CaseRow:
        case = seen.case
        (row,) = self.rows_of(actor, shard_of(case.id), [case])
        self.told(actor, View.CASE, shard_of(case.id), (case.patient,), case.id, seen.purpose)
        return row

    @answering
    def thread(
        self, actor: Actor, case: CaseId, *, after: int = 0, limit: int = 200
    ) -> Result[Page[ThreadLine], Refusal]:
        """The thread from record `after` on; for the patient's side messages and moves of the end of the phase only.

        `next` is where to go on.
        """
        return self.readable(actor, View.THREAD, case).map(
            lambda s: self.thread_page(actor, s, min(max(after, 0), LARGEST - 1), clamped(limit))
        )

    def thread_page(self, actor: Actor, seen: Seen, after: int, limit: int) -> Page[ThreadLine]:
        case = seen.case
        shard = shard_of(case.id)
        stream = stream_name(Ref(Kind.CASE, case.id))
        records = self.storage.records(Shard(shard), stream, after, limit)
        events = [event for event in map(decode_event, records) if isinstance(event, CaseEvent)]
        found = self.names(shard, [*authors(events), *named_in(case)])
        shown: Iterator[ThreadLine]
        if isinstance(actor, RepresentativeActor):
            shown = patient_lines(told_both(events), found, case)
        else:
            shown = lines(
                events,
                found,
                case.read_by_patient_side,
                retracted=case.retracted,
                documented_up_to=case.documented_up_to,
            )
        self.told(actor, View.THREAD, shard, (case.patient,), case.id, seen.purpose)
        return Page(tuple(shown), str(records[-1].seq) if len(records) == limit else None)

    @answering
    def journal_entry(self, actor: Actor, case: CaseId) -> Result[JournalEntry, Refusal]:
        """The case as an entry for the health record, as it stands now: whole, so for the provider's side only."""
        return self.readable(actor, View.ENTRY, case).map(lambda seen: self.entry(actor, seen))

    def entry(self, actor: Actor, seen: Seen) -> JournalEntry:
        case = seen.case
        version, events, found = self.whole(case)
        self.told(actor, View.CASE, shard_of(case.id), (case.patient,), f"export:{case.id}", seen.purpose)
        return journal_entry(case, version, events, found)

    def whole(self, case: Case) -> tuple[int, Sequence[CaseEvent], Found]:
        """All that has happened in a case, up to which version, and the names in it. Not logged here."""
        shard, stream = shard_of(case.id), stream_name(Ref(Kind.CASE, case.id))
        events: list[CaseEvent] = []
        version = 0
        while records := self.storage.records(Shard(shard), stream, version, AT_A_TIME):
            events += [event for event in map(decode_event, records) if isinstance(event, CaseEvent)]
            version = records[-1].seq
        return version, events, self.names(shard, [*authors(events), *named_in(case)])

    @answering
    def counters(self, actor: Actor, *, assignment: AssignmentId | None = None) -> Result[Counters, Refusal]:
        """How much waits, and how much is ongoing, for an assignment. Numbers only: no patient is seen."""
        owner = assignment or (actor.assignment if isinstance(actor, StaffActor) else None)
        if owner is None:
            return Failure(AssignmentNeeded())
        shard = shard_of(owner)
        refused = self.allowed(actor, View.COUNTERS, shard, self.state(Ref(Kind.ASSIGNMENT, owner)))
        if refused is not None:
            return Failure(refused)
        now = to_micros(self.clock.now())
        return Success(
            Counters(
                to_do=self.storage.count(Shard(shard), "case_inbox", (owner,), CAP),
                ongoing=self.storage.count(Shard(shard), "case_owner", (owner,), CAP, low=now + 1),
            )
        )

    def cases_that_name(self, person: PersonId) -> Sequence[CaseId]:
        """Every case in which the person is patient or representative; for the worker, not for anyone's eyes."""
        shard = Shard(shard_of(person))
        found: dict[CaseId, None] = {}
        for index in ("case_patient", "case_representative"):
            place: tuple[int | str, str] | None = None
            while heads := self.storage.page(
                shard, IndexRange(index=index, prefix=(person,), limit=AT_A_TIME, after=place)
            ):
                found |= {CaseId(ref_of(shard, head.stream).id): None for head in heads}
                place = (heads[-1].columns["opened"] or 0, heads[-1].stream)
        return tuple(found)

    def readable(self, actor: Actor, view: View, case: CaseId) -> Result[Seen, Refusal]:
        """The case, if the actor may read it. Who may not, learns nothing of whether it exists."""
        state = self.state(Ref(Kind.CASE, case))
        purpose = self.entered(actor, view, shard_of(case), state)
        if not isinstance(purpose, Purpose):
            return Failure(purpose)
        if not isinstance(state, Case):
            return Failure(NotFound(Kind.CASE, "case"))
        return Success(Seen(case=state, purpose=purpose))
