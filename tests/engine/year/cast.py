"""Who works and is cared for in the simulated year, registered by commands. Nothing happens to them here.

No one here exists: identifiers have serials 980–999, which are never assigned.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Operator, StaffActor
from arende.domain.ids import AssignmentId, PersonId, ProviderId, ReasonId, RoleId, StaffId, UnitId
from arende.domain.person import Identifier, IdSystem, luhn
from arende.engine import Engine, Request
from attrs import frozen
from returns.pipeline import is_successful

OPERATOR: Final = Operator("år")
PROVIDER: Final = ProviderId("SE2321000016-0001")
UNITS: Final = tuple(UnitId(f"{PROVIDER}.{name}") for name in ("eken", "linden"))
ROLES: Final = tuple(RoleId(f"{PROVIDER}.{name}") for name in ("ssk", "lak"))
REASONS: Final = tuple(ReasonId(f"{PROVIDER}.{name}") for name in ("uppfoljning", "recept", "provsvar"))


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
    """Carry out what must be accepted; the id that each one made, or ``""``."""
    made: list[str] = []
    for answer in engine.handle_many([Request(command=one, actor=OPERATOR) for one in commands]):
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
            *(c.RegisterUnit(unit=unit, name=unit.rpartition(".")[2].capitalize()) for unit in UNITS),
            *(c.RegisterRole(role=role, name=role.rpartition(".")[2]) for role in ROLES),
            *(c.RegisterReason(reason=reason, title=reason.rpartition(".")[2].capitalize()) for reason in REASONS),
        ],
    )
    actors = tuple(hired(engine, number) for number in range(staff))
    drawn = identifiers(random, today)
    people = [next(drawn) for _ in range(patients)]
    ids = [
        PersonId(made)
        for made in accepted(engine, [registered(number, *person) for number, person in enumerate(people)])
    ]
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


def name(number: int) -> str:
    return f"Prov Provsson{number}"


def registered(number: int, identifier: Identifier, born: date) -> c.RegisterPerson:
    return c.RegisterPerson(
        provider=PROVIDER, identifier=identifier, name=name(number), phone="+46701740605", born=born
    )


def hired(engine: Engine, number: int) -> StaffActor:
    """A new member of staff with an assignment: every other at each unit, every fifth may read all of the unit's."""
    staff, assignment = StaffId(f"{PROVIDER}.p{number}"), AssignmentId(f"{PROVIDER}.a{number}")
    accepted(engine, [c.RegisterStaff(staff=staff, name=f"Personal {number}")])
    accepted(
        engine,
        [
            c.RegisterAssignment(
                assignment=assignment,
                staff=staff,
                role=ROLES[number % 3 == 0],
                unit=UNITS[number % len(UNITS)],
                sees_unit=number % 5 == 0,
            )
        ],
    )
    return StaffActor(assignment)
