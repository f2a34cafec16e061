"""A small clinic put up through commands, and the messages that its staff send. No one in it exists."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count, islice
from typing import Final

from arende.domain import commands as c
from arende.domain.actor import Actor, Operator, StaffActor
from arende.domain.ids import AssignmentId, CaseId, PersonId, ProviderId, ReasonId, RoleId, StaffId, UnitId
from arende.domain.person import Identifier, IdSystem
from arende.engine import Engine, Receipt, Request, Settings
from arende.wire.ids import fresh
from attrs import field, frozen
from returns.pipeline import is_successful

PROVIDER: Final = ProviderId("SE2321000016-0001")
UNIT: Final = UnitId(f"{PROVIDER}.eken")
REASON: Final = ReasonId(f"{PROVIDER}.uppfoljning")
OPERATOR: Final = Operator("bench")
CASES_EACH: Final = 50
"""How many cases one assignment answers for."""
TEXT: Final = "Hej! Provsvaren har kommit och ser bra ut. Fortsätt med samma dos, och skriv här om något känns fel."
"""A message of usual length: its record is some 400 bytes with id, digest and actor."""


@frozen(kw_only=True)
class Clinic:
    """An open engine and the cases in it, each with the assignment that answers for it."""

    engine: Engine
    cases: tuple[tuple[CaseId, StaffActor], ...]
    turn: Iterator[int] = field(factory=count, repr=False)
    """Whose turn it is: one round goes on where the last one stopped, so that every case gets its share."""

    def following(self, number: int) -> list[tuple[CaseId, StaffActor]]:
        """The next so many cases, from the first again after the last."""
        return [self.cases[place % len(self.cases)] for place in islice(self.turn, number)]

    def requests(self, number: int) -> list[Request]:
        """So many messages, each to the next case, with ids made beforehand as a caller's are."""
        return [
            Request(command=c.SendMessage(case=case, text=TEXT), actor=actor, command_id=fresh())
            for case, actor in self.following(number)
        ]

    def send_each(self, requests: Sequence[Request]) -> None:
        """One by one, as one caller. A refusal ends the benchmark: it would be measured as a fast command."""
        handle = self.engine.handle
        for one in requests:
            answer = handle(one.command, actor=one.actor, command_id=one.command_id)
            if not is_successful(answer):
                raise refused(answer.failure().code)

    def send_in_groups(self, requests: Sequence[Request], size: int) -> None:
        for start in range(0, len(requests), size):
            accepted(self.engine, requests[start : start + size])


class Refused(Exception):
    """A command of a benchmark was refused, so its figure would mean nothing."""


def refused(code: str) -> Refused:
    return Refused(f"A command of the benchmark was refused ({code}): correct the benchmark.")


def accepted(engine: Engine, requests: Sequence[Request]) -> list[Receipt]:
    """Receipts of commands that must all be accepted."""
    receipts: list[Receipt] = []
    for answer in engine.handle_many(requests):
        if not is_successful(answer):
            raise refused(answer.failure().code)
        receipts.append(answer.unwrap())
    return receipts


def nurse(number: int) -> AssignmentId:
    return AssignmentId(f"{PROVIDER}.ssk-{number}")


def request(command: c.Command, actor: Actor = OPERATOR) -> Request:
    return Request(command=command, actor=actor)


def put_up(engine: Engine, cases: int) -> Clinic:
    """Directory, one patient per case, and the cases, by commands."""
    nurses = max(1, -(-cases // CASES_EACH))
    role = RoleId(f"{PROVIDER}.ssk")
    accepted(engine, [request(c.RegisterProvider(provider=PROVIDER, name="Vården", sender="Kliniken"))])
    accepted(
        engine,
        [
            request(c.RegisterUnit(unit=UNIT, name="Vårdcentralen Eken")),
            request(c.RegisterRole(role=role, name="Sjuksköterska")),
            request(c.RegisterReason(reason=REASON, title="Uppföljningsbesök")),
        ],
    )
    staff = [StaffId(f"{PROVIDER}.person-{number}") for number in range(nurses)]
    accepted(engine, [request(c.RegisterStaff(staff=one, name=f"Prov {one[-3:]}")) for one in staff])
    accepted(
        engine,
        [
            request(c.RegisterAssignment(assignment=nurse(place), staff=one, role=role, unit=UNIT, sees_unit=False))
            for place, one in enumerate(staff)
        ],
    )
    people = accepted(engine, [request(registered(number)) for number in range(cases)])
    actors = [StaffActor(nurse(number % nurses)) for number in range(cases)]
    opened = accepted(
        engine,
        [
            request(c.CreateCase(patient=PersonId(person.ids["person"]), reason=REASON, days=3650), actor)
            for person, actor in zip(people, actors, strict=True)
        ],
    )
    made = [CaseId(receipt.ids["case"]) for receipt in opened]
    return Clinic(engine=engine, cases=tuple(zip(made, actors, strict=True)))


def registered(number: int) -> c.RegisterPerson:
    """A patient with a reserve number, so that no real person can be meant."""
    return c.RegisterPerson(
        provider=PROVIDER,
        identifier=Identifier(IdSystem.LOCAL_RESERVE, f"PROV{number:08d}"),
        name=f"Test Provsson{number}",
        phone="+46701740605",
        born=date(1980, 1, 7),
    )


@contextmanager
def clinic(url: str, cases: int, *, sms: Sequence[str] = (), plugins: Sequence[object] = ()) -> Iterator[Clinic]:
    """A new clinic in an empty storage; closed in the end."""
    with Engine.open(Settings(storage=url, sms=sms), plugins) as engine:
        yield put_up(engine, cases)
