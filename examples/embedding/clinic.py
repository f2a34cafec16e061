"""A small clinic for the examples: one unit, one nurse, one patient. No one here exists."""

from datetime import date

from arende.domain.actor import Operator, StaffActor
from arende.domain.commands import CreateCase, RegisterPerson
from arende.domain.ids import AssignmentId, PersonId, ProviderId, ReasonId
from arende.domain.person import Identifier, parse
from arende.engine import Engine
from arende.engine.importing import import_lines

REGISTER = b"""\
{"type": "provider", "id": "SE1", "name": "Kliniken", "sender": "Kliniken"}
{"type": "unit", "id": "SE1.vc", "name": "Eken"}
{"type": "role", "id": "SE1.ssk", "name": "Nurse"}
{"type": "staff", "id": "SE1.SE5560000000-1001", "name": "Haris Testgren"}
{"type": "assignment", "id": "SE1.a1", "staff": "SE1.SE5560000000-1001", "role": "SE1.ssk", "unit": "SE1.vc"}
{"type": "reason", "id": "SE1.follow-up", "title": "Follow-up"}
"""
NURSE = StaffActor(AssignmentId("SE1.a1"))


def put_up(engine: Engine) -> PersonId:
    """Fill the register, as `arende import` does; the patient. Doing it again changes nothing."""
    operator = Operator("example")
    imported = import_lines(engine.handler, REGISTER.splitlines(), operator)
    if imported.faults:
        raise SystemExit(f"the register has faults: {imported.faults}")
    number = parse("19800107-2381", date(2026, 1, 1))
    if not isinstance(number, Identifier):
        raise SystemExit("that is no identifier")
    patient = RegisterPerson(provider=ProviderId("SE1"), identifier=number, name="Anton Testberg", phone="+46701740605")
    return PersonId(engine.handle(patient, actor=operator).unwrap().ids["person"])


def new_case(patient: PersonId, message: str) -> CreateCase:
    """The command that opens a case with a first message, for seven days."""
    return CreateCase(patient=patient, reason=ReasonId("SE1.follow-up"), days=7, message=message)
