"""The world of the access matrix (`tests.domain.access_world`), put up in a real engine by commands.

Ids are the domain world's; `told` writes those that an engine gives itself (persons, the case, the visit) into actors
and commands, so every actor and every example of a command there is tried here too. **A new state of the relation**
gets a line in `STATES`; a new kind of thing that commands or questions are about is made in `things`.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Self, TypeVar

from arende.domain import commands as c
from arende.domain.actor import Actor, Operator, StaffActor
from arende.domain.directory.model import Assignment, Person, Provider, Reason, Role, Staff, Unit
from arende.domain.ids import (
    AssignmentId,
    CaseId,
    PersonId,
    ProviderId,
    Ref,
    RoleId,
    StaffId,
    TemplateId,
    TicketId,
    UnitId,
    VisitId,
)
from arende.domain.model import State
from arende.engine import Engine, Receipt, Settings
from arende.ports.records import AccessEntry, Shard
from arende.testing import build as b
from arende.testing.clock import FakeClock
from arende.wire.heads import decode_state
from arende.wire.names import ref_of
from attrs import evolve, field, fields, frozen, has
from returns.pipeline import is_successful

from tests.domain.access_world import BIRTHDAY_13, BIRTHDAY_18, COVER_ENDS, DEAD, INSTANT, TICKET, VISIT
from tests.domain.samples import CASE

T = TypeVar("T")
OPERATOR: Final = Operator("drift")
ELSEWHERE: Final = ProviderId("SE0000000009-0009")
MANY: Final = 10_000
HOUR: Final = timedelta(hours=1)
LONG: Final = 3650
PEOPLE: Final = tuple(one for one in b.everyone() if one.id != b.UNDATED)
"""Those of whom the register knows when they were born."""
CUSTODY_ENDS: Final = c.EndGuardianship(child=b.ELSA, guardian=b.KARIN, ended=b.NOW.date())
TEMPLATE: Final = TemplateId(b.local("svar"))
BLOCK: Final = c.BlockUnit(person=b.ANTON, unit=b.OAK)
TO_POOL: Final = c.HandOver(case=CASE, to=None)
COVERED: Final = c.CoverAssignment(assignment=b.NURSE, by=b.COLLEAGUE, last_day=b.NOW.date())
ALSO_COVERED: Final = c.CoverAssignment(assignment=b.COLLEAGUE, by=b.NURSE_AS_DOCTOR, last_day=b.NOW.date())
TO_ERIK: Final = c.ChangeRepresentative(case=CASE, representative=b.ERIK)


@frozen(kw_only=True)
class World:
    """An open engine, its clock, and which id the engine gave to what the domain's world calls by another."""

    engine: Engine
    clock: FakeClock
    ids: dict[str, str] = field(factory=dict)

    def told(self, one: T) -> T:
        """The same, with the engine's ids in it."""
        made = copy(one)
        for part in fields_of(one):
            value = getattr(one, part)
            known = self.ids.get(value, value) if isinstance(value, str) else self.told(value)
            object.__setattr__(made, part, known)
        return made

    def do(self, command: c.Command, actor: Actor = OPERATOR) -> Receipt:
        """Carry out what must be accepted."""
        answer = self.engine.handle(self.told(command), actor=self.told(actor))
        assert is_successful(answer), f"{type(command).__name__}: {answer.failure()}"
        return answer.unwrap()

    def log(self) -> list[AccessEntry]:
        storage = self.engine.storage
        return [entry for shard in storage.shards() for entry in storage.access(shard, None, MANY)]

    def states(self, shard: Shard) -> Mapping[Ref, State]:
        """Everything that one provider has, as it stands."""
        storage = self.engine.storage
        streams = [one for one in storage.streams(shard, None, MANY) if not one.startswith(("seal/", "audit/"))]
        heads = [head for head in storage.heads(shard, streams) if head is not None]
        return {ref_of(shard, head.stream): decode_state(head) for head in heads}

    @property
    def case(self) -> CaseId:
        return CaseId(self.ids.get(CASE, CASE))

    @property
    def visit(self) -> VisitId:
        return VisitId(self.ids.get(VISIT.id, VISIT.id))

    @property
    def ticket(self) -> TicketId:
        return TicketId(self.ids.get(TICKET.id, TICKET.id))

    def person(self, id: PersonId) -> PersonId:
        return PersonId(self.ids[id])

    def then(self, command: c.Command, actor: Actor = OPERATOR) -> Self:
        """The same, where more is to be done."""
        self.do(command, actor)
        return self

    def at(self, time: datetime) -> Self:
        self.clock.set(time)
        return self

    def open(self, patient: PersonId, guardian: PersonId | None = None, days: int = LONG) -> Self:
        """The nurse's case at Eken, with a message in it."""
        create = c.CreateCase(
            patient=patient,
            reason=b.RENEWAL,
            representative=guardian,
            maturity=c.Maturity.NOT_MATURE if patient == b.NILS else None,
            days=days,
        )
        self.ids[CASE] = self.do(create, b.AS_NURSE).ids["case"]
        return self.then(c.SendMessage(case=CASE, text="Hej! Hur mår du i dag?"), b.AS_NURSE)

    def become(self, person: PersonId, *, protected: bool = False, deceased: date | None = None) -> Self:
        """The register tells of someone anew."""
        (known,) = (one for one in PEOPLE if one.id == person)
        return self.then(evolve(register(known), protected=protected, deceased=deceased))

    def emergency(self, patient: PersonId) -> Self:
        return self.then(c.OpenEmergencyAccess(patient=patient, reason="Medvetslös"), StaffActor(b.NURSE_ELSEWHERE))


