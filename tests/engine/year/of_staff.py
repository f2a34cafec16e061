"""What staff do in the simulated year, one function for each thing. What must hold is watched elsewhere."""

from datetime import timedelta
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Choice, Purpose, StaffActor
from arende.domain.case.attention import Attention
from arende.domain.case.reply import MayReply
from arende.domain.ids import CaseId, PersonId, ReasonId, TemplateId, TicketId, VisitId
from arende.views.rows import CaseRow
from returns.pipeline import is_successful

from .at_a_case import beside, choose_anew, documents, two_at_once, writes
from .cast import FIRST, OPERATOR, PROVIDER, REASONS, UNITS, Patient
from .promises import Promise, hold
from .promises_of_cases import message_is_what_was_said
from .world import NOTE, Year

HOLD: Final = timedelta(hours=24)
"""How long whoever took a ticket has it for themself."""
LENGTHS: Final = (1, 2, 3, 3, 7, 14, 30)


def open_case(year: Year) -> None:
    """Someone on the staff opens a case with a patient, or with a guardian."""
    patient = year.patient()
    chosen, maturity = choice(year, patient)
    opened(
        year,
        c.CreateCase(
            patient=patient.id,
            reason=year.random.choice(REASONS),
            representative=chosen,
            maturity=maturity,
            days=year.random.choice((None, *LENGTHS)),
            message=f"Hej, hur mår du? ({year.number()})" if year.chance(0.4) else None,
        ),
        year.someone(),
    )


def opened(year: Year, command: c.CreateCase, actor: StaffActor) -> None:
    receipt = year.give(command, actor)
    if not isinstance(receipt, str):
        year.cases.append(CaseId(receipt.ids["case"]))


def choice(year: Year, patient: Patient) -> tuple[PersonId | None, c.Maturity | None]:
    """Whom staff choose, mostly as the age asks for, and the assessment that they record."""
    age = (year.today - patient.born).days / 365.2425
    maturity = c.Maturity.MATURE if 12.9 < age < 18.1 else None
    if age >= 18 or not patient.guardians:
        return None, maturity
    own = age >= 13 and year.chance(0.5)
    return patient.id if own else year.random.choice(patient.guardians), maturity


def staff_turn(year: Year) -> None:
    """Someone on the staff looks into the inbox and deals with what has waited longest, or with the unit's pool."""
    actor = year.someone()
    page = year.told(year.queries.inbox, actor, limit=5)
    if page.items:
        deal_with(year, actor, year.random.choice(page.items[:2]))
        return
    pool = year.told(year.queries.pool, actor, limit=5)
    if pool.items:
        row = pool.items[0]
        if year.chance(0.5):
            year.give(c.TakeCase(case=row.id), actor)
            if year.chance(0.2):
                year.give(c.TakeCase(case=row.id), year.colleague(actor))
        deal_with(year, actor, row)


def deal_with(year: Year, actor: StaffActor, row: CaseRow) -> None:
    if year.chance(0.5):
        year.ask(year.queries.thread, actor, row.id)
    if year.chance(0.7):
        reads(year, actor, row)
    draw = year.random.random()
    if Attention.REPRESENTATIVE in row.attention and row.open and draw < 0.6:
        choose_anew(year, actor, row, *choice(year, patient_of(year, row)))
    elif draw < 0.25:
        beside(year, actor, row)
    elif draw < 0.3:
        two_at_once(year, actor, row)
    elif Attention.SMS in row.attention and draw < 0.6:
        for notice in year.case(row.id).sms_troubled:
            year.give(c.RetrySms(case=row.id, notice=notice), actor)
    elif isinstance(row.can_reply, MayReply) and draw < 0.85:
        writes(year, actor, row)
    else:
        year.give(c.MarkHandled(case=row.id, seen=row.messages if year.chance(0.8) else None), actor)


def patient_of(year: Year, row: CaseRow) -> Patient:
    return next(one for one in year.cast.patients if one.id == row.patient.id)


