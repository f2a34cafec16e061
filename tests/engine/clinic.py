"""A small clinic put up through an engine's commands, with a clock that is moved and real folders for what leaves.

No one here exists. Ages are as on 22 November 2026. Nothing is asserted here but that what a test needs was accepted.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, Operator, RepresentativeActor, StaffActor
from arende.domain.ids import (
    AssignmentId,
    CaseId,
    Kind,
    PersonId,
    ProviderId,
    ReasonId,
    Ref,
    RoleId,
    StaffId,
    UnitId,
    VisitId,
)
from arende.domain.notice.model import Notice
from arende.domain.person import Identifier, parse
from arende.engine import Engine, Receipt, Settings
from arende.testing.clock import FakeClock
from arende.wire.settings import Given
from attrs import field, frozen
from returns.pipeline import is_successful

NOW: Final = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
"""22 November 2026, 14:05 in Stockholm."""
OPERATOR: Final = Operator("prov")
HERE: Final = ProviderId("SE1")
ELSEWHERE: Final = ProviderId("SE2")
CENTRE: Final = UnitId("SE1.vc")
CHILDREN: Final = UnitId("SE1.bvc")
HARIS: Final = StaffId("SE1.haris")
NURSE: Final = StaffActor(AssignmentId("SE1.haris-ssk-vc"))
"""Who opens the cases of most tests."""
AS_DOCTOR: Final = StaffActor(AssignmentId("SE1.haris-lak-vc"))
AT_CHILDREN: Final = StaffActor(AssignmentId("SE1.haris-ssk-bvc"))
COLLEAGUE: Final = StaffActor(AssignmentId("SE1.olle-ssk-vc"))
HEAD: Final = StaffActor(AssignmentId("SE1.maja-lak-vc"))
"""May read all of the unit's cases."""
STRANGER: Final = StaffActor(AssignmentId("SE2.greta-ssk-vc"))
"""Nurse of another care provider."""
EVERY_STAFF: Final = (NURSE, AS_DOCTOR, AT_CHILDREN, COLLEAGUE, HEAD, STRANGER)
FOLLOW_UP: Final = ReasonId("SE1.uppfoljning")
ECZEMA: Final = ReasonId("SE1.eksem")

PEOPLE: Final[Mapping[str, tuple[str, str, str | None]]] = {
    "anton": ("19800107-2381", "Anton Testberg", "+46701740615"),
    "elsa": ("20180214-2396", "Elsa Provdotter", None),
    "nils": ("20110103-2397", "Nils Provdotter", "+46701740608"),
    "karin": ("19851224-2390", "Karin Provdotter", "+46701740606"),
    "erik": ("19840105-2397", "Erik Exempelsson", "+46701740607"),
    "stina": ("19710204-9280", "Stina Utanför", None),
}
"""An adult; a child of 8 with two guardians; a youth of 15 with one; the guardians; an adult without number."""


@frozen(kw_only=True)
class Sms:
    """An SMS as it left."""

    id: str
    to: str
    sender: str
    text: str


@frozen(kw_only=True)
class Clinic:
    """An open engine and what surrounds it."""

    engine: Engine
    clock: FakeClock
    url: str
    folder: Path
    persons: dict[str, PersonId] = field(factory=dict)

    @property
    def outgoing(self) -> Path:
        return self.folder / "outgoing"

    @property
    def journal(self) -> Path:
        return self.folder / "journal"

    def do(self, command: c.Command, actor: Actor = OPERATOR, command_id: str | None = None) -> Receipt:
        """Carry out what must be accepted."""
        answer = self.engine.handle(command, actor=actor, command_id=command_id)
        assert is_successful(answer), f"{type(command).__name__}: {answer.failure().code}"
        return answer.unwrap()

    def refused(self, command: c.Command, actor: Actor = OPERATOR, command_id: str | None = None) -> str:
        """The code of the refusal that must come."""
        answer = self.engine.handle(command, actor=actor, command_id=command_id)
        assert not is_successful(answer), f"{type(command).__name__} was accepted"
        return answer.failure().code

    def rep(self, name: str) -> RepresentativeActor:
        """The person, signed in on the patient's side."""
        return RepresentativeActor(self.persons[name])

    def open_case(
        self, patient: str = "anton", by: StaffActor = NURSE, *, rep: str | None = None, days: int = 3
    ) -> CaseId:
        """Slutför, whatever hinders SMS: for a child with `rep` as guardian, and the assessment that a youth needs."""
        command = c.CreateCase(
            patient=self.persons[patient],
            reason=FOLLOW_UP,
            representative=None if rep is None else self.persons[rep],
            maturity=c.Maturity.MATURE if patient == "nils" else None,
            days=days,
            despite_no_sms=True,
        )
        return CaseId(self.do(command, by).ids["case"])

    def open_visit(self, patient: str = "anton", by: StaffActor = NURSE, *, rep: str | None = None) -> VisitId:
        """A ticket in the ledger."""
        guardian = None if rep is None else self.persons[rep]
        command = c.CreateVisit(patient=self.persons[patient], reason=FOLLOW_UP, representative=guardian)
        return VisitId(self.do(command, by).ids["visit"])

    def say(self, case: CaseId, text: str, actor: Actor = NURSE) -> Receipt:
        return self.do(c.SendMessage(case=case, text=text, despite_no_sms=True), actor)

    def tell_person(self, name: str, **changed: object) -> None:
        """The register tells of a person anew, with these fields changed."""
        told: dict[str, object] = {"phone": PEOPLE[name][2], "protected": False, "deceased": None, **changed}
        phone, deceased = told["phone"], told["deceased"]
        self.do(
            c.RegisterPerson(
                provider=HERE,
                identifier=identifier(name),
                name=PEOPLE[name][1],
                phone=phone if isinstance(phone, str) else None,
                language=str(told.get("language", "sv")),
                protected=told["protected"] is True,
                deceased=deceased if isinstance(deceased, date) else None,
            )
        )

    def end_custody(self, child: str, guardian: str, ended: date | None = None) -> None:
        day = ended or self.clock.now().date()
        self.do(c.EndGuardianship(child=self.persons[child], guardian=self.persons[guardian], ended=day))

    def work(self) -> int:
        """The worker, until nothing more is due."""
        done = 0
        while more := self.engine.worker.run_once():
            done += more
        return done

    def sms(self) -> Sequence[Sms]:
        """What has left so far, by id."""
        return tuple(spooled(self.outgoing))

    def case_of(self, sms: Sms) -> CaseId:
        """The case that an SMS was about."""
        notice = self.engine.queries.state(Ref(Kind.NOTICE, sms.id))
        assert isinstance(notice, Notice)
        return notice.case


