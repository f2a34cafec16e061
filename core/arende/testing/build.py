"""A small invented clinic: provider, units, roles, staff, assignments, reasons, persons. Plain states, nothing stored.

No one here exists. Persons carry test numbers that Skatteverket publishes and never assigns; their ages are as on
22 November 2026 (`NOW`). `clinic()` is everything, as the neighbours that `Facts` holds.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final, TypeAlias

from arende.domain.actor import RepresentativeActor, StaffActor
from arende.domain.case.model import Representation, Representative
from arende.domain.directory.model import (
    Assignment,
    Guardianship,
    IdentifierClaim,
    Person,
    Provider,
    Reason,
    Role,
    Staff,
    Unit,
)
from arende.domain.ids import (
    AssignmentId,
    Kind,
    PersonId,
    ProviderId,
    ReasonId,
    Ref,
    RoleId,
    StaffId,
    TicketId,
    UnitId,
    VisitId,
    within,
)
from arende.domain.model import State
from arende.domain.needs import identifier_ref
from arende.domain.person import Identifier, IdSystem, birth_date
from arende.domain.phone import NumberSource
from arende.domain.ticket.model import Ticket, TicketStatus
from arende.domain.visit.model import Visit, VisitStatus

NOW: Final = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
"""22 November 2026, 14:05 in Stockholm."""
PROVIDER: Final = ProviderId("SE0000000001-0001")


def local(name: str) -> str:
    """The id of something of this clinic's."""
    return within(PROVIDER, name)


OAK: Final = UnitId(local("eken"))
CHILDREN: Final = UnitId(local("barn"))
SSK: Final = RoleId(local("ssk"))
LAK: Final = RoleId(local("lak"))
SARA: Final = StaffId(local("sara"))
OLLE: Final = StaffId(local("olle"))
MAJA: Final = StaffId(local("maja"))
NURSE: Final = AssignmentId(local("sara-ssk-eken"))
"""Sara as nurse at Eken: the sender in most tests."""
NURSE_AS_DOCTOR: Final = AssignmentId(local("sara-lak-eken"))
NURSE_ELSEWHERE: Final = AssignmentId(local("sara-ssk-barn"))
COLLEAGUE: Final = AssignmentId(local("olle-ssk-eken"))
HEAD: Final = AssignmentId(local("maja-lak-eken"))
"""An assignment at Eken that may read all of the unit's cases."""
ENDED: Final = AssignmentId(local("olle-lak-eken"))
RENEWAL: Final = ReasonId(local("recept"))
FOLLOW_UP: Final = ReasonId(local("blodtryck"))
CHILD_REASON: Final = ReasonId(local("eksem"))
ANTON: Final = PersonId(local("anton"))
ELSA: Final = PersonId(local("elsa"))
NILS: Final = PersonId(local("nils"))
KARIN: Final = PersonId(local("karin"))
ERIK: Final = PersonId(local("erik"))
STINA: Final = PersonId(local("stina"))
UNDATED: Final = PersonId(local("okand"))

AS_NURSE: Final = StaffActor(NURSE)
AS_KARIN: Final = RepresentativeActor(KARIN)
AS_ANTON: Final = RepresentativeActor(ANTON)


def identifier(value: str) -> Identifier:
    """A personnummer, or a samordningsnummer where the day says so; not checked."""
    system = IdSystem.SAMORDNINGSNUMMER if int(value[6:8]) > 60 else IdSystem.PERSONNUMMER
    return Identifier(system, value)


def person(
    id: PersonId,
    value: str,
    name: str,
    *,
    guardians: tuple[PersonId, ...] = (),
    custody_until: date | None = None,
    phone: str | None = "+46701740605",
    protected: bool = False,
    deceased: date | None = None,
) -> Person:
    """A person as the directory has them; the birth date is the identifier's own."""
    return Person(
        id=id,
        identifier=identifier(value),
        name=name,
        phone=phone,
        language="sv",
        born=birth_date(value),
        protected=protected,
        deceased=deceased,
        blocked=(),
        phone_source=None if phone is None else NumberSource.DIRECTORY,
        guardians=tuple(
            Guardianship(guardian=g, source="uppgift vid besök", verified=date(2026, 1, 15), until=custody_until)
            for g in guardians
        ),
    )


def assignment(
    id: AssignmentId, staff: StaffId, role: RoleId, unit: UnitId, *, sees_unit: bool = False, ended: bool = False
) -> Assignment:
    """An assignment of this clinic's."""
    return Assignment(id=id, staff=staff, role=role, unit=unit, sees_unit=sees_unit, ended=ended)


