"""Acts 10–12: a period runs out unanswered, days count down to read-only, the record, what waits today (S12–S17)."""

import json
from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.commands import Entry
from arende.domain.commands import CreateCase, ExportCase, SendMessage
from arende.domain.ids import AssignmentId, CaseId
from arende.engine.verifying import verify
from arende.views.thread import Happening, HappeningLine

from ..output import progress
from .clock import SPAN
from .steps import known, opened, preset, ticket
from .story import CHILDRENS_NURSE, NURSE, DemoFault, Story
from .words import at, left, on, why

HARIS: Final = StaffActor(NURSE)
EXPORTER: Final = "spool"
SHOWN: Final = 6
"""Rows of a list that are told; of the rest the number."""


def runs_out(story: Story, case: CaseId, other: CaseId) -> None:
    """A question that nobody answers before the period ends: read-only for both, and it stays in the inbox."""
    patient = RepresentativeActor(story.row(HARIS, case).representative.id)
    story.clock.go(1, "16:50")
    story.act("Ett svar som dröjer", "An answer that is late")
    look(story, other)
    before = story.row(patient, case)
    story.say(patient, case, "Tack! Gäller det även järnvärdet?", "Thank you! Does that go for the iron value too?")
    story.clock.go(2, "08:00")
    story.work()
    mine = next(row for row in story.inbox(NURSE) if row.id == case)
    morning = story.clock.day()
    story.tell(
        f"Ärendet visade «{left(before, 'sv')}», och ingen hinner svara. På morgonen {on(morning, 'sv')}:",
        f"The case showed “{left(before, 'en')}”, and nobody has time to answer. In the morning, {on(morning, 'en')}:",
    )
    told = f"{mine.title} · {mine.patient.name} · {why(mine, story.lang)}"
    story.sees(f"{mine.staff.name}, Inkorg", told, told)
    story.tell(
        f"Haris försöker svara ändå, och {before.representative.name} att skriva igen. Båda får besked:",
        f"Haris tries to answer anyway, and {before.representative.name} to write again. Both are told:",
    )
    late = SendMessage(case=case, text=story.text("Ja, det är bra.", "Yes, it is fine."))
    refused = story.refused(
        "either side writes after the end", *(story.engine.handle(late, actor=actor) for actor in (HARIS, patient))
    )
    story.note(
        "runs_out",
        case=case,
        attention=[str(reason) for reason in mine.attention],
        days_left=mine.days_left,
        refused=refused,
        noted=happened(story, case, Happening.PHASE_ENDED),
    )


def look(story: Story, case: CaseId) -> None:
    """Read what the green box shows this day; told together when the period is over."""
    story.box[story.clock.day()] = story.row(HARIS, case)


def days_go(story: Story, case: CaseId) -> None:
    """The green box, day by day, until the case is read-only."""
    look(story, case)
    story.clock.go(SPAN - 1, "08:00")
    look(story, case)
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


def record(story: Story, case: CaseId) -> None:
    """The ended case goes to the health record, as the spool exporter writes it."""
    before = set(story.places.journal.glob("*.json"))
    story.do(ExportCase(case=case, exporter=EXPORTER), HARIS)
    story.work()
    files = sorted(set(story.places.journal.glob("*.json")) - before)
    messages = [len(json.loads(file.read_text(encoding="utf-8"))["messages"]) for file in files]
    row = story.row(HARIS, case)
    exported = happened(story, case, Happening.EXPORTED)
    story.note("record", case=case, files=[str(file) for file in files], messages=messages, exported=exported)
    count = sum(messages)
    done = ("överfört", "exported") if exported else ("inte överfört", "not exported")
    story.tell(
        f"Haris för över det avslutade ärendet «{row.title}», {row.patient.name}, till journalen: {count} meddelanden, "
        f"{done[0]}.",
        f"Haris exports the ended case «{row.title}», {row.patient.name}, to the record: {count} messages, {done[1]}.",
    )


def happened(story: Story, case: CaseId, what: Happening) -> bool:
    """Whether the thread tells staff so."""
    thread = story.ask(story.engine.queries.thread(HARIS, case)).items
    return any(isinstance(line, HappeningLine) and line.what is what for line in thread)


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
        f"arende case show {case} --as staff:{NURSE}",
        f"arende case show {waiting} --as rep:{row.representative.id}",
    ]
    story.facts["try"] = lines
    story.teller.commands(story.text("Prova vidare:", "Go on:"), lines)
