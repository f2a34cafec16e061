"""What a demonstration shows beside the product: whom to sign in as, and the SMS as phones would show them.

Only where the engine's settings say that it is a demonstration. Nothing of it is read anywhere else.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from arende.domain.actor import System
from arende.domain.case.model import Case, Representation
from arende.domain.directory.model import Person, Staff, Unit
from arende.domain.ids import Kind, Ref, local_of
from arende.engine import Engine
from arende.engine.shards import providers
from arende.ports.indexes import IndexRange
from arende.ports.records import Shard
from arende.wire.heads import decode_state
from attrs import field, frozen

from .asking import Face

MOST: Final = 200
SHOWN: Final = 40


@frozen(kw_only=True)
class Someone:
    """A person of the demonstration. `identity` is the form that the demo's way to sign in takes."""

    name: str
    about: tuple[str, ...]
    identity: str = field(repr=False)


@frozen(kw_only=True)
class Sms:
    """An SMS that has left; the latest first."""

    to: str
    sender: str
    text: str


def people(engine: Engine, face: Face) -> Sequence[Someone]:
    """Staff with their assignments; of the patients' side, those who represent in a case, with what and for whom."""
    found = staff_in if face is Face.STAFF else representatives_in
    return [one for shard in providers(engine.storage) for one in found(engine, Shard(shard))]


def staff_in(engine: Engine, shard: Shard) -> Iterator[Someone]:
    for head in engine.storage.page(shard, IndexRange(index="staff_list", prefix=(), limit=MOST)):
        staff = decode_state(head)
        if isinstance(staff, Staff):
            rows = engine.queries.assignments_of(System(), staff.id).value_or(None)
            about = tuple(f"{row.staff.role}, {row.staff.unit}" for row in rows.items) if rows else ()
            if about:
                form = identity("staff", "hsa", local_of(staff.id), staff.name)
                yield Someone(name=staff.name, about=about, identity=form)


def representatives_in(engine: Engine, shard: Shard) -> Iterator[Someone]:
    shown: dict[str, list[str]] = {}
    for head in engine.storage.page(shard, IndexRange(index="unit_list", prefix=(), limit=MOST)):
        unit = decode_state(head)
        if isinstance(unit, Unit):
            r = IndexRange(index="case_unit_opened", prefix=(unit.id,), limit=MOST, reverse=True)
            for case in map(decode_state, engine.storage.page(shard, r)):
                if isinstance(case, Case) and (len(shown) < SHOWN or case.representative.person in shown):
                    shown.setdefault(case.representative.person, []).append(told(engine, case))
    for id, cases in shown.items():
        person = engine.queries.state(Ref(Kind.PERSON, id))
        if isinstance(person, Person):
            form = identity("citizen", person.identifier.system, person.identifier.value, person.name)
            yield Someone(name=person.name, about=tuple(dict.fromkeys(cases)), identity=form)


def told(engine: Engine, case: Case) -> str:
    patient = engine.queries.state(Ref(Kind.PERSON, case.patient))
    child = case.representative.by is Representation.GUARDIAN and isinstance(patient, Person)
    return f"{case.title} ({patient.name})" if child and isinstance(patient, Person) else case.title


def identity(kind: str, system: str, value: str, name: str) -> str:
    return urlencode({"kind": kind, "system": system, "value": value, "name": name})


def sms_of(folder: str) -> Sequence[Sms]:
    """What lies in the spool, the latest first."""
    files = sorted(Path(folder).glob("[!.]*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    read = (json.loads(file.read_text(encoding="utf-8")) for file in files[:MOST])
    return [Sms(to=one["to"], sender=one["sender"], text=one["text"]) for one in read]
