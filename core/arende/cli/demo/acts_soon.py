"""A unit with rules of its own: one SMS for a burst, «oläst», «Stängs snart», no reopening (B11, B13, B15)."""

from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.commands import Entry
from arende.domain.commands import CreateCase, MarkRead, ReopenCase, SendMessage
from arende.domain.ids import AssignmentId, CaseId
from arende.views.thread import Happening, HappeningLine

from ..shown import CLOSING_SOON
from .acts_contact import happening
from .clinic import NOTICES, local
from .steps import found, keep, known, patient_sees, typed
from .story import Story
from .words import item, left, on

NORA: Final = StaffActor(AssignmentId(local("nora-ssk")))
BURST: Final = (
    ("Hej! Jag har läst din fråga.", "Hello! I have read your question.", "12:41"),
    ("Ta en tablett till natten.", "Take one tablet for the night.", "12:42"),
    ("Och drick mycket vatten.", "And drink plenty of water.", "12:43"),
)
TOLD: Final = (Happening.SMS_LATER, Happening.SMS_COVERED)


def burst(story: Story) -> CaseId:
    """Three messages within some minutes: one SMS, after the last of them."""
    story.clock.go(1, "12:40")
    patient = known(story, NORA, story.cast.brief)
    reason = typed(story, NORA, "Rådgivning")
    story.act(f"Tre meddelanden till {patient.name}, ett SMS", f"Three messages to {patient.name}, one SMS")
    command = CreateCase(patient=patient.id, reason=reason.id, days=1, entry=Entry.SEARCH)
    case = CaseId(story.do(command, NORA).ids["case"])
    before = len(story.sms)
    story.deliver(case)
    row = story.row(NORA, case)
    minutes = NOTICES["rad"]["coalesce_minutes"]
    story.tell(
        f"{row.unit_name} vill ha högst ett SMS på {minutes} minuter i samma ärende. "
        f"{row.staff.name} skriver tre gånger:",
        f"{row.unit_name} wants one SMS at most within {minutes} minutes in a case. "
        f"{row.staff.name} writes three times:",
    )
    for sv, en, when in BURST:
        story.clock.go(1, when)
        story.say(NORA, case, sv, en)
    lines = [line for line in story.thread(NORA, case) if isinstance(line, HappeningLine)]
    told = " · ".join(happening(story, line) for line in lines if line.what in TOLD)
    story.sees(row.staff.name, told, told)
    story.clock.go(1, "12:50")
    story.deliver(case)
    keep(story, story.row(NORA, case), command)
    story.note("burst", case=case, messages=len(BURST), sms=len(story.sms) - before)
    return case


def lies_unread(story: Story, case: CaseId) -> None:
    """A day later nobody has read, and it is the last day: staff are told of the one, the patient of the other."""
    story.clock.go(2, "12:45")
    story.work()
    row = found(story.inbox(NORA.assignment), case) or story.row(NORA, case)
    days = NOTICES["rad"]["unread_days"]
    story.act(f"{row.patient.name} har inte läst, och sista dagen", f"{row.patient.name} has not read, on the last day")
    story.tell(
        f"Efter {days} dygn står det oläst i inkorgen. I patientappen syns att ärendet stängs snart:",
        f"After {days} day it stands in the inbox as not read. The patient app shows that the case closes soon:",
    )
    told = item(row, story.lang)
    story.sees(f"{row.staff.name}, Inkorg", told, told)
    patient = RepresentativeActor(row.representative.id)
    theirs = story.row(patient, case)
    soon = story.text(*CLOSING_SOON) if theirs.closing_soon else "–"
    shown = f"{theirs.title} · {left(theirs, story.lang)} · {soon}"
    story.sees(story.app(theirs.representative.name), shown, shown)
    story.do(MarkRead(case=case, up_to=theirs.messages), patient)
    waits = [str(reason) for reason in story.row(NORA, case).attention]
    story.tell(
        f"{theirs.representative.name} läser, och det är borta ur inkorgen.",
        f"{theirs.representative.name} reads, and it is gone from the inbox.",
    )
    attention = [str(reason) for reason in row.attention]
    story.note("unread", case=case, attention=attention, closing_soon=theirs.closing_soon, after_reading=waits)


def too_late(story: Story, case: CaseId) -> None:
    """The unit does not reopen what is over: a new case follows it."""
    story.clock.go(3, "17:10")
    story.work()
    before = story.row(NORA, case)
    story.act("För sent att öppna igen", "Too late to reopen")
    story.tell(
        f"Ärendet var öppet till och med {on(before.last_day, 'sv')}. {before.staff.name} vill öppna det igen:",
        f"The case was open through {on(before.last_day, 'en')}. {before.staff.name} wants to reopen it:",
    )
    again = ReopenCase(case=case, days=3, reason=story.text("Mer att säga", "More to say"))
    refused = story.refused("reopening after the window", story.engine.handle(again, actor=NORA))
    reason = typed(story, NORA, "Rådgivning")
    command = CreateCase(patient=before.patient.id, reason=reason.id, days=3, entry=Entry.PROFILE, follows=case)
    made = CaseId(story.do(command, NORA).ids["case"])
    story.deliver(made)
    row = story.row(NORA, made)
    keep(story, row, command)
    story.tell(
        f"{row.staff.name} skapar ett nytt i stället, som följer på det gamla, och skriver där:",
        f"{row.staff.name} creates a new one instead, which follows the old one, and writes there:",
    )
    text = story.text("Hej igen! Hur har natten varit?", "Hello again! How was the night?")
    story.send(SendMessage(case=made, text=text), NORA)
    story.clock.go(3, "17:20")
    story.deliver(made)
    patient_sees(story, row)
    story.note("too_late", case=made, follows=row.follows, refused=refused)
