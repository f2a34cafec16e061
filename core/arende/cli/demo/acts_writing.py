"""Writing: a template that must be filled, two who write at once, a draft that outlives the phase (B7, B10, B20)."""

from typing import Final

from attrs import evolve as changed

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.answer_time import composer_lines
from arende.domain.commands import RegisterTemplate, SaveDraft, SendMessage
from arende.domain.ids import CaseId, TemplateId
from arende.domain.template.filling import fill

from .clinic import local
from .steps import signed_in
from .story import NURSE, UNIT_READER, Story

HARIS: Final = StaffActor(NURSE)
BRITT: Final = StaffActor(UNIT_READER)
OLD: Final = 1
"""The last message in the patient's app, which has not been updated since."""
DOSE: Final = TemplateId(local("haris-dos"))


def at_once(story: Story, case: CaseId) -> None:
    """Haris writes from a template, while the patient writes in the same case."""
    story.clock.go(1, "16:45")
    story.act("Två skriver samtidigt", "Two write at once")
    patient, name = RepresentativeActor(story.row(HARIS, case).representative.id), story.row(HARIS, case).patient.name
    text = story.text("Hej {namn}! Fortsätt med {dos} fram till {dag}.", "Hello {namn}! Go on with {dos} until {dag}.")
    story.do(RegisterTemplate(template=DOSE, name="Dosen fortsätter", text=text, assignment=NURSE), HARIS)
    row = story.ask(story.engine.queries.template(HARIS, DOSE))
    story.tell(
        f"Till {name} tar Haris sin frastext, «{row.text}», och trycker Skicka utan att fylla i:",
        f"For {name} Haris takes a template, «{row.text}», and presses Send with nothing filled in:",
    )
    send = SendMessage(case=case, text=row.text, seen=story.row(HARIS, case).messages, template=row.id)
    unfilled = story.refused("a template with empty places", story.engine.handle(send, actor=HARIS))
    day = story.text("söndag", "Sunday")
    filled = story.ask(fill(row.text, {"namn": "Anton", "dos": story.text("samma dos", "the same dose"), "dag": day}))
    story.engine.presence.writing(HARIS, case)
    writing = [one.name for one in story.engine.presence.others(BRITT, case)]
    for writer in writing:
        story.sees(signed_in(story, UNIT_READER).name, f"{writer} skriver …", f"{writer} is writing …")
    lines = composer_lines(story.row(patient, case).answer_hours, story.row(patient, case).opening_hours, story.lang)
    story.sees(story.app(name), *[" ".join(line if line.endswith(".") else f"{line}." for line in lines)] * 2)
    story.tell(
        f"{name} hinner före, i en app som inte är uppdaterad. En patient nekas aldrig för det:",
        f"{name} is first, in an app that is not up to date. A patient is never refused for that:",
    )
    words = story.text("Yrseln kom tillbaka i dag.", "The dizziness came back today.")
    story.send(SendMessage(case=case, text=words, seen=OLD), patient)
    story.tell(
        "Haris hade inte sett det, och får en fråga i stället för att svara förbi patienten:",
        "Haris had not seen it, and is asked, rather than answering past the patient:",
    )
    asked = story.refused(
        "a message past what the patient wrote", story.engine.handle(changed(send, text=filled), actor=HARIS)
    )
    seen = story.row(HARIS, case).messages
    better = story.text(" Ring mig om yrseln är kvar i morgon.", " Call me if you are still dizzy tomorrow.")
    story.tell("Haris läser det, lägger till en rad och skickar:", "Haris reads it, adds a line and sends:")
    story.send(changed(send, text=filled + better, seen=seen), HARIS)
    story.note("at_once", case=case, unfilled=unfilled, asked=asked, writing=writing)


def begun(story: Story, case: CaseId) -> None:
    """Called away in the middle of an answer."""
    story.do(SaveDraft(case=case, text=story.text("Hej! Järnvärdet är", "Hello! The iron value is")), HARIS)
    story.tell(
        "Haris börjar svara och blir avbruten. Det påbörjade sparas som utkast, och dagen tar slut.",
        "Haris begins an answer and is called away. What was begun is kept as a draft, and the day ends.",
    )


def still_there(story: Story, late: CaseId) -> None:
    """The period is over, and the draft is where it was."""
    draft = story.ask(story.engine.queries.draft(HARIS, late))
    text = "" if draft is None else draft.text
    story.tell(
        f"Haris utkast finns kvar, om ärendet öppnas igen: «{text} …»",
        f"Haris' draft is still there, should the case be reopened: “{text} …”",
    )
    story.note("runs_out", draft_after_the_end=draft is not None)
