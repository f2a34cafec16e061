"""What must hold at every moment of the simulated year. Nothing is done here that is not watched."""

from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, RepresentativeActor, StaffActor
from arende.domain.case.reply import MayReply
from arende.domain.ids import CaseId
from arende.domain.sms_texts import TEXTS
from returns.pipeline import is_successful

from .cast import UNITS
from .world import NOTE, Year, told

STALE: Final = ("case.colleague_wrote", "case.patient_side_wrote")


def send(year: Year, case: CaseId, text: str, actor: Actor, seen: int | None = None) -> None:
    """A message, whose fate is what `can_reply` said just before (B14)."""
    answer = year.engine.queries.case(actor, case)
    outcome = year.give(c.SendMessage(case=case, text=text, seen=seen), actor)
    if outcome in STALE:
        assert isinstance(actor, StaffActor), "a send of the patient's side was stale"
        return
    if isinstance(actor, StaffActor) and not isinstance(outcome, str):
        year.drafts.pop((actor.assignment, case), None)
    said = answer.map(lambda row: row.can_reply).value_or(None)
    if isinstance(said, MayReply):
        assert not isinstance(outcome, str), f"can_reply said yes, and the message was refused: {outcome}"
        assert year.now < said.until
    elif said is not None:
        assert outcome == said.code, f"can_reply said {said.code}, and what came was {outcome}"


def patient_side(year: Year, actor: RepresentativeActor, case: CaseId) -> None:
    """Nothing that is the staff's own is in any answer to the patient's side (B8)."""
    queries = year.engine.queries
    for answer in (
        queries.cases_of_patient(actor, actor.person),
        queries.case(actor, case),
        queries.thread(actor, case),
    ):
        assert NOTE not in repr(answer)


def nightly(year: Year) -> None:
    """What is looked at once a day, over all of the clinic."""
    everyone_is_seen(year)
    no_draft_is_lost(year)
    only_two_sentences(year)


def everyone_is_seen(year: Year) -> None:
    """Every unanswered message is in a list of at least one active assignment (B19)."""
    listed: set[CaseId] = set()
    for actor in year.staff:
        listed |= every(year, actor, pool=False)
    for unit in UNITS:  # the same list for everyone at the unit, so one of them asks
        there = next((who for who in year.staff if year.unit_of(who) == unit), None)
        if there is not None:
            listed |= every(year, there, pool=True)
    unanswered = {id for id in year.cases if year.case(id).unanswered_since is not None}
    assert unanswered <= listed, f"{len(unanswered - listed)} unanswered cases stand in nobody's list"


def every(year: Year, actor: StaffActor, *, pool: bool) -> set[CaseId]:
    """The cases of all pages of the inbox, or of the pool."""
    queries = year.engine.queries
    found: set[CaseId] = set()
    after: str | None = None
    while True:
        page = told(
            queries.pool(actor, after=after, limit=200) if pool else queries.inbox(actor, after=after, limit=200)
        )
        found |= {row.id for row in page.items}
        after = page.next
        if after is None:
            return found


def no_draft_is_lost(year: Year) -> None:
    """What someone began to write is there for them as long as they may read in the case (B10)."""
    for (writer, case), text in year.drafts.items():
        answer = year.engine.queries.draft(StaffActor(writer), case)
        assert not is_successful(answer) or ((draft := answer.unwrap()) is not None and draft.text == text)


def only_two_sentences(year: Year) -> None:
    """No SMS says anything but the allowed sentences (B3)."""
    allowed = {text for texts in TEXTS.values() for text in texts.values()}
    assert {sms.text for sms in year.line.sent} <= allowed
