"""The end of the period: extended, closed by mistake, reopened, shortened; and a case that follows (B12–B14)."""

from datetime import timedelta
from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.commands import Entry
from arende.domain.commands import CloseCase, CreateCase, ExtendPhase, ReopenCase, SendMessage, ShortenPhase
from arende.domain.ids import CaseId
from arende.views.rows import CaseRow
from arende.views.thread import HappeningLine

from .steps import opened, patient_sees, preset
from .story import NURSE, Story
from .words import left, on

HARIS: Final = StaffActor(NURSE)
LONGER: Final = timedelta(days=7)
SHORTER: Final = timedelta(days=3)
AGAIN: Final = 14
"""Days of the new phase."""


def end_moves(story: Story, case: CaseId) -> None:
    """Four moves in one thread; while it is closed the patient is told why they cannot write."""
    story.clock.go(1, "11:15")
    before = story.row(HARIS, case)
    story.act(f"{before.patient.name} behöver mer tid", f"{before.patient.name} needs more time")
    why = story.text("Apoteket väntar på leverans", "The pharmacy waits for a delivery")
    story.do(ExtendPhase(case=case, last_day=before.last_day + LONGER, reason=why), HARIS)
    longer = story.row(HARIS, case)
    story.tell(
        f"Haris förlänger «{longer.title}» till {on(longer.last_day, 'sv')} och anger orsaken: {why}. Rutan visar "
        f"{left(longer, 'sv')}. Sedan avslutar Haris det av misstag, trots varningen att {longer.undocumented} "
        f"meddelanden inte är journalförda. {before.patient.name} försöker skriva:",
        f"Haris extends «{longer.title}» to {on(longer.last_day, 'en')} and gives the reason: {why}. The box shows "
        f"{left(longer, 'en')}. Then Haris closes it by mistake, despite the warning that {longer.undocumented} "
        f"messages are not documented. {before.patient.name} tries to write:",
    )
    story.do(CloseCase(case=case, reason=story.text("Receptet är hämtat", "It is collected")), HARIS)
    patient = RepresentativeActor(before.representative.id)
    closed = story.row(patient, case)
    question = SendMessage(case=case, text=story.text("När kommer det?", "When does it come?"))
    refused = story.refused("writing in a closed case", story.engine.handle(question, actor=patient))
    wrong = story.text("Fel ärende avslutades", "The wrong case was closed")
    story.do(ReopenCase(case=case, days=AGAIN, reason=wrong), HARIS)
    again = story.row(HARIS, case)
    arrived = story.text("Leveransen har kommit", "The delivery has come")
    story.do(ShortenPhase(case=case, last_day=again.last_day - SHORTER, reason=arrived), HARIS)
    after = story.row(HARIS, case)
    story.tell(
        f"Haris öppnar det igen, {AGAIN} dagar, i samma tråd. När leveransen har kommit förkortas det till "
        f"{on(after.last_day, 'sv')}. Orsakerna är för personalen:",
        f"Haris reopens it for {AGAIN} days, in the same thread. When the delivery has come it is shortened to "
        f"{on(after.last_day, 'en')}. The reasons are for staff:",
    )
    patient_sees(story, after)
    moves = {who: moved(story, actor, case) for who, actor in (("staff", HARIS), ("patient", patient))}
    story.note("end_moves", case=case, refused=refused, moves=moves, **left_of(before, longer, closed, again, after))


def left_of(*rows: CaseRow) -> dict[str, object]:
    """Days left as it was, and after each move."""
    return {"days_left": [row.days_left for row in rows], "messages": [row.messages for row in rows]}


def moved(story: Story, actor: StaffActor | RepresentativeActor, case: CaseId) -> list[list[str]]:
    """How the end moved, and why, as that actor is told."""
    thread = story.ask(story.engine.queries.thread(actor, case)).items
    happened = (line for line in thread if isinstance(line, HappeningLine) and line.last_day is not None)
    return [[line.what.value, line.reason] for line in happened]


def follow_up(story: Story, ended: CaseId) -> CaseId:
    """What ran out is not opened again: a new case follows it."""
    story.clock.go(2, "08:20")
    before = story.row(HARIS, ended)
    story.act("Ett nytt ärende som följer på det gamla", "A new case that follows the old one")
    reason = preset(story, HARIS)
    story.tell(
        f"Haris vill följa upp värdet och skapar ett nytt ärende, «{reason.title}», som följer på «{before.title}», "
        f"och svarar där:",
        f"Haris wants to follow the value up, creates a new case, «{reason.title}», that follows «{before.title}», and "
        f"answers there:",
    )
    command = CreateCase(patient=before.patient.id, reason=reason.id, entry=Entry.PROFILE, follows=ended)
    row = opened(story, HARIS, command)
    story.say(
        HARIS,
        row.id,
        "Hej igen! Ja, även järnvärdet är bra. Skriv här om du undrar mer.",
        "Hello again! Yes, the iron value is fine too. Write here if you wonder about anything else.",
    )
    story.note("follow_up", case=row.id, follows=row.follows)
    return row.id
