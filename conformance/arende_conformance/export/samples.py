"""Invented entries that the export clauses send: a child, a guardian, a nurse, messages and notes. Nothing is sent."""

from typing import Final

from arende.ports.journal import (
    JournalEntry,
    JournalMessage,
    JournalNote,
    JournalPerson,
    JournalStaff,
    JournalStatus,
)
from attrs import evolve

PROVIDER: Final = "SE2321000016-1001"
T0: Final = 1_795_352_700_000_000
MINUTE: Final = 60_000_000
MASKED: Final = "Skyddade personuppgifter"
NURSE: Final = JournalStaff(
    assignment_id=f"{PROVIDER}.SE2321000016-2001",
    staff_id=f"{PROVIDER}.SE2321000016-4001",
    name="Haris Testgren",
    role_id=f"{PROVIDER}.ssk",
    role="Sjuksköterska",
    unit_id=f"{PROVIDER}.SE2321000016-3001",
    unit="Barnmottagningen Ängen",
)
CHILD: Final = JournalPerson(
    id=f"{PROVIDER}.elsa", system="personnummer", identifier="201802142396", name="Elsa Provdotter", born="2018-02-14"
)
GUARDIAN: Final = JournalPerson(
    id=f"{PROVIDER}.karin", system="personnummer", identifier="198512242390", name="Karin Föräldersdotter"
)
OTHER: Final = JournalPerson(
    id=f"{PROVIDER}.nils", system="samordningsnummer", identifier="198507712391", name="Nils Annan"
)
TEXTS: Final = ("Hur mår Elsa? ÅÄÖ åäö é", "Bättre.\nMen <kliar> & 🙂", "Smörj två gånger.", "Smörj en gång.")


def message(number: int, text: str, *, theirs: bool = False, corrects: int | None = None) -> JournalMessage:
    """A message of the nurse's, or of the guardian's."""
    return JournalMessage(
        number=number,
        at=T0 + number * MINUTE,
        by_patient_side=theirs,
        author_id=GUARDIAN.id if theirs else NURSE.assignment_id,
        author=GUARDIAN.name if theirs else NURSE.name,
        role="" if theirs else NURSE.role,
        text=text,
        corrects=corrects,
    )


def retracted(one: JournalMessage) -> JournalMessage:
    """The message, taken back by the nurse."""
    return evolve(one, retracted=True, retracted_at=one.at + MINUTE, retracted_by=NURSE.assignment_id)


def note(version: int, text: str) -> JournalNote:
    """A signed version of the first note."""
    return JournalNote(
        number=1,
        version=version,
        at=T0 + (100 + version) * MINUTE,
        author_id=NURSE.assignment_id,
        title="Uppföljning",
        text=text,
        first=1,
        last=2,
    )


MESSAGES: Final = (
    message(1, TEXTS[0]),
    message(2, TEXTS[1], theirs=True),
    retracted(message(3, TEXTS[2])),
    message(4, TEXTS[3], corrects=3),
)
NOTES: Final = (note(1, "Bättre, smörjer två gånger."), note(2, "Bättre, smörjer en gång & är nöjd."))
ENTRY: Final = JournalEntry(
    id=f"{PROVIDER}.case-1",
    version=7,
    provider_id=PROVIDER,
    provider="Region Test",
    unit_id=NURSE.unit_id,
    unit=NURSE.unit,
    title="Eksem – uppföljning",
    patient=CHILD,
    representative=GUARDIAN,
    opened=T0,
    until=T0 + 4000 * MINUTE,
    zone="Europe/Stockholm",
    assignment_id=NURSE.assignment_id,
    staff=(NURSE,),
    messages=MESSAGES,
    notes=NOTES,
)
LATER: Final = evolve(
    ENTRY,
    version=11,
    status=JournalStatus.CLOSED,
    ended=T0 + 300 * MINUTE,
    messages=(retracted(MESSAGES[0]), *MESSAGES[1:], message(5, "Tack för i dag.")),
    notes=(*NOTES, note(3, "Rättad: smörjer vid behov.")),
)
"""The same case, later."""
PROTECTED: Final = evolve(
    ENTRY,
    version=9,
    representative=evolve(GUARDIAN, name=MASKED, identifier="", protected=True),
    messages=tuple(evolve(m, author=MASKED) if m.by_patient_side else m for m in MESSAGES),
)
"""The same case, when the guardian has become protected."""
EMPTY: Final = evolve(ENTRY, id=f"{PROVIDER}.case-2", version=1, title="", messages=(), notes=())
ELSEWHERE: Final = evolve(
    ENTRY, id=f"{PROVIDER}.case-3", patient=OTHER, representative=OTHER, messages=MESSAGES[:1], notes=()
)
"""Another patient's case."""
PERSONAL: Final = (*TEXTS, CHILD.name, CHILD.identifier, GUARDIAN.name, GUARDIAN.identifier, NOTES[1].text)
"""What must not be shown or logged."""
