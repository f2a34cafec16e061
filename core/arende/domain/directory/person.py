"""Registering a person: found by identifier, unique within the provider, changed only by a register (S2)."""

import re
from datetime import date
from typing import Final

from returns.result import Failure, Result, Success

from ..actor import StaffActor
from ..decision import Also, Decision
from ..effects import RecheckCases
from ..facts import Facts
from ..ids import Kind, PersonId, within
from ..model import State
from ..needs import identifier_ref
from ..person import ZONE, Fault, Identifier, IdSystem, birth_date, parse, reserve
from ..phase import local_date
from ..policy import NAME_MAX
from ..refusals import BirthDateContradicts, IdentifierInvalid, NotFound, ProtectionUnstated, Refusal
from ..text import faulty, faulty_day
from .commands import RegisterPerson
from .contact import number_fault, source_by
from .events import IdentifierClaimed, PersonRegistered
from .evolve import evolve
from .model import Person

STATED: Final = (IdSystem.PERSONNUMMER, IdSystem.SAMORDNINGSNUMMER)


def register_person(state: State, command: RegisterPerson, facts: Facts) -> Result[Decision, Refusal]:
    """A new person with the claim on the identifier, a changed one, or nothing where staff add one that exists."""
    fault = person_fault(command, facts)
    if fault is not None:
        return Failure(fault)
    if isinstance(state, Person) and isinstance(facts.actor, StaffActor):
        return Success(Decision())  # «one that exists opens that patient»: what staff typed changes nothing
    if isinstance(state, Person) and state.protected and command.protected is None:
        return Failure(ProtectionUnstated())
    event = PersonRegistered(
        at=facts.now,
        person=state.id if isinstance(state, Person) else PersonId(within(command.provider, facts.new_id)),
        identifier=command.identifier,
        name=command.name.strip(),
        phone=command.phone,
        language=command.language,
        born=stated_in(command.identifier) or command.born,
        protected=command.protected is True,
        deceased=command.deceased or (None if command.alive else known_death(state)),
        phone_source=None if command.phone is None else command.phone_source or source_by(facts.actor),
    )
    if isinstance(state, Person):
        return Success(Decision() if evolve(state, event) == state else Decision((event,), recheck(state, event)))
    claim = IdentifierClaimed(at=facts.now, person=event.person)
    return Success(Decision((event,), also=(Also(identifier_ref(command.provider, command.identifier), (claim,)),)))


def known_death(state: State) -> date | None:
    """The day of death as known: a line that is silent on it raises nobody from the dead."""
    return state.deceased if isinstance(state, Person) else None


def recheck(before: Person, event: PersonRegistered) -> tuple[RecheckCases, ...]:
    """Protection and death end a guardian's right in every case of either (B16)."""
    ends = event.protected != before.protected or event.deceased != before.deceased
    return (RecheckCases(person=before.id, at=event.at),) if ends else ()


def stated_in(identifier: Identifier) -> date | None:
    """The birth date that the identifier holds, if it holds one."""
    return birth_date(identifier.value) if identifier.system in STATED else None


def person_fault(command: RegisterPerson, facts: Facts) -> Refusal | None:
    """What is wrong with the person as told, if anything."""
    if facts.provider(command.provider) is None:
        return NotFound(Kind.PROVIDER, "provider")
    today = local_date(facts.now, ZONE)
    fault = identifier_fault(command.identifier, today)
    if fault is not None:
        return IdentifierInvalid(fault)
    bad_day = faulty_day("born", command.born) or faulty_day("deceased", command.deceased)
    if bad_day is not None:
        return bad_day
    told = stated_in(command.identifier)
    if command.born is not None:
        if told not in (None, command.born):
            return BirthDateContradicts()
        if command.born > today:
            return IdentifierInvalid(Fault.FUTURE)
    bad_number = number_fault(command.phone, command.phone_source or source_by(facts.actor))
    if bad_number is not None:
        return bad_number
    return faulty("name", command.name, NAME_MAX) or faulty("language", command.language, 8)


def identifier_fault(identifier: Identifier, today: date) -> Fault | None:
    """The identifier is checked here too: a host may have built it by hand."""
    if identifier.system in STATED:
        if re.fullmatch(r"[0-9]{12}", identifier.value, re.ASCII) is None:
            return Fault.FORM
        read = parse(identifier.value, today)
    else:
        read = reserve(identifier.system, identifier.value)
    if isinstance(read, Fault):
        return read
    return None if read == identifier else Fault.FORM
