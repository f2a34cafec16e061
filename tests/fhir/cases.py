"""Entries made up for the exporter `fhir`: every kind of case, person, message and note, again by the same seed.

Nobody in them exists: names are invented, identifiers are those that authorities set aside for tests.
"""

import random
from collections.abc import Sequence
from typing import Final

from arende.ports.journal import (
    JournalEntry,
    JournalMessage,
    JournalNote,
    JournalPerson,
    JournalStaff,
    JournalStatus,
)

PROVIDER: Final = "SE2321000016-1001"
T0: Final = 1_795_352_700_000_000
"""2026-11-22T13:05Z, in microseconds."""
MINUTE: Final = 60_000_000
NAMES: Final = ("Åsa Öberg", "Nils Ärlig", "Zoë O’Hara-Łuczak", "Anna & Bo <Test>", "林 小明")
NUMBERS: Final = (
    ("personnummer", "198001072381", "1980-01-07"),
    ("personnummer", "201802142396", "2018-02-14"),
    ("samordningsnummer", "198507712391", "1985-07-11"),
    ("nrid", "ABC123456789", None),
    ("local", "TEST0001", None),
)
TEXTS: Final = (
    "Hur mår du? ÅÄÖ åäö é ß",
    "Rad ett\nrad två\r\n\ttabb",
    "<b>inte fet</b> & \"citat\" 'så' </div>",
    "🙂👩‍⚕️ 日本 č ł",
    "hårt\u00a0mellanslag\u2028radbrytning",
    "x" * 4000,
    " ",
)
TITLES: Final = ("Eksem – uppföljning", "Sår & läkning", "")
MASKED: Final = "Skyddade personuppgifter"


def person(rng: random.Random, id: str, *, protected: bool, patient: bool) -> JournalPerson:
    """As the core makes one: of a protected relative nothing stands there."""
    system, value, born = rng.choice(NUMBERS)
    kept = patient or not protected
    return JournalPerson(
        id=f"{PROVIDER}.{id}",
        system=system,
        identifier=value if kept else "",
        name=MASKED if protected else rng.choice(NAMES),
        protected=protected,
        born=born if kept else None,
    )


def staff(rng: random.Random, number: int) -> JournalStaff:
    hsa = rng.random() < 0.5
    unit = "SE2321000016-3001" if hsa else f"mottagning-{number % 2}"
    return JournalStaff(
        assignment_id=f"{PROVIDER}.SE2321000016-20{number:02}" if hsa else f"{PROVIDER}.uppdrag-{number}",
        staff_id=f"{PROVIDER}.SE2321000016-40{number:02}" if hsa else f"{PROVIDER}.anna-{number}",
        name=rng.choice(NAMES),
        role_id=f"{PROVIDER}.ssk",
        role=rng.choice(("Sjuksköterska", "Läkare", "")),
        unit_id=f"{PROVIDER}.{unit}",
        unit=rng.choice(("Barnmottagningen Ängen", "Vårdcentralen Åkern")),
    )


def entry(seed: int) -> JournalEntry:
    """The entry of this seed."""
    rng = random.Random(seed)
    child, hidden = rng.random() < 0.4, rng.random() < 0.25
    patient = person(rng, "patient", protected=hidden, patient=True)
    representative = person(rng, "foralder", protected=hidden, patient=False) if child else patient
    former = tuple(
        person(rng, f"tidigare-{n}", protected=hidden or rng.random() < 0.2, patient=False)
        for n in range(rng.choice((0, 0, 1, 2)))
    )
    team = tuple(staff(rng, number) for number in range(rng.randint(1, 3)))
    count = rng.choice((0, 1, 2, 5, 12))
    messages = [message(rng, number, team, (representative, *former)) for number in range(1, count + 1)]
    notes = signed(rng, team, count)
    status = rng.choice(list(JournalStatus))
    return JournalEntry(
        id=f"{PROVIDER}.{seed:08x}",
        version=rng.randint(1, 40),
        provider_id=PROVIDER,
        provider=rng.choice(("Region Test", "")),
        unit_id=team[0].unit_id,
        unit=team[0].unit,
        title=rng.choice(TITLES),
        status=status,
        patient=patient,
        representative=representative,
        former=former,
        opened=T0,
        until=T0 + 3 * 24 * 60 * MINUTE,
        ended=None if status is JournalStatus.OPEN else T0 + 2000 * MINUTE,
        zone="Europe/Stockholm",
        assignment_id=team[0].assignment_id,
        staff=team,
        messages=tuple(messages),
        notes=notes,
    )


def message(
    rng: random.Random, number: int, team: Sequence[JournalStaff], side: Sequence[JournalPerson]
) -> JournalMessage:
    theirs = rng.random() < 0.5
    writer, colleague = rng.choice(side), rng.choice(team)
    at = T0 + number * 7 * MINUTE + rng.randrange(1_000_000)
    retracted = not theirs and rng.random() < 0.25
    return JournalMessage(
        number=number,
        at=at,
        by_patient_side=theirs,
        author_id=writer.id if theirs else colleague.assignment_id,
        author=writer.name if theirs else colleague.name,
        role="" if theirs else colleague.role,
        text=rng.choice(TEXTS),
        corrects=rng.randint(1, number - 1) if number > 1 and not theirs and rng.random() < 0.3 else None,
        retracted=retracted,
        retracted_at=at + MINUTE if retracted else None,
        retracted_by=rng.choice(team).assignment_id if retracted else None,
        read_at=at + 2 * MINUTE if not theirs and rng.random() < 0.6 else None,
    )


def signed(rng: random.Random, team: Sequence[JournalStaff], count: int) -> tuple[JournalNote, ...]:
    made: list[JournalNote] = []
    for number in range(1, rng.choice((1, 1, 2, 3))):
        for version in range(1, rng.choice((2, 2, 3, 4))):
            told = count > 0 and rng.random() < 0.7
            made.append(
                JournalNote(
                    number=number,
                    version=version,
                    at=T0 + (500 + len(made)) * MINUTE,
                    author_id=rng.choice(team).assignment_id,
                    title=rng.choice(TITLES),
                    text=rng.choice(TEXTS[:-1]),
                    first=1 if told else None,
                    last=count if told else None,
                )
            )
    return tuple(made)


CASES: Final = 240
