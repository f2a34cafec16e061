"""Acts 7–8: a child with two guardians, and a youth who settles who represents (S4, S5)."""

from typing import Final

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.commands import Entry, Maturity
from arende.domain.commands import CreateCase
from arende.domain.ids import CaseId
from arende.views.names import PersonName

from .steps import known, opened, patient_sees, preset, signed_in, typed
from .story import CHILDRENS_NURSE, NURSE, Story

HARIS: Final = StaffActor(NURSE)
HARIS_FOR_CHILDREN: Final = StaffActor(CHILDRENS_NURSE)
DAYS: Final = 14


def child(story: Story) -> CaseId | None:
    """One guardian is chosen and told; the other sees nothing of the case, anywhere. None: there is no child."""
    if story.cast.child is None:
        return None
    story.clock.go(1, "09:00")
    patient = known(story, HARIS_FOR_CHILDREN, story.cast.child)
    story.act(f"Ett barn på {patient.age} år", f"A child of {patient.age}")
    chosen, other = patient.guardians[:2]
    reason, staff = preset(story, HARIS_FOR_CHILDREN), signed_in(story, CHILDRENS_NURSE)
    story.tell(
        f"Byt uppdrag: Haris är nu {staff.role}, {staff.unit}. {patient.name} har två "
        f"vårdnadshavare, {chosen.name} och {other.name}. Nytt, «{reason.title}», {DAYS} dagar, inget ombud valt:",
        f"Byt uppdrag (switch assignment): Haris is now {staff.role}, {staff.unit}. {patient.name} has two "
        f"guardians, {chosen.name} and {other.name}. Nytt, «{reason.title}», {DAYS} days, no representative chosen:",
    )
    nobody = CreateCase(patient=patient.id, reason=reason.id, days=DAYS, entry=Entry.SEARCH)
    without = story.refused("a child without representative", story.engine.handle(nobody, actor=HARIS_FOR_CHILDREN))
    story.tell(f"Haris väljer {chosen.name}. Slutför.", f"Haris chooses {chosen.name}. Slutför.")
    row = opened(
        story,
        HARIS_FOR_CHILDREN,
        CreateCase(patient=patient.id, reason=reason.id, days=DAYS, entry=Entry.SEARCH, representative=chosen.id),
    )
    story.say(
        HARIS_FOR_CHILDREN,
        row.id,
        "Hej! Hur ser utslagen ut i dag, och kliar det på natten?",
        "Hello! What does the rash look like today, and does it itch at night?",
    )
    patient_sees(story, row)
    story.note("child", age=patient.age, case=row.id, chosen=chosen.id, other=other.id, without_representative=without)
    other_sees_nothing(story, row.id, other)
    return row.id


def other_sees_nothing(story: Story, case: CaseId, other: PersonName) -> None:
    """The list of the other guardian, and the case by its address."""
    listed = story.seen_by(other.id)
    there = [row for row in listed if row.id == case]
    yes = story.text("ser ärendet", "sees the case")
    no = story.text(
        f"ser inte ärendet ({len(listed)} ärenden i listan). Via dess adress:",
        f"does not see the case ({len(listed)} cases in the list). By its address:",
    )
    story.sees(story.app(other.name), *[yes if there else no] * 2)
    actor = RepresentativeActor(other.id)
    refused = story.refused("the other guardian opens the thread", story.engine.queries.thread(actor, case))
    story.note("child", other_sees=len(there), other_refused=refused)


def youth(story: Story) -> CaseId | None:
    """From the profile: nothing preselected, the assessment of maturity is recorded, the youth represents.

    None: there is no youth.
    """
    if story.cast.youth is None:
        return None
    story.clock.go(1, "10:30")
    patient = known(story, HARIS, story.cast.youth)
    story.act(f"Nytt från profilen, för en {patient.age}-åring", f"Nytt from the profile, for a {patient.age}-year-old")
    profile = story.ask(story.engine.queries.person(HARIS, patient.id))
    reason = typed(story, HARIS, "rådg")
    story.tell(
        f"Ombud kan vara {profile.name} eller en vårdnadshavare. Inget är förvalt. Haris väljer {profile.name}, men "
        f"anger ingen mognadsbedömning:",
        f"{profile.name} or a guardian can represent. Nothing is preselected. Haris chooses {profile.name}, but "
        f"records no assessment of maturity:",
    )
    unassessed = CreateCase(patient=patient.id, reason=reason.id, days=DAYS, representative=patient.id)
    without = story.refused("a youth without assessment", story.engine.handle(unassessed, actor=HARIS))
    story.tell(
        f"Haris anger att {profile.name} bedöms mogen nog. Slutför.",
        f"Haris records that {profile.name} is assessed as mature enough. Slutför.",
    )
    row = opened(
        story,
        HARIS,
        CreateCase(
            patient=patient.id,
            reason=reason.id,
            days=DAYS,
            entry=Entry.PROFILE,
            representative=patient.id,
            maturity=Maturity.MATURE,
        ),
    )
    story.say(
        HARIS,
        row.id,
        "Hej! Här kan du skriva om det du undrade över. Dina vårdnadshavare ser inte det här ärendet.",
        "Hello! Here you can write about what you wondered. Your guardians do not see this case.",
    )
    seen = {
        guardian.id: len([r for r in story.seen_by(guardian.id) if r.id == row.id]) for guardian in profile.guardians
    }
    story.note("youth", age=patient.age, case=row.id, without_assessment=without, guardians_see=seen)
    return row.id