def reads(year: Year, actor: StaffActor, row: CaseRow) -> None:
    """An assignment's own mark: what is read is not unread, and what is marked unread is (B5)."""
    up_to = row.messages if year.chance(0.9) else 0
    marked = year.give(c.MarkSeen(case=row.id, up_to=up_to), actor)
    seen = year.ask(year.queries.case, actor, row.id)
    if not isinstance(marked, str) and is_successful(seen):
        newest = year.belief.cases[row.id].last_of_patient_side(len(year.belief.cases[row.id].said) + 1)
        hold(Promise.UNREAD, seen.unwrap().unread == (newest > up_to), f"{row.id}: read up to {up_to} of {newest}")


def burst(year: Year) -> None:
    """Where bursts are told of once, someone writes several messages, minutes apart; the worker goes on meanwhile."""
    recent = [year.belief.cases[id] for id in year.cases[-60:]]
    going_on = [one.id for one in recent if one.unit == UNITS[0] and year.now < one.until]
    owner = year.case(year.random.choice(going_on)).owner if going_on else None
    if owner is None:
        return
    mine = [id for id in going_on if year.case(id).owner == owner]
    for _ in range(3):
        text = f"En sak till ({year.number()})"
        message_is_what_was_said(year, c.SendMessage(case=mine[0], text=text), StaffActor(owner))
        year.clock.advance(timedelta(minutes=year.random.randrange(1, 12)))
        year.work()


def afterwards(year: Year) -> None:
    """Someone goes back to a case of theirs that is over: reopens it, or opens one that follows it."""
    actor = year.someone()
    over = [id for id in year.cases[-200:] if year.belief.cases[id].until <= year.now]
    if not over:
        return
    id = year.random.choice(over)
    if year.chance(0.5):
        owner = year.case(id).owner
        mine = StaffActor(owner) if owner is not None else actor
        year.give(c.ReopenCase(case=id, days=year.random.choice(LENGTHS), reason=NOTE), mine)
        return
    patient = next(one for one in year.cast.patients if one.id == year.belief.cases[id].patient)
    chosen, maturity = choice(year, patient)
    opened(
        year,
        c.CreateCase(
            patient=patient.id, reason=REASONS[0], representative=chosen, maturity=maturity, follows=id, days=3
        ),
        actor,
    )


def ledger_turn(year: Year) -> None:
    """The next one in the ledger is taken, by one; and made into something, or put back."""
    actor = year.someone()
    if year.chance(0.2):
        patient = year.patient()
        chosen, maturity = choice(year, patient)
        receipt = year.give(
            c.CreateTicket(
                patient=patient.id,
                reason=year.random.choice(REASONS),
                representative=chosen,
                maturity=maturity,
                message="Ringde och undrar",
            ),
            actor,
        )
        if not isinstance(receipt, str):
            year.tickets.append(TicketId(receipt.ids["ticket"]))
    rows = year.told(year.queries.ledger, actor, limit=5).items
    if rows and rows[0].id in year.tickets:
        ticket_turn(year, actor, TicketId(rows[0].id))
    elif rows and not isinstance(year.give(c.StartVisit(visit=VisitId(rows[0].id)), actor), str):
        second = year.give(c.StartVisit(visit=VisitId(rows[0].id)), year.colleague(actor))
        alone = len(year.staff) == 1 or year.colleague(actor) == actor
        hold(Promise.ONE_TAKER, isinstance(second, str) or alone, f"{rows[0].id} was taken twice")


def ticket_turn(year: Year, actor: StaffActor, id: TicketId) -> None:
    waiting = year.belief.ledger[id]
    year.ask(year.queries.ticket, actor, id)
    taken = year.give(c.TakeTicket(ticket=id), actor)
    other = year.colleague(actor)
    if not isinstance(taken, str) and other != actor and year.chance(0.3):
        held = waiting.taken is not None and year.now < waiting.taken + HOLD
        second = year.give(c.TakeTicket(ticket=id), other)
        hold(Promise.ONE_TAKER, (second == "ticket.taken") == held, f"{id}: {second}")
    draw = year.random.random()
    if waiting.by != actor.assignment or draw < 0.15:
        return
    if draw < 0.25:
        year.give(c.ReturnTicket(ticket=id), actor)
    elif draw < 0.32:
        year.give(c.CancelTicket(ticket=id, reason=NOTE), actor)
    elif draw < 0.45:
        scheduled = year.now + timedelta(days=2) if year.chance(0.5) else None
        receipt = year.give(c.TurnIntoVisit(ticket=id, scheduled=scheduled), actor)
        if not isinstance(receipt, str):
            year.visits.append(VisitId(receipt.ids["visit"]))
    else:
        into_case(year, actor, id, waiting.asked)


