"""A patient asks for contact, two want to take it, one makes a case of it, and a reminder is sent (B17, B11)."""

from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.commands import Entry
from arende.domain.commands import AskForContact, CreateCase, TakeTicket, TurnIntoCase
from arende.domain.ids import AssignmentId, CaseId, Kind, StaffId, TicketId, UnitId
from arende.views.names import StaffName
from arende.views.tickets import LABELS

from .clinic import local
from .steps import keep, known, patient_sees
from .story import NURSE, DemoFault, Story

EVENING: Final = UnitId(local("jour"))
JONAS: Final = StaffActor(AssignmentId(local("jonas-ssk")))
PAR: Final = StaffActor(AssignmentId(local("par-lak")))
STAFF: Final = {JONAS: StaffId(local("jonas")), PAR: StaffId(local("par"))}
DAYS: Final = 3


def contact(story: Story) -> CaseId:
    """From the patient's own words to a case whose answer is not read, until the unit's reminder comes."""
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
    story.sees(f"{patient.name}, {story.text('patientappen', 'patient app')}", told, told)
    refused = two_takers(story, ticket)
    case = CaseId(story.do(TurnIntoCase(ticket=ticket, days=DAYS), JONAS).ids[Kind.CASE])
    story.deliver(case)
    row = story.row(JONAS, case)
    story.tell(
        f"{row.staff.name} gör ett ärende av biljetten. Det {patient.name} skrev är redan första meddelandet:",
        f"{row.staff.name} makes a case of the ticket. What {patient.name} wrote is its first message already:",
    )
    command = CreateCase(patient=patient.id, reason=way.reason, days=DAYS, entry=Entry.TICKET)
    keep(story, row, command, ticket=ticket, second_taker=refused)
    patient_sees(story, row)
    story.say(
        JONAS,
        case,
        "Hej! Har du haft feber, och är det svårt att svälja?",
        "Hello! Have you had a fever, and is it hard to swallow?",
    )
    reminder(story, case)
    return case


def two_takers(story: Story, ticket: TicketId) -> object:
    """One taker; the other is told, and sees who has it."""
    story.do(TakeTicket(ticket=ticket), JONAS)
    names = [signed_in(story, actor) for actor in (JONAS, PAR)]
    story.tell(
        f"På Startsida vill både {names[0].name} och {names[1].name} ta nästa i patientliggaren. {names[0].name} "
        f"hinner först, och {names[1].name} får besked:",
        f"On Startsida both {names[0].name} and {names[1].name} want to take the next in the ledger. {names[0].name} "
        f"is first, and {names[1].name} is told:",
    )
    return story.refused("a second taker", story.engine.handle(TakeTicket(ticket=ticket), actor=PAR))


def signed_in(story: Story, actor: StaffActor) -> StaffName:
    rows = story.ask(story.engine.queries.assignments_of(actor, STAFF[actor])).items
    return next(row.staff for row in rows if row.id == actor.assignment)


def reminder(story: Story, case: CaseId) -> None:
    """The unit reminds after some hours, once, of what is not read."""
    story.clock.go(1, "16:40")
    before = len(story.sms)
    row = story.row(JONAS, case)
    story.tell(
        f"Fyra timmar senare har {row.representative.name} inte läst svaret. Enheten vill påminna då, en gång:",
        f"Four hours later {row.representative.name} has not read the answer. The unit wants to remind then, once:",
    )
    story.deliver(case)
    story.note("contact", case=case, reminders=len(story.sms) - before)
