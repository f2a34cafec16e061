"""Questions about one case: itself, its thread, its entry for the record. Every one has an actor.

What was shown is in the access log before it is answered.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen
from returns.result import Failure, Result, Success

from ..domain.access import View
from ..domain.actor import Actor, Purpose, RepresentativeActor
from ..domain.case.events import CaseEvent
from ..domain.case.model import Case
from ..domain.ids import CaseId, Kind, NoticeId, PersonId, Ref, shard_of, within
from ..domain.notice.model import Notice, NoticeState
from ..domain.refusals import NotFound, Refusal
from ..ports.export import JSON
from ..ports.indexes import IndexRange
from ..ports.journal import JournalEntry
from ..ports.records import Record, Shard
from ..views.journal import journal_entry
from ..views.names import Found, named_in
from ..views.notice_states import Told, asked_for, sms_states
from ..views.record_marks import marks_of
from ..views.rows import CaseRow, Page
from ..views.thread import ThreadLine, authors, lines, patient_lines, told_both
from ..wire.ids import derive
from ..wire.names import ref_of, stream_name
from ..wire.records import decode_event
from .case_counts import CaseCounts
from .reading import LARGEST, answering, clamped

AT_A_TIME: Final = 500
"""Records read at a time where a whole thread is wanted."""


@frozen(kw_only=True)
class Seen:
    """A case that may be read, and the purpose it is read for: an emergency, a choice, or the actor's own."""

    case: Case
    purpose: Purpose


class CaseQueries(CaseCounts):
    """Questions about cases."""

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
                patient=case.patient,
                retracted=case.retracted,
                record=marks_of(case),
                sms=self.sms_of(shard, records),
            )
        self.told(actor, View.THREAD, shard, (case.patient,), case.id, seen.purpose)
        return Page(tuple(shown), str(records[-1].seq) if len(records) == limit else None)

    def sms_of(self, shard: str, records: Sequence[Record]) -> Mapping[int, NoticeState]:
        """How the SMS stand that these records of a case sent, by place."""
        ids: tuple[NoticeId, ...] = ()
        left, told = 0, list[Told]()
        for record in records:
            if record.first is not None:
                given, left = record.first.command_id, record.first.events
                ids = tuple(NoticeId(within(shard, local)) for local in (given, derive(given)))
            left -= 1
            event = decode_event(record)
            if isinstance(event, CaseEvent):
                told.append(Told(event, ids if left >= 0 else ()))
        wanted = [Ref(Kind.NOTICE, id) for id in asked_for(told)]
        found = {state.id: state for state in self.many(wanted).values() if isinstance(state, Notice)}
        return sms_states(told, found)

    @answering
    def journal_entry(self, actor: Actor, case: CaseId, form: str = JSON) -> Result[JournalEntry, Refusal]:
        """The case as an entry for the health record, as it stands now: whole, so for the provider's side only. `form`
        is what it is asked for in, `JSON` or the name of a form (`ExportRegistry.forms`), and stands in the log.
        """
        return self.readable(actor, View.ENTRY, case).map(lambda seen: self.entry(actor, seen, form))

    def entry(self, actor: Actor, seen: Seen, form: str) -> JournalEntry:
        case = seen.case
        version, events, found = self.whole(case)
        self.told(actor, View.CASE, shard_of(case.id), (case.patient,), f"export:{form} {case.id}", seen.purpose)
        return journal_entry(case, version, events, found)

    def whole(self, case: Case) -> tuple[int, Sequence[CaseEvent], Found]:
        """All that has happened in a case, up to which version, and the names in it. Not logged here."""
        shard, stream = shard_of(case.id), stream_name(Ref(Kind.CASE, case.id))
        events: list[CaseEvent] = []
        version = 0
        while records := self.storage.records(Shard(shard), stream, version, AT_A_TIME):
            events += [event for event in map(decode_event, records) if isinstance(event, CaseEvent)]
            version = records[-1].seq
        provider = Ref(Kind.PROVIDER, shard)
        return version, events, self.names(shard, [provider, *authors(events), *named_in(case)])

    def cases_that_name(self, person: PersonId) -> Sequence[CaseId]:
        """Every case in which the person is patient or representative; for the worker, not for anyone's eyes."""
        shard = shard_of(person)
        found: dict[CaseId, None] = {}
        for index in ("case_patient", "case_representative"):
            heads = self.every(shard, IndexRange(index=index, prefix=(person,), limit=AT_A_TIME))
            found |= {CaseId(ref_of(shard, head.stream).id): None for head in heads}
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