def visit(id: str, patient: PersonId, status: VisitStatus, *, taken_by: AssignmentId | None = NURSE) -> Visit:
    """A free visit at Eken, created an hour ago; one that waits is nobody's."""
    return Visit(
        id=VisitId(local(id)),
        patient=patient,
        representative=patient,
        unit=OAK,
        reason=RENEWAL,
        title="Förnyelse av recept",
        scheduled=None,
        created=datetime(2026, 11, 22, 12, 5, tzinfo=UTC),
        status=status,
        assignment=None if status is VisitStatus.WAITING else taken_by,
    )


def ticket(id: str, patient: PersonId, *, taken_by: AssignmentId | None = None) -> Ticket:
    """Contact that an adult asked for at Eken an hour ago; taken now, where it is taken."""
    return Ticket(
        id=TicketId(local(id)),
        patient=patient,
        representative=Representative(person=patient, by=Representation.SELF, until=None),
        maturity=None,
        unit=OAK,
        zone="Europe/Stockholm",
        reason=RENEWAL,
        title="Förnyelse av recept",
        message="Min medicin är snart slut.",
        created=datetime(2026, 11, 22, 12, 5, tzinfo=UTC),
        created_by=None,
        status=TicketStatus.WAITING if taken_by is None else TicketStatus.TAKEN,
        assignment=taken_by,
        taken=None if taken_by is None else NOW,
        into=None,
        became=None,
    )


def everyone() -> tuple[Person, ...]:
    """An adult, a child of 8 with two guardians, a youth of 15 with one, an outsider, one of unknown age."""
    return (
        person(ANTON, "198001072381", "Anton Testberg"),
        person(ELSA, "201802142396", "Elsa Provdotter", guardians=(KARIN, ERIK)),
        person(NILS, "201101032397", "Nils Provdotter", guardians=(KARIN,)),
        person(KARIN, "198512242390", "Karin Provdotter", phone="+46701740606"),
        person(ERIK, "198401052397", "Erik Exempelsson", phone="+46701740607"),
        person(STINA, "197102049280", "Stina Utanför", phone=None),
        person(UNDATED, "192304602390", "Okänd Ålder"),
    )


def directory() -> tuple[Provider | Unit | Role | Staff | Assignment | Reason, ...]:
    """All of the clinic but its persons."""
    return (
        Provider(id=PROVIDER, name="Exempelvården", sender="Exempel"),
        Unit(id=OAK, name="Vårdcentralen Eken", zone="Europe/Stockholm", days=None),
        Unit(id=CHILDREN, name="Barnmottagningen", zone="Europe/Stockholm", days=7),
        Role(id=SSK, name="Sjuksköterska"),
        Role(id=LAK, name="Läkare"),
        Staff(id=SARA, name="Sara Exempel", display_name=None),
        Staff(id=OLLE, name="Olle Prov", display_name=None),
        Staff(id=MAJA, name="Maja Test", display_name="Maja"),
        assignment(NURSE, SARA, SSK, OAK),
        assignment(NURSE_AS_DOCTOR, SARA, LAK, OAK),
        assignment(NURSE_ELSEWHERE, SARA, SSK, CHILDREN),
        assignment(COLLEAGUE, OLLE, SSK, OAK),
        assignment(HEAD, MAJA, LAK, OAK, sees_unit=True),
        assignment(ENDED, OLLE, LAK, OAK, ended=True),
        Reason(id=RENEWAL, title="Förnyelse av recept", unit=None, days=None, preset=False),
        Reason(id=FOLLOW_UP, title="Uppföljning av blodtryck", unit=OAK, days=14, preset=True),
        Reason(id=CHILD_REASON, title="Eksem", unit=CHILDREN, days=None, preset=False),
    )


Entry: TypeAlias = Provider | Unit | Role | Staff | Assignment | Reason | Person | Visit | Ticket

KINDS: Final[Mapping[type[Entry], Kind]] = {
    Provider: Kind.PROVIDER,
    Unit: Kind.UNIT,
    Role: Kind.ROLE,
    Staff: Kind.STAFF,
    Assignment: Kind.ASSIGNMENT,
    Reason: Kind.REASON,
    Person: Kind.PERSON,
    Visit: Kind.VISIT,
    Ticket: Kind.TICKET,
}


def found(*entries: Entry) -> Mapping[Ref, State]:
    """These entries as neighbours, each under its own name; a person's identifier leads to the person."""
    named: dict[Ref, State] = {Ref(KINDS[type(e)], e.id): e for e in entries}
    for entry in entries:
        if isinstance(entry, Person):
            named[identifier_ref(PROVIDER, entry.identifier)] = IdentifierClaim(person=entry.id)
    return named


def clinic(*changed: Entry) -> Mapping[Ref, State]:
    """The whole clinic; what is handed in is added, or stands in for what has the same id."""
    return {**found(*directory(), *everyone()), **found(*changed)}
