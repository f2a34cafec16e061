"""A small clinic for the tests of the log: two guardians and a child, two units, a key. Nothing is asserted here."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, Operator, RepresentativeActor, StaffActor
from arende.domain.ids import (
    AssignmentId,
    CaseId,
    PersonId,
    ProviderId,
    ReasonId,
    RoleId,
    StaffId,
    UnitId,
    shard_of,
)
from arende.domain.person import Identifier, parse
from arende.engine import Engine, Settings
from arende.ports.anchor import Anchor
from arende.ports.records import AccessEntry, Shard
from arende.testing.clock import FakeClock
from arende.wire.audit import AuditSettings
from attrs import field, frozen
from returns.pipeline import is_successful

NOW: Final = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
OPERATOR: Final = Operator("prov")
HERE: Final = ProviderId("SE1")
SHARD: Final = Shard("SE1")
CENTRE: Final = UnitId("SE1.vc")
CHILDREN: Final = UnitId("SE1.bvc")
NURSE: Final = StaffActor(AssignmentId("SE1.haris-vc"))
COLLEAGUE: Final = StaffActor(AssignmentId("SE1.olle-vc"))
AT_CHILDREN: Final = StaffActor(AssignmentId("SE1.haris-bvc"))
STRANGER: Final = StaffActor(AssignmentId("SE2.greta-vc"))
STAFF: Final = {"haris": "Haris Testgren", "olle": "Olle Prov", "greta": "Greta Annan"}
PEOPLE: Final = {
    "anton": ("19800107-2381", "Anton Testberg"),
    "elsa": ("20180214-2396", "Elsa Provdotter"),
    "karin": ("19851224-2390", "Karin Provdotter"),
    "erik": ("19840105-2397", "Erik Exempelsson"),
}
PLUGINS: Final = ("storage_memory", "storage_sqlite", "sms_spool", "journal_spool")


@frozen(kw_only=True)
class Clinic:
    """An open engine, its clock, and where its key and anchor lie."""

    engine: Engine
    clock: FakeClock
    url: str
    folder: Path
    persons: dict[str, PersonId] = field(factory=dict)

    @property
    def key(self) -> Path:
        return self.folder / "audit.key"

    @property
    def anchor(self) -> Path:
        return self.folder / "anchor.txt"

    def do(self, command: c.Command, actor: Actor = OPERATOR) -> dict[str, str]:
        answer = self.engine.handle(command, actor=actor)
        assert is_successful(answer), f"{type(command).__name__}: {answer.failure().code}"
        return dict(answer.unwrap().ids)

    def open_case(self, patient: str, by: StaffActor = NURSE, *, rep: str | None = None) -> CaseId:
        representative = None if rep is None else self.persons[rep]
        command = c.CreateCase(
            patient=self.persons[patient], reason=ReasonId("SE1.upp"), representative=representative, days=3
        )
        return CaseId(self.do(command, by)["case"])

    def rep(self, name: str) -> RepresentativeActor:
        return RepresentativeActor(self.persons[name])

    def log(self, shard: Shard = SHARD) -> list[AccessEntry]:
        return list(self.engine.storage.access(shard, None, 1000))


def identifier(name: str) -> Identifier:
    found = parse(PEOPLE[name][0], NOW.date())
    assert isinstance(found, Identifier)
    return found


def open_clinic(url: str, folder: Path, *, clock: FakeClock | None = None, anchor: Anchor | None = None) -> Clinic:
    at = clock or FakeClock(NOW)
    settings = Settings(
        storage=url,
        sms=[f"spool:{folder / 'outgoing'}"],
        audit=AuditSettings(key_file=str(folder / "audit.key"), anchor=str(folder / "anchor.txt")),
        plugins_allow=PLUGINS,
        demo=True,
    )
    return Clinic(engine=Engine.open(settings, clock=at, anchor=anchor), clock=at, url=url, folder=folder)


def put_up(clinic: Clinic) -> Clinic:
    """Fill the directory, and make the key."""
    clinic.engine.audit.make_key()
    clinic.do(c.RegisterProvider(provider=HERE, name="Vården Ett", sender="Kliniken"))
    clinic.do(c.RegisterProvider(provider=ProviderId("SE2"), name="Vården Två", sender="Kliniken"))
    clinic.do(c.RegisterUnit(unit=CENTRE, name="Vårdcentralen Eken"))
    clinic.do(c.RegisterUnit(unit=CHILDREN, name="Barnmottagningen"))
    clinic.do(c.RegisterUnit(unit=UnitId("SE2.vc"), name="Vårdcentralen Alen"))
    for provider in ("SE1", "SE2"):
        clinic.do(c.RegisterRole(role=RoleId(f"{provider}.ssk"), name="Sjuksköterska"))
    for actor in (NURSE, COLLEAGUE, AT_CHILDREN, STRANGER):
        provider = shard_of(actor.assignment)
        name, _, unit = actor.assignment.partition(".")[2].partition("-")
        staff = StaffId(f"{provider}.{name}")
        clinic.do(c.RegisterStaff(staff=staff, name=STAFF[name]))
        clinic.do(
            c.RegisterAssignment(
                assignment=actor.assignment,
                staff=staff,
                role=RoleId(f"{provider}.ssk"),
                unit=UnitId(f"{provider}.{unit}"),
            )
        )
    clinic.do(c.RegisterReason(reason=ReasonId("SE1.upp"), title="Uppföljningsbesök"))
    for name, (_, full) in PEOPLE.items():
        command = c.RegisterPerson(provider=HERE, identifier=identifier(name), name=full, phone="+46701740606")
        clinic.persons[name] = PersonId(clinic.do(command)["person"])
    for guardian in ("karin", "erik"):
        clinic.do(
            c.RecordGuardianship(
                child=clinic.persons["elsa"],
                guardian=clinic.persons[guardian],
                source="uppgift vid besök",
                verified=date(2026, 1, 15),
            )
        )
    return clinic
