"""What was written and must be put right, what staff keep for themselves, and the health record (B8, B9, S17)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from arende.domain.actor import Actor, RepresentativeActor, StaffActor
from arende.domain.commands import (
    AddNote,
    CorrectMessage,
    MarkDocumented,
    RetractMessage,
    SendMessage,
    SignJournalNote,
)
from arende.domain.disclosure import LABELS, Ground
from arende.domain.ids import CaseId
from arende.views.thread import Happening, HappeningLine, MessageLine, NoteLine

from ..words import RETRACTED
from .acts_inbox import UNIT
from .steps import signed_in
from .story import NURSE, UNIT_READER, Story
from .words import at, place

HARIS: Final = StaffActor(NURSE)
BRITT: Final = StaffActor(UNIT_READER)


def put_right(story: Story, case: CaseId) -> None:
    """What is sent is never changed: a correction refers to it, a retraction hides it from the patient's side."""
    story.clock.go(2, "09:00")
    patient = RepresentativeActor(story.row(HARIS, case).representative.id)
    name = story.row(HARIS, case).representative.name
    story.act("Ett fel rättas, och ett tas tillbaka", "One mistake is corrected, and one taken back")
    story.tell(
        "Haris skrev fel dag i går. Det som är skickat ändras inte. Rättelsen är ett nytt meddelande:",
        "Haris wrote the wrong day yesterday. What is sent is not changed. The correction is a new message:",
    )
    wrong = story.row(HARIS, case).messages
    text = story.text(
        "Rättelse: samma dos till och med måndag, inte söndag.", "Correction: the same dose through Monday, not Sunday."
    )
    right = story.send(CorrectMessage(case=case, number=wrong, text=text), HARIS)
    seen = shown(story, patient, case, right.number)
    old = shown(story, patient, case, wrong)
    both = ("båda", "both") if old.text and seen.text else ("ett", "one")
    story.sees(
        story.app(name),
        f"meddelande {seen.number} rättar meddelande {seen.corrects}; {both[0]} syns",
        f"message {seen.number} corrects message {seen.corrects}; {both[1]} can be read",
    )
    story.tell("Sedan hamnar något i fel ärende:", "Then something goes to the wrong case:")
    other = story.text("Din tid hos fysioterapeuten är flyttad.", "Your physiotherapy appointment is moved.")
    stray = story.send(SendMessage(case=case, text=other), HARIS)
    why = story.text("Gällde en annan patient", "It was for another patient")
    before = len(story.sms)
    story.do(RetractMessage(case=case, number=stray.number, reason=why), HARIS)
    story.deliver(case)
    story.tell(
        f"Haris tar tillbaka det: {why}. Inget mer SMS går ut." if len(story.sms) == before else "Ett SMS går ut.",
        f"Haris takes it back: {why}. No further SMS leaves." if len(story.sms) == before else "An SMS leaves.",
    )
    hidden, kept = shown(story, patient, case, stray.number), shown(story, HARIS, case, stray.number)
    story.sees(story.app(name), *[f"{stray.number}. {hidden.text or RETRACTED[place(story.lang)]}"] * 2)
    mark = story.text("återtaget", "retracted")
    story.sees(signed_in(story, NURSE).name, *[f"{stray.number}. {kept.text} ({mark if kept.retracted else ''})"] * 2)
    story.note(
        "put_right",
        case=case,
        corrects=[wrong, seen.corrects],
        retracted=stray.number,
        hidden_from_patient_side=hidden.text == "",
        kept_for_staff=kept.text == other,
    )


def shown(story: Story, actor: Actor, case: CaseId, number: int) -> MessageLine:
    """A message as that actor reads it."""
    return next(line for line in story.messages(actor, case) if line.number == number)


def note(story: Story, case: CaseId) -> None:
    """An internal note: colleagues read it, the patient's side has no way to."""
    patient = RepresentativeActor(story.row(HARIS, case).representative.id)
    text = story.text(
        "Patientens bror ringde om ärendet. Inget lämnades ut.", "The patient's brother called. Nothing was told."
    )
    story.do(AddNote(case=case, text=text), HARIS)
    story.tell("Haris skriver en intern anteckning.", "Haris writes an internal note.")
    theirs = [line for line in story.thread(BRITT, case) if isinstance(line, NoteLine)]
    for line in theirs[-1:]:
        label = story.text("Intern anteckning", "Internal note")
        story.sees(signed_in(story, UNIT_READER).name, *[f"{label}, {line.author}: {line.text}"] * 2)
    lines = story.thread(patient, case)
    reaches = sum(isinstance(line, NoteLine) for line in lines)
    count = len(story.messages(patient, case))
    story.sees(
        story.app(story.row(patient, case).representative.name),
        f"{count} meddelanden, {reaches or 'ingen'} anteckning",
        f"{count} messages, {reaches or 'no'} note",
    )
    story.note("notes", case=case, staff_see=len(theirs), patient_side_sees=reaches)


