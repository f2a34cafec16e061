"""A period runs out unanswered, days count down to read-only, and what waits today (S12–S16, B14)."""

from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.commands import Entry
from arende.domain.case.reply import MayReply
from arende.domain.commands import CreateCase, SendMessage
from arende.domain.ids import AssignmentId, CaseId
from arende.engine.verifying import verify
from arende.views.thread import Happening

from ..output import progress
from .acts_inbox import unit_lists
from .acts_record import happened, record
from .clock import SPAN
from .steps import known, opened, preset, ticket
from .story import CHILDRENS_NURSE, COLLEAGUE, NURSE, DemoFault, Story
from .words import at, item, left, on, why

HARIS: Final = StaffActor(NURSE)
SHOWN: Final = 6
"""Rows of a list that are told; of the rest the number."""


def late_question(story: Story, case: CaseId) -> None:
    """On the last day, when nobody has time."""
    patient = RepresentativeActor(story.row(HARIS, case).representative.id)
    story.clock.go(1, "16:50")
    story.act("En fråga på sista dagen", "A question on the last day")
    before = story.row(patient, case)
    may = before.can_reply
    until = at(may.until, story.lang) if isinstance(may, MayReply) else "–"
    story.sees(
        story.app(before.representative.name),
        f"{before.title} · {left(before, 'sv')} · kan skriva till {until}",
        f"{before.title} · {left(before, 'en')} · may write until {until}",
    )
    story.say(patient, case, "Tack! Gäller det även järnvärdet?", "Thank you! Does that go for the iron value too?")


def runs_out(story: Story, case: CaseId) -> None:
    """Nobody has answered: read-only for both, and it stays in the inbox."""
    patient = RepresentativeActor(story.row(HARIS, case).representative.id)
    story.clock.go(2, "08:00")
    story.work()
    story.act("Perioden har gått ut", "The period has ended")
    mine = next(row for row in story.inbox(NURSE) if row.id == case)
    story.sees(f"{mine.staff.name}, Inkorg", *[item(mine, story.lang)] * 2)
    rows = [story.row(actor, case) for actor in (HARIS, patient)]
    why_not = [row.can_reply.code for row in rows if not isinstance(row.can_reply, MayReply)]
    story.tell(
        "I stället för svarsrutan står skälet, för båda sidor. Den som skickar ändå får samma besked:",
        "Instead of the composer stands the reason, on both sides. Whoever sends anyway is told the same:",
    )
    late = SendMessage(case=case, text=story.text("Ja, det är bra.", "Yes, it is fine."))
    refused = story.refused(
        "either side writes after the end", *(story.engine.handle(late, actor=actor) for actor in (HARIS, patient))
    )
    story.note(
        "runs_out",
        case=case,
        attention=[str(reason) for reason in mine.attention],
        can_reply=why_not,
        days_left=mine.days_left,
        refused=refused,
        noted=happened(story, case, Happening.PHASE_ENDED),
    )


def look(story: Story, case: CaseId) -> None:
    """Read what the green box shows this day; told together when the period is over."""
    story.box[story.clock.day()] = story.row(HARIS, case)


def days_go(story: Story, case: CaseId) -> None:
    """The green box, day by day, until the case is read-only."""
    story.clock.go(SPAN, "00:00")
    story.work()
    look(story, case)
    last = story.row(HARIS, case)
    story.act(f"Dagarna går för {last.patient.name}", f"The days go by for {last.patient.name}")
    shown = " · ".join(f"{on(day, story.lang)}: {left(row, story.lang)}" for day, row in story.box.items())
    story.tell(f"Grön ruta ovanför chatten. {shown}.", f"The green box over the chat. {shown}.")
    story.note(
        "days",
        case=case,
        box=[{"day": day.isoformat(), "left": row.days_left, "open": row.open} for day, row in story.box.items()],
    )


