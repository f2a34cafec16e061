"""What the patient's side does in the simulated year. What must hold is watched elsewhere."""

from arende.domain import commands as c
from arende.domain.actor import Actor, RepresentativeActor, name_of
from arende.domain.ids import CaseId, PersonId, TicketId
from arende.ports.sms import SmsReply
from returns.pipeline import is_successful

from .cast import REASONS, UNITS, Patient
from .promises import Promise, hold
from .promises_of_answers import thread_of
from .promises_of_cases import message_is_what_was_said
from .world import Year

RECENT = 300
"""How far back, in cases, people look."""


def patient_turn(year: Year) -> None:
    """Someone on the patient's side signs in, reads what is new, and mostly writes."""
    if not year.cases:
        return
    id = year.random.choice(year.cases[-RECENT:])
    actor, case = year.representative(id), year.belief.cases[id]
    if year.chance(0.1):
        stranger(year, id)
    if year.chance(0.3):
        year.ask(year.queries.cases_of_patient, actor, actor.person)
    if year.chance(0.03):
        year.ask(year.engine.audit.report, actor, actor.person)
    thread = year.ask(year.queries.thread, actor, id)
    if is_successful(thread):
        thread_of(actor, thread, case.visible_from)
    if len(case.said) > case.read and year.chance(0.8):
        year.give(c.MarkRead(case=id, up_to=len(case.said)), actor)
    writes(year, actor, id)


def stranger(year: Year, id: CaseId) -> None:
    """Someone who is not the representative asks for the case, and writes in it."""
    other = RepresentativeActor(year.patient().id)
    if other.person != year.belief.cases[id].representative.person:
        for answer in (year.ask(year.queries.case, other, id), year.ask(year.queries.thread, other, id)):
            hold(Promise.INTERNAL, not is_successful(answer), f"{id} was shown to {other}")
        message_is_what_was_said(year, c.SendMessage(case=id, text="Hej"), other)


def writes(year: Year, actor: RepresentativeActor, id: CaseId) -> None:
    draw = year.random.random()
    text = f"Jag undrar en sak till ({year.number()})"
    if draw < 0.12:
        year.give(c.SaveDraft(case=id, text=f"utkast {text}"), actor)
    elif draw < 0.15:
        year.give(c.DiscardDraft(case=id), actor)
    elif draw < 0.2:
        number = year.random.randrange(1, len(year.belief.cases[id].said) + 2)
        message_is_what_was_said(year, c.CorrectMessage(case=id, number=number, text=text), actor)
    elif draw < 0.65:
        kept = year.belief.drafts.get((name_of(actor), id), text)
        # However little was read: a patient's message is never stale.
        seen = year.random.choice((None, 0, year.belief.cases[id].read))
        message_is_what_was_said(year, c.SendMessage(case=id, text=kept, seen=seen), actor)


def asker(year: Year, patient: Patient) -> PersonId:
    """Who asks for the patient: mostly whoever may."""
    return year.random.choice(patient.guardians) if patient.guardians and year.chance(0.7) else patient.id


def ask_for_contact(year: Year) -> None:
    """The patient, or a guardian, asks a unit for contact."""
    patient = year.patient()
    actor = RepresentativeActor(asker(year, patient))
    year.ask(year.queries.ways_to_contact, actor, actor.person)
    receipt = year.give(
        c.AskForContact(
            patient=patient.id,
            unit=year.random.choice(UNITS),
            reason=year.random.choice(REASONS),
            message=f"Kan ni höra av er? ({year.number()})",
        ),
        actor,
    )
    if not isinstance(receipt, str):
        year.tickets.append(TicketId(receipt.ids["ticket"]))
    year.ask(year.queries.tickets_of, actor, actor.person)


def withdraw(year: Year) -> None:
    """Whoever asked needs it no more."""
    if year.tickets:
        id = year.random.choice(year.tickets[-20:])
        waiting = year.belief.ledger.get(id)
        if waiting is not None:
            patient = next(one for one in year.cast.patients if one.id == waiting.patient)
            actor = RepresentativeActor(asker(year, patient))
            year.ask(year.queries.ticket, actor, id)
            year.give(c.CancelTicket(ticket=id), actor)


def answers_an_sms(year: Year) -> None:
    """Someone answers where nobody reads it (B3)."""
    if year.plugin.line.sent:
        to = year.random.choice(year.plugin.line.sent[-20:]).to
        taken = year.engine.sms_replies.take("line", SmsReply(sender=to, provider_id=f"{year.number()}", at=None))
        assert taken
        year.after(year)


def about_the_number(year: Year) -> None:
    """Someone has another number or none, or says whether they want to be told by SMS (B4)."""
    person = year.patient().id
    actor: Actor = RepresentativeActor(person) if year.chance(0.6) else year.someone()
    draw = year.random.random()
    if draw < 0.4:
        phone = year.random.choice((None, "+46701740607", "+46701740608"))
        year.give(c.RecordPhone(person=person, phone=phone), actor)
    elif draw < 0.7:
        year.give(c.RecordSmsConsent(person=person, source="patientappen"), actor)
    else:
        year.give(c.WithdrawSmsConsent(person=person, source="patientappen"), actor)
