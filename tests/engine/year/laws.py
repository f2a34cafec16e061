"""What must hold at every moment of the simulated year. Nothing is done here that is not watched."""

from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, RepresentativeActor
from arende.domain.case.reply import MayReply
from arende.domain.ids import CaseId
from arende.domain.sms_texts import TEXTS

from .world import NOTE, Year, told

STALE: Final = "message.stale"


def send(year: Year, case: CaseId, text: str, actor: Actor) -> None:
    """A message, whose fate is what `can_reply` said just before (B14)."""
    answer = year.engine.queries.case(actor, case)
    outcome = year.give(c.SendMessage(case=case, text=text), actor)
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
    only_two_sentences(year)


def everyone_is_seen(year: Year) -> None:
    """Every unanswered message is in a list of at least one active assignment (B19)."""
    listed: set[CaseId] = set()
    for actor in year.staff:
        after: str | None = None
        while True:
            page = told(year.engine.queries.inbox(actor, after=after, limit=200))
            listed |= {row.id for row in page.items}
            after = page.next
            if after is None:
                break
    unanswered = {id for id in year.cases if year.case(id).unanswered_since is not None}
    assert unanswered <= listed, f"{len(unanswered - listed)} unanswered cases stand in nobody's list"


def only_two_sentences(year: Year) -> None:
    """No SMS says anything but the allowed sentences (B3)."""
    allowed = {text for texts in TEXTS.values() for text in texts.values()}
    assert {sms.text for sms in year.line.sent} <= allowed
