"""The invented clinic as lines for `arende import`: units, staff, reasons, persons, custody. Always the same lines."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Final

import orjson
from attrs import evolve as changed
from attrs import field, frozen

from arende.domain.ids import ProviderId, within
from arende.domain.person import age_on, birth_date

from .names import family, given

PROVIDER: Final = ProviderId("SE-DEMO")
NAME: Final = "Björkbackens vård"
ANTON: Final = "198001072381"
ANTON_PHONE: Final = "+46701740605"
PHONES: Final = tuple(f"+467017406{n:02d}" for n in range(6, 100))
"""Numbers that PTS keeps for fiction; the first of them is Anton's."""
PARENTS: Final = range(1976, 1990)
CHILDREN: Final = 2009
"""Whoever is born from this year on has guardians, though adults grow among them: custody ends at 18 by itself."""
OWN_PHONE: Final = 12
"""Age from which a child has a telephone."""
NEWCOMERS: Final = range(1993, 2006)
"""Some of these years stand outside the register, for someone who has to be added first."""


@frozen(kw_only=True)
class Someone:
    """A person of the register, by identity number (twelve digits)."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    phone: str | None = field(repr=False)
    guardians: tuple[str, ...] = ()

    @property
    def born(self) -> date:
        born = birth_date(self.number)
        if born is None:
            raise ValueError("a test number without a birth date")
        return born


@frozen
class Register:
    """Everyone that is imported, and those who are not there yet."""

    persons: Mapping[str, Someone]
    newcomers: Sequence[Someone]


def local(name: str) -> str:
    """The id of something of this clinic's."""
    return within(PROVIDER, name)


def numbers() -> Sequence[str]:
    """The shipped test numbers, in order of birth."""
    text = files(__package__).joinpath("data", "test-personnummer.txt").read_text(encoding="ascii")
    return sorted(text.split())


def register(today: date) -> Register:
    """Families first, then those who live alone; nobody who is not born yet on that day."""
    known = [n for n in numbers() if (born := birth_date(n)) is not None and born <= today]
    outside = [n for n in known if int(n[:4]) in NEWCOMERS][3::7]
    persons = {someone.number: someone for someone in families(known, today)}
    for turn, number in enumerate(known):
        if number not in persons and number not in outside:
            persons[number] = alone(number, turn)
    persons[ANTON] = Someone(number=ANTON, name="Anton Testberg", phone=ANTON_PHONE)
    return Register(persons, [alone(number, turn * 3 + 20) for turn, number in enumerate(outside)])


def alone(number: str, turn: int) -> Someone:
    name = f"{given(number, turn)} {family(turn)}"
    return Someone(number=number, name=name, phone=PHONES[turn % len(PHONES)])


