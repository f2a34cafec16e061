"""Faults put in on purpose, each of which the year must find: one rule of the real code, changed while a test runs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

import pytest
from arende.domain.access import View
from arende.domain.actor import Actor, Purpose, RepresentativeActor, StaffActor, name_of
from arende.domain.case import decide as case_decide
from arende.domain.case import telling
from arende.domain.case.model import Case
from arende.domain.case.reply import MayReply, can_reply
from arende.domain.decision import Decision, DraftChange
from arende.domain.directory.model import Person
from arende.domain.events import CaseEvent
from arende.domain.facts import Facts
from arende.domain.ids import AssignmentId, CaseId, UnitId
from arende.domain.notice.model import Hindrance
from arende.domain.notice.rules import NoticeRules
from arende.domain.policy import Policy
from arende.domain.refusals import Refusal
from arende.engine.load import Overlay
from arende.engine.owners import Owners
from arende.engine.reading import Reading
from arende.views.columns import pool_of
from arende.views.names import Found
from arende.views.thread import ThreadLine, lines
from attrs import evolve as changed

from .promises import Promise

Break = Callable[[pytest.MonkeyPatch], None]


def the_pool_forgets_who_has_left(patch: pytest.MonkeyPatch) -> None:
    """Cases of an assignment that has ended are in nobody's list until the sweep has moved them."""

    def pool_owners(self: Owners, unit: UnitId) -> list[str]:
        return [pool_of(unit)]

    patch.setattr(Owners, "pool_owners", pool_owners)


def the_sweep_moves_nothing(patch: pytest.MonkeyPatch) -> None:
    """An assignment that has ended keeps its cases for ever."""

    def cases_held_by(self: Owners, assignment: AssignmentId, limit: int) -> list[CaseId]:
        return []

    patch.setattr(Owners, "cases_held_by", cases_held_by)


def the_end_takes_the_draft(patch: pytest.MonkeyPatch) -> None:
    """What the case's own staff and the representative have begun to write goes when the period ends."""
    kept = case_decide.phase_end

    def phase_end(case: Case, facts: Facts) -> Decision:
        decision = kept(case, facts)
        writers = StaffActor(case.assignment), RepresentativeActor(case.representative.person)
        gone = tuple(DraftChange(case=case.id, writer=name_of(one), text=None) for one in writers)
        return changed(decision, drafts=gone) if decision.events else decision

    patch.setattr(case_decide, "phase_end", phase_end)


def the_button_stays_a_day(patch: pytest.MonkeyPatch) -> None:
    """A view says that one may write for a day more than one may."""

    def a_day_late(case: Case, facts: Facts) -> MayReply | Refusal:
        said = can_reply(case, facts)
        day = timedelta(days=1)
        if isinstance(said, MayReply):
            return MayReply(said.until + day, said.side)
        earlier = can_reply(case, changed(facts, now=facts.now - day))
        return earlier if said.code == "case.phase_ended" else said

    patch.setattr("arende.views.rows.can_reply", a_day_late)


def notes_are_told_to_both(patch: pytest.MonkeyPatch) -> None:
    """The patient's side is shown the thread as staff are."""

    def everything(events: Iterable[CaseEvent]) -> Iterable[CaseEvent]:
        return events

    def as_staff(told: Iterable[CaseEvent], found: Found, case: Case) -> Iterator[ThreadLine]:
        return lines(told, found, case.read_by_patient_side, patient=case.patient)

    patch.setattr("arende.engine.case_queries.told_both", everything)
    patch.setattr("arende.engine.case_queries.patient_lines", as_staff)


def a_reminder_comes_again(patch: pytest.MonkeyPatch) -> None:
    """Whether the patient's side has been reminded is forgotten."""

    def never(case: Case) -> bool:
        return False

    patch.setattr("arende.domain.case.watching.reminded", never)
    patch.setattr("arende.domain.case.telling.reminded", never)


def a_burst_loses_its_end(patch: pytest.MonkeyPatch) -> None:
    """Within the window what is new counts as told of by an SMS that has left already."""
    kept = telling.when

    def when(last: datetime | None, rules: NoticeRules, zone: str, now: datetime) -> tuple[datetime, bool]:
        minutes = rules.coalesce_minutes
        if minutes is not None and last is not None and now < last + timedelta(minutes=minutes):
            return last, True
        return kept(last, rules, zone, now)

    patch.setattr(telling, "when", when)


def nights_are_not_quiet(patch: pytest.MonkeyPatch) -> None:
    """Quiet hours hold nothing back: neither when an SMS is planned, nor when it leaves."""

    def at_once(at: datetime, quiet: object, zone: str) -> datetime:
        return at

    patch.setattr(telling, "next_allowed", at_once)
    patch.setattr("arende.engine.sms.sender.next_allowed", at_once)


def threads_are_read_unseen(patch: pytest.MonkeyPatch) -> None:
    """Who reads a thread is not in the access log."""
    told = Reading.told

    def silent(
        self: Reading,
        actor: Actor,
        view: View,
        shard: str,
        subjects: Iterable[str],
        ref: str,
        purpose: Purpose | None = None,
        known: Overlay | None = None,
    ) -> None:
        if view is not View.THREAD:
            told(self, actor, view, shard, subjects, ref, purpose, known)

    patch.setattr(Reading, "told", silent)


def a_ticket_has_two_takers(patch: pytest.MonkeyPatch) -> None:
    """Who comes second is not told."""

    def always(*_: object) -> bool:
        return True

    patch.setattr("arende.domain.ticket.decide.may_be_taken", always)


def consent_is_not_asked_for(patch: pytest.MonkeyPatch) -> None:
    """SMS go to whoever represents, whatever they have said, with a number or without."""

    def nothing(person: Person, policy: Policy) -> tuple[Hindrance, ...]:
        return ()

    patch.setattr("arende.domain.notice.hindrances.of_person", nothing)


def a_cover_has_no_end(patch: pytest.MonkeyPatch) -> None:
    """Who stands in is told that they may write through the period, however soon the absent one is back."""

    def never(case: Case, staff: AssignmentId, facts: Facts) -> datetime | None:
        return None

    patch.setattr("arende.domain.case.reply.lent_until", never)


BREAKAGES: Final[Mapping[Break, frozenset[Promise]]] = {
    the_pool_forgets_who_has_left: frozenset({Promise.SEEN}),
    the_sweep_moves_nothing: frozenset({Promise.SEEN}),
    the_end_takes_the_draft: frozenset({Promise.DRAFTS}),
    the_button_stays_a_day: frozenset({Promise.REPLY, Promise.ENDED}),
    notes_are_told_to_both: frozenset({Promise.INTERNAL}),
    a_reminder_comes_again: frozenset({Promise.REMINDED_ONCE}),
    a_burst_loses_its_end: frozenset({Promise.TOLD}),
    nights_are_not_quiet: frozenset({Promise.QUIET}),
    threads_are_read_unseen: frozenset({Promise.LOG}),
    a_ticket_has_two_takers: frozenset({Promise.ONE_TAKER}),
    consent_is_not_asked_for: frozenset({Promise.WANTED}),
    a_cover_has_no_end: frozenset({Promise.REPLY}),
}
"""Each with the promises of which the year must find one broken."""
