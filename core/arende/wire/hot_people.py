"""The state of a person read by hand: a list of cases reads as many persons as it has rows. Trusted bytes.

It reads exactly what `converter` reads, only faster; the tests hold it to that. Persons are seldom written, and by
`converter`.
"""

from datetime import UTC, date, datetime
from typing import Final, NotRequired, TypedDict

import orjson

from arende.domain.directory.model import Guardianship, Person, SmsConsent
from arende.domain.ids import PersonId, UnitId
from arende.domain.person import Identifier, IdSystem
from arende.domain.phone import NumberSource

SYSTEMS: Final = {system.value: system for system in IdSystem}


class IdentifierBody(TypedDict):
    system: str
    value: str


class GuardianshipBody(TypedDict):
    guardian: str
    source: str
    verified: str
    until: str | None


class ConsentBody(TypedDict):
    given: bool
    source: str
    day: str


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
    # What is kept of before these were known lacks them.
    phone_source: NotRequired[str | None]
    phone_since: NotRequired[str | None]
    sms_consent: NotRequired[ConsentBody | None]


def person_from(data: bytes) -> Person:
    body: PersonBody = orjson.loads(data)
    identifier, born, deceased = body["identifier"], body["born"], body["deceased"]
    source, since, consent = body.get("phone_source"), body.get("phone_since"), body.get("sms_consent")
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
        phone_source=None if source is None else NumberSource(source),
        phone_since=None if since is None else datetime.fromisoformat(since).astimezone(UTC),
        sms_consent=None if consent is None else consent_from(consent),
    )


def consent_from(body: ConsentBody) -> SmsConsent:
    return SmsConsent(given=body["given"], source=body["source"], day=date.fromisoformat(body["day"]))


def guardianship_from(body: GuardianshipBody) -> Guardianship:
    until = body["until"]
    return Guardianship(
        guardian=PersonId(body["guardian"]),
        source=body["source"],
        verified=date.fromisoformat(body["verified"]),
        until=None if until is None else date.fromisoformat(until),
    )