def fields_of(one: object) -> Iterator[str]:
    """The names of what a value of ours consists of; nothing for any other value."""
    kind: type = type(one)
    return (part.name for part in fields(kind)) if has(kind) else iter(())


def register(person: Person) -> c.RegisterPerson:
    return c.RegisterPerson(
        provider=b.PROVIDER, identifier=person.identifier, name=person.name, phone=person.phone, language="sv"
    )


def entry(one: Provider | Unit | Role | Staff | Assignment | Reason) -> c.Command:
    """The command that tells of an entry of the directory."""
    match one:
        case Provider(id=id, name=name, sender=sender):
            return c.RegisterProvider(provider=id, name=name, sender=sender)
        case Unit(id=id, name=name, days=days):
            return c.RegisterUnit(unit=id, name=name, days=days)
        case Role(id=id, name=name):
            return c.RegisterRole(role=id, name=name)
        case Staff(id=id, name=name, display_name=shown):
            return c.RegisterStaff(staff=id, name=name, display_name=shown)
        case Assignment(id=id, staff=staff, role=role, unit=unit, sees_unit=sees):
            return c.RegisterAssignment(assignment=id, staff=staff, role=role, unit=unit, sees_unit=sees)
        case Reason(id=id, title=title, unit=at, days=days, preset=preset):
            return c.RegisterReason(reason=id, title=title, unit=at, days=days, preset=preset)


def put_up(folder: Path) -> World:
    """The clinic of `arende.testing.build`, and another provider with a nurse and a patient. The caller closes it."""
    clock = FakeClock(b.NOW)
    settings = Settings(
        storage="memory:",
        sms=[f"spool:{folder / 'sms'}"],
        export={"fil": f"spool:{folder / 'journal'}"},
        demo=True,
    )
    world = World(engine=Engine.open(settings, clock=clock), clock=clock)
    for one in b.directory():
        world.do(entry(one))
        if isinstance(one, Assignment) and one.ended:
            world.do(c.EndAssignment(assignment=one.id))
    for person in PEOPLE:
        world.ids[person.id] = world.do(register(person)).ids["person"]
    for child in PEOPLE:
        for custody in child.guardians:
            world.do(
                c.RecordGuardianship(
                    child=child.id, guardian=custody.guardian, source=custody.source, verified=custody.verified
                )
            )
    elsewhere(world)
    return world