def spooled(folder: Path) -> Iterator[Sms]:
    for path in sorted(folder.glob("*.json")):
        plain: dict[str, str] = json.loads(path.read_bytes())
        yield Sms(id=plain["id"], to=plain["to"], sender=plain["sender"], text=plain["text"])


def identifier(name: str) -> Identifier:
    found = parse(PEOPLE[name][0], NOW.date())
    assert isinstance(found, Identifier)
    return found


def open_clinic(
    url: str,
    folder: Path,
    *,
    clock: FakeClock | None = None,
    settings: Settings | None = None,
    plugins: Sequence[object] = (),
    sms: Sequence[Given] | None = None,
    export: Mapping[str, Given] | None = None,
    directory: tuple[Given, ...] = (),
) -> Clinic:
    """An engine on a storage that may be empty. The caller closes it. `sms` and `export` stand in for the spools."""
    at = clock or FakeClock(NOW)
    made = settings or Settings(
        storage=url,
        sms=tuple([f"spool:{folder / 'outgoing'}"] if sms is None else sms),
        export={"spool": f"spool:{folder / 'journal'}"} if export is None else export,
        directory=directory,
        demo=True,
    )
    return Clinic(engine=Engine.open(made, plugins, clock=at), clock=at, url=url, folder=folder)


def put_up(clinic: Clinic) -> Clinic:
    """Fill the directory, by commands of the operator."""
    for provider in (HERE, ELSEWHERE):
        clinic.do(c.RegisterProvider(provider=provider, name=f"Vården {provider}", sender="Kliniken"))
        clinic.do(c.RegisterUnit(unit=UnitId(f"{provider}.vc"), name="Vårdcentralen Eken"))
        clinic.do(c.RegisterRole(role=RoleId(f"{provider}.ssk"), name="Sjuksköterska"))
    clinic.do(c.RegisterRole(role=RoleId("SE1.lak"), name="Läkare"))
    clinic.do(c.RegisterUnit(unit=CHILDREN, name="Barnmottagningen", days=7))
    staff = (("SE1.haris", "Haris Testgren"), ("SE1.olle", "Olle Prov"), ("SE1.maja", "Maja Test"))
    for staff_id, name in (*staff, ("SE2.greta", "Greta Annan")):
        clinic.do(c.RegisterStaff(staff=StaffId(staff_id), name=name))
    for actor in EVERY_STAFF:
        owner, _, local = actor.assignment.partition(".")
        who, role, unit = local.split("-")
        clinic.do(
            c.RegisterAssignment(
                assignment=actor.assignment,
                staff=StaffId(f"{owner}.{who}"),
                role=RoleId(f"{owner}.{role}"),
                unit=UnitId(f"{owner}.{unit}"),
                sees_unit=actor == HEAD,
            )
        )
    clinic.do(c.RegisterReason(reason=FOLLOW_UP, title="Uppföljningsbesök"))
    clinic.do(c.RegisterReason(reason=ECZEMA, title="Eksem", unit=CHILDREN))
    for name, (_, full, phone) in PEOPLE.items():
        receipt = clinic.do(
            c.RegisterPerson(provider=HERE, identifier=identifier(name), name=full, phone=phone),
        )
        clinic.persons[name] = PersonId(receipt.ids["person"])
    for child, guardian in (("elsa", "karin"), ("elsa", "erik"), ("nils", "karin")):
        clinic.do(
            c.RecordGuardianship(
                child=clinic.persons[child],
                guardian=clinic.persons[guardian],
                source="uppgift vid besök",
                verified=date(2026, 1, 15),
            )
        )
    return clinic


def days(count: float) -> timedelta:
    return timedelta(days=count)
