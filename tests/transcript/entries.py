"""Entries that the transcript is tried on."""

from typing import Final

from arende.ports.disclosure import (
    Author,
    DisclosedHandover,
    DisclosedMove,
    DisclosedNote,
    DisclosedRetraction,
    Disclosure,
)
from arende.ports.journal import JournalEntry, JournalMessage, JournalNote, JournalPerson, JournalStaff, JournalStatus
from attrs import evolve

MINUTE: Final = 60_000_000
DAY: Final = 24 * 60 * MINUTE
START: Final = 1_772_445_600_000_000  # 2026-03-02 11:00 in Stockholm

ELSA: Final = JournalPerson(
    id="SE1.p1", system="personnummer", identifier="201501012383", name="Elsa Provdotter", born="2015-01-01"
)
KARIN: Final = JournalPerson(
    id="SE1.p2", system="personnummer", identifier="198001072381", name="Karin Provdotter", born="1980-01-07"
)
HIDDEN: Final = JournalPerson(
    id="SE1.p3", system="personnummer", identifier="", name="Skyddade personuppgifter", protected=True
)
SIV: Final = JournalStaff(
    assignment_id="SE1.a1",
    staff_id="SE1.s1",
    name="Siv Ek",
    role_id="SE1.r1",
    role="Sjuksköterska",
    unit_id="SE1.u1",
    unit="Barnmottagningen Ängen",
)
OLLE: Final = JournalStaff(
    assignment_id="SE1.a2",
    staff_id="SE1.s2",
    name="Olle Björk",
    role_id="SE1.r2",
    role="Läkare",
    unit_id="SE1.u1",
    unit="Barnmottagningen Ängen",
)


SAID: Final = JournalMessage(
    number=1,
    at=START,
    by_patient_side=False,
    author_id=SIV.assignment_id,
    author=SIV.name,
    role=SIV.role,
    text="Hej! Hur mår Elsa i dag? Åäö, é och ß.",
    read_at=START + 30 * MINUTE,
)
ANSWERED: Final = JournalMessage(
    number=2,
    at=START + 45 * MINUTE,
    by_patient_side=True,
    author_id=KARIN.id,
    author=KARIN.name,
    role="",
    text="Bättre, tack! 🙂\n\nHon har ätit i dag:\n  – gröt\n  – en halv smörgås",
)
WRONG: Final = evolve(
    SAID,
    number=3,
    at=START + DAY,
    text="Provet är taget den 3 april.",
    retracted=True,
    retracted_at=START + DAY + 7 * MINUTE,
    retracted_by=OLLE.assignment_id,
    read_at=None,
)
RIGHT: Final = evolve(
    SAID,
    number=4,
    at=START + DAY + 9 * MINUTE,
    text="Provet är taget den 3 mars.",
    corrects=3,
    read_at=START + DAY + MINUTE * 90,
)
UNREAD: Final = evolve(SAID, number=5, at=START + 2 * DAY, text="Vi hörs på fredag.", read_at=None)

CASE: Final = JournalEntry(
    id="SE1.c1",
    version=17,
    provider_id="SE1",
    provider="Region Ängen",
    unit_id="SE1.u1",
    unit="Barnmottagningen Ängen",
    title="Astma – uppföljning",
    status=JournalStatus.ENDED,
    patient=ELSA,
    representative=KARIN,
    opened=START - 5 * MINUTE,
    until=1_772_751_600_000_000,  # midnight before 6 March
    ended=1_772_751_600_000_000,
    zone="Europe/Stockholm",
    assignment_id=SIV.assignment_id,
    staff=(SIV, OLLE),
    messages=(SAID, ANSWERED, WRONG, RIGHT, UNREAD),
    notes=(
        JournalNote(
            number=1,
            version=1,
            at=START + 2 * DAY,
            author_id=SIV.assignment_id,
            title="Uppföljning av astma",
            text="Elsa mår bättre.\nÄter som förut.",
            first=1,
            last=2,
        ),
        JournalNote(
            number=1,
            version=2,
            at=START + 2 * DAY + 5 * MINUTE,
            author_id=OLLE.assignment_id,
            title="Uppföljning av astma",
            text="Elsa mår bättre. Prov taget den 3 mars.",
            first=1,
            last=4,
        ),
    ),
)
BY_SIV: Final = Author(id=SIV.assignment_id, name=SIV.name, role=SIV.role)
BY_OLLE: Final = Author(id=OLLE.assignment_id, name=OLLE.name, role=OLLE.role)
DISCLOSED: Final = Disclosure(
    ground="court",
    entry=CASE,
    notes=(DisclosedNote(at=START + MINUTE, author=BY_SIV, text="Ringde apoteket, 08-465 00 00."),),
    handovers=(
        DisclosedHandover(at=START + 2 * MINUTE, author=BY_SIV, to=BY_OLLE, text="Tar du provet?"),
        DisclosedHandover(at=START + 3 * MINUTE, author=BY_OLLE, to=None, text="Jag är ledig."),
    ),
    moves=(DisclosedMove(at=START + 4 * MINUTE, author=BY_OLLE, what="extended", reason="Provsvar väntas"),),
    retractions=(DisclosedRetraction(number=3, at=START + DAY + 7 * MINUTE, author=BY_OLLE, reason="Fel månad"),),
)


def adult(entry: JournalEntry = CASE) -> JournalEntry:
    """The same with Karin for herself."""
    return evolve(entry, patient=KARIN, representative=KARIN)


def of(*texts: str) -> JournalEntry:
    """Messages by both sides in turn, one a minute."""
    both = (SAID, ANSWERED)
    messages = [
        evolve(both[place % 2], number=place + 1, at=START + place * MINUTE, text=text)
        for place, text in enumerate(texts)
    ]
    return evolve(CASE, messages=tuple(messages), notes=())
