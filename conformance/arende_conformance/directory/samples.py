"""An invented register that the directory clauses let a register hold, and what changes in it. Nothing is read here.

Nobody here exists: the numbers are published for tests, and never assigned.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, TypeAlias

Plain: TypeAlias = Mapping[str, object]
TODAY: Final = date(2026, 11, 29)
PROVIDER: Final = "SE2321000016-1001"
ELSA: Final = "201802142396"
KARIN: Final = "198512242390"
ANTON: Final = "198001072381"
ERIK: Final = "198401052397"
PELLE: Final = "201101032397"
LONG: Final = "Ängla-Maj Åsa Ö’Brien-Çelik von Müller <nära> & Sjöängens Förskollärarinna 🙂 👩‍👩‍👧 Łukasiewicz Nguyễn"
"""A name with letters of many kinds, signs of markup, and emoji of several code points."""


def local(name: str) -> str:
    """An id within the care provider."""
    return f"{PROVIDER}.{name}"


def person(identifier: str, name: str, *, protected: bool = False, **more: object) -> Plain:
    """A person, who says whether their identity is protected."""
    return {
        "type": "person",
        "provider": PROVIDER,
        "identifier": identifier,
        "name": name,
        "protected": protected,
        **more,
    }


def guardianship(child: str, guardian: str) -> Plain:
    named = {"child": child, "guardian": guardian, "source": "Skatteverket", "verified": "2026-01-31"}
    return {"type": "guardianship", "provider": PROVIDER, **named}


def staff(name: str, called: str) -> Plain:
    return {"type": "staff", "id": local(name), "name": called}


def assignment(name: str, who: str) -> Plain:
    named = {"staff": local(who), "role": local("ssk"), "unit": local("SE2321000016-3001")}
    return {"type": "assignment", "id": local(name), **named}


ITSELF: Final[Plain] = {"type": "provider", "id": PROVIDER, "name": "Region Test", "sender": "RegionTest"}
UNIT: Final[Plain] = {"type": "unit", "id": local("SE2321000016-3001"), "name": "Barnmottagningen Ängen 🌿"}
ROLE: Final[Plain] = {"type": "role", "id": local("ssk"), "name": "Sjuksköterska"}
HARIS: Final = staff("SE2321000016-4001", "Haris Testgren")
VERA: Final = staff("SE2321000016-4002", LONG)
OF_HARIS: Final = assignment("SE2321000016-2001", "SE2321000016-4001")
OF_VERA: Final = assignment("SE2321000016-2002", "SE2321000016-4002")
CUSTODY: Final = guardianship(ELSA, KARIN)

STAFF: Final = (UNIT, ROLE, HARIS, VERA, OF_HARIS, OF_VERA)
PEOPLE: Final = (
    person(ELSA, LONG),
    person(KARIN, "Karin Föräldersdotter"),
    person(PELLE, "Pelle Undangömd", protected=True),
    person(ANTON, "Anton Testberg"),
)
"""Who is protected stands among the others."""
GUARDIANS: Final = (CUSTODY,)

MOVED: Final[Plain] = {**UNIT, "name": "Barnmottagningen Sjöängen"}
NEW_STAFF: Final = (MOVED, staff("SE2321000016-4003", "Siv Provsson"), assignment("a3", "SE2321000016-4003"))
"""What changes among staff, in this order."""
NEW_PEOPLE: Final = (
    person(ANTON, "Anton Berg-Testberg"),
    person(ERIK, "Erik Exempelsson"),
)
NEW_GUARDIANS: Final = (guardianship(PELLE, KARIN),)
ENDED_ASSIGNMENT: Final[Plain] = {"type": "assignment_end", "id": local("SE2321000016-2002")}
ENDED_CUSTODY: Final[Plain] = {
    "type": "guardianship_end",
    "provider": PROVIDER,
    "child": ELSA,
    "guardian": KARIN,
    "ended": "2026-11-20",
}
PERSONAL: Final = (
    *(str(one["name"]) for one in (*PEOPLE, *NEW_PEOPLE)),
    *(ELSA, KARIN, ANTON, ERIK, PELLE),
    "Haris Testgren",
)
"""Of this nothing may be shown."""


def lines_of(things: Sequence[Plain]) -> list[bytes]:
    """As lines of a file, without their ends."""
    return [json.dumps(one, ensure_ascii=False).encode() for one in things]