def today(story: Story, ended: CaseId, waiting: CaseId, child: CaseId | None) -> None:
    """Answers come in, a case is opened and not written yet, a ticket waits: the clinic as it is left behind."""
    story.clock.to_present()
    story.act("I dag", "Today")
    record(story, ended)
    newcomer = RepresentativeActor(story.row(HARIS, waiting).representative.id)
    story.say(
        newcomer,
        waiting,
        "Apoteket säger att receptet gäller halva mängden. Stämmer det?",
        "The pharmacy says the prescription is for half the amount. Is that right?",
    )
    if child is not None:
        guardian = RepresentativeActor(story.row(StaffActor(CHILDRENS_NURSE), child).representative.id)
        story.say(
            guardian,
            child,
            "Utslagen är blekare, men kliar på kvällen. Kan vi smörja oftare?",
            "The rash is paler but itches in the evening. May we use the cream more often?",
        )
    empty = begun(story)
    ticket(story, story.cast.next_caller)
    ledger = story.ask(story.engine.queries.ledger(HARIS)).items
    for assignment in (NURSE, CHILDRENS_NURSE):
        tell_inbox(story, assignment)
    unit_lists(story)
    story.teller.rows(
        story.text("Patientliggaren, Startsida:", "The ledger, on Startsida:"),
        [(row.patient.name, row.title, at(row.created, story.lang)) for row in ledger[:SHOWN]],
    )
    story.note("today", empty=empty, answered=[waiting, *([child] if child else [])], ledger=[row.id for row in ledger])


def begun(story: Story) -> CaseId:
    """Haris is called away between Slutför and the first message."""
    patient = known(story, HARIS, story.cast.unwritten)
    story.tell(
        f"Haris trycker Slutför för {patient.name} och blir avbruten innan meddelandet är skrivet.",
        f"Haris presses Slutför for {patient.name} and is called away before the message is written.",
    )
    command = CreateCase(patient=patient.id, reason=preset(story, HARIS).id, entry=Entry.SEARCH)
    return opened(story, HARIS, command).id


def tell_inbox(story: Story, assignment: AssignmentId) -> None:
    """An inbox as a list, longest wait first."""
    rows = story.inbox(assignment)
    story.note("inbox", **{assignment: [{"id": row.id, "attention": [str(a) for a in row.attention]} for row in rows]})
    if not rows:
        return
    staff = rows[0].staff
    more = len(rows) - SHOWN
    told = [(row.patient.name, row.title, why(row, story.lang), left(row, story.lang)) for row in rows[:SHOWN]]
    rest = [(story.text(f"… och {more} till", f"… and {more} more"),)] if more > 0 else []
    story.teller.rows(f"{staff.name}, {staff.role}, Inkorg › Asynkrona besök:", [*told, *rest])


def end(story: Story, case: CaseId, waiting: CaseId) -> None:
    """What was kept is what the records say; where everything is, and how to go on."""
    with progress(story.session, ("Spelar om händelserna", "Replaying the events")) as advance:
        verified = verify(story.engine.storage, lambda done: advance(done, None))
    if verified.faults:
        raise DemoFault(
            f"Databasen stämmer inte: {len(verified.faults)} fel. Kör arende verify.",
            f"The database is not consistent: {len(verified.faults)} faults. Run arende verify.",
        )
    story.note("verified", streams=verified.streams, records=verified.records, faults=len(verified.faults))
    story.facts.update(cases=story.cases, sms=story.sms)
    story.tell(
        f"{len(story.sms)} SMS har lämnat kliniken. Alla {verified.records} händelser är omspelade: det som visas "
        f"stämmer med det som hänt.",
        f"{len(story.sms)} SMS have left the clinic. All {verified.records} events are replayed: what is shown is what "
        f"happened.",
    )
    if not story.engine.storage.claims.durable:
        story.tell(
            "Databasen fanns bara i minnet och är nu borta.", "The database was in memory only, and is gone now."
        )
        return
    row = story.row(HARIS, waiting)
    lines = [
        f"export ARENDE_STORAGE={story.places.database}",
        f"arende inbox --as staff:{NURSE}",
        f"arende inbox --pool --as staff:{COLLEAGUE}",
        f"arende case show {case} --as staff:{NURSE}",
        f"arende case show {waiting} --as rep:{row.representative.id}",
    ]
    story.facts["try"] = lines
    story.teller.commands(story.text("Prova vidare:", "Go on:"), lines)
