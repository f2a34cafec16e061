"""A provider with a million cases and patients, made past the engine: rows for the tables, in the product's own forms.

Nothing is random but by a fixed seed. Names are made of syllables and identifiers are test numbers (serials 980–999,
which are never assigned), so no one is meant.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Final, TypeAlias

from arende.domain import commands as c
from arende.domain.actor import StaffActor
from arende.domain.case.commands import Entry
from arende.domain.case.model import Case, Representation, Representative
from arende.domain.directory.model import IdentifierClaim, Person
from arende.domain.events import CaseOpened, IdentifierClaimed, MessageSent, PersonRegistered
from arende.domain.ids import AssignmentId, CaseId, Kind, PersonId, Ref, RoleId, StaffId, UnitId
from arende.domain.model import State
from arende.domain.needs import identifier_ref
from arende.domain.person import COORDINATION_DAY, Identifier, IdSystem, luhn
from arende.domain.phase import begin, is_open
from arende.engine import Engine
from arende.ports.indexes import COLUMNS
from arende.ports.records import Shard
from arende.ports.times import to_micros
from arende.views.columns import columns
from arende.views.fold import words
from arende.wire.heads import decode_state, encode_state
from arende.wire.names import stream_name
from arende.wire.records import encode_event

from .clinic import PROVIDER, REASON, TEXT, Clinic, accepted, request

Cell: TypeAlias = str | int | bytes | None
Rows: TypeAlias = list[tuple[Cell, ...]]
Chunk: TypeAlias = dict[str, Rows]
"""Rows by table."""

UNITS: Final = 20
ASSIGNMENTS: Final = 400
MESSAGES: Final = 5
BUSY: Final = 20
"""One case in so many belongs to the first assignment: lists are not all of one length."""
AT_A_TIME: Final = 5_000
SHARD: Final = Shard(PROVIDER)
DIGEST: Final = b"\x5a" * 32
ONSETS: Final = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "r", "s", "t", "v", "br", "gr", "kl", "st", "tr")
VOWELS: Final = ("a", "e", "i", "o", "u", "y", "å", "ä", "ö")
ENDINGS: Final = ("", "n", "l", "r", "s")


def owner(number: int) -> AssignmentId:
    return AssignmentId(f"{PROVIDER}.ssk-{0 if number % BUSY == 0 else number % ASSIGNMENTS}")


def unit(assignment: int) -> UnitId:
    return UnitId(f"{PROVIDER}.enhet-{assignment % UNITS}")


def directory(engine: Engine) -> None:
    """Units, staff and assignments, by commands."""
    role = RoleId(f"{PROVIDER}.ssk")
    accepted(engine, [request(c.RegisterProvider(provider=PROVIDER, name="Vården", sender="Kliniken"))])
    accepted(engine, [request(c.RegisterUnit(unit=unit(place), name=f"Enhet {place}")) for place in range(UNITS)])
    accepted(engine, [request(c.RegisterRole(role=role, name="Sjuksköterska"))])
    accepted(engine, [request(c.RegisterReason(reason=REASON, title="Uppföljningsbesök"))])
    staff = [StaffId(f"{PROVIDER}.person-{place}") for place in range(ASSIGNMENTS)]
    accepted(engine, [request(c.RegisterStaff(staff=one, name=f"Prov {one[-3:]}")) for one in staff])
    accepted(
        engine,
        [
            request(
                c.RegisterAssignment(
                    assignment=AssignmentId(f"{PROVIDER}.ssk-{place}"), staff=one, role=role, unit=unit(place)
                )
            )
            for place, one in enumerate(staff)
        ],
    )


def local(number: int, kind: int) -> str:
    """An id like a UUIDv7: neighbours in time are neighbours in the index."""
    return f"{number:08x}-{kind:04x}-7000-8000-{number:012x}"


def patient(number: int) -> PersonId:
    return PersonId(f"{PROVIDER}.{local(number, 1)}")


def case_id(number: int) -> CaseId:
    return CaseId(f"{PROVIDER}.{local(number, 2)}")


def personal(number: int) -> Identifier:
    """Every test number of a century in turn, then the same days as samordningsnummer."""
    day = date(1926, 1, 1) + timedelta(days=number // 20 % 36_500)
    coordination = number // 20 >= 36_500
    shown = day.day + (COORDINATION_DAY if coordination else 0)
    nine = f"{day:%y%m}{shown:02d}{980 + number % 20}"
    check = next(digit for digit in "0123456789" if luhn(nine + digit))
    system = IdSystem.SAMORDNINGSNUMMER if coordination else IdSystem.PERSONNUMMER
    return Identifier(system, f"{day:%Y}{nine[2:]}{check}")


def names() -> tuple[list[str], list[str]]:
    """First names and surnames; `full_name` draws the first ones of each list far more often."""
    random = Random(7)

    def syllable() -> str:
        return random.choice(ONSETS) + random.choice(VOWELS) + random.choice(ENDINGS)

    first = sorted({(syllable() + syllable()).capitalize() for _ in range(900)}, key=lambda _: random.random())
    last = sorted(
        {(syllable() + syllable() + syllable()).capitalize() for _ in range(9000)}, key=lambda _: random.random()
    )
    return first, last


class Names:
    """Draws names as they are spread in life: some are everyone's."""

    def __init__(self) -> None:
        self.first, self.last = names()
        self.random = Random(11)

    def full(self) -> str:
        draw = self.random.random
        return f"{self.first[int(len(self.first) * draw() ** 2)]} {self.last[int(len(self.last) * draw() ** 2)]}"


