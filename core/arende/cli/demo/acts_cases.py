"""Acts 3–6: a case from a search hit and the answer to it, from an ongoing visit, from an ended one (S1–S14)."""

from datetime import timedelta
from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.commands import Entry
from arende.domain.case.reply import MayReply
from arende.domain.commands import (
    CreateCase,
    CreateVisit,
    EndVisit,
    MarkRead,
    RecordSmsConsent,
    StartVisit,
    WithdrawSmsConsent,
)
from arende.domain.ids import CaseId, Kind, VisitId
from arende.domain.policy import DAYS_MAX
from arende.views.person_rows import PersonRow
from arende.views.rows import CaseRow
from arende.wire.ids import fresh

from .clock import ZONE
from .steps import both_see, keep, opened, patient_sees, preset, signed_in, ticket, typed
from .story import CHILDRENS_NURSE, NURSE, Story
from .words import why

HARIS: Final = StaffActor(NURSE)


def from_search(story: Story, anton: PersonRow) -> CaseId:
    """The whole guide: reason preset, three days shown as four, Slutför once, empty, then the first message."""
    story.clock.go(0, "09:10")
    story.act("Nytt från en sökträff", "Nytt (new), from a search hit")
    reason, days = preset(story, HARIS), story.engine.settings.policy.days
    story.tell(
        f"Vem gäller det? {anton.name}. En vuxen är sitt eget ombud, så det valet visas inte. Haris väljer "
        f"Asynkront. Sökorsaken «{reason.title}» är förinställd. Som längd råkar Haris skriva {DAYS_MAX + 1} dagar:",
        f"Who is it about? {anton.name}. An adult represents themself, so that choice is not shown. Haris "
        f"chooses Asynkront. The reason «{reason.title}» is preset. By mistake Haris types {DAYS_MAX + 1} days:",
    )
    command = CreateCase(patient=anton.id, reason=reason.id, days=days, entry=Entry.SEARCH)
    too_long = CreateCase(patient=anton.id, reason=reason.id, days=DAYS_MAX + 1, entry=Entry.SEARCH)
    refusal = story.refused("a phase too long", story.engine.handle(too_long, actor=HARIS))
    key = fresh()
    first, second = (story.do(command, HARIS, key) for _ in range(2))
    case = CaseId(first.ids[Kind.CASE])
    once = second.repeated and second.ids == first.ids
    row = story.row(HARIS, case)
    sender = f"{row.staff.name}, {row.staff.role}, {row.staff.unit}"
    story.tell(
        f"Förifyllt stod {days} dagar, och så får det bli. Avsändaren är låst: {sender}. Nästa, och Slutför, som Haris "
        f"trycker på två gånger: {'det blir ett ärende' if once else 'det blir två ärenden'}.",
        f"{days} days were prefilled, and so it stays. The sender is locked: {sender}. Nästa, and Slutför, which Haris "
        f"presses twice: {'one case is made' if once else 'two cases are made'}.",
    )
    story.deliver(case)
    keep(story, row, command, pressed_twice_made_one=once, refused_length=refusal)
    both_see(story, row)
    story.clock.go(0, "09:14")
    begun = reason.message or ""
    story.tell(
        f"Gå till besök. Sökorsaken har en frastext att börja med, «{begun}» Haris bygger på den:",
        f"Gå till besök (go to visit). The reason has a template to begin with, «{begun}» Haris builds on it:",
    )
    story.say(
        HARIS,
        case,
        "Hej Anton! Hur har det gått med den nya medicinen sedan besöket? Svara när du hinner.",
        "Hello Anton! How have you been with the new medicine since the visit? Answer when you have time.",
    )
    return case


def answer(story: Story, case: CaseId, anton: PersonRow) -> None:
    """Anton reads and answers; it stands with that role at that unit, and not with Haris in another role."""
    story.clock.go(0, "11:40")
    story.act(f"{anton.name} svarar", f"{anton.name} answers")
    patient = RepresentativeActor(anton.id)
    unread = story.row(patient, case).unread_by_patient_side
    story.do(MarkRead(case=case, up_to=story.row(patient, case).messages), patient)
    story.say(
        patient,
        case,
        "Tack, bra! Lite yr de första dagarna, men nu är det över. Ska jag fortsätta med samma dos?",
        "Well, thank you! A little dizzy at first, but that is over. Should I go on with the same dose?",
    )
    may_write = {who: side(story.row(actor, case)) for who, actor in (("staff", HARIS), ("patient", patient))}
    waits = where_it_waits(story, case, anton.name)
    story.note("answer", case=case, unread_before=unread, in_inbox_of=waits, may_write=may_write)
    story.clock.go(0, "13:05")
    story.say(
        HARIS,
        case,
        "Ja, fortsätt med samma dos. Skriv igen om yrseln kommer tillbaka.",
        "Yes, go on with the same dose. Write again if the dizziness comes back.",
    )
    story.do(MarkRead(case=case, up_to=story.row(patient, case).messages), patient)
    after = story.row(HARIS, case)
    story.note("answer", waits_after=[str(a) for a in after.attention], unread_after=after.unread_by_patient_side)


def side(row: CaseRow) -> str:
    """As which side whoever asked may write now, or why not (B14)."""
    return row.can_reply.side.value if isinstance(row.can_reply, MayReply) else row.can_reply.code


