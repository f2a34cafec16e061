"""Always someone (B19): handed over, a temp leaves, a colleague covers, and what nobody touches is the unit's again."""

from typing import Final

from returns.pipeline import is_successful

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.reply import MayReply
from arende.domain.commands import (
    CoverAssignment,
    EndAssignment,
    HandOver,
    RegisterAssignment,
    RegisterStaff,
    SaveDraft,
    SendMessage,
    TakeCase,
)
from arende.domain.ids import AssignmentId, CaseId, RoleId, StaffId, UnitId
from arende.domain.person import ZONE as TIMEZONE
from arende.domain.phase import end_of
from arende.views.thread import HandoverLine

from .clinic import local
from .steps import found, signed_in
from .story import COLLEAGUE, NURSE, UNIT_READER, Story
from .words import at, item, on

HARIS: Final = StaffActor(NURSE)
YLVA: Final = StaffActor(COLLEAGUE)
BRITT: Final = StaffActor(UNIT_READER)
TEMP: Final = AssignmentId(local("vikarie-ssk"))
VERA: Final = StaffActor(TEMP)
NAME: Final = "Vera Lindhed"
POOL: Final = ("enhetens kö", "the unit's pool")
COVERED: Final = 3
"""The day of the story through which the cover lasts."""


def temp_comes(story: Story) -> None:
    """Not in the register that is imported: who leaves would be there again."""
    staff = StaffId(local("vikarie"))
    story.do(RegisterStaff(staff=staff, name=NAME), story.operator)
    unit, role = UnitId(local("vc")), RoleId(local("ssk"))
    story.do(RegisterAssignment(assignment=TEMP, staff=staff, role=role, unit=unit), story.operator)


def hand_over(story: Story, case: CaseId) -> None:
    """To a temp, with a note and without the draft."""
    story.clock.go(2, "10:00")
    temp_comes(story)
    before = story.row(HARIS, case)
    story.act("Haris lämnar över, och vikarien slutar", "Haris hands over, and the temp leaves")
    story.do(SaveDraft(case=case, text=story.text("Hej, vad bra att", "Hello, it is good that")), HARIS)
    note = story.text("Vill ha svar efter skoltid.", "Wants answers after school hours.")
    story.do(HandOver(case=case, to=TEMP, note=note), HARIS)
    hers = item(found(story.inbox(TEMP), case) or before, story.lang)
    story.tell(
        f"Haris lämnar {before.patient.name} till vikarien {NAME}, med en rad för personalen: «{note}» "
        f"{kept(story, case)[0]}",
        f"Haris hands {before.patient.name} over to the temp {NAME}, with a line for staff: “{note}” "
        f"{kept(story, case)[1]}",
    )
    story.sees(f"{NAME}, Inkorg", hers, hers)
    patient = RepresentativeActor(before.representative.id)
    seen = story.row(patient, case)
    story.sees(story.app(seen.representative.name), *[f"{seen.title} · {seen.staff.name}, {seen.staff.role}"] * 2)
    notes = [line for line in story.thread(patient, case) if isinstance(line, HandoverLine)]
    story.note("hand_over", case=case, patient_side_sees=seen.staff.assignment, notes_at_patient_side=len(notes))
    story.clock.go(2, "10:40")
    story.say(patient, case, "Kan jag få en tid nästa vecka?", "May I come and see you next week?")


def kept(story: Story, case: CaseId) -> tuple[str, str]:
    """What became of the draft of who handed over."""
    mine = story.ask(story.engine.queries.draft(HARIS, case))
    theirs = story.ask(story.engine.queries.draft(VERA, case))
    story.note("hand_over", draft_kept=mine is not None, draft_seen_by_receiver=theirs is not None)
    if mine is None or theirs is not None:
        return "Utkastet är inte Haris eget.", "The draft is not Haris' own."
    return "Ett påbörjat svar förblir Haris eget utkast.", "An answer that was begun stays Haris' own draft."


def temp_leaves(story: Story, case: CaseId) -> None:
    """The unit has the case in the same moment; one takes it, the other is told."""
    story.clock.go(2, "12:00")
    story.do(EndAssignment(assignment=TEMP), story.operator)
    at_once = found(story.pool(COLLEAGUE), case)
    story.tell(
        "Klockan 12 slutar Vera. I samma stund är det som väntade på henne enhetens:",
        "At noon Vera leaves. In that moment what waited for her is the unit's:",
    )
    told = story.text("inget", "nothing") if at_once is None else item(at_once, story.lang)
    ylva, britt = signed_in(story, COLLEAGUE), signed_in(story, UNIT_READER)
    story.sees(f"{ylva.name}, {story.text(*POOL)}", told, told)
    story.work()
    story.do(TakeCase(case=case), YLVA)
    story.tell(
        f"{ylva.name} tar det. {britt.name} ville också, och får besked:",
        f"{ylva.name} takes it. {britt.name} wanted to, too, and is told:",
    )
    answer = story.engine.handle(TakeCase(case=case), actor=BRITT)
    second = story.refused("a second taker of a case", answer, names={COLLEAGUE: ylva.name})
    story.say(
        YLVA,
        case,
        "Hej! Tisdag 15.30 går bra. Jag heter Ylva och har tagit över efter Vera.",
        "Hello! Tuesday 15:30 is fine. I am Ylva, and have taken over from Vera.",
    )
    owner = story.row(YLVA, case).staff.assignment
    story.note("hand_over", in_pool_at_once=at_once is not None, second_taker=second, owner=owner)