def head_row(ref: Ref, state: State, version: int) -> tuple[Cell, ...]:
    values = columns(state)
    listed = (values.get(name) for name, _ in COLUMNS)
    return (SHARD, stream_name(ref), ref.kind.value, version, encode_state(state), *listed)


def marked(command: str, actor: str, assignment: str | None, purpose: str) -> tuple[Cell, ...]:
    return (command, DIGEST, actor, assignment, purpose, 1)


NO_MARK: Final[tuple[Cell, ...]] = (None,) * 6


def patients(count: int, now: datetime) -> Iterator[Chunk]:
    """Persons, the claims that keep their identifiers unique, and search tokens; a chunk at a time."""
    drawn, at = Names(), to_micros(now - timedelta(days=400))
    numbers = iter(range(count))
    while some := list(islice(numbers, AT_A_TIME)):
        chunk: Chunk = {"heads": [], "records": [], "tokens": []}
        for number in some:
            person = Person(
                id=patient(number),
                identifier=personal(number),
                name=drawn.full(),
                phone="+46701740605",
                language="sv",
                born=date(1926, 1, 1) + timedelta(days=number // 20 % 36_500),
                protected=number % 200 == 0,
                deceased=None,
                guardians=(),
                blocked=(),
            )
            ref, claim = Ref(Kind.PERSON, person.id), identifier_ref(PROVIDER, person.identifier)
            registered = encode_event(
                PersonRegistered(
                    at=now,
                    person=person.id,
                    identifier=person.identifier,
                    name=person.name,
                    phone=person.phone,
                    language="sv",
                    born=person.born,
                    protected=person.protected,
                    deceased=None,
                )
            )
            claimed = encode_event(IdentifierClaimed(at=now, person=person.id))
            mark = marked(local(number, 3), "operator:bench", None, "drift")
            chunk["heads"] += [head_row(ref, person, 1), head_row(claim, IdentifierClaim(person=person.id), 1)]
            stream = stream_name(ref)
            chunk["records"] += [
                (SHARD, stream, 1, registered.name, registered.schema, registered.body, at, *mark),
                (SHARD, stream_name(claim), 1, claimed.name, claimed.schema, claimed.body, at, *NO_MARK),
            ]
            if not person.protected:
                chunk["tokens"] += [(SHARD, token, stream) for token in words(person.name)]
        yield chunk


def cases(count: int, now: datetime) -> Iterator[Chunk]:
    """Cases of five messages; a quarter waits for an answer, a third is over. A chunk at a time."""
    random, sent = Random(13), message_bodies(now)
    numbers = iter(range(count))
    while some := list(islice(numbers, AT_A_TIME)):
        chunk: Chunk = {"heads": [], "records": []}
        for number in some:
            opened = now - timedelta(seconds=random.randrange(45 * 86_400))
            one = case(number, opened, waiting=random.random() < 0.25)
            ref = Ref(Kind.CASE, one.id)
            stream, at = stream_name(ref), to_micros(opened)
            chunk["heads"].append(head_row(ref, one, MESSAGES + 1))
            event = encode_event(opening(one, opened))
            actor = f"staff:{one.assignment}"
            mark = marked(local(number, 4), actor, one.assignment, "vård och behandling")
            chunk["records"].append((SHARD, stream, 1, event.name, event.schema, event.body, at, *mark))
            chunk["records"] += [
                (
                    *(SHARD, stream, seq + 2, "case.message_sent", 1, body, at + seq),
                    *marked(local(number, 5 + seq), actor, one.assignment, "vård och behandling"),
                )
                for seq, body in enumerate(sent)
            ]
        yield chunk


def case(number: int, opened: datetime, *, waiting: bool) -> Case:
    assignment = owner(number)
    return Case(
        id=case_id(number),
        patient=patient(number),
        representative=Representative(person=patient(number), by=Representation.SELF, until=None),
        assignment=assignment,
        unit=unit(int(assignment.rpartition("-")[2])),
        reason=REASON,
        title="Uppföljningsbesök",
        phase=begin(opened, 30, "Europe/Stockholm"),
        ended_noted=False,
        messages=MESSAGES,
        last_from_staff=MESSAGES - 1,
        last_from_patient_side=MESSAGES if waiting else 2,
        read_by_patient_side=MESSAGES,
        unanswered_since=opened if waiting else None,
        visible_from=1,
        representative_lost_since=None,
        sms_trouble_since=None,
        export_trouble_since=None,
        last_activity=opened,
    )


def opening(one: Case, at: datetime) -> CaseOpened:
    return CaseOpened(
        at=at,
        case=one.id,
        patient=one.patient,
        representative=one.representative,
        maturity=None,
        assignment=one.assignment,
        unit=one.unit,
        reason=one.reason,
        title=one.title,
        phase=one.phase,
        entry=Entry.PROFILE,
        visit=None,
    )


def message_bodies(now: datetime) -> list[bytes]:
    """The same five messages in every case: what they say is never read here."""
    staff = AssignmentId(f"{PROVIDER}.ssk-1")
    events = (
        MessageSent(at=now, number=place + 1, staff=staff, representative=None, text=TEXT) for place in range(MESSAGES)
    )
    return [encode_event(event).body for event in events]


def sample(engine: Engine, size: int, wanted: int) -> Clinic:
    """At most so many of the cases that are open now, spread evenly over a database of that size."""
    numbers = range(0, size, max(1, size // (2 * wanted)))  # a third of all is over
    at, found = now(), []
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        heads = engine.storage.heads(SHARD, [stream_name(Ref(Kind.CASE, case_id(number))) for number in some])
        for number, head in zip(some, heads, strict=True):
            state = None if head is None else decode_state(head)
            if isinstance(state, Case) and is_open(state.phase, at):
                found.append((case_id(number), actor(number)))
    return Clinic(engine=engine, cases=tuple(found[:wanted]))


def actor(number: int) -> StaffActor:
    return StaffActor(owner(number))


def now() -> datetime:
    return datetime.now(UTC)
