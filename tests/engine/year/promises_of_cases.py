"""Whether the promises about single cases are kept: looked at after every command, for what it has touched."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain import events as e
from arende.domain.actor import Actor, RepresentativeActor, StaffActor
from arende.domain.case.model import Case
from arende.domain.case.reply import MayReply
from arende.domain.effects import SendSms
from arende.domain.ids import CaseId, Kind, Ref
from arende.domain.notice.rules import NO_RULES
from arende.domain.refusals import Refusal
from arende.engine.appends import asked
from arende.engine.load import Overlay
from arende.ports.records import Append, Shard
from arende.ports.times import from_micros
from arende.wire.drafts import DRAFT, draft_text
from arende.wire.ids import derive
from arende.wire.names import ref_of, stream_name
from arende.wire.outbox import decode_effect
from arende.wire.records import decode_event
from returns.pipeline import is_successful

from .cast import PROVIDER
from .promises import Promise, hold
from .promises_of_sms import every_sms
from .world import ASKED, Year

SHARD: Final = Shard(PROVIDER)
MOMENT: Final = timedelta(microseconds=1)
MOVING: Final = (
    e.PhaseExtended,
    e.PhaseShortened,
    e.CaseClosed,
    e.CaseReopened,
    e.CaseReturned,
    e.RepresentativeLost,
    e.RepresentativeChanged,
)
"""What moves who may write in a case, or until when."""


def after(year: Year) -> None:
    """After a command, or after the worker: what was written is believed, and what it touched is looked at."""
    touched: dict[CaseId, bool] = {}
    for append in year.plugin.watch.taken():
        for case, moved in believed(year, append):
            touched[case] = moved or touched.get(case, False)
    every_sms(year)
    if year.owners[0] != year.belief.directory:  # who works where has changed: everyone who waits is looked for
        touched = {case: False for case, told in year.belief.cases.items() if told.waits()} | touched
    for case, moved in touched.items():
        somebody_sees(year, case)
        drafts_are_kept(year, case)
        if moved or year.chance(year.closely):
            reply_is_what_happens(year, case, edges=moved)


def believed(year: Year, append: Append) -> Iterator[tuple[CaseId, bool]]:
    """What the append touches, and whether it moves who may write there, or until when."""
    belief = year.belief
    written, omitted = list[CaseId](), list[CaseId]()
    for write in append.writes:
        ref = ref_of(append.shard, write.stream)
        events = [decode_event(record) for record in write.records]
        for event in events:
            belief.tell(ref, event)
            year.done[type(event).__name__] += 1
        if ref.kind is Kind.CASE:
            case = CaseId(ref.id)
            written += [case] * any(isinstance(one, e.MessageSent) and one.staff is not None for one in events)
            omitted += [case] * any(isinstance(one, e.SmsOmitted) for one in events)
            yield case, any(isinstance(one, MOVING) for one in events)
    planned = [effect for item in append.outbox if isinstance(effect := decode_effect(item.kind, item.body), SendSms)]
    for effect in planned:
        # Effects carry when they are due; what is planned without is due at once, which is now.
        belief.plan(effect, from_micros(append.outbox[0].created))
    for case in written:
        if belief.rules.get(belief.cases[case].unit, NO_RULES) == NO_RULES:
            hold(Promise.TOLD, len(planned) + omitted.count(case) == 1, f"{case}: {len(planned)} SMS")
    yield from ((CaseId(row.key), False) for row in append.rows if row.kind == DRAFT)


def somebody_sees(year: Year, case: CaseId) -> None:
    """Where the patient's side waits, the case stands in an inbox or a pool that someone who works there reads (B19).

    By the same index, and the same owners of each list, that the lists are read by.
    """
    if not year.belief.cases[case].waits():
        return
    head = year.engine.storage.heads(SHARD, [stream_name(Ref(Kind.CASE, case))])[0]
    assert head is not None
    listed = head.columns.get("waiting_since") is not None and head.columns["owner"] in owners(year)
    hold(Promise.SEEN, listed, f"{case}, of {head.columns['owner']}")


def owners(year: Year) -> frozenset[str]:
    """Whose cases stand in some list of someone who works; asked anew when the directory has changed."""
    known, found = year.owners
    if known != year.belief.directory:
        all_of: set[str] = set()
        for unit in {year.unit_of(one) for one in year.staff}:
            all_of |= set(year.queries.pool_owners(unit))
        for one in year.staff:
            all_of |= set(year.queries.owners_of(one.assignment))
        found = frozenset(all_of)
        year.owners = (year.belief.directory, found)
    return found


def drafts_are_kept(year: Year, case: CaseId) -> None:
    """What lies there is what was saved last and has not been sent, whoever wrote it (B10)."""
    kept = {row.sub: draft_text(row) for row in year.engine.storage.rows(SHARD, DRAFT, case, None, 100)}
    said = {writer: text for (writer, of), text in year.belief.drafts.items() if of == case}
    hold(Promise.DRAFTS, kept == said, f"{case}: {sorted(kept)} and not {sorted(said)}, or another text")


def reply_is_what_happens(year: Year, case: CaseId, *, edges: bool) -> None:
    """What a view says of writing is what would come of it, for both sides; and so at the end of a yes, and before."""
    state, now, told = year.case(case), year.now, year.belief.cases[case]
    for actor in writers(year, state):
        said = what_is_said(year, state, actor)
        if not isinstance(said, MayReply):
            continue
        until = year.belief.ends(told, actor, now)
        hold(Promise.REPLY, said.until == until, f"{case}: until {said.until} and not {until}")
        hold(Promise.ENDED, now < told.until, f"{case}, {actor}: said yes, and it ended {told.until}")
        if edges:
            edges = False  # of one of them, for it is dear
            year.clock.set(until - MOMENT)
            yes = isinstance(what_is_said(year, state, actor), MayReply)
            hold(Promise.REPLY, yes, f"{case}, {actor}: no longer so at {until - MOMENT}")
            year.clock.set(until)
            yes = isinstance(what_is_said(year, state, actor), MayReply)
            hold(Promise.REPLY, not yes, f"{case}, {actor}: still so at {until}")
            year.clock.set(now)


def what_is_said(year: Year, state: Case, actor: Actor) -> MayReply | Refusal:
    """What the case's row says to the actor; which is what would come of a message, sent at the same time."""
    (row,) = year.queries.rows_of(actor, PROVIDER, [state])
    came, said = rehearsed(year, state.id, actor), row.can_reply
    code = None if isinstance(said, MayReply) else said.code
    hold(Promise.REPLY, came == code, f"{state.id}, {actor} at {year.now}: said {code}, and {came} would come")
    return said