def where_it_waits(story: Story, case: CaseId, name: str) -> dict[str, bool]:
    """The inbox of each of Haris' assignments."""
    found: dict[str, bool] = {}
    for assignment in (NURSE, CHILDRENS_NURSE):
        staff = signed_in(story, assignment)
        mine = next((row for row in story.inbox(assignment) if row.id == case), None)
        found[assignment] = mine is not None
        told = story.text(f"inget från {name}", f"nothing from {name}")
        if mine is not None:
            told = f"{mine.patient.name} · {why(mine, story.lang)}"
        story.sees(f"{staff.name}, {staff.role}, Inkorg › Asynkrona besök", told, told)
    return found


def from_ongoing(story: Story) -> CaseId:
    """The next one in the ledger is taken; «Nytt» from the ongoing visit; the reason found by typing; one day."""
    story.clock.go(0, "13:20")
    ticket(story, story.cast.caller)
    story.clock.go(0, "13:30")
    story.act("Nytt från ett pågående besök", "Nytt, from an ongoing visit")
    visit = story.ask(story.engine.queries.ledger(HARIS)).items[0]
    taken = VisitId(visit.id)
    story.do(StartVisit(visit=taken), HARIS)
    reason = typed(story, HARIS, "prov")
    story.tell(
        f"På Startsida tar Haris nästa i patientliggaren: {visit.patient.name}, «{visit.title}». Under besöket: Nytt. "
        f"Haris skriver «prov» i rutan och väljer «{reason.title}», 1 dag. Slutför.",
        f"On Startsida Haris takes the next in the ledger: {visit.patient.name}, «{visit.title}». During the visit: "
        f"Nytt. Haris types “prov” in the box and picks «{reason.title}», 1 day. Slutför.",
    )
    command = CreateCase(patient=visit.patient.id, reason=reason.id, days=1, entry=Entry.ONGOING_VISIT, visit=taken)
    row = opened(story, HARIS, command)
    story.say(
        HARIS,
        row.id,
        "Hej! Här kommer provsvaret: alla värden är bra.",
        "Hello! Here is the result: all values are good.",
    )
    patient_sees(story, story.row(HARIS, row.id))
    story.do(EndVisit(visit=taken), HARIS)
    return row.id


def from_ended(story: Story, newcomer: PersonRow) -> CaseId:
    """A scheduled visit that is over; the reason brings its own length."""
    story.clock.go(0, "14:00")
    reason = typed(story, HARIS, "förny")
    planned = CreateVisit(patient=newcomer.id, reason=reason.id, scheduled=story.clock.local(0, "14:30"))
    visit = VisitId(story.do(planned, HARIS).ids[Kind.VISIT])
    story.clock.go(0, "14:30")
    story.do(StartVisit(visit=visit), HARIS)
    story.clock.go(0, "14:50")
    story.do(EndVisit(visit=visit), HARIS)
    story.act("Nytt från ett avslutat besök", "Nytt, from an ended visit")
    over = story.ask(story.engine.queries.visit(HARIS, visit))
    set_for = f"{(over.scheduled or over.created).astimezone(ZONE):%H:%M}"
    story.tell(
        f"Besöket med {over.patient.name} klockan {set_for.replace(':', '.')} är avslutat. Nytt, med «{reason.title}», "
        f"som själv har {reason.days} dagar förifyllt.",
        f"The visit with {over.patient.name} at {set_for} has ended. Nytt, with «{reason.title}», which itself has "
        f"{reason.days} days prefilled.",
    )
    command = CreateCase(patient=newcomer.id, reason=reason.id, entry=Entry.ENDED_VISIT, visit=visit)
    wants_no_sms(story, newcomer, command)
    row = opened(story, HARIS, command)
    story.say(
        HARIS,
        row.id,
        "Receptet är förnyat. Skriv här om något inte stämmer när du hämtar ut det.",
        "The prescription is renewed. Write here if anything is wrong when you collect it.",
    )
    patient_sees(story, story.row(HARIS, row.id))
    return row.id


def wants_no_sms(story: Story, newcomer: PersonRow, command: CreateCase) -> None:
    """Staff are told before Slutför that nobody would be told by SMS, and why; then the patient says yes to it (B4)."""
    yesterday = story.clock.now().astimezone(ZONE).date() - timedelta(days=1)
    by_phone = story.text("sagt i telefon", "said by telephone")
    story.do(WithdrawSmsConsent(person=newcomer.id, source=by_phone, day=yesterday), HARIS)
    story.tell(
        f"{newcomer.name} sade i telefon i går att SMS inte behövs. Det får Haris veta innan Slutför:",
        f"{newcomer.name} said by telephone yesterday that no SMS is needed. Haris is told so before Slutför:",
    )
    refusal = story.refused("nobody is told by SMS", story.engine.handle(command, actor=HARIS))
    said = story.text("sagt vid besöket", "said at the visit")
    story.do(RecordSmsConsent(person=newcomer.id, source=said), HARIS)
    story.tell(
        "Haris kan gå vidare utan SMS-notifiering, men frågar: om receptet går det bra. Samtycket noteras.",
        "Haris may go on without an SMS notice, but asks: about the prescription it is fine. The consent is recorded.",
    )
    story.note("consent", person=newcomer.id, refused=refusal)
