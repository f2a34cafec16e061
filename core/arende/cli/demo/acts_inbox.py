"""The inbox: read, unread, dealt with without an answer, and every list with its count (B5, B18, B21)."""

from typing import Final

from arende.cli.shown import counted
from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.lists import LABELS
from arende.domain.commands import MarkHandled, MarkSeen
from arende.domain.ids import AssignmentId, CaseId, UnitId
from arende.engine.case_orders import CaseList
from arende.views.rows import CaseRow

from .clinic import local
from .steps import patient_sees, signed_in
from .story import NURSE, UNIT_READER, Story
from .words import item, left, place

HARIS: Final = StaffActor(NURSE)
UNIT: Final = UnitId(local("vc"))
SHOWN: Final = 3


def thanks(story: Story, case: CaseId) -> None:
    """A patient thanks: it is read, marked unread, read again, and dealt with. Then the lists."""
    story.clock.go(0, "15:20")
    story.act("Inkorgen, sent på dagen", "The inbox, late in the day")
    patient = RepresentativeActor(story.row(HARIS, case).representative.id)
    story.say(patient, case, "Tack, det gick fort!", "Thank you, that was quick!")
    row = story.row(HARIS, case)
    fresh = story.text("oläst", "unread") if row.unread else ""
    told = " · ".join(part for part in (item(row, story.lang), fresh) if part)
    story.sees(f"{row.staff.name}, Inkorg", told, told)
    unread = [row.unread, *(seen(story, case, up_to) for up_to in (row.messages, row.messages - 1, row.messages))]
    words = [story.text("oläst", "unread") if one else story.text("läst", "read") for one in unread]
    story.do(MarkHandled(case=case), HARIS)
    after = story.row(HARIS, case)
    gone = case not in [found.id for found in story.inbox(NURSE)]
    story.tell(
        f"Haris öppnar det ({words[1]}), märker det själv som oläst för att minnas det ({words[2]}) och läser igen "
        f"({words[3]}). Ett tack behöver inget svar: «Markera som hanterat», och det "
        f"{'är ur inkorgen' if gone else 'står kvar i inkorgen'}. För {row.patient.name} är allt som förut:",
        f"Haris opens it ({words[1]}), marks it unread so as to remember it ({words[2]}) and reads it again "
        f"({words[3]}). Thanks need no answer: “Markera som hanterat” (dealt with), and it "
        f"{'is out of the inbox' if gone else 'stays in the inbox'}. For {row.patient.name} all is as before:",
    )
    patient_sees(story, after)
    story.note("thanks", case=case, unread=unread, waits_after=[str(reason) for reason in after.attention])
    lists(story)


def seen(story: Story, case: CaseId, up_to: int) -> bool:
    """Haris' own mark is put there; whether something is unread by Haris then."""
    story.do(MarkSeen(case=case, up_to=up_to), HARIS)
    return story.row(HARIS, case).unread


def lists(story: Story) -> None:
    """Every list with its count, and what closes soon."""
    counts = story.ask(story.engine.queries.counts(HARIS))
    story.sees(f"{signed_in(story, NURSE).name}, {story.text('listor', 'lists')}", *[counted(counts, story.lang)] * 2)
    soon = closing_soon(story, NURSE)
    told = ", ".join(f"{row.title} · {row.patient.name} · {left(row, story.lang)}" for row in soon[:SHOWN])
    heading = LABELS[CaseList.CLOSING_SOON][place(story.lang)]
    if soon:
        story.sees(heading, told, told)
    story.note("lists", counts={which.value: count for which, count in counts.items()}, soon=[row.id for row in soon])


def closing_soon(story: Story, assignment: AssignmentId) -> tuple[CaseRow, ...]:
    """«Stängs snart» (B15)."""
    actor = StaffActor(assignment)
    return story.ask(story.engine.queries.cases_of_assignment(actor, CaseList.CLOSING_SOON)).items


def unit_lists(story: Story) -> None:
    """What stands at the unit, for who may read all of it; and what anyone there may take."""
    reader = signed_in(story, UNIT_READER)
    counts = story.ask(story.engine.queries.counts(StaffActor(UNIT_READER), unit=UNIT))
    story.sees(f"{reader.name}, {reader.unit}", *[counted(counts, story.lang)] * 2)
    waiting = story.pool(UNIT_READER)
    heading = story.text("Enhetens kö, för vem som helst där:", "The unit's pool, for anyone there:")
    if waiting:
        story.teller.rows(heading, [tuple(item(row, story.lang).split(" · ")) for row in waiting[:SHOWN]])
    story.note("unit", counts={which.value: count for which, count in counts.items()}, pool=[r.id for r in waiting])
