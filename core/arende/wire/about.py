"""What a register's line is about, also of one that is at fault: which care provider, which thing, which persons.

A line that cannot be used may still say that someone's identity is protected, and that is never lost. No I/O.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Final

import orjson
from attrs import field, frozen

from arende.domain.commands import RegisterPerson
from arende.domain.feed.rules import Protect
from arende.domain.ids import ProviderId
from arende.domain.person import Identifier
from arende.domain.text import faulty_shard

from .commands import read_identifier
from .imports import (
    TYPES,
    ConsentLine,
    Content,
    GuardianshipEndLine,
    GuardianshipLine,
    key_of,
    named,
    words_on_protection,
)


def about(content: Content) -> str:
    """A hash of what a line is about, for what must not hold an identifier; unkeyed, as names of streams are."""
    return hashed(key_of(content))


def provider_of(content: Content) -> str:
    """The care provider that a line is about."""
    _, subject, *_ = key_of(content)
    return subject.partition(".")[0]


def persons_of(content: object) -> Sequence[Identifier]:
    """Persons whom a line names, and does not register."""
    match content:
        case GuardianshipLine() | GuardianshipEndLine():
            return (content.child, content.guardian)
        case ConsentLine():
            return (content.person,)
        case _:
            return ()


def about_faulty(text: bytes, today: date) -> str:
    """The hash for a line that is at fault elsewhere; empty where it does not say what it is about."""
    plain = fields_of(text)
    sort = said(plain, "type").removesuffix("_end")
    if sort == "person":
        names: tuple[str, ...] = ("identifier",)
    elif sort == "guardianship":
        names = ("child", "guardian")
    elif sort == "sms_consent":
        names = ("person",)
    else:
        id = plain.get("id")
        return hashed((sort, id)) if sort in TYPES and isinstance(id, str) else ""
    persons = [found for name in names if isinstance(found := read_identifier(plain.get(name), today), Identifier)]
    whole = len(persons) == len(names)
    return hashed((sort, said(plain, "provider"), *map(named, persons))) if whole else ""


ASSIGNMENT: Final = "assignment"
GUARDIANSHIP: Final = "guardianship"


@frozen(kw_only=True)
class Standing:
    """What a line at fault is about, of what may end by not being told of."""

    sorts: frozenset[str] = frozenset({ASSIGNMENT, GUARDIANSHIP})
    """What it may be of; empty: something else."""
    assignment: str | None = None
    custody: tuple[Identifier, Identifier] | None = field(default=None, repr=False)
    """Child and guardian."""

    @property
    def untold(self) -> bool:
        """Whether it may be about any of its sorts."""
        return bool(self.sorts) and self.assignment is None and self.custody is None


def standing_by(text: bytes, today: date) -> Standing:
    """What a line says is still there, though nothing can be done by it: nothing ends by a line at fault."""
    plain = fields_of(text)
    sort = said(plain, "type").removesuffix("_end")
    if sort not in TYPES:
        return Standing()
    if sort not in (ASSIGNMENT, GUARDIANSHIP):
        return Standing(sorts=frozenset())
    if sort == ASSIGNMENT:
        return Standing(sorts=frozenset({sort}), assignment=said(plain, "id") or None)
    child, guardian = (read_identifier(plain.get(name), today) for name in ("child", "guardian"))
    if isinstance(child, Identifier) and isinstance(guardian, Identifier):
        return Standing(sorts=frozenset({sort}), custody=(child, guardian))
    return Standing(sorts=frozenset({sort}))


def protected_by(text: bytes, today: date) -> Protect | None:
    """Whose identity a line at fault says is protected, if that much can be read."""
    plain = fields_of(text)
    provider, found = said(plain, "provider"), read_identifier(plain.get("identifier"), today)
    words = (plain.get("protected"), *words_on_protection(text))
    if plain.get("type") != "person" or not any(map(affirmed, words)) or not isinstance(found, Identifier):
        return None
    if faulty_shard("provider", provider) is not None:
        return None
    return Protect(provider=ProviderId(provider), identifier=found, name=said(plain, "name"))


YES: Final = frozenset({"true", "1", "ja", "j", "yes", "y"})


def affirmed(value: object) -> bool:
    """Whether somebody meant yes, however it was written: so a line is at fault, and its word is not lost."""
    return str(value).strip().lower() in YES if isinstance(value, bool | int | str) else False


def about_person(provider: ProviderId, identifier: Identifier) -> str:
    return about(RegisterPerson(provider=provider, identifier=identifier, name=""))


def unread(text: bytes) -> str:
    """The hash for a line that does not say what it is about: the same line that comes again is at fault once."""
    return sha256(text.strip()).hexdigest()[:40]


def fields_of(text: bytes) -> Mapping[str, object]:
    try:
        plain: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return plain if isinstance(plain, dict) else {}


def said(plain: Mapping[str, object], name: str) -> str:
    """A field that is a text; else empty."""
    value = plain.get(name)
    return value if isinstance(value, str) else ""


def hashed(key: tuple[str, ...]) -> str:
    return sha256("\n".join(key).encode("utf-8", "surrogatepass")).hexdigest()[:40]
