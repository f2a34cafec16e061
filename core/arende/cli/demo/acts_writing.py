"""Writing: a draft that the end of the phase leaves alone, a template that must be filled, two who write at once."""

from typing import Final

from attrs import evolve as changed

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.answer_time import composer_lines
from arende.domain.commands import RegisterTemplate, SaveDraft, SendMessage
from arende.domain.ids import AssignmentId, CaseId, TemplateId
from arende.domain.template.filling import fill

from .clinic import local
from .story import NURSE, Story

HARIS: Final = StaffActor(NURSE)
BRITT: Final = StaffActor(AssignmentId(local("britt-ssk")))
"""Sees all of the unit's cases."""
DOSE: Final = TemplateId(local("haris-dos"))


def at_once(story: Story, case: CaseId, late: CaseId) -> None:
    """Haris begins in one case and writes in another from a template, while the patient writes there too."""
    story.clock.go(1, "16:45")
    story.act("Två skriver samtidigt", "Two write at once")
    story.do(SaveDraft(case=late, text=story.text("Hej! Järnvärdet är", "Hello! The iron value is")), HARIS)
    story.tell(
        "Haris blir avbruten mitt i ett svar, som sparas som utkast.",
        "Haris is called away in the middle of an answer, which is kept as a draft.",
    )
    patient = RepresentativeActor(story.row(HARIS, case).representative.id)
    text = story.text("Hej {namn}! Fortsätt med {dos} fram till {dag}.", "Hello {namn}! Go on with {dos} until {dag}.")
    story.do(RegisterTemplate(template=DOSE, name="Dosen fortsätter", text=text, assignment=NURSE), HARIS)
    row = story.ask(story.engine.queries.template(HARIS, DOSE))
    story.tell(
        f"I ett annat ärende tar Haris sin frastext: {row.text} Skicka, inget ifyllt:",
        f"In another case Haris takes a template: {row.text} Send, nothing filled in:",
    )
    send = SendMessage(case=case, text=row.text, seen=story.row(HARIS, case).messages, template=row.id)
    unfilled = story.refused("a template with empty places", story.engine.handle(send, actor=HARIS))
    day = story.text("fredag", "Friday")
    filled = story.ask(fill(row.text, {"namn": "Anton", "dos": story.text("samma dos", "the same dose"), "dag": day}))
    story.engine.presence.writing(HARIS, case)
    writing = [one.name for one in story.engine.presence.others(BRITT, case)]
    for name in writing:
        story.sees("Britt-Marie", f"{name} skriver …", f"{name} is writing …")
    lines = composer_lines(story.row(patient, case).answer_hours, story.row(patient, case).opening_hours, story.lang)
    story.sees(story.row(HARIS, case).representative.name, lines[0], lines[0])
    story.say(patient, case, "Yrseln kom tillbaka i dag.", "The dizziness came back today.")
    story.tell(
        "Haris hade inte sett det, och får en fråga i stället för att svara förbi patienten:",
        "Haris had not seen it, and is asked, rather than answering past the patient:",
    )
    asked = story.refused(
        "a message past what the patient wrote", story.engine.handle(changed(send, text=filled), actor=HARIS)
    )
    seen = story.row(HARIS, case).messages
    better = story.text(" Ring mig om yrseln är kvar i morgon.", " Call me if you are still dizzy tomorrow.")
    story.do(changed(send, text=filled + better, seen=seen), HARIS)
    story.teller.says(story.row(HARIS, case).staff.name, filled + better)
    story.deliver(case)
    story.note("at_once", case=case, unfilled=unfilled, asked=asked, writing=writing, late=late)


def still_there(story: Story, late: CaseId) -> None:
    """The period is over, and the draft is where it was."""
    draft = story.ask(story.engine.queries.draft(HARIS, late))
    text = "" if draft is None else draft.text
    story.tell(
        f"Utkastet finns kvar, om perioden förlängs: «{text} …»",
        f"The draft is still there, should the period be extended: “{text} …”",
    )
    story.note("at_once", draft_after_the_end=draft is not None)
