"""The log in the field layout of StoreLog 1.0 (Inera Loggtjänst), as plain data. It is sent nowhere from here.

StoreLog holds employees' accesses only: those of patients, guardians, the machine's operator and the worker stay in the
log here. A denied attempt has no activity type of its own there, and says so in the activity's level.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from ...domain.actor import Purpose
from ...domain.directory.model import Assignment, Person, Provider, Role, Staff, Unit
from ...domain.ids import Kind, PersonId, Ref, local_of
from ...ports.records import Shard
from ...ports.times import from_micros
from ...views.names import Found
from ...wire.ids import derive
from ..reading import Reading
from .content import ENTRY
from .lines import LogLine, named

StoreLog: TypeAlias = Mapping[str, object]

SYSTEM: Final = "arende"
READ, WRITE, PRINT, EMERGENCY = "Läsa", "Skriva", "Utskrift", "Nödöppning"
PURPOSES: Final[Mapping[str, str]] = {
    Purpose.CARE: "Vård och behandling",
    Purpose.QUALITY: "Kvalitetssäkring",
    Purpose.DOCUMENTATION: "Annan dokumentation enligt lag",
    Purpose.STATISTICS: "Statistik",
    Purpose.ADMINISTRATION: "Administration",
    Purpose.EMERGENCY: "Vård och behandling",
}
"""The purposes that StoreLog knows. An emergency is an activity there, not a purpose."""
RESOURCES: Final[Mapping[str, str]] = {
    "read:person": "patientuppgifter",
    "read:search_patients": "patientuppgifter",
    "read:visit": "besök",
    "read:ledger": "översikt",
    "read:inbox": "översikt",
    "read:cases_of_unit": "översikt",
    "read:pool_of_unit": "översikt",
    "read:undocumented": "översikt",
    "read:cases_of_patient": "översikt",
    "read:access_report": "loggutdrag",
    "read:access_log": "logg",
    "person.unit_blocked": "spärr",
    "person.block_lifted": "spärr",
}
OTHERWISE: Final = "journaltext"
NAME_LENGTH: Final = 256


def store_log(reading: Reading, shard: Shard, lines: Sequence[LogLine]) -> Iterator[StoreLog]:
    """A Log for each line of an employee's that concerns a patient. Raises StorageError."""
    own = [line for line in lines if line.who.startswith("staff:") and line.patients and line.purpose in PURPOSES]
    people = (Ref(Kind.PERSON, id) for line in own for id in line.patients)
    found = reading.names(shard, [Ref(Kind.PROVIDER, shard), *people, *named(own)])
    return (log(line, shard, found) for line in own)


def log(line: LogLine, shard: Shard, found: Found) -> StoreLog:
    provider = found.get(Ref(Kind.PROVIDER, shard))
    owner = {"Id": shard, "Name": provider.name if isinstance(provider, Provider) else ""}
    assignment = found.get(Ref(Kind.ASSIGNMENT, line.assignment or ""))
    unit_id = line.unit or (assignment.unit if isinstance(assignment, Assignment) else "")
    return {
        "LogId": log_id(line, shard),
        "System": {"SystemId": shard[:32], "SystemName": SYSTEM},
        "Activity": activity(line),
        "User": user(line, assignment if isinstance(assignment, Assignment) else None, unit_id, owner, found),
        "Resources": {"Resource": [resource(line, id, unit_id, owner, found) for id in line.patients]},
    }


def log_id(line: LogLine, shard: Shard) -> str:
    """A UUID, the same for the same line each time: a receiver that has it already keeps one."""
    return line.key.removeprefix(ENTRY) if line.key.startswith(ENTRY) else derive(f"{shard} {line.key}")


def activity(line: LogLine) -> StoreLog:
    made = {
        "ActivityType": activity_type(line),
        "StartDate": from_micros(line.at).isoformat(timespec="milliseconds"),
        "Purpose": PURPOSES[line.purpose],
    }
    if line.action.startswith("refused:"):
        made |= {"ActivityLevel": "Nekad", "ActivityArgs": line.ref.partition(" ")[0]}
    return made


def activity_type(line: LogLine) -> str:
    if line.action == "emergency.opened" or line.purpose == Purpose.EMERGENCY:
        return EMERGENCY
    if line.ref.startswith("export:") or line.action in ("case.export_requested", "read:disclosure"):
        return PRINT
    return READ if line.action.startswith(("read:", "refused:")) else WRITE


def user(line: LogLine, assignment: Assignment | None, unit_id: str, owner: StoreLog, found: Found) -> StoreLog:
    staff = found.get(Ref(Kind.STAFF, assignment.staff)) if assignment else None
    role = found.get(Ref(Kind.ROLE, assignment.role)) if assignment else None
    unit = found.get(Ref(Kind.UNIT, unit_id))
    made: dict[str, object] = {
        "UserId": local_of(assignment.staff if assignment else line.who.partition(":")[2])[:32],
        "Assignment": local_of(line.assignment or "")[:NAME_LENGTH],
        "CareProvider": owner,
        "CareUnit": {"Id": local_of(unit_id), "Name": unit.name if isinstance(unit, Unit) else ""},
    }
    if isinstance(staff, Staff):
        made["Name"] = staff.name[:NAME_LENGTH]
    if isinstance(role, Role):
        made["Title"] = role.name[:NAME_LENGTH]
    return made


def resource(line: LogLine, patient: PersonId, unit_id: str, owner: StoreLog, found: Found) -> StoreLog:
    """The patient by identifier alone: a name adds nothing, and a protected person's stands in no export (B25)."""
    person = found.get(Ref(Kind.PERSON, patient))
    made: dict[str, object] = {
        "ResourceType": RESOURCES.get(line.action, OTHERWISE),
        "CareProvider": {"Id": owner["Id"]},
        "CareUnit": {"Id": local_of(unit_id)},
    }
    if isinstance(person, Person):
        made["Patient"] = {"PatientId": person.identifier.value}
    return made