def writers(year: Year, case: Case) -> Sequence[Actor]:
    """Who answers for the case, who stands in for them, or someone else; and the representative."""
    instead = None if case.owner is None else year.belief.away.stands_in(case.owner, year.now)
    staff = year.someone() if case.owner is None or year.chance(0.3) else StaffActor(case.owner)
    if instead is not None and year.chance(0.5):
        staff = StaffActor(instead[0])
    both: list[Actor] = [staff, year.representative(case.id)]
    year.random.shuffle(both)
    return both


def rehearsed(year: Year, case: CaseId, actor: Actor) -> str | None:
    """The code of the refusal that a message would meet; None: it would be sent. Nothing is written."""
    one = asked(c.SendMessage(case=case, text="Hej"), actor, None, derive("prov"))
    (answer,) = year.engine.handler.rehearse(SHARD, [one], Overlay())
    code = None if is_successful(answer) else answer.failure().code
    return None if code == ASKED else code


def message_is_what_was_said(year: Year, command: c.SendMessage | c.CorrectMessage, actor: Actor) -> str | None:
    """A message, whose fate is what `can_reply` said just before (B14). The code of the refusal; None: it was sent."""
    row = year.ask(year.queries.case, actor, command.case).value_or(None)
    outcome = year.give(command, actor)
    code = outcome if isinstance(outcome, str) else None
    if isinstance(actor, RepresentativeActor):
        new = code in ("case.colleague_wrote", "case.patient_side_wrote")
        hold(Promise.NEVER_STALE, not new, f"{command.case}: {code}")
    if row is None:
        hold(Promise.REPLY, code is not None, f"{command.case}: written by one who may not read")
    elif not isinstance(row.can_reply, MayReply):
        hold(Promise.REPLY, code == row.can_reply.code, f"{command.case}: said {row.can_reply.code}, and {code} came")
    else:
        allowed = code is None or code.startswith(
            ("case.colleague", "case.patient_side", "case.no_such", "template.", ASKED)
        )
        hold(Promise.REPLY, allowed or code == "case.message_of_another", f"{command.case}: said yes, {code} came")
    return code
