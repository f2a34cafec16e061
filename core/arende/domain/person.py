"""Identifiers of persons and what follows from them: forms, check digit, birth date, age. No person is stored here.

Rules: personnummer as Skatteverket states them (18 § folkbokföringslagen); samordningsnummer add 60 to the day and may
lack a real birth date, and then the age is unknown. Twelve digits are kept; ten or twelve, with or without sign, are
read. Sex is not derived: it can change by law. Reserve numbers are stored as they are, by the system that issued them.
"""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from attrs import field, frozen


class IdSystem(StrEnum):
    """Who issued an identifier; the value is stored. An identifier is always (system, value)."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    NATIONAL_RESERVE = "nrid"
    LOCAL_RESERVE = "local"


@frozen
class Identifier:
    """A person's identifier. `value` is twelve digits, or what the issuer of a reserve number wrote."""

    system: IdSystem
    value: str = field(repr=False)


class Fault(StrEnum):
    """Why a text is no identifier; each has its sentence among the refusals."""

    FORM = "form"
    DATE = "date"
    FUTURE = "future"
    CHECK = "check"


FORM: Final = re.compile(r"(?P<century>[0-9]{2})?(?P<yymmdd>[0-9]{6})(?P<sign>[-+]?)(?P<rest>[0-9]{4})", re.ASCII)
RESERVE: Final = re.compile(r"[0-9A-Z]{6,20}", re.ASCII)
ZONE: Final = "Europe/Stockholm"
"""Where «today» is for identifiers: they are Swedish."""
COORDINATION_DAY: Final = 60
"""What a samordningsnummer adds to the day of birth."""
CENTURIES: Final = ("18", "19", "20")


def luhn(ten: str) -> bool:
    """Modulus 10 with weights 2, 1 over the ten digits without century."""
    total = 0
    for place, digit in enumerate(ten):
        product = int(digit) * (2 - place % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


def parse(text: str, today: date) -> Identifier | Fault:
    """Read what a person typed as personnummer or samordningsnummer. `today` settles the century of ten digits."""
    found = FORM.fullmatch(text.strip().replace(" ", ""))
    if found is None:
        return Fault.FORM
    six, rest = found["yymmdd"], found["rest"]
    century = found["century"] or century_of(six, found["sign"] == "+", today)
    if century not in CENTURIES:
        return Fault.FORM
    if not luhn(six + rest) or rest.startswith("000"):
        return Fault.CHECK
    value = century + six + rest
    coordination = int(six[4:]) >= COORDINATION_DAY
    born = birth_date(value)
    if born is None:
        return Identifier(IdSystem.SAMORDNINGSNUMMER, value) if coordination else Fault.DATE
    if born > today:
        return Fault.FUTURE
    return Identifier(IdSystem.SAMORDNINGSNUMMER if coordination else IdSystem.PERSONNUMMER, value)


def reserve(system: IdSystem, text: str) -> Identifier | Fault:
    """Read a reserve number: capital letters and digits, no check, for each issuer has its own rule."""
    value = text.strip().replace("-", "").upper()
    return Identifier(system, value) if RESERVE.fullmatch(value) else Fault.FORM


def century_of(six: str, plus: bool, today: date) -> str:
    """The century of a short form: the latest that is not in the future, and with `+` the one before it.

    From the year in which a person turns 100 the sign is `+` instead of `-`.
    """
    year = int(six[:2])
    candidate = today.year - (today.year - year) % 100
    month, day = int(six[2:4]), int(six[4:]) % COORDINATION_DAY
    if candidate == today.year and (month, day) > (today.month, today.day):
        candidate -= 100
    # The sign changes on New Year's Day, so «-» covers 0 to 99 by year alone and «+» what lies before.
    if plus and today.year - candidate < 100:
        candidate -= 100
    return f"{candidate // 100:02d}"


def birth_date(value: str) -> date | None:
    """The birth date in twelve digits; None where a samordningsnummer holds none (month 00, day 60, no such day)."""
    day = int(value[6:8])
    try:
        return date(int(value[:4]), int(value[4:6]), day - COORDINATION_DAY if day >= COORDINATION_DAY else day)
    except ValueError:
        return None


def birthday(born: date, age: int) -> date:
    """The day on which someone turns that age; who was born on 29 February does so on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 2, 28) + timedelta(days=1)


def age_on(born: date, day: date) -> int:
    """Whole years lived on that day."""
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def pretty(identifier: Identifier) -> str:
    """As people write it: 19800107-2381."""
    if identifier.system in (IdSystem.PERSONNUMMER, IdSystem.SAMORDNINGSNUMMER):
        return f"{identifier.value[:8]}-{identifier.value[8:]}"
    return identifier.value