def into_case(year: Year, actor: StaffActor, id: TicketId, asked: str) -> None:
    """What was asked is the first thing that is said in the case (B17)."""
    own = f"Hej, vi har sett din fråga ({year.number()})" if year.chance(0.3) else None
    receipt = year.give(c.TurnIntoCase(ticket=id, maturity=c.Maturity.MATURE, message=own), actor)
    if not isinstance(receipt, str):
        case = CaseId(receipt.ids["case"])
        year.cases.append(case)
        texts = [one.text for one in year.belief.cases[case].said]
        hold(Promise.LEDGER, texts == [one for one in (asked, own) if one], f"{id} as {case}")


def open_visit(year: Year) -> None:
    """A visit, at a set time or in the ledger; later it starts and ends, and a case is opened from it."""
    patient, actor = year.patient(), year.someone()
    chosen, maturity = choice(year, patient)
    at = year.now + timedelta(days=1) if year.chance(0.4) else None
    command = c.CreateVisit(
        patient=patient.id, reason=REASONS[0], representative=chosen, maturity=maturity, scheduled=at
    )
    receipt = year.give(command, actor)
    if isinstance(receipt, str):
        return
    visit = VisitId(receipt.ids["visit"])
    year.visits.append(visit)
    if at is not None and not isinstance(year.give(c.StartVisit(visit=visit), actor), str):
        year.ask(year.queries.visit, actor, visit)
        entry = year.random.choice((c.Entry.ONGOING_VISIT, c.Entry.ENDED_VISIT))
        if entry is c.Entry.ENDED_VISIT:
            year.give(c.EndVisit(visit=visit), actor)
        case = c.CreateCase(
            patient=patient.id,
            reason=REASONS[0],
            representative=chosen,
            maturity=maturity,
            entry=entry,
            visit=visit,
        )
        opened(year, case, actor)


def record_turn(year: Year) -> None:
    """What does not stand in the health record is written there."""
    actor = year.someone()
    for row in year.told(year.queries.undocumented, actor, limit=20).items:
        documents(year, actor, row)


def template_turn(year: Year) -> None:
    """Templates of one's own come and go; what their places are is told by name (B7)."""
    actor = year.someone()
    rows = year.told(year.queries.templates, actor).items
    own = [row for row in rows if row.assignment == actor.assignment]
    if own and year.chance(0.4):
        year.give(c.RetireTemplate(template=own[0].id), actor)
    else:
        template = TemplateId(f"{PROVIDER}.t{year.number()}")
        command = c.RegisterTemplate(
            template=template, name="Egen", text="Hej {namn}, ta {dos}.", assignment=actor.assignment
        )
        if not isinstance(year.give(command, actor), str):
            year.templates.append(template)
    if year.chance(0.2):
        title = f"Uppföljning {year.number()}"
        year.give(
            c.RegisterReason(reason=ReasonId(REASONS[0]), title=title, for_patients=True, template=FIRST),
            OPERATOR,
        )


def look_elsewhere(year: Year) -> None:
    """Beyond one's own: by search, by an active choice of another unit, or in an emergency."""
    actor, patient = year.someone(), year.patient()
    year.ask(year.queries.search_patients, actor, patient.name)
    year.ask(year.queries.person, actor, patient.id)
    there = UNITS[0] if year.unit_of(actor) == UNITS[1] else UNITS[1]
    chosen = StaffActor(actor.assignment, Choice(there, Purpose.QUALITY))
    year.ask(year.queries.cases_of_unit, chosen, there, limit=20)
    if year.cases and year.chance(0.3):
        id = year.random.choice(year.cases[-100:])
        patient_id = year.belief.cases[id].patient
        year.give(c.OpenEmergencyAccess(patient=patient_id, reason=NOTE), actor)
        year.ask(year.queries.cases_of_patient, actor, patient_id)
        year.ask(year.queries.thread, actor, id)
