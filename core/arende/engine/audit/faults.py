"""What verifying the log can find, and what it cannot see, with a sentence each. Texts only."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from attrs import frozen


class What(StrEnum):
    """What is wrong with a thing in the log."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    INSERTED = "inserted"
    UNSEALED = "unsealed"
    SEAL_BROKEN = "seal_broken"
    SEAL_MISSING = "seal_missing"
    KEY_UNKNOWN = "key_unknown"
    TAIL_CUT = "tail_cut"
    NOT_AS_ANCHORED = "not_as_anchored"
    ANCHOR_BROKEN = "anchor_broken"


class Blind(StrEnum):
    """What this verification cannot see."""

    NO_ANCHOR = "no_anchor"
    BEYOND_ANCHOR = "beyond_anchor"
    NOT_YET_SEALED = "not_yet_sealed"
    NEVER_SEALED = "never_sealed"
    LAST_MINUTES = "last_minutes"


FAULTS: Final[Mapping[What, tuple[str, str]]] = {
    What.CHANGED: ("är ändrad efter att den förseglades", "was changed after it was sealed"),
    What.REMOVED: ("är borttagen efter att den förseglades", "was removed after it was sealed"),
    What.REORDERED: ("har bytt plats med en annan", "has changed places with another"),
    What.INSERTED: (
        "är insatt i efterhand, eller skrevs för sent för att förseglas",
        "was inserted afterwards, or was written too late to be sealed",
    ),
    What.UNSEALED: (
        "är den äldsta som inte är förseglad: kontrollera att arende worker är igång",
        "is the oldest that is not sealed: see that arende worker is running",
    ),
    What.SEAL_BROKEN: ("är en försegling som inte stämmer", "is a seal that is not right"),
    What.SEAL_MISSING: ("är en försegling som saknas", "is a seal that is missing"),
    What.KEY_UNKNOWN: (
        "är en försegling med en nyckel som inte finns i nyckelfilen: lägg tillbaka nyckeln",
        "is a seal by a key that is not in the key file: put the key back",
    ),
    What.TAIL_CUT: (
        "finns i ankaret men inte i databasen: slutet av loggen är borttaget",
        "is in the anchor but not in the database: the log's end was removed",
    ),
    What.NOT_AS_ANCHORED: (
        "är en annan i ankaret: loggen är omskriven",
        "is another in the anchor: the log was rewritten",
    ),
    What.ANCHOR_BROKEN: (
        "saknas eller går inte att läsa: kontrollera var det ligger",
        "is missing or cannot be read: see where it lies",
    ),
}
"""After the name of the thing: Swedish, English."""

NOUNS: Final[Mapping[str, str]] = {
    "åtkomstpost": "access entry",
    "händelse": "record",
    "försegling": "seal",
    "ankaret": "the anchor",
}
"""What names begin with, in English."""

BLIND: Final[Mapping[Blind, tuple[str, str]]] = {
    Blind.NO_ANCHOR: (
        "Utan ankare syns det inte om slutet av loggen är borttaget, eller omskrivet av någon som har nyckeln.",
        "Without the anchor it does not show if the log's end was removed, or rewritten by someone who has the key.",
    ),
    Blind.BEYOND_ANCHOR: (
        "{count} förseglingar är nyare än ankaret: om sådana är borttagna syns det inte.",
        "{count} seals are newer than the anchor: it does not show if such ones were removed.",
    ),
    Blind.NOT_YET_SEALED: (
        "{count} poster är ännu inte förseglade: ändringar i dem syns inte.",
        "{count} things are not sealed yet: changes of them do not show.",
    ),
    Blind.NEVER_SEALED: (
        "Loggen hos {shard} har ingen försegling alls: kör arende worker, eller arende audit seal.",
        "The log of {shard} has no seal at all: run arende worker, or arende audit seal.",
    ),
    Blind.LAST_MINUTES: (
        "Den som kan skriva i databasen kan sätta in en post med en tid inom de senaste tio minuterna, innan den "
        "förseglas.",
        "Whoever can write to the database can insert a thing dated within the last ten minutes, before it is sealed.",
    ),
}
"""Swedish, English."""


@frozen(kw_only=True)
class AuditFault:
    """One fault, by the name of what it is about: an id or a place in a stream, never a person."""

    shard: str
    what: What
    name: str

    def sentence(self, lang: str = "sv") -> str:
        noun, space, rest = self.name.partition(" ")
        name = self.name if lang == "sv" else f"{NOUNS.get(noun, noun)}{space}{rest}"
        said = f"{name} {FAULTS[self.what][0 if lang == 'sv' else 1]}."
        return f"{self.shard}: {said}" if self.shard else said[:1].upper() + said[1:]


@frozen(kw_only=True)
class CannotSee:
    """Something that this verification could not look at."""

    blind: Blind
    count: int = 0
    shard: str = ""

    def sentence(self, lang: str = "sv") -> str:
        return BLIND[self.blind][0 if lang == "sv" else 1].format(count=self.count, shard=self.shard)


@frozen(kw_only=True)
class AuditVerified:
    """What came of it. `sealed` things in `seals` seals; `waiting` are too new to have been sealed."""

    seals: int
    sealed: int
    waiting: int
    faults: tuple[AuditFault, ...]
    cannot_see: tuple[CannotSee, ...]
