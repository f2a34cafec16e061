"""Who works and is cared for in the simulated year, registered by commands. Nothing happens to them here.

No one here exists: identifiers have serials 980–999, which are never assigned.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Operator, StaffActor
from arende.domain.ids import (
    AssignmentId,
    PersonId,
    ProviderId,
    ReasonId,
    RoleId,
    StaffId,
    TemplateId,
    UnitId,
)
from arende.domain.notice.rules import NO_RULES, NoticeRules, QuietHours
from arende.domain.person import Identifier, IdSystem, luhn
from arende.engine import Engine, Request
from arende.wire.commands import digest
from attrs import frozen
from returns.pipeline import is_successful

OPERATOR: Final = Operator("år")
PROVIDER: Final = ProviderId("SE2321000016-0001")
UNITS: Final = tuple(UnitId(f"{PROVIDER}.{name}") for name in ("eken", "linden"))
ROLES: Final = tuple(RoleId(f"{PROVIDER}.{name}") for name in ("ssk", "lak"))
REASONS: Final = tuple(ReasonId(f"{PROVIDER}.{name}") for name in ("uppfoljning", "recept", "provsvar"))
FIRST: Final = TemplateId(f"{PROVIDER}.hej")
"""The template of the first reason."""
RULES: Final[Mapping[UnitId, NoticeRules]] = {
    UNITS[0]: NoticeRules(
        remind_after_hours=24, unread_days=3, quiet=QuietHours(start="21:00", end="07:00"), coalesce_minutes=90
    ),
    UNITS[1]: NO_RULES,
}
"""One unit has all the rules that there are for SMS, the other none, as from the factory."""


@frozen(kw_only=True)
class Patient:
    """Someone who is cared for; for a child with the guardians."""

    id: PersonId
    identifier: Identifier
    name: str
    born: date
    guardians: tuple[PersonId, ...]


@frozen(kw_only=True)
class Cast:
    staff: tuple[StaffActor, ...]
    patients: tuple[Patient, ...]


def accepted(engine: Engine, commands: Sequence[c.Command]) -> list[str]:
    """Carry out what must be accepted; the id that each one made, or ``""``. The same things have the same ids."""
    made: list[str] = []
    asked = [Request(command=one, actor=OPERATOR, command_id=f"roll {digest(one).hex()}") for one in commands]
    for answer in engine.handle_many(asked):
        assert is_successful(answer), answer.failure().code
        made.append(next(iter(answer.unwrap().ids.values()), ""))
    return made


def identifiers(random: Random, today: date) -> Iterator[tuple[Identifier, date]]:
    """Personnummer of people from newborn to 95, a fourth of them under 20, none twice."""
    seen: set[str] = set()
    while True:
        oldest = 20 * 365 if random.random() < 0.25 else 95 * 365
        born = today - timedelta(days=random.randrange(1, oldest))
        nine = f"{born:%y%m%d}{random.randrange(980, 1000)}"
        value = f"{born:%Y%m%d}{nine[6:]}{next(digit for digit in '0123456789' if luhn(nine + digit))}"
        if value not in seen:
            seen.add(value)
            yield Identifier(IdSystem.PERSONNUMMER, value), born


def put_up(engine: Engine, random: Random, today: date, *, staff: int, patients: int) -> Cast:
    """Units, staff and patients; each child under 18 with one or two guardians among the adults."""
    accepted(engine, [c.RegisterProvider(provider=PROVIDER, name="Exempelvården", sender="Exempel")])
    accepted(
        engine,
        [
            *(
                c.RegisterUnit(unit=unit, name=unit.rpartition(".")[2].capitalize(), notices=rules)
                for unit, rules in RULES.items()
            ),
            *(c.RegisterRole(role=role, name=role.rpartition(".")[2]) for role in ROLES),
            c.RegisterTemplate(template=FIRST, name="Hälsning", text="Hej {namn}!"),
        ],
    )
    accepted(
        engine,
        [
            c.RegisterReason(
                reason=reason,
                title=reason.rpartition(".")[2].capitalize(),
                for_patients=True,
                template=None if days else FIRST,
                days=days or None,
            )
            for days, reason in enumerate(REASONS)
        ],
    )
    actors = tuple(hired(engine, number) for number in range(staff))
    drawn = identifiers(random, today)
    people = [next(drawn) for _ in range(patients)]
    ids = [
        PersonId(made)
        for made in accepted(engine, [registered(number, *person) for number, person in enumerate(people)])
    ]
    accepted(engine, [word for id in ids for word in said_of_sms(random, id)])
    adults = [id for id, (_, born) in zip(ids, people, strict=True) if (today - born).days > 22 * 366]
    cared = []
    for number, (id, (identifier, born)) in enumerate(zip(ids, people, strict=True)):
        child = (today - born).days < 18 * 365
        guardians = tuple(random.sample(adults, random.choice((1, 2)))) if child else ()
        cared.append(Patient(id=id, identifier=identifier, name=name(number), born=born, guardians=guardians))
    custody = [
        c.RecordGuardianship(child=one.id, guardian=guardian, source="uppgift vid besök", verified=today)
        for one in cared
        for guardian in one.guardians
    ]
    accepted(engine, custody)
    return Cast(staff=actors, patients=tuple(cared))


def said_of_sms(random: Random, person: PersonId) -> Sequence[c.Command]:
    """Most want to be told, some do not, and of some nobody knows."""
    draw = random.random()
    if draw < 0.78:
        return (c.RecordSmsConsent(person=person, source="patientappen"),)
    return (c.WithdrawSmsConsent(person=person, source="patientappen"),) if draw < 0.92 else ()


def phone(number: int) -> str:
    """One of those that are nobody's; of many people several have the same."""
    return f"+467017406{5 + number % 95:02}"


def name(number: int) -> str:
    return f"Prov Provsson{number}"


def registered(number: int, identifier: Identifier, born: date) -> c.RegisterPerson:
    return c.RegisterPerson(provider=PROVIDER, identifier=identifier, name=name(number), phone=phone(number), born=born)


def post(number: int) -> c.RegisterAssignment:
    """An assignment: every other at each unit, every third a doctor's, every fifth may read all of the unit's."""
    return c.RegisterAssignment(
        assignment=AssignmentId(f"{PROVIDER}.a{number}"),
        staff=StaffId(f"{PROVIDER}.p{number}"),
        role=ROLES[number % 3 == 0],
        unit=UNITS[number % len(UNITS)],
        sees_unit=number % 5 == 0,
    )


def hired(engine: Engine, number: int) -> StaffActor:
    """A new member of staff with an assignment."""
    one = post(number)
    accepted(engine, [c.RegisterStaff(staff=one.staff, name=f"Personal {number}"), one])
    return StaffActor(one.assignment)