def cover(story: Story, case: CaseId) -> None:
    """A colleague covers through a day: both see what waits, one answers, the other is told before sending."""
    story.clock.go(2, "13:00")
    story.act("Ylva täcker när Haris är ledig", "Ylva covers while Haris is away")
    day = story.clock.local(COVERED, "12:00").date()
    story.do(CoverAssignment(assignment=NURSE, by=COLLEAGUE, last_day=day), HARIS)
    before = story.row(HARIS, case)
    patient = RepresentativeActor(before.representative.id)
    story.tell(
        f"Haris ska gå hem och är ledig i morgon. Ylva täcker till och med {on(day, 'sv')}; sedan upphör det av sig "
        f"självt. {before.patient.name} skriver i det nya ärendet, och frågan står hos båda:",
        f"Haris is going home and is away tomorrow. Ylva covers through {on(day, 'en')}; then it ends by itself. "
        f"{before.patient.name} writes in the new case, and the question stands with both:",
    )
    story.clock.go(2, "13:20")
    story.say(patient, case, "Tack! Ska jag lämna nya prover?", "Thank you! Should I have new tests taken?")
    both = {id: found(story.inbox(id), case) for id in (NURSE, COLLEAGUE)}
    for id, row in both.items():
        told = story.text("inget", "nothing") if row is None else item(row, story.lang)
        story.sees(f"{signed_in(story, id).name}, Inkorg", told, told)
    may = story.row(YLVA, case).can_reply
    until = at(may.until, story.lang) if isinstance(may, MayReply) else "–"
    story.sees(signed_in(story, COLLEAGUE).name, f"kan skriva till {until}", f"may write until {until}")
    text = story.text("Ja, det är dags i", "Yes, it is time in")
    late = SendMessage(case=case, text=text, seen=story.row(HARIS, case).messages)
    story.do(SaveDraft(case=case, text=text), HARIS)
    story.say(
        YLVA,
        case,
        "Ja, om tre månader. Du får en kallelse.",
        "Yes, in three months. You will be called.",
    )
    story.tell(
        "Haris hade börjat svara på väg ut, och trycker Skicka efter Ylva:",
        "Haris had begun an answer on the way out, and sends it after Ylva's:",
    )
    stale = story.refused("a message past a colleague's", story.engine.handle(late, actor=HARIS))
    draft = story.ask(story.engine.queries.draft(HARIS, case))
    author = story.messages(patient, case)[-1].author
    story.sees(story.app(before.representative.name), f"svar från {author}", f"an answer from {author}")
    story.note(
        "cover",
        case=case,
        in_inbox_of={id: row is not None for id, row in both.items()},
        ends_with_cover=isinstance(may, MayReply) and may.until == end_of(day, TIMEZONE),
        stale=stale,
        draft_kept=draft is not None and draft.text == text,
        owner=story.row(HARIS, case).staff.assignment,
    )


def untouched(story: Story, case: CaseId) -> None:
    """What is left alone so long goes back to the unit, though its period is over."""
    story.clock.go(COVERED, "17:00")
    story.work()
    days = story.engine.settings.policy.untouched_days
    mine, units = found(story.inbox(NURSE), case), found(story.pool(UNIT_READER), case)
    row = story.row(BRITT, case)
    story.act("Det som ingen har rört", "What nobody has touched")
    story.tell(
        f"{row.patient.name} fick sitt svar i det nya ärendet, men frågan i det gamla har ingen markerat som hanterad. "
        f"Efter {days} dygn är den enhetens:",
        f"{row.patient.name} was answered in the new case, but nobody has marked the question in the old one as dealt "
        f"with. After {days} days it is the unit's:",
    )
    nothing = story.text(f"inget från {row.patient.name}", f"nothing from {row.patient.name}")
    for who, where, seen in ((NURSE, "Inkorg", mine), (UNIT_READER, story.text(*POOL), units)):
        told = nothing if seen is None else item(seen, story.lang)
        story.sees(f"{signed_in(story, who).name}, {where}", told, told)
    story.note("untouched", case=case, in_inbox=mine is not None, in_pool=units is not None)


def cover_is_over(story: Story, case: CaseId) -> None:
    """By the clock alone."""
    reaches = is_successful(story.engine.queries.case(YLVA, case))
    story.note("cover", reaches_after=reaches)
    story.tell(
        f"Täckningen är också slut: Ylva {'når fortfarande' if reaches else 'når inte längre'} Haris ärenden.",
        f"The cover is over too: Ylva {'still reaches' if reaches else 'no longer reaches'} Haris' cases.",
    )
