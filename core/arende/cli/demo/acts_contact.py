"""A patient asks for contact, two want to take it, one makes a case of it; a reminder waits for morning (B17, B11)."""

from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.commands import Entry
from arende.domain.commands import (
    AskForContact,
    CreateCase,
    CreateTicket,
    MarkRead,
    TakeTicket,
    TurnIntoCase,
    TurnIntoVisit,
)
from arende.domain.ids import AssignmentId, CaseId, Kind, TicketId, UnitId, VisitId
from arende.views.thread import Happening, HappeningLine
from arende.views.tickets import LABELS

from ...views.happening_texts import HAPPENINGS
from .clinic import NOTICES, local
from .steps import keep, known, patient_sees, signed_in
from .story import NURSE, DemoFault, Story
from .words import clock, place

EVENING: Final = UnitId(local("jour"))
JONAS: Final = StaffActor(AssignmentId(local("jonas-ssk")))
PAR: Final = StaffActor(AssignmentId(local("par-lak")))
DAYS: Final = 3
TOLD: Final = (Happening.REMINDED, Happening.SMS_LATER)


def contact(story: Story) -> CaseId:
    """From the patient's own words to a case; the ticket that comes after it becomes a visit."""
    story.clock.go(1, "12:10")
    patient = known(story, StaffActor(NURSE), story.cast.asker)
    asker = RepresentativeActor(patient.id)
    story.act(f"{patient.name} ber om kontakt", f"{patient.name} asks for contact")
    ways = story.ask(story.engine.queries.ways_to_contact(asker, patient.id)).items
    way = next((one for one in ways if one.unit == EVENING), None)
    if way is None:
        raise DemoFault("Ingen enhet tar emot kontakt.", "No unit takes contact.")
    words = story.text(
        "Jag har haft ont i halsen i en vecka, och det blir inte bättre.",
        "My throat has been sore for a week, and it does not get better.",
    )
    ask = AskForContact(patient=patient.id, unit=way.unit, reason=way.reason, message=words)
    ticket = TicketId(story.do(ask, asker).ids[Kind.TICKET])
    story.tell(
        f"I patientappen: {way.unit_name}, «{way.title}».", f"In the patient app: {way.unit_name}, «{way.title}»."
    )
    story.teller.says(patient.name, words)
    own = story.ask(story.engine.queries.ticket(asker, ticket))
    told = story.text(*LABELS[own.status])
    story.sees(story.app(patient.name), told, told)
    refused = two_takers(story, ticket)
    case = CaseId(story.do(TurnIntoCase(ticket=ticket, days=DAYS), JONAS).ids[Kind.CASE])
    row = story.row(JONAS, case)
    story.tell(
        f"{row.staff.name} gör ett ärende av biljetten. Det {patient.name} skrev är redan första meddelandet:",
        f"{row.staff.name} makes a case of the ticket. What {patient.name} wrote is its first message already:",
    )
    story.deliver(case)
    command = CreateCase(patient=patient.id, reason=way.reason, days=DAYS, entry=Entry.TICKET)
    keep(story, row, command, ticket=ticket, second_taker=refused)
    patient_sees(story, row)
    story.say(
        JONAS,
        case,
        "Hej! Har du haft feber, och är det svårt att svälja?",
        "Hello! Have you had a fever, and is it hard to swallow?",
    )
    visit(story)
    return case


def two_takers(story: Story, ticket: TicketId) -> object:
    """One taker; the other is told, and sees who has it."""
    story.do(TakeTicket(ticket=ticket), JONAS)
    names = [signed_in(story, actor.assignment) for actor in (JONAS, PAR)]
    story.tell(
        f"På Startsida vill både {names[0].name} och {names[1].name} ta nästa i patientliggaren. {names[0].name} "
        f"hinner först, och {names[1].name} får besked:",
        f"On Startsida both {names[0].name} and {names[1].name} want to take the next in the ledger. {names[0].name} "
        f"is first, and {names[1].name} is told:",
    )
    return story.refused("a second taker", story.engine.handle(TakeTicket(ticket=ticket), actor=PAR))


def visit(story: Story) -> None:
    """Staff write down what someone calls about, take it and make a visit of it."""
    story.clock.go(1, "12:30")
    patient = known(story, PAR, story.cast.visitor)
    words = story.text("Har trampat snett och kan inte stödja på foten", "Has twisted an ankle and cannot stand on it")
    reason = story.ask(story.engine.queries.reasons(PAR)).items[0]
    create = CreateTicket(patient=patient.id, reason=reason.id, message=words)
    ticket = TicketId(story.do(create, PAR).ids[Kind.TICKET])
    story.do(TakeTicket(ticket=ticket), PAR)
    turned = story.do(TurnIntoVisit(ticket=ticket, scheduled=story.clock.local(1, "18:30")), PAR)
    made = story.ask(story.engine.queries.visit(PAR, VisitId(turned.ids[Kind.VISIT])))
    by, when = signed_in(story, PAR.assignment).name, clock(made.scheduled or made.created, story.lang)
    story.tell(
        f"{patient.name} ringer. {by} skriver en biljett, «{words}», tar den och gör den till ett besök klockan "
        f"{when}:",
        f"{patient.name} calls. {by} writes a ticket, “{words}”, takes it and makes it a visit at {when}:",
    )
    left = [row.id for row in story.ask(story.engine.queries.ledger(PAR)).items]
    theirs = story.ask(story.engine.queries.ticket(RepresentativeActor(patient.id), ticket))
    story.sees(story.app(patient.name), *[story.text(*LABELS[theirs.status])] * 2)
    story.note("visit", ticket=ticket, visit=made.id, in_ledger=ticket in left, status=theirs.status.value)


def reminder(story: Story, case: CaseId) -> None:
    """The unit reminds after some hours, once, of what is not read; its quiet hours hold the SMS until morning."""
    rules = NOTICES["jour"]
    story.clock.go(2, "00:10")
    before = len(story.sms)
    story.deliver(case)
    row = story.row(JONAS, case)
    story.act(f"{row.representative.name} har inte läst", f"{row.representative.name} has not read")
    hours = story.text(f"{rules['remind_after_hours']} timmar", f"{rules['remind_after_hours']} hours")
    story.tell(
        f"Kvällsmottagningen vill påminna en gång om det som är oläst efter {hours}, men inte på natten:",
        f"The evening clinic reminds once of what is unread after {hours}, but not at night:",
    )
    lines = [line for line in story.thread(JONAS, case) if isinstance(line, HappeningLine)]
    told = " · ".join(happening(story, line) for line in lines if line.what in TOLD)
    story.sees(row.staff.name, told, told)
    at_night = len(story.sms) - before
    story.clock.go(2, "07:00")
    now = clock(story.clock.now(), story.lang)
    story.tell(
        f"Klockan {now} går SMS:et, och {row.representative.name} läser:",
        f"At {now} the SMS leaves, and {row.representative.name} reads:",
    )
    story.deliver(case)
    story.do(MarkRead(case=case, up_to=row.messages), RepresentativeActor(row.representative.id))
    read = story.row(JONAS, case).unread_by_patient_side == 0
    story.sees(row.staff.name, *[story.text("Läst av patienten", "Read by the patient") if read else "–"] * 2)
    story.note("contact", case=case, reminders=len(story.sms) - before, at_night=at_night)


def happening(story: Story, line: HappeningLine) -> str:
    """What happened, and when the SMS leaves."""
    said = HAPPENINGS[line.what][place(story.lang)]
    return said if line.due is None else f"{said}, {clock(line.due, story.lang)}"