def elsewhere(world: World) -> None:
    """Another care provider in the same database: its nurse is real, and so is its patient."""
    world.do(c.RegisterProvider(provider=ELSEWHERE, name="Annanvården", sender="Annan"))
    world.do(c.RegisterUnit(unit=UnitId(f"{ELSEWHERE}.vc"), name="Vårdcentralen Alen"))
    world.do(c.RegisterRole(role=RoleId(f"{ELSEWHERE}.ssk"), name="Sjuksköterska"))
    world.do(c.RegisterStaff(staff=StaffId(f"{ELSEWHERE}.greta"), name="Greta Annan"))
    world.do(
        c.RegisterAssignment(
            assignment=AssignmentId(f"{ELSEWHERE}.ssk"),
            staff=StaffId(f"{ELSEWHERE}.greta"),
            role=RoleId(f"{ELSEWHERE}.ssk"),
            unit=UnitId(f"{ELSEWHERE}.vc"),
        )
    )
    there = evolve(register(PEOPLE[0]), provider=ELSEWHERE)
    world.ids[f"{ELSEWHERE}.anton"] = world.do(there).ids["person"]


def things(world: World) -> None:
    """What the other rows are about: Anton's case, his ongoing visit and his ticket, all three the nurse's."""
    world.open(b.ANTON)
    waiting = c.CreateVisit(patient=b.ANTON, reason=b.RENEWAL)
    world.ids[VISIT.id] = world.do(waiting, b.AS_NURSE).ids["visit"]
    world.do(c.StartVisit(visit=VISIT.id), b.AS_NURSE)
    asked = c.CreateTicket(patient=b.ANTON, reason=b.RENEWAL, message="Ringde")
    world.ids[TICKET.id] = world.do(asked, b.AS_NURSE).ids["ticket"]
    world.do(c.TakeTicket(ticket=TICKET.id), b.AS_NURSE)
    world.do(c.RegisterTemplate(template=TEMPLATE, name="Provsvar", text="Hej!", unit=b.OAK))


STATES: Final[Mapping[str, Callable[[World], object]]] = {
    "adult": lambda w: w.open(b.ANTON),
    "child": lambda w: w.open(b.ELSA, b.KARIN),
    "youth": lambda w: w.open(b.NILS, b.KARIN),
    "12y": lambda w: w.open(b.ELSA, b.KARIN).at(BIRTHDAY_13 - INSTANT),
    "13y": lambda w: w.open(b.ELSA, b.KARIN).at(BIRTHDAY_13),
    "18y": lambda w: w.open(b.NILS, b.KARIN).at(BIRTHDAY_18),
    "cust": lambda w: w.open(b.ELSA, b.KARIN).then(CUSTODY_ENDS),
    "child_p": lambda w: w.open(b.ELSA, b.KARIN).become(b.ELSA, protected=True),
    "guard_p": lambda w: w.open(b.ELSA, b.KARIN).become(b.KARIN, protected=True),
    "guard_d": lambda w: w.open(b.ELSA, b.KARIN).become(b.KARIN, deceased=DEAD),
    "child_d": lambda w: w.open(b.ELSA, b.KARIN).become(b.ELSA, deceased=DEAD),
    "adult_d": lambda w: w.open(b.ANTON).become(b.ANTON, deceased=DEAD),
    "block": lambda w: w.open(b.ANTON).then(BLOCK),
    "emerg": lambda w: w.open(b.ELSA, b.KARIN).emergency(b.ELSA).at(b.NOW + HOUR - INSTANT),
    "over": lambda w: w.open(b.ELSA, b.KARIN).emergency(b.ELSA).at(b.NOW + HOUR),
    "bl+em": lambda w: w.open(b.ANTON).then(BLOCK).emergency(b.ANTON),
    "ended": lambda w: w.open(b.ELSA, b.KARIN, days=3).at(b.NOW + timedelta(days=30)),
    "chang": lambda w: w.open(b.ELSA, b.KARIN).then(TO_ERIK, b.AS_NURSE),
    "pool": lambda w: w.open(b.ANTON).then(TO_POOL, b.AS_NURSE),
    "gone": lambda w: w.open(b.ANTON).then(c.EndAssignment(assignment=b.NURSE)),
    "away": lambda w: w.open(b.ANTON).then(COVERED).at(COVER_ENDS - INSTANT),
    "back": lambda w: w.open(b.ANTON).then(COVERED).at(COVER_ENDS),
    "lone": lambda w: w.open(b.ANTON).then(COVERED).then(ALSO_COVERED).at(COVER_ENDS - INSTANT),
    "none": lambda w: w,
}
"""How each state of the relation comes about, by the name of its column in the literal table."""