def families(known: Sequence[str], today: date) -> Iterator[Someone]:
    """Two children and two guardians each; every fifth family has one guardian. Small children have no telephone."""
    parents = [n for n in known if int(n[:4]) in PARENTS and n != ANTON]
    children = [n for n in known if int(n[:4]) >= CHILDREN]
    half = (len(children) + 1) // 2
    for turn in range(min(half, len(parents) // 2)):
        # The older half of the children meets the younger half, and mothers and fathers of all ages meet.
        couple = (parents[turn], parents[-1 - turn]) if turn % 5 else (parents[turn],)
        names = [family(turn * 7), family(turn * 11 + 5)] if turn % 3 else [family(turn * 7)] * 2
        for place, number in enumerate((parents[turn], parents[-1 - turn])):
            name = f"{given(number, turn * 2 + place)} {names[place]}"
            yield Someone(number=number, name=name, phone=PHONES[(turn * 2 + place) % len(PHONES)])
        for place, number in enumerate(children[turn::half][:2]):
            name = f"{given(number, turn + place * 17)} {names[turn % 2]}"
            child = Someone(number=number, name=name, phone=PHONES[(turn + 40) % len(PHONES)], guardians=couple)
            yield child if age_on(child.born, today) >= OWN_PHONE else changed(child, phone=None)


STAFF: Final = (
    ("haris", "Haris Testgren"),
    ("asa", "Åsa Hällkvist"),
    ("omar", "Omar Söderlund Prov"),
    ("britt", "Britt-Marie Östvik"),
    ("jonas", "Jonas Ekmark"),
    ("leila", "Leila Ängholm"),
    ("par", "Pär Lövdal"),
    ("ylva", "Ylva Norrsten"),
    ("nora", "Nora Sandkvist"),
)
UNITS: Final = (
    ("vc", "Vårdcentralen Björkbacken", None),
    ("barn", "Barnmottagningen Björkbacken", 7),
    ("jour", "Kvällsmottagningen Björkbacken", None),
    ("rad", "Telefonrådgivningen Björkbacken", None),
)
ROLES: Final = (("ssk", "Sjuksköterska"), ("lak", "Läkare"), ("bssk", "Barnsjuksköterska"))
ASSIGNMENTS: Final = (
    ("haris-ssk", "haris", "ssk", "vc", False),
    ("haris-bssk", "haris", "bssk", "barn", False),
    ("asa-lak", "asa", "lak", "vc", False),
    ("omar-lak", "omar", "lak", "barn", False),
    ("britt-ssk", "britt", "ssk", "vc", True),
    ("jonas-ssk", "jonas", "ssk", "jour", False),
    ("leila-bssk", "leila", "bssk", "barn", True),
    ("par-lak", "par", "lak", "jour", True),
    ("ylva-ssk", "ylva", "ssk", "vc", False),
    ("nora-ssk", "nora", "ssk", "rad", False),
)
REASONS: Final = (
    ("uppfoljning", "Uppföljningsbesök", "vc", None, True),
    ("provsvar", "Provsvar", "vc", None, False),
    ("blodtryck", "Blodtryckskontroll hemma", "vc", 7, False),
    ("sar", "Sårvård", "vc", 7, False),
    ("eksem", "Eksem och utslag", "barn", None, True),
    ("vaccin", "Vaccination", "barn", None, False),
    ("recept", "Förnyelse av recept", None, 14, False),
    ("intyg", "Intyg", None, None, False),
    ("fraga", "Rådgivning", None, None, False),
    ("besvar", "Nya besvär", "jour", None, False),
)
"""id, title, unit (None: the whole provider's), the reason's own length in days, preset."""
TEMPLATES: Final = (
    ("uppfoljning-hej", "Uppföljning, första meddelandet", "Hej {namn}! Hur har det gått sedan besöket?", "vc"),
)
"""id, name, text, unit."""
BEGINS_WITH: Final = {"uppfoljning": "uppfoljning-hej"}
"""By reason: the template that its first message begins with."""
ANSWER_HOURS: Final = {"uppfoljning": 48}
OPENING_HOURS: Final = {"vc": "vardagar 8–17", "barn": "vardagar 8–16"}
OFFERED: Final = frozenset({"besvar"})
"""Reasons that patients may ask for contact about."""
NOTICES: Final[Mapping[str, Mapping[str, object]]] = {
    "jour": {"remind_after_hours": 12, "quiet": {"start": "21:00", "end": "07:00"}},
    "rad": {"coalesce_minutes": 10, "unread_days": 1},
}
"""By unit: rules for notices, where it has any."""
REOPEN_DAYS: Final = {"rad": 0}
"""By unit: days after the end in which it reopens a case, where that is not the provider's."""


def import_lines(of: Register) -> Sequence[bytes]:
    """The clinic as the bytes of a file for `arende import`."""
    return [orjson.dumps(line) for line in (*organisation(), *people(of))]


def organisation() -> Iterator[Mapping[str, object]]:
    yield {"type": "provider", "id": PROVIDER, "name": NAME, "sender": "Bjorkbacken"}
    for id, name, days in UNITS:
        rules = {"notices": NOTICES[id]} if id in NOTICES else {}
        yield {
            "type": "unit",
            "id": local(id),
            "name": name,
            **({} if days is None else {"days": days}),
            **rules,
            **({"reopen_days": REOPEN_DAYS[id]} if id in REOPEN_DAYS else {}),
            **open_at(id),
        }
    for id, name in ROLES:
        yield {"type": "role", "id": local(id), "name": name}
    for id, name in STAFF:
        yield {"type": "staff", "id": local(id), "name": name}
    for id, staff, role, unit, sees_unit in ASSIGNMENTS:
        refs = {"staff": local(staff), "role": local(role), "unit": local(unit)}
        yield {"type": "assignment", "id": local(id), **refs, "sees_unit": sees_unit}
    for id, name, text, unit in TEMPLATES:
        yield {"type": "template", "id": local(id), "name": name, "text": text, "unit": local(unit)}
    for id, title, of, days, preset in REASONS:
        at = {} if of is None else {"unit": local(of)}
        length = {} if days is None else {"days": days}
        asked = {"for_patients": True} if id in OFFERED else {}
        yield {
            "type": "reason",
            "id": local(id),
            "title": title,
            "preset": preset,
            **at,
            **length,
            **asked,
            **package(id),
        }


def open_at(unit: str) -> Mapping[str, object]:
    return {"opening_hours": OPENING_HOURS[unit], "answer_hours": 72} if unit in OPENING_HOURS else {}


def package(reason: str) -> Mapping[str, object]:
    """What the reason carries beside its length (B2)."""
    begins = {"template": local(BEGINS_WITH[reason])} if reason in BEGINS_WITH else {}
    return begins | ({"answer_hours": ANSWER_HOURS[reason]} if reason in ANSWER_HOURS else {})


def people(of: Register) -> Iterator[Mapping[str, object]]:
    for someone in of.persons.values():
        phone = {} if someone.phone is None else {"phone": someone.phone}
        yield {"type": "person", "provider": PROVIDER, "identifier": someone.number, "name": someone.name, **phone}
    for child in of.persons.values():
        for guardian in child.guardians:
            yield {
                "type": "guardianship",
                "provider": PROVIDER,
                "child": child.number,
                "guardian": guardian,
                "source": "uppgift vid födelsen",
                "verified": child.born.isoformat(),
            }