def documented(story: Story, case: CaseId) -> None:
    """Up to a message; what came after is left in the lists."""
    row = story.row(HARIS, case)
    up_to = row.messages - 2
    before = row.undocumented
    story.do(MarkDocumented(case=case, up_to=up_to), HARIS)
    after = story.row(HARIS, case)
    story.tell(
        f"Det som skrevs till i går har Haris journalfört: «Markera som journalfört» till och med meddelande {up_to}.",
        f"Haris has documented what was written until yesterday: “Markera som journalfört” up to message {up_to}.",
    )
    mine = story.ask(story.engine.queries.undocumented_count(HARIS))
    units = story.ask(story.engine.queries.undocumented_count(BRITT, unit=UNIT))
    heading = story.text("Ej journalfört", "Not documented")
    since = "" if after.undocumented_since is None else at(after.undocumented_since, story.lang)
    story.sees(
        f"{signed_in(story, NURSE).name}, {heading}",
        f"{mine} ärenden, hela enheten {units}. {after.patient.name}: {after.undocumented} meddelanden sedan {since}",
        f"{mine} cases, the whole unit {units}. {after.patient.name}: {after.undocumented} messages since {since}",
    )
    story.note("documented", case=case, undocumented=[before, after.undocumented], mine=mine, units=units)


def record(story: Story, case: CaseId) -> None:
    """The case that has ended has gone to the health record by itself, as the spool exporter writes it; a journal note
    that is signed afterwards sends it there again. The internal note stays, but for the law.
    """
    left = story.row(HARIS, case)
    listed = case in [row.id for row in story.ask(story.engine.queries.undocumented(HARIS)).items]
    at_the_end = len(transferred(story, case))
    proposed = story.ask(story.engine.queries.note_proposal(HARIS, case, lang=story.lang))
    text = story.text("Uppföljning per meddelanden. Läker som väntat.", "Followed up by messages. Heals as expected.")
    words = f"{text}\n\n{proposed.text}"
    story.do(SignJournalNote(case=case, title=proposed.title, text=words, up_to=proposed.up_to), HARIS)
    story.work()
    files = transferred(story, case)[at_the_end:]
    entries = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    messages = [len(entry["messages"]) for entry in entries]
    row = story.row(HARIS, case)
    exported = happened(story, case, Happening.EXPORTED)
    notes = story.ask(story.engine.queries.disclosure(HARIS, case, Ground.PATIENT)).notes
    told = sum(one.text in file.read_text(encoding="utf-8") for one in notes for file in files)
    signed = sum(len(entry["notes"]) for entry in entries)
    story.note(
        "record",
        case=case,
        files=[str(file) for file in files],
        at_the_end=at_the_end,
        messages=messages,
        signed=signed,
        exported=exported,
        undocumented=[left.undocumented, row.undocumented],
        listed_after_the_end=listed,
        notes_exported=told,
        notes_disclosed=len(notes),
    )
    ground = LABELS[Ground.PATIENT]
    gone = ("överfört", "transferred") if exported else ("inte överfört", "not transferred")
    went = ("följer", "goes") if told else ("följer inte", "does not go")
    story.tell(
        f"«{row.title}» för {row.patient.name} är avslutat och {gone[0]} till journalen, och {left.undocumented} "
        "meddelanden är ännu inte journalförda. Haris skriver en journalanteckning, som börjar med det de skrev, och "
        "signerar: meddelandena är journalförda, och ärendet går till journalen igen med "
        f"{sum(messages)} meddelanden och {signed} anteckning. Den interna anteckningen {went[0]} med; den lämnas bara "
        f"ut på en grund som väljs och loggas, som «{ground[0]}».",
        f"«{row.title}» for {row.patient.name} has ended and is {gone[1]} to the record, and {left.undocumented} "
        "messages are not documented yet. Haris writes a journal note, which begins with what they wrote, and signs "
        "it: the messages are documented, and the case goes to the record again with "
        f"{sum(messages)} messages and {signed} note. The internal note {went[1]} with it; it leaves only on a ground "
        f"that is chosen and logged, such as “{ground[1]}”.",
    )


def transferred(story: Story, case: CaseId) -> Sequence[Path]:
    """The files that the exporter wrote of the case, in the order of its versions."""
    of_any = {file: json.loads(file.read_text(encoding="utf-8")) for file in story.places.journal.glob("*.json")}
    own = [(entry["version"], file) for file, entry in of_any.items() if entry["id"] == case]
    return [file for _, file in sorted(own)]


def happened(story: Story, case: CaseId, what: Happening) -> bool:
    """Whether the thread tells staff so."""
    return any(isinstance(line, HappeningLine) and line.what is what for line in story.thread(HARIS, case))
