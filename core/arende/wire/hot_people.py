"""The state of a person read by hand: a list of cases reads as many persons as it has rows. Trusted bytes.

It reads exactly what `converter` reads, only faster; the tests hold it to that. Persons are seldom written, and by
`converter`.
"""

from datetime import date
from typing import Final, TypedDict

import orjson

from arende.domain.directory.model import Guardianship, Person
from arende.domain.ids import PersonId, UnitId
from arende.domain.person import Identifier, IdSystem

SYSTEMS: Final = {system.value: system for system in IdSystem}


class IdentifierBody(TypedDict):
    system: str
    value: str


class GuardianshipBody(TypedDict):
    guardian: str
    source: str
    verified: str
    until: str | None


class PersonBody(TypedDict):
    id: str
    identifier: IdentifierBody
    name: str
    phone: str | None
    language: str
    born: str | None
    protected: bool
    deceased: str | None
    guardians: list[GuardianshipBody]
    blocked: list[str]


def person_from(data: bytes) -> Person:
    body: PersonBody = orjson.loads(data)
    identifier, born, deceased = body["identifier"], body["born"], body["deceased"]
    return Person(
        id=PersonId(body["id"]),
        identifier=Identifier(SYSTEMS[identifier["system"]], identifier["value"]),
        name=body["name"],
        phone=body["phone"],
        language=body["language"],
        born=None if born is None else date.fromisoformat(born),
        protected=body["protected"],
        deceased=None if deceased is None else date.fromisoformat(deceased),
        guardians=tuple(map(guardianship_from, body["guardians"])),
        blocked=tuple(map(UnitId, body["blocked"])),
    )


def guardianship_from(body: GuardianshipBody) -> Guardianship:
    until = body["until"]
    return Guardianship(
        guardian=PersonId(body["guardian"]),
        source=body["source"],
        verified=date.fromisoformat(body["verified"]),
        until=None if until is None else date.fromisoformat(until),
    )
